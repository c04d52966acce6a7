"""A sweep: plan what is not planned yet, do what is not done yet, say how it stands."""

import json
import os
import pickle
import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from liancun_sim.results.store import Store, StoreFailed, compact, create_store, has_store, open_store, present, unfold
from liancun_sim.running.common.provenance import source_version
from liancun_sim.running.study.function import Function
from liancun_sim.running.study.study import Study
from liancun_sim.running.sweeping.chunk_work import Done, Job
from liancun_sim.running.sweeping.function_runs import FunctionRuns
from liancun_sim.running.sweeping.local_pool import run_locally
from liancun_sim.running.sweeping.plan import Plan
from liancun_sim.running.sweeping.ranking_file import write_ranking
from liancun_sim.running.sweeping.sequential import ranking
from liancun_sim.running.sweeping.status import SweepStatus, sweep_status
from liancun_sim.running.sweeping.where import HERE, Where
from liancun_sim.vocabulary import BadInput, Fault, say

Report = Callable[[int, int, int], None]
"""Called with (runs done, runs planned, runs failed); planned is the cap while a ranking is not settled."""

Source = str | Path | Mapping[str, Any]
COMPACT_ABOVE = 200  # loose chunk files
PACKAGES = ("duckdb", "mesa", "numba", "numpy", "pandas", "scipy")
DECIDES_NOTHING = ("model_digest", "data_digest", "county", "question")


def sweep_model(
    source: Source,
    out: str | Path,
    *,
    where: Where = HERE,
    retry: bool = False,
    overrides: Mapping[str, Any] | None = None,
    report: Report | None = None,
) -> SweepStatus:
    """Sweep the model; see `liancun_sim.api.sweep`."""
    from liancun_sim.county import save_county
    from liancun_sim.running.study.model_study import model_study
    from liancun_sim.running.sweeping.model_runs import COUNTY, ModelRuns

    study, county = model_study(source, overrides)
    _check_where(study, where)
    store = planned(study, Path(out), lambda folder: save_county(county, folder / COUNTY))
    return carry_out(store, Job.of(store, ModelRuns), where, retry, report)


def sweep_function(
    source: Source,
    out: str | Path,
    function: Function,
    *,
    where: Where = HERE,
    retry: bool = False,
    overrides: Mapping[str, Any] | None = None,
    report: Report | None = None,
) -> SweepStatus:
    """Sweep any function; see `liancun_sim.api.sweep`."""
    from liancun_sim.running.study.function_study import function_study

    if where.scheduler is None and where.scheduler_file is None:
        _check_importable(function)
    study = function_study(source, function, overrides)
    _check_where(study, where)
    store = planned(study, Path(out))
    return carry_out(store, Job.of(store, FunctionRuns(function)), where, retry, report)


def planned(study: Study, folder: Path, beside: Callable[[Path], object] = lambda folder: None) -> Store:
    """The store of a study: opened if it is there, made if not.

    Raises
    ------
    BadInput
        If the folder holds another study, or the model or county changed since it was made.
    """
    manifest = _manifest(study)
    if has_store(folder):
        store = open_store(folder)
        _check_same(store, manifest)
        present.clear_leftovers(store.folder, store.manifest["tables"])
        return store
    points = {
        "point": np.arange(len(study.points)),
        "group": study.points.group,
        "role": study.points.role,
        **study.points.values,
    }
    store = create_store(folder, manifest, points, Plan(study).blocks(), beside)
    _check_same(store, manifest)  # of several that plan at once one makes it
    return store


def carry_out(
    store: Store, job: Job, where: Where = HERE, retry: bool = False, report: Report | None = None
) -> SweepStatus:
    """Do what is not done yet, batch after batch, and say how the sweep stands.

    retry : do chunks again in which runs failed; what is stored of them stays until it is replaced.

    Raises
    ------
    BadInput
        If the wish for a shard or a cluster cannot be met. StoreFailed if the store cannot be written.
    """
    settling = store.manifest["settling"]
    work = _Work(store, job, where, store.chunks_with_failures() if retry else set(), report)
    if not settling:
        work.do(None)
    else:
        for look in range(1, 1 + store.manifest["batches"]):
            work.do(look - 1)
            found = ranking(store, look)
            if found is not None:
                write_ranking(store, found)
                break
    status = sweep_status(store)
    if status.complete and len(present.loose(store.folder, present.RUNS)) > COMPACT_ABOVE:
        with suppress(StoreFailed):  # only tidier: another process may be at it
            compact(store)
    return status


