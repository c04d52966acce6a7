"""A comparison: every scenario beside the baseline, replication by replication."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from liancun_sim.county import County
from liancun_sim.indicators import indicators
from liancun_sim.parameters.rural_income import BASE_YEAR, rural_income_growth
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, IndicatorInfo, Rings, ScenarioInfo, Setting
from liancun_sim.running.common import pool
from liancun_sim.running.common.outcomes import village_columns
from liancun_sim.running.common.provenance import manifest
from liancun_sim.running.comparison import tables
from liancun_sim.running.comparison.paired import ComparisonJob, Replication
from liancun_sim.scenario import Scenario
from liancun_sim.scenario.choices import choice_label
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import Label, say

Progress = Callable[[int, int, str], None]


def run_comparison(
    county: County,
    baseline: Scenario,
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    count: int,
    workers: int | None = None,
    uncertainties: Sequence[str] = (CHANCE, ASSUMPTIONS),
    keep_villages: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Run `count` replications under each kind of uncertainty and collect them.

    workers : processes; by default one per core. keep_villages : also keep every village's monthly series.
    progress : called with (done, total, headline).
    """
    workers = min(workers or os.cpu_count() or 1, count * len(uncertainties))
    started = manifest(county, (baseline, *scenarios), seed, count, workers)
    tasks = [(number, uncertainty) for uncertainty in uncertainties for number in range(count)]
    job = ComparisonJob(county, baseline, tuple(scenarios), seed, keep_villages)
    finished: list[Replication] = []
    for replication in pool.finished(job, tasks, workers):
        finished.append(replication)
        if progress is not None:
            progress(len(finished), len(tasks), headline(replication))
    return _collect(county, baseline, scenarios, tables.in_order(finished), started)


def headline(replication: Replication) -> str:
    """One line on a finished replication: unions, private consent and conversion of each scenario."""
    parts = []
    for world in replication.worlds:
        found = {pair[0]: pair[2] for pair in world.pairs if pair[1] == "county"}
        if found:
            asked = "headline_scenario" if found["private_consent"] == found["private_consent"] else "headline_unasked"
            shown = {key: found[key] for key in ("unions_formed", "private_consent", "converted_true")}
            parts.append(say(f"running.{asked}", scenario=world.scenario, **shown))
    return say("running.headline", number=replication.number + 1, scenarios="; ".join(parts))


def _collect(
    county: County,
    baseline: Scenario,
    scenarios: Sequence[Scenario],
    finished: Sequence[Replication],
    started: dict[str, Any],
) -> Comparison:
    everything = (baseline, *scenarios)
    villages = county.villages[["township", "name", "x_km", "y_km", "income_yuan_per_person"]].rename(
        columns={"name": "village", "income_yuan_per_person": "income_at_start_yuan"}
    )
    villages["income_at_start_yuan"] /= rural_income_growth(county.base_year, since=BASE_YEAR)  # as the outcomes are
    return Comparison(
        baseline=baseline.key,
        scenarios={scenario.key: scenario_info(scenario) for scenario in everything},
        indicators={key: IndicatorInfo(key, one.label, one.unit, one.better) for key, one in indicators().items()},
        series=tables.series_table(finished),
        pairs=tables.pairs_table(finished, baseline.key),
        rounds=tables.rounds_table(finished),
        unions_at_end=tables.unions_table(finished),
        village_columns=village_columns(),
        village_outcomes=tables.villages_table(finished, list(county.villages.index)),
        spending=tables.spending_table(finished),
        village_series=tables.village_series_table(finished, list(county.villages.index)),
        villages=villages,
        edges=county.edges,
        outlines=_outlines(county),
        county=county.name,
        start=baseline.setup.start,
        months=baseline.setup.months,
        notes=county_notes(county),
        coefficients=tuple(COEFFICIENTS.values()),
        provenance=started,
    )


def _outlines(county: County) -> dict[str, Rings]:
    """The true outlines of villages, where the county has them."""
    if county.boundaries is None:
        return {}
    from liancun_sim.county.outlines import outlines_of  # geometry is slow to load

    return outlines_of(county.boundaries)


def county_notes(county: County) -> tuple[Label, ...]:
    """What a reader must know of the county, from its provenance."""
    return tuple(Label(note["en"], note["zh"]) for note in county.provenance.get("notes", ()))


def named(value: Any) -> Any:
    """A choice by what it is called, anything else as it is."""
    return choice_label(value) if isinstance(value, str | bool) else value


def scenario_info(scenario: Scenario) -> ScenarioInfo:
    """What reports say of a scenario."""
    return ScenarioInfo(
        key=scenario.key,
        label=scenario.name,
        policies=scenario.policy_labels,
        settings=tuple(
            Setting(
                one.part, one.key, one.label, named(one.value), named(one.default), one.unit, one.source, one.plausible
            )
            for one in scenario.changed_settings
        ),
        digest=scenario.digest,
    )
