"""What users import and every command is a thin shell over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from liancun_sim.analysis.study.analysed import Analysis, analyse_study
from liancun_sim.analysis.study.questions import questions
from liancun_sim.county import County, load_county
from liancun_sim.draws import Draws
from liancun_sim.parameters import Coefficient
from liancun_sim.parameters.rural_income import year_before
from liancun_sim.results import (
    AGAIN,
    ASSUMPTIONS,
    CHANCE,
    Comparison,
    IndicatorInfo,
    ScenarioInfo,
    Setting,
    TableColumn,
)
from liancun_sim.results.audit.audit import Audit, AuditedWorld
from liancun_sim.results.common.keeping import kept
from liancun_sim.results.comparison.village_paths import VillagePaths
from liancun_sim.results.patterns.pattern_runs import PatternRuns
from liancun_sim.results.store import open_store
from liancun_sim.results.study.study import study_result
from liancun_sim.running.audit.run_audit import run_audit
from liancun_sim.running.comparison.run_comparison import Progress, run_comparison
from liancun_sim.running.patterns.run_patterns import run_patterns
from liancun_sim.running.replay import replay as replay
from liancun_sim.running.runner.where import Where
from liancun_sim.running.runner.work import Report
from liancun_sim.running.study.function import Function
from liancun_sim.running.study.parameter_list import parameters_of as parameters_of
from liancun_sim.running.study.simulating import simulate as simulate
from liancun_sim.running.study.status import SweepStatus
from liancun_sim.running.study.sweep import Source, sweep_function, sweep_model
from liancun_sim.scenario import Scenario, distinct, load_scenario, load_scenarios
from liancun_sim.simulation.schedule import CHANNELS, Schedule
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput, Fault, Label, nearest, say

ASSUMED = ("defaults", "ranges")
KEPT = (
    Comparison, Audit, AuditedWorld, VillagePaths, ScenarioInfo, Setting, IndicatorInfo, TableColumn, Coefficient,
    Label,
)  # fmt: skip
"""What a result that was kept is made of."""
if TYPE_CHECKING:
    from liancun_sim.results.plan.plans import Advice, Checked, Plans

RulesSource = str | Path | Mapping[str, Any] | None
DEMO_SCENARIOS = ("strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "combined")


def compare(
    scenarios: Sequence[str | Path | Scenario],
    *,
    baseline: str | Path | Scenario = "baseline",
    county: str | Path | County | None = None,
    replications: int = 8,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    sets: Sequence[str] = (),
    keep: Sequence[str] = (),
    assumptions: str = "ranges",
    twice: bool = False,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare scenarios with a baseline under common random numbers.

    Parameters
    ----------
    scenarios : shipped names, paths, or resolved scenarios.
    baseline : what they are compared with; the shipped one starts when they do, where all start together.
    county : a folder, ``default``, or a County; by default the baseline scenario's.
    replications : pairs of worlds per scenario and kind of uncertainty.
    months : instead of the scenarios' own. seed : of everything after t0.
    workers : processes (default: one per processor this process may use). sets : ``a.b=3`` overrides of every scenario.
    keep : ``villages`` also keeps every village's monthly series, with assumptions at their defaults.
    assumptions : ``ranges`` also draws every assumption anew in as many pairs again; ``defaults`` does not.
    twice : run each of those draws a second time with other luck, which tells what part of the spread is assumptions'.
    store : folder in which every world is kept as it is done, so that the same call goes on after it was interrupted;
        by default a temporary one. progress : called with (done, total, headline) after every replication.

    Raises
    ------
    BadInput
        Naming every fault of the scenarios or the county.

    Examples
    --------
    >>> from liancun_sim import compare, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> comparison = compare(["strong_weak_pairing"], county=county, months=12, replications=2, workers=1)
    >>> comparison.policies_compared
    ('strong_weak_pairing',)
    >>> from liancun_sim.analysis import effects
    >>> {"scenario", "indicator", "difference", "ci_low", "ci_high"} <= set(effects(comparison).columns)
    True
    """
    folder = None if isinstance(county, County) else county
    reference, *resolved = distinct(load_scenarios([baseline, *scenarios], sets=sets, county=folder, months=months))
    starts = {one.setup.start for one in resolved}
    if baseline == "baseline" and len(starts) == 1 and reference.setup.start not in starts:
        reference = load_scenario(baseline, sets=[*sets, f"start={starts.pop()}"], county=folder, months=months)
    _same_length([reference, *resolved])
    land = _land(county, reference)
    return run_comparison(
        land, reference, resolved, seed=seed, count=replications, workers=workers,
        uncertainties=_uncertainties(assumptions, twice), keep_villages="villages" in keep, store=_place(store),
        progress=progress,
    )  # fmt: skip


