"""Sweeps of a study's design, and what they say."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from liancun_sim.analysis.study.analysed import Analysis, analyse_study
from liancun_sim.analysis.study.questions import questions
from liancun_sim.results.store import open_store
from liancun_sim.results.study.study import study_result
from liancun_sim.running.runner.where import Where
from liancun_sim.running.runner.work import Report
from liancun_sim.running.study.function import Function
from liancun_sim.running.study.status import SweepStatus
from liancun_sim.running.study.sweep import Source, sweep_function, sweep_model
from liancun_sim.vocabulary import BadInput, Fault, say


def analyse(
    folder: str | Path,
    *,
    focus: Sequence[str] = (),
    demands: Sequence[str] = (),
    events: Sequence[str] = (),
) -> Analysis:
    """Analyse a sweep, finished or not: ranking, regret, trade-offs, sensitivity, where scenarios fail.

    Parameters
    ----------
    folder : the store `sweep` wrote.
    focus : outcomes to look into; by default up to three the study leads with.
    demands : ``income_mean=4500``: the level a scenario should reach; by default, as good as the baseline.
    events : ``stated_consent<0.8``, ``income_gini>0.33``: asked of every scenario, where it happens.

    Raises
    ------
    BadInput
        If the folder holds no sweep or no finished run, or an outcome is not among those recorded.

    Examples
    --------
    >>> from liancun_sim import analyse, make_county, run_scenarios
    >>> from liancun_sim.county import save_county
    >>> save_county(make_county(villages=12, households=600, seed=5), "land")
    >>> runs = run_scenarios(
    ...     ["baseline", "strong_weak_pairing"], "runs", county="land", months=12, replications=2, workers=1
    ... )
    >>> analysis = analyse("runs", focus=["income_mean"])
    >>> sorted(set(analysis.ranking["scenario"]))
    ['baseline', 'strong_weak_pairing']
    """
    result = study_result(open_store(folder))
    if result.done.empty:
        count, errors = len(result.failed), result.failed["error"]
        message = say("analysis.all_failed", count=count, error=errors.iloc[0]) if count else say("analysis.no_runs")
        raise BadInput(Fault(str(folder), "", message))
    asked, happening = questions(result, focus, demands, events)
    return analyse_study(result, focus=focus, demands=asked, events=happening)


def sweep(
    study: Source,
    out: str | Path,
    *,
    run: Function | None = None,
    county: str | Path | None = None,
    months: int | None = None,
    replications: int | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    scheduler_file: str | None = None,
    tls: tuple[str, str, str] | None = None,
    shard: tuple[int, int] | None = None,
    retry: bool = False,
    progress: Report | None = None,
) -> SweepStatus:
    """Run every point of a study's design into a store; what is done already is not done again.

    Parameters
    ----------
    study : a study file, or the same as a mapping. out : folder of the store, new or of this study.
    run : any function of (parameters, replicate) that returns outcomes by name, instead of the model.
        It is called in other processes: define it at the top level of a module.
    county, months, replications : instead of the study's own.
    workers : processes of this machine (default: one per processor this process may use).
    scheduler, scheduler_file : of an existing Dask cluster whose workers see `out`.
    tls : of a cluster that encrypts: files of the authority's certificate, one's own, and its key.
    shard : (part, parts), the first part is 1: do only this part of the chunks.
    retry : do runs again that failed or took their worker down; the others stay as they are.
    progress : called with (runs done, runs planned, runs failed).

    Raises
    ------
    BadInput
        Naming every fault of the study; `StoreFailed`, one of them, if the store cannot be written
        midway. What was finished is kept either way.

    Examples
    --------
    >>> from liancun_sim import make_county, sweep
    >>> from liancun_sim.county import save_county
    >>> save_county(make_county(villages=12, households=600, seed=5), "land")
    >>> study = {
    ...     "scenarios": ["strong_weak_pairing"], "county": "land", "months": 12, "replications": 1,
    ...     "uncertainties": ["attitude.pressure"], "design": {"kind": "latin_hypercube", "points": 2},
    ...     "outcomes": ["income_mean"],
    ... }
    >>> status = sweep(study, "store", workers=1)
    >>> status.done, status.complete  # two points, each with the scenario and with the baseline
    (4, True)
    """
    where = Where(workers, scheduler, scheduler_file, shard, tls)
    overrides = {"county": None if county is None else str(county), "months": months, "replications": replications}
    if run is not None:
        return sweep_function(study, out, run, where=where, retry=retry, overrides=overrides, report=progress)
    return sweep_model(study, out, where=where, retry=retry, overrides=overrides, report=progress)


def run_scenarios(
    scenarios: Sequence[str],
    store: str | Path,
    *,
    replications: int = 8,
    outcomes: Sequence[str] | str = "all",
    county: str | Path | None = None,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Report | None = None,
) -> pd.DataFrame:
    """Run scenarios at their own settings and return a row per run, as Mesa's ``run_scenarios`` does.

    A short way to `sweep` without a study file: resumed if it was interrupted, kept in `store`.

    Examples
    --------
    >>> from liancun_sim import make_county, run_scenarios
    >>> from liancun_sim.county import save_county
    >>> save_county(make_county(villages=12, households=600, seed=5), "land")
    >>> runs = run_scenarios(["baseline"], "runs", county="land", months=12, replications=2, workers=1)
    >>> runs["scenario"].tolist()
    ['baseline', 'baseline']
    """
    study = {
        "scenarios": list(scenarios), "baseline": None, "uncertainties": "none", "replications": replications,
        "outcomes": outcomes if isinstance(outcomes, str) else list(outcomes), "seed": seed,
    }  # fmt: skip
    sweep(study, store, county=county, months=months, workers=workers, progress=progress)
    return open_store(store).results()
