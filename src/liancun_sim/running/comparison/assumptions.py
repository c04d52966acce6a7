"""The assumptions of a comparison, drawn: coefficients, and levers that are assumed and left as they are.

A pair's worlds share every number drawn here. What a scenario sets is decided and stays; a policy that several
scenarios have gets the same draw in each. A draw may be run twice, the second time with luck of its own: what the two
differ by is luck, the rest of the spread is the assumptions'.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from liancun_sim.draws import Draws, village_keys
from liancun_sim.interventions import Lever, Policy
from liancun_sim.parameters import Coefficient
from liancun_sim.results import AGAIN, ASSUMPTIONS, CHANCE
from liancun_sim.scenario.origin import DEFAULT
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import Label

if TYPE_CHECKING:
    from liancun_sim.scenario import Scenario

STREAM = "assumptions"
SECOND = 1 << 20  # number of the luck of a draw's second run, beyond any first
UNCERTAINTIES = (CHANCE, ASSUMPTIONS, AGAIN)


def luck(uncertainty: str, number: int) -> int:
    """The number whose luck a pair has: its own, but for a draw's second run."""
    return number + SECOND if uncertainty == AGAIN else number


def drawn_coefficients(seed: int, number: int) -> dict[str, float]:
    """Every coefficient drawn from its distribution."""
    keys = sorted(COEFFICIENTS)
    shares = Draws(seed, number).uniform(STREAM, village_keys(keys))
    return {key: COEFFICIENTS[key].drawn(float(share)) for key, share in zip(keys, shares, strict=True)}


def with_drawn_levers(scenario: "Scenario", acting: Sequence[Policy], seed: int, number: int) -> list[Policy]:
    """The policies of a scenario with what is assumed of them drawn, as far as the scenario does not set it."""
    draws, found = Draws(seed, number), []
    for policy in acting:
        levers = _assumed(scenario, policy.name, policy.key)
        keys = village_keys([f"{policy.key}.{lever.name}" for lever in levers])
        shares = draws.uniform(STREAM, keys) if levers else ()
        drawn = {lever.name: lever.drawn(float(share)) for lever, share in zip(levers, shares, strict=True)}
        found.append(type(policy)(policy.name, {**vars(policy.lever), **drawn}) if drawn else policy)
    return found


def all_assumptions(scenarios: "Sequence[Scenario]") -> tuple[Coefficient, ...]:
    """Everything that is drawn: the coefficients, then the levers of these scenarios, written alike."""
    levers = {
        f"{spec.key}.{lever.name}": (spec.key, lever)
        for scenario in scenarios
        for spec in scenario.policies
        for lever in _assumed(scenario, spec.name, spec.key)
    }
    return (*COEFFICIENTS.values(), *(_as_coefficient(*levers[key]) for key in sorted(levers)))


def drawn_table(assumed: Sequence[Coefficient], seed: int, numbers: Sequence[int]) -> pd.DataFrame:
    """A row per pair with every number drawn for it: (replication, key)."""
    keys = village_keys([one.key for one in assumed])
    rows = [
        [one.drawn(float(share)) for one, share in zip(assumed, Draws(seed, number).uniform(STREAM, keys), strict=True)]
        for number in numbers
    ]
    return pd.DataFrame(rows, index=pd.Index(numbers, name="replication"), columns=[one.key for one in assumed])


def _assumed(scenario: "Scenario", name: str, key: str) -> list[Lever]:
    """Levers of a policy that are drawn."""
    return [
        lever
        for lever in policies()[key].all_levers()
        if lever.is_drawn and scenario.origins.get(f"policies.{name}.{lever.name}", DEFAULT) == DEFAULT
    ]


def _as_coefficient(policy: str, lever: Lever) -> Coefficient:
    of = policies()[policy].label
    low, high = lever.plausible  # type: ignore[misc]
    label = Label(f"{of.en} · {lever.label.en}", f"{of.zh} · {lever.label.zh}")
    default = float(lever.default)  # type: ignore[arg-type]
    return Coefficient(f"{policy}.{lever.name}", default, low, high, lever.unit, label, lever.source)
