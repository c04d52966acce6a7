"""The model does what its description says: every process, written again from it, agrees month by month."""

import pytest

from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario, policies
from liancun_sim.simulation.schedule import MECHANISMS
from liancun_sim.simulation.world import World
from rebuilt.compared import Compared
from rebuilt.month import REBUILT

KEYS = [kind.key for kind in MECHANISMS]
FEW_GREENHOUSES = {"greenhouse_subsidy": {"houses": 12, "whom": "all"}}
CHOICES = {
    "representatives, from 2012": {
        "start": "2012-03",
        "decision": {"rule": "statutory_assembly", "unit": "representatives", "response_rate": 0.9},
        "leaving": {"approval": "township", "after_accounts": 2},
        "coefficients": {"attitude.susceptibility": 0.55, "attitude.trust_weight": 0.5},
    },
    "adults pooled, registered": {
        "decision": {
            "unit": "adults", "scope": "pooled",
            "voters": "registered", "response_rate": 0.9, "silence": "left_out",
            "secret_ballot": True, "threshold": 0.5,
        },
        "leaving": {"proposed_by": "households", "petition_share": 0.1, "unit": "adults", "after_accounts": 1},
        "assessment": {"standard": "relative", "interval": 3, "poverty_line": 1500},
    },
    "eight steps, nominal": {
        "decision": {"rule": "eight_steps", "unit": "representatives"},
        "assessment": {"standard": "nominal", "margin": 0.2, "consecutive": 1},
        "coefficients": {"assessment.kindness": 1.0, "assessment.income_kindness": 0.1},
    },
}  # fmt: skip
ASKED = [
    {"joint_village": {"proposals": 6, "pilots": 6, "promise": 0.3, "sharing": "households", "drop_dissenters": True}},
    {"strong_weak_pairing": {"pairs": 3, "promise": 0.3, "sharing": "equal"}},
    {"joint_branch": {"pairs": 2, "promise": 0.3, "priority": -1}},
    {"household_linkage": {"fixed_years": 1, "end_month": 20, "leaders": 3, "units": 5}},
    FEW_GREENHOUSES,
]


def small_county(year=2007):
    return make_county(villages=30, households=2400, seed=5, year=year)


@pytest.fixture(scope="module")
def compared():
    """A run of a scenario in which every process was done twice; each scenario once."""
    county = small_county()
    world = World(county)
    found = {}

    def run(name, scenario, months):
        if name not in found:
            schedule = Compared(scenario.setup, scenario.coefficients, scenario.build_policies(county), REBUILT)
            state = world.begin(schedule)
            for index in range(months):
                schedule.step(state, index, Draws(1, 0))
            found[name] = schedule
        return found[name]

    return run


def test_every_process_is_rebuilt():
    assert list(REBUILT) == KEYS


@pytest.mark.parametrize("process", KEYS)
@pytest.mark.parametrize(
    ("worlds", "months"), [("uniting_scenario", 26), ("institutions_scenario", 13), ("busy_scenario", 38)]
)
def test_a_process_is_as_described(compared, request, worlds, months, process):
    scenario = request.getfixturevalue(worlds)
    assert compared(worlds, scenario, months).differences[process] == []


@pytest.mark.parametrize("policy", [None, *sorted(policies())])
def test_a_month_is_as_described_under_every_policy(compared, policy):
    asked = [policy] if policy else []
    scenario = load_scenario({"extends": "baseline", "name": {"en": "one", "zh": "一"}, "policies": asked})
    assert dict(compared(policy, scenario, 13).differences) == {}


@pytest.mark.parametrize("choices", CHOICES)
def test_a_month_is_as_described_however_it_is_decided_and_assessed(compared, choices):
    content = {"extends": "baseline", "name": {"en": "choices", "zh": "选择"}, "policies": ASKED, **CHOICES[choices]}
    assert dict(compared(choices, load_scenario(content), 26).differences) == {}


def test_unions_that_stand_already_are_as_described(compared):
    ids = list(small_county().villages.index)
    unions = [{"month": 0, "lead": ids[at], "members": ids[at : at + 2]} for at in (0, 4)]
    standing = {"planned_unions": {"as": "standing", "decided": True, "unions": unions}}
    scenario = load_scenario({"extends": "baseline", "policies": [standing, {"joint_village": {"proposals": 6}}]})
    found = compared("standing", scenario, 13)
    assert dict(found.differences) == {}


@pytest.mark.parametrize(("year", "coefficients"), [(2007, {}), (2022, {"attitude.susceptibility": 0.55})])
def test_t0_is_reached_as_described(monkeypatch, year, coefficients):
    scenario = load_scenario({"extends": "baseline", "start": f"{year + 1}-01", "coefficients": coefficients})
    schedule, seen = Compared(scenario.setup, scenario.coefficients, [], REBUILT), set()
    compare = schedule._compare_column
    monkeypatch.setattr(
        schedule, "_compare_column", lambda step, key, *rest: seen.add(key) or compare(step, key, *rest)
    )
    World(small_county(year)).begin(schedule)
    assert dict(schedule.differences) == {}
    assert len(seen) == 83  # columns of the nine processes that set anything


def test_a_month_is_as_described_in_a_county_of_2022_that_starts_in_2023():
    scenario = load_scenario({"extends": "baseline", "start": "2023-01", "policies": ASKED})
    county = small_county(2022)
    schedule = Compared(scenario.setup, scenario.coefficients, scenario.build_policies(county), REBUILT)
    state = World(county).begin(schedule)
    for index in range(14):
        schedule.step(state, index, Draws(1, 0))
    assert dict(schedule.differences) == {}
    assert len(state.proposals) > 0
