"""An audit: each scenario against the world without policy, and beside it the placebo label and random choice.

All worlds of a replication share every draw. The end is the last assessment of the run; the start is
the assessment at t0, before anything acts.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from liancun_sim.county import County
from liancun_sim.decision_rules import decision_rules
from liancun_sim.interventions import Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.results.audit import Audit, AuditedWorld, world_key
from liancun_sim.results.audit_columns import AS_DESIGNED, DESIGNS, PLACEBO, RANDOM, TREATED
from liancun_sim.running import audit_tables, pool
from liancun_sim.running.comparing import Progress, county_notes, scenario_info
from liancun_sim.running.measuring import Consulted, EventPath, Measured, consulted, event_paths, measures
from liancun_sim.running.provenance import manifest
from liancun_sim.running.variants import VariantsJob, VariantTask, decision_variants
from liancun_sim.running.watching import FloatArray, Watch
from liancun_sim.scenario import Scenario, policies
from liancun_sim.vocabulary import BadInput, Fault, say
from liancun_sim.world import World


@dataclass(frozen=True)
class AuditedReplication:
    """All worlds of one scenario in one replication; by design, then by indicator."""

    scenario: str
    number: int
    measured: Mapping[str, Mapping[str, Measured]]
    consulted: Mapping[str, Consulted]
    event_time: Mapping[str, EventPath]
    traits: Mapping[str, FloatArray]


@dataclass(frozen=True)
class AuditJob:
    """An audit's part in `pool.finished`: its tasks are (replication, place of the scenario)."""

    county: County
    scenarios: tuple[Scenario, ...]
    seed: int

    def run(self, world: World, task: tuple[int, int]) -> AuditedReplication:
        number, place = task
        return audit_replication(world, self.scenarios[place], self.seed, number)


def run_audit(
    county: County,
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    count: int,
    workers: int | None = None,
    variants: bool = False,
    progress: Progress | None = None,
) -> Audit:
    """Audit `count` replications of each scenario; with `variants` also every variant of the decision rule.

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
    for replication in pool.finished(AuditJob(county, tuple(scenarios), seed), tasks, workers):
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
        outcomes=audit_tables.outcomes_table(done, ids),
        traits=audit_tables.traits_table(done, ids),
        consulted=audit_tables.consulted_table(done),
        event_time=audit_tables.event_table(done),
        variants=audit_tables.variants_table(rows),
        rules={key: rule.label for key, rule in decision_rules().items()},
        county=county.name,
        notes=county_notes(county),
        provenance={"command": "audit", **started},
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


def last_assessment(setup: Setup) -> int:
    """Months from t0 to the last assessment of a run."""
    return setup.months - setup.months % setup.assessment.interval


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


def audit_replication(world: World, scenario: Scenario, seed: int, number: int) -> AuditedReplication:
    """Run a scenario's four worlds and set three of them against the one without policy."""
    setup = replace(scenario.setup, months=last_assessment(scenario.setup))
    noise = scenario.coefficients["attitude.answer_noise"]

    def watched(acting: Iterable[Policy], willing_in: Iterable[int] = ()) -> Watch:
        watch = Watch(setup.months, noise, willing_in)
        world.run(setup, scenario.coefficients, acting, seed, number, watch)
        return watch

    own = scenario.build_policies(world.county)
    designed = watched(own)
    worlds = {
        AS_DESIGNED: designed,
        PLACEBO: watched(labels_for(np.flatnonzero(designed.treated[-1]))),
        RANDOM: watched([at_random(policy) for policy in own]),
    }
    asked = {int(month) for watch in worlds.values() for month in watch.asked if month >= 0}
    without = watched((), asked)
    return AuditedReplication(
        scenario=scenario.key,
        number=number,
        measured={design: measures(watch, without, setup.assessment) for design, watch in worlds.items()},
        consulted={
            design: consulted(watch, setup.decision.threshold) for design, watch in worlds.items() if watch.proposals
        },
        event_time=event_paths(designed, without),
        traits=without.traits,
    )


def labels_for(rows: npt.NDArray[np.intp]) -> list[Policy]:
    """The placebo: these villages named as supported from the first month on, and nothing else; none for none."""
    if rows.size == 0:
        return []
    levers = {"targeting": "list", "villages": tuple(int(row) for row in rows), "count": int(rows.size)}
    return [policies()["placebo_label"](None, levers)]


def at_random(policy: Policy) -> Policy:
    """The same policy taking the villages it may take in random order, named ones among them."""
    return type(policy)(policy.name, {**vars(policy.lever), "targeting": "random", "villages": ()})
