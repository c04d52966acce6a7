"""Where answers are pooled no village dissents by itself: a proposal below the rule forms with nobody."""

import numpy as np
import pytest

from liancun_sim.county import make_county
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World

PLACES = 6


@pytest.fixture(scope="module")
def world():
    return World(make_county(villages=30, households=1200, seed=5))


def decided(world, scope, threshold):
    policy = {"joint_village": {"proposals": PLACES, "pilots": PLACES, "promise": 0.3, "drop_dissenters": True}}
    content = {
        "extends": "baseline", "months": 14, "decision": {"scope": scope, "threshold": threshold}, "policies": [policy],
    }  # fmt: skip
    scenario = load_scenario(content)
    return world.run(scenario.setup, scenario.coefficients, scenario.build_policies(world.county), 1, 0).state


def test_below_the_rule_nothing_forms_though_dissenters_may_be_dropped(world):
    state = decided(world, "pooled", 0.97)
    held = state.consultations
    assert len(held) > 0
    assert np.all(held.stated_share_pooled < 0.97)
    assert len(state.unions) == 0
    assert set(held.reason) <= {"below_rule", "rounds_used_up", "united_elsewhere"}
    assert np.isin("below_rule", held.reason)


def test_pooled_and_above_the_rule_all_of_its_members_unite(world):
    state = decided(world, "pooled", 0.3)
    assert len(state.unions) > 0
    of = state.unions.proposal
    assert [*state.unions.members] == [state.proposals.members[row] for row in of]


def test_village_by_village_those_that_agree_still_unite_without_the_others(world):
    state = decided(world, "each_village", 0.55)
    assert "dissenters_dropped" in set(state.consultations.reason)
