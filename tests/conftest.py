"""Small worlds shared by the tests."""

import pytest

from liancun_sim.county import make_county
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import use_language
from liancun_sim.world import World


@pytest.fixture(autouse=True)
def speak_english():
    """Every test begins in English, whatever the one before it spoke."""
    use_language("en")


@pytest.fixture(scope="session")
def small_county():
    """Sixty villages, about 8,000 households."""
    return make_county(villages=60, households=8_000, seed=5)


@pytest.fixture(scope="session")
def small_world(small_county):
    return World(small_county)


@pytest.fixture(scope="session")
def busy_scenario():
    """Every shipped policy at once, so that every mechanism has something to do."""
    return load_scenario(BUSY)


BUSY = {
    "extends": "baseline",
    "name": {"en": "busy", "zh": "全部政策"},
    "months": 40,
    "coefficients": {"attitude.trust_weight": 0.5},
    "policies": [
        {"joint_village": {"proposals": 8, "charter_share": 0.6, "drop_dissenters": True, "pilots_formed": 0}},
        {"strong_weak_pairing": {"pairs": 4}},
        {"small_village_consolidation": {"max_population": 450}},
        {"household_linkage": {"leaders": 4, "units": 8}},
        {"twinned_assistance": {"pairs": 4, "pairing_months": 6}},
        {"joint_branch": {"pairs": 3}},
        "work_team",
        "placebo_label",
    ],
}
