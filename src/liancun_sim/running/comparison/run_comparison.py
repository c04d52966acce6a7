"""A comparison: every scenario beside the baseline, replication by replication."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from liancun_sim.county import County, save_county
from liancun_sim.indicators import indicators
from liancun_sim.interventions.unions.forms import UNION_FORMS
from liancun_sim.parameters.published import price_level
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, IndicatorInfo, Rings, ScenarioInfo, Setting
from liancun_sim.results.store import OutcomeInfo, Store
from liancun_sim.running.common.outcomes import village_columns
from liancun_sim.running.common.provenance import manifest
from liancun_sim.running.common.years import prices_of_last_year, year_notes
from liancun_sim.running.comparison import comparison_tables as tables
from liancun_sim.running.comparison.assumptions import all_assumptions, drawn_table
from liancun_sim.running.comparison.narrowing import narrowing
from liancun_sim.running.comparison.pairing import Replication, paired, without_paths
from liancun_sim.running.comparison.village_paths import PathSums
from liancun_sim.running.comparison.worlds import PUBLIC, TABLES, UNCERTAINTY, ComparisonWorlds
from liancun_sim.running.runner.opening import opened
from liancun_sim.running.runner.processors import usable_processors
from liancun_sim.running.runner.restoring import (
    COUNTY,
    described_scenario,
    restored_county,
    restored_scenarios,
    set_levers,
)
from liancun_sim.running.runner.worlds import FailedWorld, WorldsFailed, WorldsPlan, finished, kept
from liancun_sim.scenario import Scenario
from liancun_sim.scenario.choices import choice_label
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import Label, say
from liancun_sim.vocabulary.messages import messages

Progress = Callable[[int, int, str], None]
COMPARISON = "comparison"


@dataclass(frozen=True, eq=False)
class ComparisonRuns:
    """Makes what runs a comparison's worlds; itself what workers are sent."""

    county: County
    baseline: Scenario
    scenarios: tuple[Scenario, ...]
    seed: int
    keep_villages: bool

    def __call__(self, store: Store) -> ComparisonWorlds:
        everything = {one.key: one for one in (self.baseline, *self.scenarios)}
        return ComparisonWorlds(World(self.county), everything, self.baseline.key, self.seed, self.keep_villages)