class _Work:
    """Chunks to do, and the count of what is done."""

    def __init__(self, store: Store, job: Job, where: Where, again: set[str], report: Report | None):
        self.store, self.job, self.where, self.report = store, job, where, report
        chunks = store.chunks()
        if where.shard:
            part, parts = where.shard
            chunks = chunks[chunks["chunk"] % parts == part - 1]
        self.chunks = chunks
        unfold(store, again)
        ready = chunks["chunk_id"].isin(store.present() - again)
        self.done, self.total = int(chunks.loc[ready, "runs"].sum()), int(chunks["runs"].sum())
        self.failed = 0
        self.missing = chunks[~ready]

    def do(self, batch: int | None) -> None:
        """Do what is missing of one batch, or of all."""
        rows = self.missing if batch is None else self.missing[self.missing["batch"] == batch]
        self._tell()
        for finished in self._finished([int(number) for number in rows["chunk"]]):
            self.done += finished.runs
            self.failed += finished.failed
            self._tell()

    def _finished(self, numbers: list[int]) -> Iterator[Done]:
        where = self.where
        if not numbers:
            return iter(())
        if where.scheduler is None and where.scheduler_file is None:
            workers = where.workers or os.cpu_count() or 1
            return run_locally(self.job, numbers, min(workers, len(numbers)))
        from liancun_sim.running.sweeping.cluster import run_on_cluster

        ids = dict(zip(self.chunks["chunk"].tolist(), self.chunks["chunk_id"].tolist(), strict=True))
        return run_on_cluster(self.job, {number: ids[number] for number in numbers}, where)

    def _tell(self) -> None:
        if self.report is not None:
            self.report(self.done, self.total, self.failed)


def _manifest(study: Study) -> dict[str, Any]:
    """What the store says of itself: the study, where its results come from, and this machine."""
    factors = [factor.document() for factor in study.factors]
    outcomes = [asdict(info) for info in study.outcomes]
    settling = None if study.settling is None else asdict(study.settling)
    decisive = {
        "scenarios": list(study.scenarios),
        "factors": factors,
        "outcomes": outcomes,
        "tables": list(study.tables),
        "replications": study.replications,
        "own_luck": study.own_luck,
        "batches": -(-study.replications // study.batch),
        "settling": settling,
        "runs_per_chunk": study.runs_per_chunk,
        **{key: value for key, value in study.described.items() if key not in DECIDES_NOTHING},
    }
    return {
        "name": asdict(study.name),
        **study.described,
        **decisive,
        "study_digest": _study_digest(study, decisive),
        "liancun_sim": version("liancun-sim"),
        "source": source_version(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "host": {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()},
    }


def _study_digest(study: Study, decisive: Mapping[str, Any]) -> str:
    """Digest of what decides the plan: no labels, and no paths, so that a study that has moved is still the same."""
    details = decisive.get("scenario_details", {})
    told = {
        **decisive,
        "factors": [
            {key: value for key, value in one.items() if key not in ("label", "names")} for one in decisive["factors"]
        ],
        "outcomes": [one["key"] for one in decisive["outcomes"]],
        "scenario_details": {key: [one["digest"], one["set"]] for key, one in details.items()},
    }
    digest = blake2b(json.dumps(told, sort_keys=True, ensure_ascii=False).encode(), digest_size=12)
    for values in (study.points.group, study.points.role, *study.points.values.values()):
        digest.update("\0".join(values.tolist()).encode() if values.dtype == object else values.tobytes())
    return digest.hexdigest()


def _check_same(store: Store, manifest: Mapping[str, Any]) -> None:
    """A sweep goes on with the study, model and data it began with."""
    changed = [key for key in ("model_digest", "data_digest", "study_digest") if store.manifest[key] != manifest[key]]
    if changed:
        place = str(store.folder)
        raise BadInput([Fault(place, "", say(f"sweep.changed_{key}")) for key in changed])


def _check_where(study: Study, where: Where) -> None:
    """Told before a store is made."""
    if study.settling and where.shard:
        raise BadInput(Fault("", "--shard", say("sweep.shard_and_settled")))


def _check_importable(function: Function) -> None:
    """Worker processes import the function by its name."""
    try:
        pickle.dumps(function)
    except (pickle.PicklingError, AttributeError, TypeError):  # a function within a function, a lambda, an open file
        name = getattr(function, "__qualname__", repr(function))
        raise BadInput(Fault("", "run", say("sweep.not_importable", name=name))) from None
