"""Questions in turn: one is answered at a time, the same one once, sessions take turns, and a failure concerns itself.

One process answers all of them and is there before the first is asked; one that dies is replaced.

Answers lie in a temporary folder, which goes with the server.
"""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Condition, Thread, Timer
from typing import Any

from liancun_sim.app.counties import OpenCounty
from liancun_sim.app.work import CANCEL, Asked, Work

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OVER = (DONE, FAILED, CANCELLED)
KEPT_MOST = 40  # answers; the oldest that is not running goes first
WAITING_MOST = 20
PATIENCE = 4.0  # seconds a question that is cancelled has to stop before its process is ended


class TooMany(Exception):
    """More questions are waiting than are taken."""


@dataclass
class Job:
    """A question and how far its answer is."""

    asked: Asked
    session: str
    language: str
    land: OpenCounty
    folder: Path
    state: str = WAITING
    first: int = 0
    progress: tuple[int, int, int, str] = (0, 0, 0, "")
    faults: list[str] = field(default_factory=list)

    def told(self, place: int) -> dict[str, Any]:
        """For the browser. place : questions before it."""
        count, done, total, note = self.progress
        return {
            "id": self.asked.key, "state": self.state, "place": place, "first": self.first, "replications": count,
            "done": done, "total": total, "note": note, "faults": self.faults,
        }  # fmt: skip


class Jobs:
    """Answers questions.

    Parameters
    ----------
    folder : for the answers. workers : processes a question may use. county : the one to make ready for, a folder or
    ``default``.
    """

    def __init__(self, folder: Path, workers: int, county: str = "default"):
        self.folder, self.workers, self.county = folder, workers, county
        self.jobs: OrderedDict[str, Job] = OrderedDict()
        self.turns: list[str] = []  # sessions, the one whose turn is next first
        self.process: Any = None
        self.line: Any = None
        self.running: Job | None = None
        self.changed = Condition()
        self.closing = False
        self._hire()
        self.thread = Thread(target=self._work, name="answers", daemon=True)
        self.thread.start()

    def ask(self, asked: Asked, session: str, language: str, land: OpenCounty) -> dict[str, Any]:
        """How far the answer to a question is, which is answered once however often it is asked, or until it does not
        fail. land : it is about.

        Raises
        ------
        TooMany
            If as many wait as are taken.
        """
        with self.changed:
            found = self.jobs.get(asked.key)
            if found is not None and found.state not in (FAILED, CANCELLED):
                return found.told(self._before(found))
            if sum(job.state == WAITING for job in self.jobs.values()) >= WAITING_MOST:
                raise TooMany
            self._make_room()
            name = f"{asked.key}-{len(list(self.folder.iterdir()))}"  # what failed may have left files
            job = self.jobs[asked.key] = Job(asked, session, language, land, self.folder / name)
            if session not in self.turns:
                self.turns.append(session)
            self.changed.notify_all()
            return job.told(self._before(job))

    def status(self, key: str) -> dict[str, Any] | None:
        with self.changed:
            job = self.jobs.get(key)
            return None if job is None else job.told(self._before(job))

    def cancel(self, key: str) -> None:
        with self.changed:
            job = self.jobs.get(key)
            if job is None or job.state in OVER:
                return
            job.state = CANCELLED
            if self.running is not job:
                return
            with suppress(OSError):
                self.line.send(CANCEL)
            process = self.process
        Timer(PATIENCE, self._end_if_at, (job, process)).start()

    def _end_if_at(self, job: Job, process: Any) -> None:
        """End a process that has not stopped by itself; its workers end with it."""
        with self.changed:
            if self.running is job and self.process is process:
                process.terminate()

    def close(self) -> None:
        """End what runs; nothing is answered afterwards."""
        with self.changed:
            self.closing = True
            if self.process is not None:
                self.process.terminate()
            self.changed.notify_all()
        self.thread.join(timeout=10)

    def _before(self, job: Job) -> int:
        waiting = [one for one in self.jobs.values() if one.state == WAITING]
        return waiting.index(job) + (self.running is not None) if job in waiting else 0

    def _make_room(self) -> None:
        over = [key for key, job in self.jobs.items() if job.state in OVER]
        for key in over[: max(0, len(self.jobs) - KEPT_MOST + 1)]:
            del self.jobs[key]

    def _next(self) -> Job | None:
        """The oldest question of the session whose turn it is."""
        for session in list(self.turns):
            mine = [job for job in self.jobs.values() if job.session == session and job.state == WAITING]
            self.turns.remove(session)
            if mine:
                if len(mine) > 1:
                    self.turns.append(session)
                return mine[0]
        return None

    def _work(self) -> None:
        while True:
            with self.changed:
                job = self._next()
                while job is None and not self.closing:
                    self.changed.wait()
                    job = self._next()
                if self.closing or job is None:
                    return
                job.state = RUNNING
            self._run(job)

    def _run(self, job: Job) -> None:
        """One question, whatever becomes of it and of the process that answers."""
        if self.process is None:
            self._hire()
        work = Work(job.asked, job.land.source, job.folder, job.language, self.workers)
        with self.changed:
            if job.state != RUNNING or self.closing:
                return
            self.running = job
        try:
            self.line.send(work)
            while True:
                what, value = self.line.recv()
                self._note(job, what, value)
                if what in ("done", "faults", "cancelled"):
                    break
        except (EOFError, OSError):
            self._bury(job)
        with self.changed:
            self.running = None

    def _bury(self, job: Job) -> None:
        """The process died, or was ended because it did not stop when it was told to."""
        self.process.join()
        with self.changed:
            if job.state == RUNNING:
                job.state = FAILED
                job.faults = job.faults or [f"exit code {self.process.exitcode}"]
            self.process = None
            if not self.closing:
                self._hire()

    def _hire(self) -> None:
        """A process that makes ready while nobody waits."""
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_answer, args=(theirs, self.county, self.workers), name="answer")
        self.process.start()
        theirs.close()

    def _note(self, job: Job, what: str, value: Any) -> None:
        with self.changed:
            if what == "progress":
                job.progress = value
            elif what == "first":
                job.first = value
            elif what == "faults" and job.state == RUNNING:
                job.faults, job.state = value, FAILED
            elif what == "done" and job.state == RUNNING:
                job.state = DONE


def _answer(line: Connection, county: str, workers: int) -> None:
    """The process, which alone loads what answers."""
    from liancun_sim.app.answering import answer

    answer(line, county, workers)
