"""An audit: each scenario against the world without policy, and beside it the placebo label and random choice.

All worlds of a replication share every draw. The end is the last assessment of the run; the start is
the assessment at t0, before anything acts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from liancun_sim.county import County, save_county
from liancun_sim.decision_rules import ELECTORATES, decision_rules
from liancun_sim.results.audit.audit import Audit, AuditedWorld, world_key
from liancun_sim.results.audit.columns import AS_DESIGNED, DESIGNS, TREATED
from liancun_sim.results.store import Store
from liancun_sim.running.audit import audit_tables as tables
from liancun_sim.running.audit.splitting import AuditedReplication, set_against
from liancun_sim.running.audit.variants import Variant, decision_variants
from liancun_sim.running.audit.watched import TABLES, read
from liancun_sim.running.audit.worlds import DECIDED, WORLDS, AuditWorlds, audited_setup, last_assessment
from liancun_sim.running.common.provenance import manifest
from liancun_sim.running.common.years import year_notes
from liancun_sim.running.comparison.run_comparison import (
    Progress,
    content_id,
    county_notes,
    failure_notes,
    scenario_info,
    told_failure,
)
from liancun_sim.running.runner.processors import usable_processors
from liancun_sim.running.runner.restoring import COUNTY, described_scenario, restored_county, restored_scenarios
from liancun_sim.running.runner.worlds import FailedWorld, StoredChunk, WorldsFailed, WorldsPlan, finished, kept
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput, Fault, Label, say

AUDIT = "audit"
Worlds = Mapping[str, tuple[str, str | Variant]]
"""World key → its scenario, and its design or its variant of the decision rule."""


@dataclass(frozen=True, eq=False)
class AuditRuns:
    """Makes what runs an audit's worlds; itself what workers are sent."""

    county: County
    scenarios: tuple[Scenario, ...]
    worlds: Worlds
    seed: int
    redraw_start: bool

    def __call__(self, store: Store) -> AuditWorlds:
        scenarios = {one.key: one for one in self.scenarios}
        return AuditWorlds(World(self.county), scenarios, self.worlds, self.seed, self.redraw_start)


def stored_audit(store: Store) -> AuditWorlds:
    """What runs an audit's worlds, from what its store keeps."""
    manifest, scenarios = store.manifest, restored_scenarios(store)
    worlds = audited_worlds(scenarios, manifest["variants"])
    world = World(restored_county(store))
    return AuditWorlds(world, scenarios, worlds, manifest["seed"], manifest["redraw_start"])


def audited_worlds(scenarios: Mapping[str, Scenario], variants: bool) -> Worlds:
    """The four worlds of every scenario; with `variants` also one for every variant of its decision rule."""
    found: dict[str, tuple[str, str | Variant]] = {
        world_key(key, design): (key, design) for key in scenarios for design in WORLDS
    }
    for key, scenario in scenarios.items() if variants else ():
        for number, variant in enumerate(decision_variants(scenario)):
            found[world_key(key, f"variant_{number}")] = key, variant
    return found


