"""Variants of the decision rule: the same scenario decided by other people, in other ways, under other pressure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from liancun_sim.decision_rules import ELECTORATES, Decision, decision_rules
from liancun_sim.interventions import Policy
from liancun_sim.running.audit.watched import FloatArray
from liancun_sim.running.audit.watching import Watch
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.simulation.world import World

SCOPES = ("each_village", "pooled")
PRESSURE = "attitude.pressure"
OWN_RULE = {"rule", "electorate", "threshold"}  # levers by which a policy may decide otherwise than the scenario says


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to decide. pressure : ψ on stated answers; 0 is a secret ballot. [SD]"""

    decision: Decision
    pressure: float


def decision_variants(scenario: Scenario) -> list[Variant]:
    """Every electorate and scope under the scenario's own pressure; its own electorate under other pressures.

    Then the other rules, each put to the electorate it is made for. The scenario's own way to decide is among them.
    """
    own, usual = scenario.setup.decision, scenario.coefficients[PRESSURE]
    threshold = replace(own, rule="threshold", secret_ballot=False)
    found = [Variant(_asked(threshold, unit, scope), usual) for unit in ELECTORATES for scope in SCOPES]
    found += [
        Variant(_asked(replace(threshold, secret_ballot=pressure == 0), own.unit, scope), pressure)
        for pressure in (0.0, COEFFICIENTS[PRESSURE].high)
        for scope in SCOPES
    ]
    found += [
        Variant(_asked(replace(threshold, rule=key), rule.electorate, scope), usual)
        for key, rule in decision_rules().items()
        if key != "threshold"
        for scope in SCOPES
    ]
    found.append(Variant(own, 0.0 if own.secret_ballot else usual))
    return list(dict.fromkeys(found))


def _asked(decision: Decision, unit: str, scope: str) -> Decision:
    """The decision put to another electorate."""
    return replace(decision, unit=unit, scope=scope)  # type: ignore[arg-type]


def by_the_scenarios_rule(policy: Policy) -> Policy:
    """The same policy without a decision rule of its own."""
    levers = vars(policy.lever)
    return type(policy)(policy.name, {**levers, **dict.fromkeys(OWN_RULE & set(levers))})


def decided(world: World, scenario: Scenario, variant: Variant, seed: int, number: int) -> dict[str, object]:
    """Run a scenario under one variant; a row of VARIANTS."""
    setup = replace(scenario.setup, decision=variant.decision)
    values: Mapping[str, float] = {**scenario.coefficients, PRESSURE: variant.pressure}
    watch = Watch(setup.months, values["attitude.answer_noise"])
    acting = [by_the_scenarios_rule(policy) for policy in scenario.build_policies(world.county)]
    state = world.run(setup, values, acting, seed, number, watch).state
    asked, united = watch.asked >= 0, state.villages.ever_in_union > 0
    households = state.villages.households.astype(np.float64)

    def share(values: FloatArray, counted: np.ndarray) -> float:
        """Over all households of some villages."""
        return float(np.average(values[counted], weights=households[counted])) if counted.any() else float("nan")

    return {
        "scenario": scenario.key,
        "replication": number,
        "rule": variant.decision.rule,
        "unit": variant.decision.unit,
        "scope": variant.decision.scope,
        "pressure": variant.pressure,
        "proposals": len(state.proposals),
        "unions": len(state.unions),
        "villages": int(united.sum()),
        "stated": share(watch.stated, asked),
        "private": share(watch.willing_then, asked),
        "stated_united": share(watch.stated, united),
        "private_united": share(watch.willing_then, united),
    }
