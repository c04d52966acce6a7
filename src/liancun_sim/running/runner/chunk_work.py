"""One chunk of runs, done one after the other and stored; the same in every kind of worker."""

import platform
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isinf
from threading import Lock
from time import perf_counter
from traceback import format_exc
from typing import Any, Protocol, runtime_checkable

from liancun_sim.results.store import PlannedChunk, PlannedRun, RunOutcome, Store, open_store
from liancun_sim.results.store.finished import finished_runs
from liancun_sim.results.store.planned import FAILED, KILLED, OK
from liancun_sim.vocabulary import say

Outcomes = Mapping[str, float]
Tables = Mapping[str, Mapping[str, Any]]
MOST_TRACEBACK = 20_000
TOGETHER = -2
"""The place of several runs under way side by side."""


class Runner(Protocol):
    """Does single runs; made once per worker, so that what all runs share is built once."""

    def run(self, planned: PlannedRun) -> tuple[Outcomes, Tables]:
        """The outcomes of one run, and rows for the other tables kept."""


@runtime_checkable
class ManyAtOnce(Runner, Protocol):
    """Also does runs of one point and replicate side by side; each comes out as it does alone."""

    def run_all(self, planned: Sequence[PlannedRun]) -> list[tuple[Outcomes, Tables]]:
        """What `run` gives of each."""


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
    """Do the runs of a chunk and store them; what it holds of runs that finished before is kept.

    At the first attempt runs of one point and replicate are done side by side; where one of them fails, and after a
    worker has died, each is done alone, so that what fails is one run.

    known : what came of runs that are not to be done again, by place in the chunk.
    first : place of the run to begin with, if not the first of those left.
    begin : called with the place of each run before it starts, `TOGETHER` before several do.
    tell : called with the place of a run done alone, and what came of it.

    Raises
    ------
    StoreFailed
        If the store cannot be written.
    """
    store, runner = prepared(job)
    chunk = store.chunk(number)
    found = {**finished_runs(store, chunk), **known}
    if attempt == 1 and isinstance(runner, ManyAtOnce):
        for places in side_by_side(chunk, found):
            begin(TOGETHER)
            found |= attempted_together(runner, {place: chunk.runs[place] for place in places}, store)
    left = [place for place in range(len(chunk.runs)) if place not in found]
    for place in sorted(left, key=lambda place: place != first):
        begin(place)
        found[place] = attempted(runner, chunk.runs[place], store)
        tell(place, found[place])
    return kept(store, chunk, [found[place] for place in range(len(chunk.runs))], attempt)


def side_by_side(chunk: PlannedChunk, known: Container[int]) -> Iterator[list[int]]:
    """Places of the runs of a chunk that share point and replicate, where more than one is left to do."""
    left = (place for place in range(len(chunk.runs)) if place not in known)
    for _, alike in groupby(left, lambda place: (chunk.runs[place].point, chunk.runs[place].replicate)):
        places = list(alike)
        if len(places) > 1:
            yield places


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
        return _finished(planned, runner.run(planned), store, perf_counter() - started)
    except (Exception, SystemExit) as error:
        return RunOutcome(
            planned,
            FAILED,
            error=f"{type(error).__name__}: {error}",
            traceback=format_exc()[-MOST_TRACEBACK:],
            wall_s=perf_counter() - started,
        )


def attempted_together(runner: ManyAtOnce, planned: Mapping[int, PlannedRun], store: Store) -> dict[int, RunOutcome]:
    """Several runs side by side, by place; none where one of them fails, which alone can tell its error."""
    started = perf_counter()
    try:
        found = runner.run_all(list(planned.values()))
        each = (perf_counter() - started) / len(planned)
        return {
            place: _finished(one, given, store, each)
            for (place, one), given in zip(planned.items(), found, strict=True)
        }
    except (Exception, SystemExit):
        return {}


def _finished(planned: PlannedRun, given: tuple[Outcomes, Tables], store: Store, seconds: float) -> RunOutcome:
    values, tables = given
    outcomes = {info.key: float(values[info.key]) for info in store.outcomes if info.key in values}
    if missing := [info.key for info in store.outcomes if info.key not in values]:
        raise KeyError(say("sweep.no_outcome", names=", ".join(missing)))
    if infinite := [key for key, value in outcomes.items() if isinf(value)]:
        raise OverflowError(say("sweep.infinite_outcome", names=", ".join(infinite)))
    return RunOutcome(planned, OK, outcomes, tables, wall_s=seconds)
