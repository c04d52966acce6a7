"""The worlds of a question that are read together: planned into a store, done by the runner, read chunk by chunk.

A stored run is one world. A chunk holds the worlds of one replication that are read side by side; it is the unit
of work a worker is given, and what is left to do after a kill are the chunks that are not there.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np

from liancun_sim.files.locked import locked
from liancun_sim.results.store import OutcomeInfo, PlannedRun, Store, has_store, open_store
from liancun_sim.results.store.finished import by_run
from liancun_sim.results.store.parquet import Columns
from liancun_sim.results.store.planned import OK
from liancun_sim.running.runner.chunk_work import Job, Runner, do_chunk, forget
from liancun_sim.running.runner.compiling import compile_once
from liancun_sim.running.runner.opening import changed, opened
from liancun_sim.running.runner.pool import run_locally
from liancun_sim.running.runner.run_ids import content_digest, run_id
from liancun_sim.running.runner.temporary import temporary_place
from liancun_sim.vocabulary import BadInput, Fault, say

NO_POINT = ("",)


@dataclass(frozen=True)
class WorldsPlan:
    """The worlds a question needs.

    Parameters
    ----------
    question : ``comparison`` or ``audit``. worlds : key of every world, in the order to be shown.
    content_ids : by world, digest of all that decides it but point and replicate.
    factor, points : what the points differ in, and its value at each; ``""`` and one point where in nothing.
    chunks : worlds that are done and read together: (key, point, replicate) each.
    tables : names of the tables worlds leave behind. outcomes : numbers kept of every world.
    described : the rest of the store's manifest, with ``model_digest`` and ``data_digest``.
    """

    question: str
    worlds: tuple[str, ...]
    content_ids: Mapping[str, str]
    chunks: Sequence[Sequence[tuple[str, int, int]]]
    tables: tuple[str, ...]
    outcomes: tuple[OutcomeInfo, ...] = ()
    factor: str = ""
    points: tuple[str, ...] = NO_POINT
    described: Mapping[str, Any] = field(default_factory=dict)

    @property
    def manifest(self) -> dict[str, Any]:
        """What the store says of itself."""
        varied = {
            "key": self.factor, "role": "uncertainty", "kind": "choice", "low": 0.0, "high": 1.0,
            "values": list(self.points), "unit": "", "label": {"en": "", "zh": ""},
        }  # fmt: skip
        outcomes = [
            {"key": one.key, "label": {"en": one.label.en, "zh": one.label.zh}, "unit": one.unit, "better": one.better}
            for one in self.outcomes
        ]
        decisive = {
            "runs": self.question, "scenarios": list(self.worlds), "factors": [varied] if self.factor else [],
            "outcomes": outcomes, "tables": list(self.tables), "settling": None, "batches": 1,
        }  # fmt: skip
        told = json.dumps([decisive, self.content_ids, self.chunks], sort_keys=True, ensure_ascii=False)
        digest = blake2b(told.encode(), digest_size=12).hexdigest()
        return {"name": {"en": "", "zh": ""}, **self.described, **decisive, "study_digest": digest}

    def point_columns(self) -> Columns:
        """points.parquet."""
        size = len(self.points)
        plain = {"point": np.arange(size), "group": np.full(size, -1), "role": np.array([""] * size, dtype=object)}
        return {**plain, self.factor: np.array(self.points, dtype=object)} if self.factor else plain

    def design_columns(self) -> Columns:
        """design.parquet."""
        keys, points, replicates = zip(*chain.from_iterable(self.chunks), strict=True)
        sizes = [len(chunk) for chunk in self.chunks]
        digests = {
            (key, point): content_digest(
                self.content_ids[key], key, {self.factor: self.points[point]} if self.factor else {}
            )
            for key, point in set(zip(keys, points, strict=True))
        }
        listed = zip(keys, points, replicates, strict=True)
        return {
            "run_id": [run_id(digests[key, point], replicate) for key, point, replicate in listed],
            "scenario": keys,
            "point": points,
            "replicate": replicates,
            "batch": np.zeros(len(keys), dtype=np.int64),
            "chunk": np.repeat(np.arange(len(sizes)), sizes),
            "place": np.concatenate([np.arange(size) for size in sizes]),
            "own": np.ones(len(keys), dtype=bool),
        }


@dataclass(frozen=True)
class FailedWorld:
    """A world that raised an error or took its worker down each time it was tried."""

    run_id: str
    scenario: str
    replicate: int
    error: str
    traceback: str

    def document(self) -> dict[str, Any]:
        """As a manifest names it; the traceback stays in the store."""
        return {"run_id": self.run_id, "scenario": self.scenario, "replication": self.replicate, "error": self.error}


@dataclass(frozen=True)
class StoredWorld:
    """One world as it is stored: its plan, its outcomes, its rows of every table it left behind."""

    planned: PlannedRun
    outcomes: Mapping[str, float]
    tables: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class StoredChunk:
    """The worlds of a chunk in the order of the plan, or those that failed."""

    worlds: tuple[StoredWorld, ...]
    failed: tuple[FailedWorld, ...] = ()


class WorldsFailed(RuntimeError):
    """Nothing is left to show: in every replication some world failed."""

    def __init__(self, failed: Sequence[FailedWorld]):
        first = failed[0]
        fields = {"count": len(failed), "world": first.scenario, "number": first.replicate + 1, "error": first.error}
        super().__init__(say("running.worlds_failed", **fields))
        self.add_note(first.traceback)
        self.failed = tuple(failed)


@contextmanager
def kept(
    plan: WorldsPlan,
    folder: Path | None,
    beside: Callable[[Path], object],
    told: Callable[[str], object] = lambda note: None,
) -> Iterator[Store]:
    """The store of the worlds of a plan: what is there already is not done again.

    folder : where worlds are kept; a temporary place if None. Worlds of another question, model or county that
        were kept there are let go, since what they were for was given up.
    beside : puts what replays need into a store that is kept. told : called with what a person should know.
    """
    if folder is None:
        with temporary_place() as place:
            yield opened(place / "store", plan.manifest, plan.point_columns(), [plan.design_columns()])
        return
    if has_store(folder) and _of_another(folder, plan.manifest):
        with _held(folder):
            told(say("running.other_worlds", folder=folder))
            rmtree(folder)
    store = opened(folder, plan.manifest, plan.point_columns(), [plan.design_columns()], beside)
    with _held(store.folder):
        yield store


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Worlds are done by one command at a time: the first to end lets them go."""
    with locked(folder, wait=False) as ours:
        if not ours:
            raise BadInput(Fault(str(folder), "", say("running.worlds_busy")))
        yield


