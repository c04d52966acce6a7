"""A sweep: plan what is not planned yet, do what is not done yet, say how it stands."""

import json
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from liancun_sim.results.store import Store, StoreFailed, compact, has_store, open_store, present
from liancun_sim.running.runner.chunk_work import Job
from liancun_sim.running.runner.opening import opened
from liancun_sim.running.runner.where import HERE, Where
from liancun_sim.running.runner.work import Report, Work
from liancun_sim.running.study.extending import extended, may_have_grown
from liancun_sim.running.study.function import Function
from liancun_sim.running.study.function_runs import FunctionRuns
from liancun_sim.running.study.plan import Plan, point_columns
from liancun_sim.running.study.ranking_file import write_ranking
from liancun_sim.running.study.sequential import ranking
from liancun_sim.running.study.status import SweepStatus, sweep_status
from liancun_sim.running.study.study import Study
from liancun_sim.vocabulary import BadInput, Fault, say

Source = str | Path | Mapping[str, Any]
COMPACT_ABOVE = 200  # loose chunk files
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
    from liancun_sim.running.runner.compiling import compile_once
    from liancun_sim.running.runner.restoring import COUNTY
    from liancun_sim.running.study.model_study import model_study
    from liancun_sim.running.study.stored_study import stored_study

    study, county = model_study(source, overrides)
    _check_where(study, where)
    store = planned(study, Path(out), lambda folder: save_county(county, folder / COUNTY))
    if where.scheduler is None and where.scheduler_file is None:
        compile_once()
    return carry_out(store, Job.of(store, stored_study), where, retry, report)


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
    """The store of a study: opened if it is there, extended if it holds less of the same, made if not.

    Raises
    ------
    BadInput
        If the folder holds another study, or more of this one, or the model or county changed since it was made.
    """
    manifest = _manifest(study)
    if has_store(folder) and may_have_grown(open_store(folder), manifest):
        extended(folder.absolute(), study, manifest)
    return opened(folder, manifest, point_columns(study), Plan(study).blocks(), beside)


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
    work = Work(store, job, where, store.chunks_with_failures() if retry else set(), report)
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


def _manifest(study: Study) -> dict[str, Any]:
    """What the store says of the study and where its results come from."""
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
