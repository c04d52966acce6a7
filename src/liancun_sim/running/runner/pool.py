"""Worker processes of this machine: chunks out, results back; a worker that dies is replaced.

The chunk of a worker that died goes to a new process, which does its runs one by one, the run it died in first
and what came of the others kept as they end. A run that takes down one worker in company and two that did
nothing before it is quarantined: recorded as killed, not tried again. A kill from outside, or what earlier runs
left in the process, hits a run now and then; a run that kills does it every time.
"""

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import current_process
from multiprocessing.connection import Connection, wait
from typing import Any

from liancun_sim.results.store import RunOutcome
from liancun_sim.running.runner.chunk_work import (
    TOGETHER,
    Done,
    Job,
    do_chunk,
    forget,
    prepared,
    quarantined,
)
from liancun_sim.running.runner.one_thread import one_thread_each
from liancun_sim.running.runner.orphans import end_with_parent
from liancun_sim.running.runner.starting import deaf, worker_context
from liancun_sim.vocabulary import BadInput, current_language, say, use_language

DEATHS_ALLOWED = 3
NOT_RUNNING = -1
STOP_SECONDS = 5.0
NO_GUARD = 64  # exit code of a process that reads a script without a main guard
SHARED = ("liancun_sim.running", "liancun_sim.api")  # what scripts that sweep import


class WorkersCannotStart(RuntimeError):
    """Workers die, or fail, before they do anything."""


@dataclass
class Task:
    """A chunk to do.

    known : what came of its runs in earlier attempts, by place. suspect : the run the last worker died in.
    deaths : of workers, by the run they died in.
    """

    number: int
    attempt: int = 1
    known: dict[int, RunOutcome] = field(default_factory=dict)
    suspect: int | None = None
    deaths: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Told:
    """What came of one run of a chunk that is not stored yet."""

    place: int
    outcome: RunOutcome


Answer = Done | Told | Exception


class Worker:
    """The driver's side of one worker process."""

    def __init__(self, context: Any, job: Job):
        self.connection, theirs = context.Pipe()
        self.place = context.RawValue("l", NOT_RUNNING)
        arguments = (theirs, self.place, job, current_language())
        self.process = context.Process(target=_serve, args=arguments, daemon=True)
        self.task: Task | None = None
        try:
            with one_thread_each(), deaf():
                self.process.start()
        except (EOFError, ConnectionError):  # what makes processes has ended over the script
            raise WorkersCannotStart(say("sweep.no_main_guard")) from None
        theirs.close()  # so that either side notices when the other is gone

    def give(self, task: Task) -> None:
        self.task = task
        self.place.value = NOT_RUNNING
        with suppress(OSError):  # a worker that is dead already is found out when waited for
            self.connection.send(task)

    def answer(self) -> Answer | None:
        """What it sent, or None if it died."""
        try:
            found: Answer = self.connection.recv()
        except (EOFError, OSError):
            self.process.join(STOP_SECONDS)
            return None
        return found

    def stop(self) -> None:
        """End the process now; a chunk in progress counts as not done."""
        self.connection.close()
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(STOP_SECONDS)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


def run_locally(job: Job, chunks: Iterable[int], workers: int) -> Iterator[Done]:
    """Do chunks in `workers` processes, yielding each as it is stored; here, where none may be started.

    Raises
    ------
    StoreFailed
        If the store cannot be written. WorkersCannotStart if no worker gets as far as a run.
    """
    if getattr(current_process(), "_inheriting", False):  # a worker reads the script that started it, which starts more
        os._exit(NO_GUARD)
    if current_process().daemon:  # of a pool of the user's, whose processes have no children
        try:
            yield from (do_chunk(job, number) for number in chunks)
        finally:
            forget(job)
        return
    crew = _Crew(job, chunks)
    try:
        yield from crew.work(workers)
    finally:
        crew.dismiss()


class _Crew:
    """The workers, and what each is at."""

    def __init__(self, job: Job, chunks: Iterable[int]):
        self.job = job
        self.waiting = iter(chunks)
        self.dead_in_a_row = 0
        self.workers: list[Worker] = []
        ours = [name for name in sys.modules if name.startswith(SHARED)]
        maker = job.make if isinstance(job.make, type) else type(job.make)
        self.context = worker_context([*ours, maker.__module__])

    def work(self, workers: int) -> Iterator[Done]:
        for _ in range(workers):
            if (task := self._next()) is None:
                break
            self._hire(task)
        while busy := [worker for worker in self.workers if worker.task is not None]:
            ready = wait([worker.connection for worker in busy])
            for worker in busy:
                if worker.connection in ready and (finished := self._listen(worker)) is not None:
                    yield finished

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.stop()

    def _next(self) -> Task | None:
        number = next(self.waiting, None)
        return None if number is None else Task(number)

    def _hire(self, task: Task) -> None:
        worker = Worker(self.context, self.job)
        self.workers.append(worker)
        worker.give(task)

    def _listen(self, worker: Worker) -> Done | None:
        """Take what a worker has to say and give it the next chunk; replace it if it died."""
        answer = worker.answer()
        task = worker.task
        assert task is not None
        if isinstance(answer, Exception):
            raise answer
        if answer is None:
            self.workers.remove(worker)
            self._bury(worker, task)
            self._hire(task)
            return None
        self.dead_in_a_row = 0
        if isinstance(answer, Told):
            task.known[answer.place] = answer.outcome
            return None
        worker.task = None
        following = self._next()
        if following is not None:
            worker.give(following)
        return answer

    def _bury(self, worker: Worker, task: Task) -> None:
        """Note the run a worker died in, for the one that goes on with its chunk."""
        code, place = worker.process.exitcode, worker.place.value
        worker.stop()
        task.attempt += 1
        if code == NO_GUARD and place == NOT_RUNNING:
            raise WorkersCannotStart(say("sweep.no_main_guard"))
        if place == NOT_RUNNING:
            self.dead_in_a_row += 1
            if self.dead_in_a_row >= DEATHS_ALLOWED:
                raise WorkersCannotStart(say("sweep.workers_cannot_start", count=self.dead_in_a_row, code=code))
            return
        if place == TOGETHER:  # in which of them is seen when each is done by itself
            return
        task.suspect = place
        task.deaths[place] += 1
        if task.deaths[place] >= DEATHS_ALLOWED:
            error = say("sweep.killed_its_worker", count=DEATHS_ALLOWED, code=code)
            task.known[place] = quarantined(self.job, task.number, place, error)


def _serve(connection: Connection, place: Any, job: Job, language: str) -> None:
    """A worker's life: a chunk at a time until the driver hangs up, or is gone."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the driver, which ends the workers
    use_language(language)

    def begin(number: int) -> None:
        place.value = number

    def tell(number: int, outcome: RunOutcome) -> None:
        if task.attempt > 1:  # of a chunk that goes smoothly nobody needs to know more than its end
            connection.send(Told(number, outcome))

    while True:
        try:
            task: Task = connection.recv()
        except (EOFError, OSError):
            return
        answer: Answer
        try:
            prepared(job)
            answer = do_chunk(job, task.number, task.attempt, task.known, task.suspect, begin, tell)
        except BadInput as bad:  # a store that cannot be written, or is not of this model
            answer = bad
        except Exception as error:  # outside any run: nothing can be done here
            answer = WorkersCannotStart(say("sweep.worker_broke", error=f"{type(error).__name__}: {error}"))
        place.value = NOT_RUNNING
        with suppress(OSError):
            connection.send(answer)
