"""Assumptions a question may set: all there are, within their bounds, refused with a message outside."""

import json

import pytest

from liancun_sim.app.question import question
from liancun_sim.county import load_county
from liancun_sim.scenario.settings import coefficient_bounds
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import BadInput

ASKED = {"scenarios": ["strong_weak_pairing"], "months": 3, "replications": 1}


@pytest.fixture(scope="module")
def county(land):
    return load_county(land)


def test_every_assumption_is_told_with_its_source_and_range(served):
    parts = json.loads(served.ask("GET", "/assumptions")[2])["parts"]
    told = {one["key"]: one for part in parts for one in part["coefficients"]}
    assert set(told) == set(COEFFICIENTS)
    for key, one in COEFFICIENTS.items():
        assert (told[key]["value"], told[key]["plausible"]) == (one.value, [one.low, one.high])
        assert all(told[key]["source"]) and all(told[key]["label"])


@pytest.mark.parametrize("key", list(COEFFICIENTS)[::40])
def test_an_assumption_is_taken_within_its_bounds_and_refused_outside_with_a_message(key, county):
    low, high = coefficient_bounds(key)
    asked = question(ASKED | {"sets": {key: str(low)}}, county)
    assert [one.set_coefficients for one in asked.scenarios] == [{key: low}] * 2  # the baseline's too
    assert asked.digest() != question(ASKED, county).digest()
    with pytest.raises(BadInput, match=key.rpartition(".")[2]):
        question(ASKED | {"sets": {key: str(high + 1)}}, county)


def test_any_two_scenarios_are_compared_and_the_other_way_round_is_another_question(county):
    pair = ["strong_weak_pairing", "small_village_consolidation"]
    one = question(ASKED | {"scenarios": pair[:1], "against": pair[1]}, county)
    other = question(ASKED | {"scenarios": pair[1:], "against": pair[0]}, county)
    assert [each.key for each in one.scenarios] == pair[::-1] and [each.key for each in other.scenarios] == pair
    assert one.digest() != other.digest()
    members = list(county.edges[0])
    drawn = question(ASKED | {"against": "drawn", "unions": [{"members": members}]}, county)
    assert drawn.scenarios[0].name.zh == "自绘联村" and len(drawn.scenarios) == 2


@pytest.mark.parametrize(
    "change", [{"against": "nothing"}, {"against": 3}, {"against": "drawn"}, {"against": "strong_weak_pairing"},
               {"against": "/etc/passwd"}]
)  # fmt: skip
def test_what_cannot_be_held_against_is_told(change, county):
    with pytest.raises(BadInput):
        question(ASKED | change, county)
