"""Processes that run worlds, kept warm: each holds the county, does one world at a time, and is replaced when it dies.

A world that was under way in a process that died is done again. One that takes three down is given up.
"""

import pickle
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any

from liancun_sim.app.classroom.asked import AskedWorld, Numbers
from liancun_sim.app.classroom.clerk import IMPORTED
from liancun_sim.app.processes import context
from liancun_sim.running.runner.one_thread import one_thread_each

DEATHS_ALLOWED = 3
KILLED = "killed"
"""The fault of a world that took its process down each time."""


@dataclass(frozen=True)
class Came:
    """What came of a world: its numbers, or the fault it has."""

    numbers: Numbers
    fault: str = ""


class Crew:
    """Does what it is given until there is nothing left to give.

    Parameters
    ----------
    county : of every world, pickled. size : processes.
    take : waits for the next world; None ends. came : told what came of each.
    """

    def __init__(
        self, county: bytes, size: int, take: Callable[[], AskedWorld | None],
        came: Callable[[AskedWorld, Came], None],
    ):  # fmt: skip
        self.county, self.take, self.came = county, take, came
        self.processes: dict[int, Any] = {}
        self._starting = Lock()
        self.closing = False
        self.threads = [
            Thread(target=self._serve, args=(place,), name=f"class-{place}", daemon=True) for place in range(size)
        ]
        for thread in self.threads:
            thread.start()

    def close(self) -> None:
        """End every process; `take` must give None from now on."""
        self.closing = True
        with self._starting:
            for process in self.processes.values():
                process.terminate()
        for thread in self.threads:
            thread.join(timeout=10)

    def _serve(self, place: int) -> None:
        line = self._hire(place)
        while (asked := self.take()) is not None:
            deaths = 0
            while True:
                try:
                    line.send(asked)
                    found = line.recv()
                    break
                except (EOFError, OSError):
                    deaths += 1
                    if self.closing:
                        return
                    line.close()
                    line = self._hire(place)
                    if deaths >= DEATHS_ALLOWED:
                        found = Came({}, KILLED)
                        break
            self.came(asked, found)

    def _hire(self, place: int) -> Connection:
        ours: Connection
        ours, theirs = context(*IMPORTED).Pipe()
        process = context(*IMPORTED).Process(
            target=_work, args=(theirs, self.county), name=f"class-{place}", daemon=True
        )
        with self._starting, one_thread_each():
            if not self.closing:
                process.start()
                self.processes[place] = process
        theirs.close()
        return ours


def _work(line: Connection, county: bytes) -> None:
    """The process: worlds in, what came of them out."""
    from liancun_sim.running.runner.orphans import end_with_parent
    from liancun_sim.simulation.world import World

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, which ends this
    world = World(pickle.loads(county))
    while True:
        try:
            asked = line.recv()
        except EOFError:
            return
        line.send(_came(world, asked))


def _came(world: Any, asked: AskedWorld) -> Came:
    from liancun_sim.app.classroom.worlds import numbers_of, opened

    try:
        return Came(numbers_of(world, opened(asked)))
    except Exception as error:  # told to whoever asked; the next world is not concerned
        traceback.print_exc()
        return Came({}, f"{type(error).__name__}: {error}")