def run_audit(
    county: County,
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    count: int,
    workers: int | None = None,
    variants: bool = False,
    redraw_start: bool = False,
    store: Path | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit `count` replications of each scenario; with `variants` also every variant of the decision rule.

    With `redraw_start` every replication but the first begins at a t0 of its own (variants at the county's).
    `workers` and `store` as in `run_comparison`.

    Raises
    ------
    BadInput
        For scenarios without policies, or that end before a village could leave the list.
    WorldsFailed
        If of some scenario no replication is whole. Where some are, the others are left out, and named.
    """
    check_auditable(scenarios)
    worlds = audited_worlds({one.key: one for one in scenarios}, variants)
    plan_chunks = _chunks(worlds, scenarios, count)
    workers = min(workers or usable_processors(), len(plan_chunks))
    started = manifest(county, scenarios, seed, count, workers)
    plan = _plan(scenarios, worlds, plan_chunks, seed, redraw_start, variants, started)
    total, report = len(plan.chunks), progress or (lambda done, total, note: None)
    told = partial(report, 0, total)
    setups = {one.key: audited_setup(one) for one in scenarios}
    names = {one.key: one.name for one in scenarios}
    done: list[AuditedReplication] = []
    rows: list[dict[str, Any]] = []
    failed: list[FailedWorld] = []
    make = AuditRuns(county, tuple(scenarios), worlds, seed, redraw_start)
    with kept(plan, store, lambda folder: save_county(county, folder / COUNTY), told) as stored:
        told("")  # begun: the first replication may take minutes
        for place, chunk in enumerate(finished(stored, make, workers, told), start=1):
            failed += chunk.failed
            note = told_failure(chunk.failed)
            if chunk.worlds and DECIDED in chunk.worlds[0].tables:
                rows.append({name: value[0] for name, value in chunk.worlds[0].tables[DECIDED].items()})
            elif chunk.worlds:
                done.append(_audited(chunk, worlds, setups))
                note = headline(done[-1], names[done[-1].scenario])
            report(place, total, note)
    if {one.scenario for one in done} != set(setups):
        raise WorldsFailed(failed)
    if failed:
        started["failed_worlds"] = [one.document() for one in failed]
    done.sort(key=lambda one: ([*setups].index(one.scenario), one.number))
    ids = list(county.villages.index)
    return Audit(
        scenarios={scenario.key: scenario_info(scenario) for scenario in scenarios},
        worlds={
            world_key(scenario.key, design): AuditedWorld(scenario.key, design)
            for scenario in scenarios
            for design in DESIGNS
        },
        months={scenario.key: last_assessment(scenario.setup) for scenario in scenarios},
        outcomes=tables.outcomes_table(done, ids),
        traits=tables.traits_table(done, ids),
        consulted=tables.consulted_table(done),
        event_time=tables.event_table(done),
        variants=tables.variants_table(rows),
        rules={key: rule.label for key, rule in decision_rules().items()},
        electorates={key: one.label for key, one in ELECTORATES.items()},
        county=county.name,
        notes=(
            *year_notes(county, scenarios[0].setup, scenarios[0].coefficients),
            *county_notes(county),
            *failure_notes(len(failed)),
        ),
        redrawn=redraw_start,
        provenance={"command": "audit", "redraw_start": redraw_start, **started},
    )


def _chunks(worlds: Worlds, scenarios: Sequence[Scenario], count: int) -> list[list[tuple[str, int, int]]]:
    """The four worlds of a scenario are read together; a variant by itself."""
    fours = [
        [(world_key(scenario.key, design), 0, number) for design in WORLDS]
        for number in range(count)
        for scenario in scenarios
    ]
    variants = [key for key, (_, design) in worlds.items() if isinstance(design, Variant)]
    return [*fours, *([(key, 0, number)] for number in range(count) for key in variants)]


def _plan(
    scenarios: Sequence[Scenario], worlds: Worlds, chunks: list[list[tuple[str, int, int]]], seed: int,
    redraw_start: bool, variants: bool, started: dict[str, Any],
) -> WorldsPlan:  # fmt: skip
    model, data = started["model_digest"], started["county"]["digest"]
    content = {one.key: content_id(one, model, data, seed, redraw_start) for one in scenarios}
    return WorldsPlan(
        question=AUDIT,
        worlds=tuple(worlds),
        content_ids={key: content[scenario] for key, (scenario, _) in worlds.items()},
        chunks=chunks,
        tables=(*TABLES, DECIDED),
        described={
            "baseline": None,
            "scenario_details": {one.key: described_scenario(one) for one in scenarios},
            "model_digest": model,
            "data_digest": data,
            "seed": seed,
            "redraw_start": redraw_start,
            "variants": variants,
        },
    )


def _audited(chunk: StoredChunk, worlds: Worlds, setups: Mapping[str, Any]) -> AuditedReplication:
    """The replication of a scenario that a chunk holds."""
    first = chunk.worlds[0].planned
    scenario = worlds[first.scenario][0]
    found = {str(worlds[one.planned.scenario][1]): read(one.tables) for one in chunk.worlds}
    return set_against(scenario, first.replicate, setups[scenario], found)


def check_auditable(scenarios: Iterable[Scenario]) -> None:
    """Refuse what has nothing to audit, and what ends too early."""
    faults = []
    for scenario in scenarios:
        rules = scenario.setup.assessment
        if not scenario.policies:
            faults.append(Fault(scenario.key, "policies", say("audit.no_policy")))
        if last_assessment(scenario.setup) < rules.consecutive * rules.interval:
            fields = {"months": scenario.setup.months, "consecutive": rules.consecutive, "interval": rules.interval}
            needed = rules.consecutive * rules.interval
            faults.append(Fault(scenario.key, "months", say("audit.too_early", needed=needed, **fields)))
    if faults:
        raise BadInput(faults)


def headline(replication: AuditedReplication, name: Label) -> str:
    """One line on a finished replication: what would be claimed of conversion, and what the policy did.

    name : of its scenario.
    """
    one = replication.measured[AS_DESIGNED]["conversion"]
    counted = one.group == TREATED
    fields = {"scenario": name, "number": replication.number + 1, "count": int(counted.sum())}
    if not counted.any():
        return say("audit.headline_none", **fields)
    claimed = float(np.mean((one.assessed_after - one.assessed_before)[counted]))
    effect = float(np.mean((one.true_after - one.without_after)[counted]))
    points, policy = round(100 * claimed), round(100 * effect)
    told = {key: f"{one:+d}".replace("-", "−") for key, one in (("policy", policy), ("rest", points - policy))}
    return say("audit.headline", claimed=points, **told, **fields)
