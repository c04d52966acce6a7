"""One chunk of runs, done one after the other and stored; the same in every kind of worker."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isinf
from threading import Lock
from time import perf_counter
from traceback import format_exc
from typing import Any, Protocol

from liancun_sim.results.store import PlannedChunk, PlannedRun, RunOutcome, Store, open_store
from liancun_sim.results.store.planned import FAILED, KILLED, OK
from liancun_sim.vocabulary import say

Outcomes = Mapping[str, float]
Tables = Mapping[str, Mapping[str, Any]]
MOST_TRACEBACK = 20_000


class Runner(Protocol):
    """Does single runs; made once per worker, so that what all runs share is built once."""

    def run(self, planned: PlannedRun) -> tuple[Outcomes, Tables]:
        """The outcomes of one run, and rows for the other tables kept."""


@dataclass(frozen=True)
class Job:
    """All a worker is sent: where the store is, and how to make what does its runs.

    make : called with the store in the worker, once per process. Importable, or a plain function.
    identity : of the plan in the store: a long-lived worker must not mistake it for an earlier one.
    """

    folder: str
    make: Callable[[Store], Runner]
    identity: str

    @classmethod
    def of(cls, store: Store, make: Callable[[Store], Runner]) -> "Job":
        digests = (store.manifest[key] for key in ("model_digest", "data_digest", "study_digest"))
        return cls(str(store.folder), make, "/".join(digests))


@dataclass(frozen=True)
class Done:
    """A chunk that was stored: how many of its runs failed, and how long they took in all."""

    number: int
    runs: int
    failed: int
    seconds: float


_made: dict[Job, tuple[Store, Runner]] = {}
_making = Lock()


def prepared(job: Job) -> tuple[Store, Runner]:
    """The store and runner of a job, made when this process first needs them."""
    with _making:  # a cluster's worker may have several threads
        if job not in _made:
            _made.clear()
            store = open_store(job.folder)
            _made[job] = store, job.make(store)
        return _made[job]


def forget(job: Job) -> None:
    """Let go of what was made for a job, in a process that goes on to other things."""
    with _making:
        _made.pop(job, None)


def do_chunk(
    job: Job,
    number: int,
    attempt: int = 1,
    known: Mapping[int, RunOutcome] = {},
    first: int | None = None,
    begin: Callable[[int], None] = lambda place: None,
    tell: Callable[[int, RunOutcome], None] = lambda place, outcome: None,
) -> Done:
    """Do the runs of a chunk and store them.

    known : what came of runs that are not to be done again, by place in the chunk.
    first : place of the run to begin with, if not the first of those left.
    begin : called with the place of each run before it starts. tell : with what came of it.

    Raises
    ------
    StoreFailed
        If the store cannot be written.
    """
    store, runner = prepared(job)
    chunk = store.chunk(number)
    found = dict(known)
    left = [place for place in range(len(chunk.runs)) if place not in known]
    for place in sorted(left, key=lambda place: place != first):
        begin(place)
        found[place] = attempted(runner, chunk.runs[place], store)
        tell(place, found[place])
    return kept(store, chunk, [found[place] for place in range(len(chunk.runs))], attempt)


def do_alone(job: Job, number: int, place: int) -> RunOutcome:
    """Do one run of a chunk and store nothing."""
    store, runner = prepared(job)
    return attempted(runner, store.chunk(number).runs[place], store)


def quarantined(job: Job, number: int, place: int, error: str) -> RunOutcome:
    """What is recorded of a run that takes its worker down."""
    return RunOutcome(open_store(job.folder).chunk(number).runs[place], KILLED, error=error)


def kept(store: Store, chunk: PlannedChunk, outcomes: Sequence[RunOutcome], attempt: int) -> Done:
    """Store a chunk, and report of it."""
    store.write_chunk(chunk, outcomes, platform.node(), attempt)
    failed = sum(one.status != OK for one in outcomes)
    return Done(chunk.number, len(outcomes), failed, sum(one.wall_s for one in outcomes))


def attempted(runner: Runner, planned: PlannedRun, store: Store) -> RunOutcome:
    """One run; what it raises becomes part of its outcome."""
    started = perf_counter()
    try:
        values, tables = runner.run(planned)
        outcomes = {info.key: float(values[info.key]) for info in store.outcomes if info.key in values}
        if missing := [info.key for info in store.outcomes if info.key not in values]:
            raise KeyError(say("sweep.no_outcome", names=", ".join(missing)))
        if infinite := [key for key, value in outcomes.items() if isinf(value)]:
            raise OverflowError(say("sweep.infinite_outcome", names=", ".join(infinite)))
    except (Exception, SystemExit) as error:
        return RunOutcome(
            planned,
            FAILED,
            error=f"{type(error).__name__}: {error}",
            traceback=format_exc()[-MOST_TRACEBACK:],
            wall_s=perf_counter() - started,
        )
    return RunOutcome(planned, OK, outcomes, tables, wall_s=perf_counter() - started)