def _uncertainties(assumptions: str, twice: bool) -> tuple[str, ...]:
    if assumptions not in ASSUMED:
        known = ", ".join(ASSUMED)
        raise BadInput(Fault("", "assumptions", say("running.unknown_assumptions", given=assumptions, known=known)))
    if assumptions == "defaults" and twice:
        raise BadInput(Fault("", "twice", say("running.nothing_drawn_twice")))
    return (CHANCE,) if assumptions == "defaults" else (CHANCE, ASSUMPTIONS, AGAIN) if twice else (CHANCE, ASSUMPTIONS)


def run(
    scenario: str | Path | Scenario,
    *,
    county: str | Path | County | None = None,
    replications: int = 1,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    sets: Sequence[str] = (),
    keep: Sequence[str] = (),
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run one scenario by itself; the same tables, with nothing to compare. Parameters as `compare`.

    Examples
    --------
    >>> from liancun_sim import make_county, run
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> alone = run("baseline", county=county, months=12, workers=1)
    >>> alone.policies_compared
    ()
    >>> sorted(set(alone.series["month"]))[-1]
    12
    """
    resolved = _resolved(scenario, sets, county, months)
    return run_comparison(
        _land(county, resolved), resolved, (), seed=seed, count=replications, workers=workers,
        uncertainties=(CHANCE,), keep_villages="villages" in keep, store=_place(store), progress=progress,
    )  # fmt: skip


def demo(
    *, workers: int | None = None, store: str | Path | None = None, progress: Progress | None = None
) -> Comparison:
    """The default county, the baseline and four scenarios, 8 replications, 60 months.

    Examples
    --------
    >>> from liancun_sim import demo
    >>> comparison = demo()  # doctest: +SKIP
    """
    return compare(DEMO_SCENARIOS, workers=workers, store=store, progress=progress)


def read_result(folder: str | Path) -> Comparison | Audit:
    """A comparison or an audit as the folder of its results keeps it: to look into, or to write all of it again.

    Raises
    ------
    BadInput
        If the folder holds neither.

    Examples
    --------
    >>> from liancun_sim import compare, make_county, read_result
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> comparison = compare(["strong_weak_pairing"], county=county, months=12, replications=1, workers=1)
    >>> from pathlib import Path
    >>> from liancun_sim.reports.comparison.write import write_comparison
    >>> write_comparison(comparison, Path("found"))
    >>> read_result("found").policies_compared
    ('strong_weak_pairing',)
    """
    found = kept(Path(folder), KEPT)
    if not isinstance(found, Comparison | Audit):
        message = say("files.no_result", reason=type(found).__name__)
        raise BadInput(Fault(str(folder), "", message))
    return found


@dataclass(frozen=True)
class Explanation:
    """Who contributed what to a channel in one village and month."""

    channel: str
    village: str
    month: int
    base: float
    contributions: tuple[tuple[str, str, float], ...]  # (policy, add | factor, amount)
    low: float
    high: float
    value: float


def explain(
    scenario: str | Path | Scenario,
    channel: str,
    *,
    village: str,
    month: int,
    county: str | Path | County | None = None,
    seed: int = 1,
    sets: Sequence[str] = (),
) -> Explanation:
    """Run a scenario to a month and take a channel's value in one village apart.

    village : id, name, or township/name. month : months since t0, 0 for the first simulated month.

    Examples
    --------
    >>> from liancun_sim import explain, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> found = explain("baseline", "attitude.pressure", village=county.villages.index[0], month=0, county=county)
    >>> found.contributions  # nobody moves it in the baseline
    ()
    >>> found.value == found.base
    True
    """
    resolved = _resolved(scenario, sets, county, None)
    if channel not in CHANNELS:
        near = nearest(channel, CHANNELS)
        known = ", ".join(sorted(CHANNELS))
        raise BadInput(Fault("", "CHANNEL", say("running.unknown_channel", channel=channel, near=near, known=known)))
    if not 0 <= month < 240:
        raise BadInput(Fault("", "--month", say("running.month_out_of_range", month=month)))
    land = _land(county, resolved)
    row = resolved.village_row(land, village)
    schedule = Schedule(resolved.setup, resolved.coefficients, resolved.build_policies(land))
    state, draws = World(land).begin(schedule), Draws(seed, 0)
    for index in range(month + 1):
        this_month = schedule.step(state, index, draws)
    values = this_month.channels
    moves = tuple(
        (move.policy, move.kind, float(amount))
        for move in values.contributions.get(channel, ())
        for at, amount in zip(move.villages, move.amount, strict=True)
        if at == row
    )
    declared = CHANNELS[channel]
    return Explanation(
        channel, state.village_ids[row], month, values.bases[channel], moves, declared.low, declared.high,
        float(values[channel][row]),
    )  # fmt: skip


def _resolved(
    source: str | Path | Scenario, sets: Sequence[str], county: str | Path | County | None, months: int | None
) -> Scenario:
    if isinstance(source, Scenario):
        return source
    return load_scenario(source, sets=sets, county=None if isinstance(county, County) else county, months=months)


def _place(store: str | Path | None) -> Path | None:
    return None if store is None else Path(store)


def _land(county: str | Path | County | None, scenario: Scenario) -> County:
    if isinstance(county, County):
        return county
    return load_county(scenario.county if county is None else county, scenario.setup.start)


def _land_of_rules(county: str | Path | County, rules: "RulesSource") -> County:
    """The county a plan is for, built for the month its rules begin in."""
    if isinstance(county, County):
        return county
    from liancun_sim.planner.rules_file import start_of

    return load_county(county, start_of(rules) or load_scenario("baseline").setup.start)


def _same_length(scenarios: Sequence[Scenario]) -> None:
    """Pairs need the same months and start."""
    reference = scenarios[0]
    faults = [
        Fault(one.key, "months", say("running.different_calendar", baseline=reference.key))
        for one in scenarios[1:]
        if (one.setup.months, one.setup.start) != (reference.setup.months, reference.setup.start)
    ]
    if faults:
        raise BadInput(faults)


def audit(
    scenarios: Sequence[str | Path | Scenario],
    *,
    county: str | Path | County | None = None,
    replications: int = 8,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    sets: Sequence[str] = (),
    decision_variants: bool = False,
    redraw_start: bool = False,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Split what a report would claim of each scenario into its causes; `liancun_sim.analysis.audit.audited` reads it.

    Each scenario is run beside the world without its policies, the same villages only labelled, and villages
    chosen at random, under common random numbers. Parameters as `compare`, and

    decision_variants : also run each scenario under every electorate, scope, pressure and decision rule.
    redraw_start : draw the start anew for every replication after the first: the year before it and the first
        assessment, so that intervals hold the luck of the first list too.

    Examples
    --------
    >>> from liancun_sim import audit, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> found = audit(["strong_weak_pairing"], county=county, months=12, replications=2, workers=1)
    >>> list(found.worlds)
    ['strong_weak_pairing', 'strong_weak_pairing:placebo_label', 'strong_weak_pairing:random_selection']
    """
    folder = None if isinstance(county, County) else county
    resolved = distinct(load_scenarios(scenarios, sets=sets, county=folder, months=months))
    if not isinstance(county, County):
        _same_county(resolved)
    return run_audit(
        _land(county, resolved[0]), resolved, seed=seed, count=replications, workers=workers,
        variants=decision_variants, redraw_start=redraw_start, store=_place(store), progress=progress,
    )  # fmt: skip


def _same_county(scenarios: Sequence[Scenario]) -> None:
    """Scenarios audited together stand in one county."""
    first = scenarios[0]
    faults = [
        Fault(one.key, "county", say("audit.several_counties", first=first.key))
        for one in scenarios[1:]
        if _place_and_year(one) != _place_and_year(first)
    ]
    if faults:
        raise BadInput(faults)


def _place_and_year(scenario: Scenario) -> tuple[str, int]:
    """The county of a scenario; the shipped one is another one for every year before a start."""
    return scenario.county, year_before(scenario.setup.start) if scenario.county == "default" else 0


def measure_patterns(
    *,
    county: str | Path | County | None = None,
    start: str | None = None,
    replications: int = 8,
    seed: int = 1,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> PatternRuns:
    """Measure a county in everything the model is held to; `liancun_sim.analysis.patterns.verdicts` judges it.

    Parameters as `compare`; start : first month of the worlds (ISO), instead of the scenarios' own.

    Examples
    --------
    >>> from liancun_sim import make_county, measure_patterns
    >>> from liancun_sim.analysis.patterns.verdicts import verdicts
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> found = verdicts(measure_patterns(county=county, replications=2, workers=1))
    >>> set(found["verdict"]) <= {"passed", "failed", "open", "not_measured"}
    True
    """
    baseline = load_scenario("baseline", sets=() if start is None else (f"start={start}",))
    return run_patterns(
        _land(county, baseline),
        start=start,
        seed=seed,
        count=replications,
        workers=workers,
        store=_place(store),
        progress=progress,
    )


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
    retry : do runs again that failed or took their worker down, with the others of their chunks.
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


def plan(
    rules: RulesSource = None,
    county: str | Path | County = "default",
    *,
    simulate: bool = True,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> "Plans":
    """Which villages should join: the best plan under rules, simulated against its alternatives on fresh draws.

    Parameters
    ----------
    rules : a YAML file, a mapping, or None for the defaults. county : a folder, ``default``, or a County.
    simulate : without it nothing but predictions is told, which are optimistic.
    store : folder in which every run is kept, so that the same call goes on after it was interrupted, and `check_plan`
        and `advise` under the same rules need not learn again. workers, progress : as `compare`.

    Raises
    ------
    BadInput
        With every fault of the rules; or naming a minimal set of rules that no plan keeps together.

    Examples
    --------
    >>> from liancun_sim import make_county, plan
    >>> rules = {"sizes": [2], "unions": {"at_most": 2}, "horizon": 18, "simulate": {"learn": 2, "assumptions": 10}}
    >>> found = plan(rules, make_county(villages=12, households=600, seed=5), simulate=False, workers=1)
    >>> len(found.plan)
    2
    >>> [len(members.split(";")) for members in found.plan["members"]]
    [2, 2]
    """
    from liancun_sim.planner.planning import make_plan
    from liancun_sim.planner.rules import read_rules

    land = _land_of_rules(county, rules)
    return make_plan(
        read_rules(rules, land), land, workers=workers, simulate=simulate, store=_place(store), progress=progress
    )


def check_plan(
    path: str | Path,
    rules: RulesSource = None,
    county: str | Path | County = "default",
    *,
    original: str | Path | None = None,
    simulate: bool = True,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> "Checked":
    """A plan edited by hand, held against the rules and simulated again, beside the original where one is given.

    path, original : ``plan.csv``, or a table with village, partner and month (拟结对). Other parameters as `plan`.

    Examples
    --------
    >>> from liancun_sim import check_plan, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> one, other = county.edges[0]
    >>> lines = f"month,form,lead,members\\n2008-01,hub,{one},{one};{other}\\n"
    >>> from pathlib import Path
    >>> written = Path("mine.csv").write_text(lines, "utf-8")
    >>> rules = {"horizon": 18, "across_townships": True, "simulate": {"learn": 2, "assumptions": 10}}
    >>> check_plan("mine.csv", rules, county, simulate=False, workers=1).broken
    ()
    """
    from liancun_sim.planner.checking import check_plan as check
    from liancun_sim.planner.rules import read_rules

    land = _land_of_rules(county, rules)
    return check(
        Path(path), read_rules(rules, land), land, original=None if original is None else Path(original),
        workers=workers, simulate=simulate, store=_place(store), progress=progress,
    )  # fmt: skip


def advise(
    village: str,
    rules: RulesSource = None,
    county: str | Path | County = "default",
    *,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> "Advice":
    """Every neighbour, and every small set of neighbours, as partners of one village. Parameters as `plan`.

    Examples
    --------
    >>> from liancun_sim import advise, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> rules = {"sizes": [2], "across_townships": True, "horizon": 18, "simulate": {"learn": 2, "assumptions": 10}}
    >>> advice = advise(county.villages.index[0], rules, county, workers=1)
    >>> len(advice.table) == sum(county.villages.index[0] in edge for edge in county.edges)
    True
    """
    from liancun_sim.planner.advising import advise_on
    from liancun_sim.planner.rules import read_rules
    from liancun_sim.scenario.village_names import VillageNames

    land = _land_of_rules(county, rules)
    row = VillageNames(land).row(village)
    if isinstance(row, str):
        raise BadInput(Fault("", "VILLAGE", row))
    return advise_on(read_rules(rules, land), land, row, workers, _place(store), progress)