def _of_another(folder: Path, manifest: Mapping[str, Any]) -> bool:
    try:
        return bool(changed(open_store(folder), manifest))
    except BadInput:  # of an earlier version, or damaged
        return True


def finished(
    store: Store, make: Callable[[Store], Runner], workers: int, told: Callable[[str], object] = lambda note: None
) -> Iterator[StoredChunk]:
    """Every chunk of a store as it is there: those done before, then each as it finishes.

    Chunks with worlds that failed before are tried again. One worker is this process.

    Raises
    ------
    StoreFailed
        If the store cannot be written. WorkersCannotStart if no worker gets as far as a world.
    """
    chunks = store.chunks()
    done = chunks["chunk_id"].isin(store.present() - store.chunks_with_failures())
    for number in chunks.loc[done, "chunk"]:
        yield _read(store, int(number))
    missing = [int(number) for number in chunks.loc[~done, "chunk"]]
    job, workers = Job.of(store, make), min(workers, len(missing))
    if missing:
        compile_once(lambda: told(say("running.compiling")))
    if workers > 1:
        for one in run_locally(job, missing, workers):
            yield _read(store, one.number)
        return
    try:
        for number in missing:
            do_chunk(job, number)
            yield _read(store, number)
    finally:
        forget(job)


def _read(store: Store, number: int) -> StoredChunk:
    chunk = store.chunk(number)
    rows = store.rows_of_chunk("runs", chunk.chunk_id)
    failed = tuple(
        FailedWorld(planned.run_id, planned.scenario, planned.replicate, rows["error"][at], rows["traceback"][at])
        for at, planned in enumerate(chunk.runs)
        if rows["status"][at] != OK
    )
    if failed:
        return StoredChunk((), failed)
    tables = {name: by_run(store.rows_of_chunk(name, chunk.chunk_id)) for name in store.manifest["tables"]}
    return StoredChunk(
        tuple(
            StoredWorld(
                planned,
                {info.key: float(rows[info.key][at]) for info in store.outcomes},
                {name: of[planned.run_id] for name, of in tables.items() if planned.run_id in of},
            )
            for at, planned in enumerate(chunk.runs)
        )
    )
