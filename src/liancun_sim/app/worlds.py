"""Single worlds of questions, run by processes that stay: each has its kernels loaded and the county it ran last built.

A world whose process died is run again by another; one that takes three down is recorded as killed.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from liancun_sim.running.runner.one_thread import one_thread_each
from liancun_sim.scenario import Scenario

if TYPE_CHECKING:
    from liancun_sim.results.store import PlannedRun, RunOutcome
    from liancun_sim.simulation.world import World

DEATHS_ALLOWED = 3
LOOK = 0.2  # seconds between looks at whether the question was given up


@dataclass(frozen=True)
class AskedWorld:
    """A world of a comparison. county : a folder or ``default``. folder : of the store it is planned in."""

    county: str
    folder: str
    scenario: Scenario
    baseline: str
    seed: int
    planned: "PlannedRun"


@dataclass
class Worker:
    """A process, our end of its line, and the number of what it is at; -1 at nothing."""

    process: Any
    line: Connection
    number: int = -1


class WorldWorkers:
    """So many processes, begun at once. county : the one they make ready for."""

    def __init__(self, size: int, county: str):
        self.county = county
        self.asked = 0
        self.workers = [self._hired() for _ in range(size)]

    def do(self, worlds: Sequence[AskedWorld], look: Callable[[], None]) -> Iterator[tuple[int, "RunOutcome"]]:
        """Place and outcome of each world as it is done. look : called often; what it raises ends this."""
        waiting = deque((place, 0) for place in range(len(worlds)))
        mine: dict[int, tuple[int, int]] = {}  # number → place, deaths
        while waiting or mine:
            for worker in self.workers:
                if worker.number < 0 and waiting:
                    self.asked += 1
                    worker.number, mine[self.asked] = self.asked, waiting.popleft()
                    with suppress(OSError):  # one that is dead is found out when listened to
                        worker.line.send((self.asked, worlds[mine[self.asked][0]]))
            ready = wait([worker.line for worker in self.workers if worker.number >= 0], LOOK)
            look()
            for at, worker in enumerate(self.workers):
                if worker.line not in ready:
                    continue
                try:
                    number, outcome = worker.line.recv()
                    worker.number = -1
                except (EOFError, OSError):
                    number, outcome = worker.number, None
                    self.workers[at] = self._hired()
                place, deaths = mine.pop(number, (-1, 0))
                if place < 0:
                    continue  # of a question that was given up
                if outcome is None and deaths + 1 < DEATHS_ALLOWED:
                    waiting.appendleft((place, deaths + 1))
                    continue
                yield place, outcome or _killed(worlds[place])

    def _hired(self) -> Worker:
        """Where it can be had, from a process that has imported everything: a replacement then starts in moments."""
        forking = "forkserver" in get_all_start_methods()
        context: Any = get_context("forkserver" if forking else "spawn")
        if forking:
            context.set_forkserver_preload(["liancun_sim.app.worlds", "liancun_sim.running.comparison.worlds"])
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.county), name="world", daemon=True)
        with one_thread_each():
            process.start()
        theirs.close()
        return Worker(process, ours)


def _work(line: Connection, county: str) -> None:
    """The process: worlds in, what came of them out."""
    from liancun_sim.results.store import open_store
    from liancun_sim.running.comparison.worlds import ComparisonWorlds
    from liancun_sim.running.runner.chunk_work import attempted
    from liancun_sim.running.runner.orphans import end_with_parent

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, which ends this
    with suppress(Exception):  # a county that cannot be run is told when it is asked about
        _warm(county)
    store = lru_cache(maxsize=1)(open_store)
    while True:
        try:
            number, asked = line.recv()
        except (EOFError, OSError):
            return
        scenarios = {asked.scenario.key: asked.scenario}
        runner = ComparisonWorlds(_world(asked.county), scenarios, asked.baseline, asked.seed, False)
        line.send((number, attempted(runner, asked.planned, store(asked.folder))))


@lru_cache(maxsize=1)
def _world(county: str) -> "World":
    from liancun_sim.county import load_county
    from liancun_sim.simulation.world import World

    return World(load_county(county))


def _killed(world: AskedWorld) -> "RunOutcome":
    """The outcome of a world that ended its process every time."""
    from liancun_sim.results.store.planned import KILLED, RunOutcome  # loads DuckDB, as all of the store does

    return RunOutcome(world.planned, KILLED, error="killed")


def _warm(county: str) -> None:
    """Run a month, so that every kernel is loaded before somebody waits for it."""
    from liancun_sim.results.store import PlannedRun
    from liancun_sim.running.comparison.worlds import UNCERTAINTY, ComparisonWorlds
    from liancun_sim.scenario import load_scenario

    first = load_scenario("strong_weak_pairing", months=1)
    ComparisonWorlds(_world(county), {first.key: first}, first.key, 1, False).run(
        PlannedRun("", first.key, 0, 0, {UNCERTAINTY: "chance"})
    )
