"""The Mesa twin the benchmarks time is the same model: household by household it agrees with the columns."""

import pytest
from mesa_twin import AddressedTwin, CellTwin, MesaTwin
from side_by_side import CONTINUOUS, DISCRETE, SideBySide

from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World

SCENARIO = {
    "extends": "baseline",
    "name": {"en": "twin", "zh": "对照"},
    "policies": [
        {"joint_village": {"proposals": 6, "threshold": 0}},
        {"strong_weak_pairing": {"pairs": 3, "threshold": 0}},
        "work_team",
    ],
    "coefficients": {"diffusion.scattered_share": 0.01, "diffusion.required_yuan": 500},
}


@pytest.fixture(scope="module")
def both():
    """Two years of a small county as columns and as agents."""
    side = SideBySide(
        World(make_county(villages=24, households=2_000, seed=5)), load_scenario(SCENARIO), Draws(1, 0), AddressedTwin
    )
    for index in range(24):
        side.step_columns(index)
        side.twin.step()
    return side


@pytest.mark.parametrize("column", CONTINUOUS)
def test_continuous_columns_agree_after_two_years(column, both):
    assert both.differences()[column] < 1e-4


@pytest.mark.parametrize("column", DISCRETE)
def test_discrete_columns_are_equal_after_two_years(column, both):
    assert both.differences()[column] == 0


def test_the_two_years_had_everything_in_them(both):
    """Unions formed and promises broken, people persuaded, growers new and failed, technicians sent."""
    state = both.state
    h = state.households
    assert len(state.unions) > 3
    assert (state.villages.broken_promise != 0).any()
    assert h.exposure.max() > 0
    assert h.campaign.max() > 0.1
    assert (h.planting_month > 0).sum() > 50
    assert h.failed.sum() > 10
    assert h.skill.max() > 0.9


@pytest.mark.parametrize("kind", [MesaTwin, CellTwin])
def test_the_timed_twins_reach_the_same_contacts(kind, small_world):
    state = small_world.begin(SideBySide(small_world, load_scenario(SCENARIO), Draws(1, 0), AddressedTwin).schedule)
    side = SideBySide(small_world, load_scenario(SCENARIO), Draws(1, 0), kind)
    for row in (0, 100, len(state.households) - 1):
        reached = {contact.unique_id - 1 for contact in side.twin.households[row].contacts}
        assert reached == set(state.ties.of(row).tolist())
    side.step_columns(0)
    side.twin.step()
    assert side.twin.month == 1