def stored_comparison(store: Store) -> ComparisonWorlds:
    """What runs a comparison's worlds, from what its store keeps."""
    manifest = store.manifest
    world = World(restored_county(store))
    return ComparisonWorlds(
        world, restored_scenarios(store), manifest["baseline"], manifest["seed"], manifest["keep_villages"]
    )


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
    store: Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run `count` replications under each kind of uncertainty and collect them.

    uncertainties : of `UNCERTAINTIES`; under chance every assumption is at the median of what is drawn, the draw the
    manifest keeps as ``central_draw``. workers : processes; by default one per processor this process may use.
    keep_villages : also keep every village's monthly series. store : where worlds are kept, so that what was done
    before a kill is not done again; by default a temporary place. progress : called with (done, total, headline).

    Raises
    ------
    WorldsFailed
        If under some kind of uncertainty no replication is whole. Where some are, the others are left out, and named.
    """
    workers = min(workers or usable_processors(), count * len(uncertainties))
    started = manifest(county, (baseline, *scenarios), seed, count, workers)
    started["central_draw"] = {one.key: one.value for one in all_assumptions((baseline, *scenarios))}
    plan = _plan(baseline, scenarios, seed, count, uncertainties, keep_villages, started)
    total, report = len(plan.chunks), progress or (lambda done, total, note: None)
    told = partial(report, 0, total)
    whole: list[Replication] = []
    paths = PathSums(len(county.villages))
    failed: list[FailedWorld] = []
    names = {one.key: one.name for one in (baseline, *scenarios)}
    make = ComparisonRuns(county, baseline, tuple(scenarios), seed, keep_villages)
    with kept(plan, store, lambda folder: save_county(county, folder / COUNTY), told) as worlds:
        told("")  # begun: the first replication may take minutes
        for done, chunk in enumerate(finished(worlds, make, workers, told), start=1):
            failed += chunk.failed
            if not chunk.failed:
                replication = paired(chunk)
                paths.add([(one.scenario, one.paths) for one in replication.worlds], baseline.key)
                whole.append(without_paths(replication))
            report(done, total, headline(whole, names) if not chunk.failed else told_failure(chunk.failed))
    if {one.uncertainty for one in whole} != set(uncertainties):
        raise WorldsFailed(failed)
    if failed:
        started["failed_worlds"] = [one.document() for one in failed]
    return _collect(county, baseline, scenarios, tables.in_order(whole), paths, started, len(failed))


def planned_store(
    county: County, baseline: Scenario, scenarios: Sequence[Scenario], *, seed: int, count: int,
    uncertainties: Sequence[str], folder: Path,
) -> Store:  # fmt: skip
    """The store of a comparison whose worlds somebody else does one by one; what is kept there is not run again.

    Parameters as `run_comparison`, which is then called with this folder as its store.
    """
    started = manifest(county, (baseline, *scenarios), seed, count, 1)
    plan = _plan(baseline, scenarios, seed, count, uncertainties, False, started)
    return opened(folder, plan.manifest, plan.point_columns(), [plan.design_columns()])


def _plan(
    baseline: Scenario, scenarios: Sequence[Scenario], seed: int, count: int, uncertainties: Sequence[str],
    keep_villages: bool, started: dict[str, Any],
) -> WorldsPlan:  # fmt: skip
    everything = (baseline, *scenarios)
    model, data = started["model_digest"], started["county"]["digest"]
    return WorldsPlan(
        question=COMPARISON,
        worlds=tuple(one.key for one in everything),
        content_ids={one.key: content_id(one, model, data, seed) for one in everything},
        factor=UNCERTAINTY,
        points=tuple(uncertainties),
        chunks=[
            [(one.key, point, number) for one in everything]
            for point in range(len(uncertainties))
            for number in range(count)
        ],
        tables=TABLES,
        outcomes=(
            OutcomeInfo(PUBLIC, Label("Money and staff time over the whole run", "全程财政支出与人力折算合计"), "yuan"),
        ),
        described={
            "baseline": baseline.key,
            "scenario_details": {one.key: described_scenario(one) for one in everything},
            "model_digest": model,
            "data_digest": data,
            "seed": seed,
            "keep_villages": keep_villages,
        },
    )


def content_id(scenario: Scenario, *decisive: object) -> str:
    """Digest of a scenario as it is run, and of what else decides its worlds."""
    values = [sorted(scenario.coefficients.items()), sorted(scenario.set_coefficients.items())]
    text = json.dumps([scenario.digest, values, set_levers(scenario), *decisive])
    return blake2b(text.encode(), digest_size=12).hexdigest()


def told_failure(failed: Sequence[FailedWorld]) -> str:
    """One line for each world that failed."""
    return "\n".join(
        say("running.world_failed", world=one.scenario, number=one.replicate + 1, error=one.error) for one in failed
    )


def headline(whole: Sequence[Replication], names: Mapping[str, Label]) -> str:
    """One line on the last replication: what scenarios differ from the baseline by in all of its kind so far."""
    last = whole[-1]
    if any(world.pairs for world in last.worlds):
        return narrowing([one for one in whole if one.uncertainty == last.uncertainty], names)
    kind = say(f"running.assumptions_{last.uncertainty}")
    return say("running.headline", number=last.number + 1, kind=kind)


def _collect(
    county: County,
    baseline: Scenario,
    scenarios: Sequence[Scenario],
    whole: Sequence[Replication],
    paths: PathSums,
    started: dict[str, Any],
    failed: int,
) -> Comparison:
    everything = (baseline, *scenarios)
    villages = county.villages[["township", "name", "x_km", "y_km", "income_yuan_per_person"]].rename(
        columns={"name": "village", "income_yuan_per_person": "income_at_start_yuan"}
    )
    assumed = all_assumptions(everything)
    drawn_numbers = [one.number for one in whole if one.uncertainty == ASSUMPTIONS]
    villages["income_at_start_yuan"] /= price_level(county.base_year)  # as the outcomes are
    return Comparison(
        baseline=baseline.key,
        scenarios={scenario.key: scenario_info(scenario) for scenario in everything},
        indicators={
            key: IndicatorInfo(key, one.label, one.unit, one.better, real=one.real, absent=one.absent)
            for key, one in indicators().items()
        },
        series=tables.series_table(whole),
        pairs=tables.pairs_table(whole, baseline.key),
        rounds=tables.rounds_table(whole),
        unions_at_end=tables.unions_table(whole),
        union_life=tables.life_table(whole),
        village_columns=village_columns(),
        village_outcomes=tables.villages_table(whole),
        spending=tables.spending_table(whole),
        forms={key: form.label for key, form in UNION_FORMS.items()},
        village_paths=paths.means(),
        village_series=tables.village_series_table(whole),
        villages=villages,
        edges=county.edges,
        outlines=_outlines(county),
        county=county.name,
        start=baseline.setup.start,
        months=baseline.setup.months,
        notes=(
            *year_notes(county, baseline.setup, baseline.coefficients),
            *county_notes(county),
            *failure_notes(failed),
        ),
        prices=prices_of_last_year(baseline.setup, baseline.coefficients),
        coefficients=assumed,
        drawn=drawn_table(assumed, started["seed"], drawn_numbers),
        present=tables.present_table(whole),
        idle=tables.idle_table(whole),
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


def failure_notes(failed: int) -> tuple[Label, ...]:
    """What a reader must know where worlds failed: their replications are in no table."""
    left_out = messages("running")["left_out"]
    return (Label(*(left_out[language].format(count=failed) for language in ("en", "zh"))),) if failed else ()


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
