"""One replication of an audit: a scenario's worlds under the same draws, each set against the one without policy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.results.audit.columns import AS_DESIGNED, PLACEBO, RANDOM
from liancun_sim.running.audit.measuring import Consulted, EventPath, Measured, consulted, event_paths, measures
from liancun_sim.running.audit.watching import FloatArray, Watch
from liancun_sim.scenario import Scenario, policies
from liancun_sim.simulation.world import World


@dataclass(frozen=True)
class AuditedReplication:
    """All worlds of one scenario in one replication; by design, then by indicator."""

    scenario: str
    number: int
    measured: Mapping[str, Mapping[str, Measured]]
    consulted: Mapping[str, Consulted]
    event_time: Mapping[str, EventPath]
    traits: Mapping[str, FloatArray]


def last_assessment(setup: Setup) -> int:
    """Months from t0 to the last assessment of a run."""
    return setup.months - setup.months % setup.assessment.interval


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
        RANDOM: watched([at_random(one, designed.planned.get(one.name, 0), len(world.county.villages)) for one in own]),
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


HOW_MANY = (
    ("proposals",), ("pairs",), ("count",), ("leaders", "units"), ("class_villages",), ("reserve_villages",),
    ("fund_villages",), ("paired",),
)  # fmt: skip
"""Levers that say how many unions or villages a policy takes; those of one line take turns."""


def at_random(policy: Policy, planned: int, villages: int) -> Policy:
    """The same policy taking the villages it may take in random order, named ones among them.

    One that takes only the villages named takes as many at random, not as many as its levers would allow.

    planned : unions or villages it planned as designed. villages : of the county.
    """
    levers = {**vars(policy.lever), "targeting": "random", "villages": ()}
    if policy.lever.targeting == "list" and policy.lever.dose > 0:
        for together in HOW_MANY:
            left = round(planned / policy.lever.dose)
            for name in (name for name in together if name in levers):
                levers[name] = min(levers[name], left)
                left -= levers[name]
        if "coverage" in levers:
            levers["coverage"] = min(levers["coverage"], planned / policy.lever.dose / villages)
    return type(policy)(policy.name, levers)
