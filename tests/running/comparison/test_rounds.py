"""The rows of unions.csv say how each proposal was decided, which need not be the scenario's way."""

import pytest

from liancun_sim import api
from liancun_sim.scenario import load_scenario


@pytest.fixture(scope="module")
def rounds(small_county):
    scenario = load_scenario({
        "extends": "baseline",
        "months": 12,
        "decision": {"unit": "adults", "threshold": 0.7},
        "policies": [
            {"joint_branch": {"pairs": 3, "same_trade": False}},
            {"joint_village": {"proposals": 4, "pilots": 4}},
            {"small_village_consolidation": {"max_population": 450, "rule": "statutory_assembly"}},
        ],
    })  # fmt: skip
    return api.run(scenario, county=small_county, workers=1).rounds


@pytest.mark.parametrize(
    ("policy", "decided"),
    [
        ("joint_branch", ("two_recommend_one_elect", "party_members", 0.5)),
        ("joint_village", ("threshold", "adults", 0.7)),
        ("small_village_consolidation", ("statutory_assembly", "adults", 0.7)),
    ],
)
def test_a_round_shows_rule_electorate_and_threshold_of_its_proposal(policy, decided, rounds):
    of_policy = rounds[rounds["proposal"].str.startswith(policy)]
    assert len(of_policy)
    assert set(zip(of_policy["rule"], of_policy["electorate"], of_policy["threshold"])) == {decided}
