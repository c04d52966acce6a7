"""An audit: each scenario against the world without policy, and beside it the placebo label and random choice.

All worlds of a replication share every draw. The end is the last assessment of the run; the start is
the assessment at t0, before anything acts.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from liancun_sim.county import County
from liancun_sim.decision_rules import ELECTORATES, decision_rules
from liancun_sim.results.audit.audit import Audit, AuditedWorld, world_key
from liancun_sim.results.audit.columns import AS_DESIGNED, DESIGNS, TREATED
from liancun_sim.running.audit import tables
from liancun_sim.running.audit.replication import AuditedReplication, audit_replication, last_assessment
from liancun_sim.running.audit.variants import VariantsJob, VariantTask, decision_variants
from liancun_sim.running.common import pool
from liancun_sim.running.common.provenance import manifest
from liancun_sim.running.comparison.comparison import Progress, county_notes, scenario_info
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput, Fault, say


@dataclass(frozen=True)
class AuditJob:
    """An audit's part in `pool.finished`: its tasks are (replication, place of the scenario)."""

    county: County
    scenarios: tuple[Scenario, ...]
    seed: int
    redraw_start: bool = False

    def run(self, world: World, task: tuple[int, int]) -> AuditedReplication:
        number, place = task
        start = world.drawn_anew(number) if self.redraw_start else world
        return audit_replication(start, self.scenarios[place], self.seed, number)


def run_audit(
    county: County,
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    count: int,
    workers: int | None = None,
    variants: bool = False,
    redraw_start: bool = False,
    progress: Progress | None = None,
) -> Audit:
    """Audit `count` replications of each scenario; with `variants` also every variant of the decision rule.

    With `redraw_start` every replication but the first begins at a t0 of its own (variants at the county's).

    Raises
    ------
    BadInput
        For scenarios without policies, or that end before a village could leave the list.
    """
    check_auditable(scenarios)
    tasks = [(number, place) for number in range(count) for place in range(len(scenarios))]
    more = [
        VariantTask(number, place, variant)
        for number in range(count)
        for place, scenario in enumerate(scenarios if variants else ())
        for variant in decision_variants(scenario)
    ]
    workers = min(workers or os.cpu_count() or 1, max(len(tasks), len(more)))
    started = manifest(county, scenarios, seed, count, workers)
    done: list[AuditedReplication] = []
    for replication in pool.finished(AuditJob(county, tuple(scenarios), seed, redraw_start), tasks, workers):
        done.append(replication)
        if progress is not None:
            progress(len(done), len(tasks) + len(more), headline(replication))
    rows = []
    if more:
        for row in pool.finished(VariantsJob(county, tuple(scenarios), seed), more, workers):
            rows.append(row)
            if progress is not None:
                progress(len(done) + len(rows), len(tasks) + len(more), "")
    done.sort(key=lambda one: ([s.key for s in scenarios].index(one.scenario), one.number))
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
        notes=county_notes(county),
        redrawn=redraw_start,
        provenance={"command": "audit", "redraw_start": redraw_start, **started},
    )


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


def headline(replication: AuditedReplication) -> str:
    """One line on a finished replication: what would be claimed of conversion, and what the policy did."""
    one = replication.measured[AS_DESIGNED]["conversion"]
    counted = one.group == TREATED
    fields = {"scenario": replication.scenario, "number": replication.number + 1, "count": int(counted.sum())}
    if not counted.any():
        return say("audit.headline_none", **fields)
    claimed = float(np.mean((one.assessed_after - one.assessed_before)[counted]))
    effect = float(np.mean((one.true_after - one.without_after)[counted]))
    return say("audit.headline", claimed=claimed, effect=effect, **fields)
