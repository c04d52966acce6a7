"""Every shipped scenario runs, and does something where it has policies."""

from typing import Any

import pytest

from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario, shipped_names
from liancun_sim.simulation.schedule import Schedule


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_scenario_runs(name: str, small_county: Any, small_world: Any) -> None:
    begins = min((policy.levers["start_month"] for policy in load_scenario(name).policies), default=0)
    scenario = load_scenario(name, months=begins + 4)
    schedule = Schedule(scenario.setup, scenario.coefficients, scenario.build_policies(small_county))
    state, draws = small_world.begin(schedule), Draws(1, 0)
    granted = 0
    for index in range(scenario.setup.months):
        granted += len(schedule.step(state, index, draws).granted.requests)
    assert (granted > 0) == bool(scenario.policies)
