"""Every policy, found by itself, keeps the contract; every pair of them commutes."""

import re
from functools import cache
from itertools import combinations

import pytest
from contract import Outcome, asked_over, done_over

from liancun_sim.interventions import ACTIONS, MoveChannel, PlannedUnion
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import CHANNELS

pytestmark = pytest.mark.long
POLICIES = policies()
PAIRS = list(combinations(POLICIES, 2))
OF_THE_LABEL = {
    f"villages.{name}"
    for name in (
        "supported", "ever_supported", "index_assessed", "listed", "good_streak", "relapses", "ever_listed",
        "listed_by_standard", "good_streak_by_standard",  # the assessed list under the other standards, read by nothing
        "creation_term", "creation_unit",  # appointed a creation unit, which by itself does nothing
    )
}  # fmt: skip


PLAN = tuple(PlannedUnion(place // 3, row, (row, row + 1), "strong_weak") for place, row in enumerate(range(2, 59, 4)))
TRIED_WITH = {
    "support_package": {"recipients": "villages"},  # its world has no union to support
    "planned_unions": {"unions": PLAN},  # its county has no plan of its own
}


def made(key, name=None, levers=None):
    return POLICIES[key](name, {**TRIED_WITH.get(key, {}), **(levers or {})})


@pytest.fixture(scope="module")
def nothing(small_world):
    return Outcome(small_world)


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_at_zero_changes_nothing_and_spends_nothing(key, small_world, nothing):
    idle = Outcome(small_world, [made(key, levers={"dose": 0.0})])
    assert idle.differs_from(nothing) == set()
    assert (idle.yuan, idle.cadre_months, idle.cut) == (0, 0, 0)


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_at_its_defaults_changes_more_than_labels(key, small_world, nothing):
    changed = Outcome(small_world, [made(key)]).differs_from(nothing)
    assert changed
    assert (changed <= OF_THE_LABEL) == (key == "placebo_label")


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_without_a_budget_of_its_own_leaves_nothing_but_its_label(key, small_world, nothing):
    """Whatever helps has a price: where nothing is paid, only the name of being supported is left."""
    penniless = made(key, levers={"budget_yuan_per_year": 0.0, "budget_cadre_months_per_year": 0.0})
    run = Outcome(small_world, [penniless])
    assert run.differs_from(nothing) <= OF_THE_LABEL
    assert (run.yuan, run.cadre_months) == (0, 0)
    assert run.cut > 0 or key == "placebo_label"


@pytest.mark.parametrize("key", [key for key in POLICIES if key != "placebo_label"])
def test_a_policy_never_spends_more_in_a_month_than_a_twelfth_of_its_own_budget(key, small_world):
    wanted = asked_over(small_world, made(key), months=6)[0]
    yuan, staff = (sum(getattr(r, name) for r in wanted) / 6 / 2 for name in ("yuan", "cadre_months"))
    own = {"budget_yuan_per_year": 12 * yuan, "budget_cadre_months_per_year": 12 * staff}
    run = Outcome(small_world, [made(key, levers=own)], months=6)
    assert run.cut > 0
    assert max(run.yuan_by_month) <= yuan * (1 + 1e-9)
    assert max(run.cadre_months_by_month) <= staff * (1 + 1e-9)


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_that_has_ended_before_it_starts_does_nothing(key, small_world, nothing):
    never = made(key, levers={"start_month": 5, "end_month": 5})
    assert Outcome(small_world, [never]).differs_from(nothing) == set()


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_asks_only_for_what_it_declares(key, small_world):
    policy = made(key)
    requests, moved = asked_over(small_world, policy)
    assert {type(request.action) for request in requests} - {MoveChannel} <= set(policy.asks)
    assert moved <= set(policy.moves)
    assert set(policy.asks) <= set(ACTIONS)
    assert set(policy.moves) <= set(CHANNELS)


BRANCH_ACCOMPANIED = {"reports": 4.0, "works": 40_000.0, "threshold": 0.01, "same_trade": False}
FORMED = {"threshold": 0.3}
ALL_SHOWN = {
    "joint_village": FORMED,
    "planned_unions": FORMED,
    "strong_weak_pairing": FORMED,
    "small_village_consolidation": FORMED,
    "joint_branch": BRANCH_ACCOMPANIED,
    "twinned_assistance": {**BRANCH_ACCOMPANIED, "pairing_months": 2, "max_resistance": 1.0},
}
BESIDE_A_UNION_ONLY = {  # tested with each policy
    "co_creation": {"outreach.contact_capacity"},
    "support_package": {"attitude.promise"},
}


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_asks_for_everything_it_declares_where_its_levers_say_so(key, small_world):
    policy = made(key, levers=ALL_SHOWN.get(key, {}))
    requests, moved = asked_over(small_world, policy, months=24)
    assert set(policy.asks) <= {type(request.action) for request in requests}
    assert set(policy.moves) - moved == BESIDE_A_UNION_ONLY.get(key, set())


@pytest.mark.parametrize("key", POLICIES)
def test_no_request_costs_less_than_nothing_and_none_is_for_nothing(key, small_world):
    requests, _ = asked_over(small_world, made(key))
    assert requests
    assert all(request.yuan >= 0 and request.cadre_months >= 0 for request in requests)


@pytest.mark.parametrize("key", POLICIES)
def test_a_smaller_dose_does_less(key, small_world):
    little, much = (done_over(small_world, made(key, levers={"dose": dose}), months=6) for dose in (0.1, 1.0))
    assert any(little.values())
    assert {what: (little[what], much[what]) for what in little if little[what] > much[what] * (1 + 1e-9)} == {}
    assert any(little[what] < much[what] for what in much)


MEETING_OTHERS = {"small_village_consolidation": {"max_population": 2_000}}  # small villages are seldom listed


def overlapping(key, **levers):
    return made(key, levers={"targeting": "need_first", **MEETING_OTHERS.get(key, {}), **levers})


@cache
def asked_for_by_need(world, key):
    """What a policy asks for in eight months, where the neediest come first."""
    return tuple(asked_over(world, overlapping(key), months=8)[0])


def villages_of(world, key):
    """The villages it asks for."""
    return {request.action.village for request in asked_for_by_need(world, key)}


def mean_cost(world, key):
    """Half of what it asks for a month. [yuan], [cadre-months]"""
    asked = asked_for_by_need(world, key)
    return sum(request.yuan for request in asked) / 16, sum(request.cadre_months for request in asked) / 16


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_policies_commute_when_the_budget_pays_for_half(first, second, small_world):
    """Each has half of what it asks for as a budget of its own, the county four fifths of both halves."""
    halves = {key: mean_cost(small_world, key) for key in (first, second)}
    means = {
        "yuan_per_year": 12 * 0.8 * sum(yuan for yuan, _ in halves.values()),
        "cadre_months_per_month": 0.8 * sum(staff for _, staff in halves.values()),
    }
    policies = [
        overlapping(key, budget_yuan_per_year=12 * yuan, budget_cadre_months_per_year=12 * staff)
        for key, (yuan, staff) in halves.items()
    ]
    one, other = (Outcome(small_world, policies, months=8, backwards=backwards, **means) for backwards in (False, True))
    assert one.differs_from(other) == set()
    assert vars(one.spending[first]) == vars(other.spending[first])
    assert villages_of(small_world, first) & villages_of(small_world, second)
    assert all(one.spending[key].cut_requests > 0 for key in (first, second) if key != "placebo_label")


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_used_twice_is_two_policies(key, small_world):
    run = Outcome(small_world, [made(key, "one", {"start_month": 1}), made(key, "two")], months=4)
    assert set(run.spending) == {"one", "two"}


def test_the_placebo_moves_assessments_and_no_true_outcome(small_world):
    kind = {"assessment.kindness": 1.0}
    plain = Outcome(small_world, values=kind)
    labelled = Outcome(small_world, [POLICIES["placebo_label"](levers={"count": 20})], values=kind)
    changed = labelled.differs_from(plain)
    assert {"villages.supported", "villages.index_assessed", "villages.listed"} <= changed
    assert changed <= OF_THE_LABEL
    assert labelled.state.villages.supported.sum() == 20
    assert (labelled.yuan, labelled.cadre_months) == (0, 0)


def lacks(lever):
    """What a lever does not say of itself."""
    numeric = lever.kind in ("number", "integer")
    said = {
        "a name in English": lever.label.en,
        "a name in Chinese": re.search("[一-鿿]", lever.label.zh),
        "a unit": lever.unit,
        "a source": re.search("assumption|source document|design choice|Law", lever.source),
        "a lower end": not numeric or lever.low is not None,
        "an upper end": not numeric or lever.high is not None or lever.name.startswith("budget_"),
    }
    return [name for name, is_there in said.items() if not is_there]


def test_every_lever_says_what_it_is():
    levers = {f"{key}.{lever.name}": lever for key, kind in POLICIES.items() for lever in kind.all_levers()}
    assert {key: lacks(lever) for key, lever in levers.items() if lacks(lever)} == {}
    assert len(levers) == sum(len(kind.all_levers()) for kind in POLICIES.values())  # one name each


def test_every_policy_names_itself_in_both_languages_with_its_source():
    for key, kind in POLICIES.items():
        assert kind.key == key == kind.__module__.rpartition(".")[2]
        assert kind.label.en and kind.source, key
        assert re.search("[一-鿿]", kind.label.zh), key


@pytest.mark.parametrize("key", POLICIES)
def test_every_cadre_month_has_a_unit_cost(key, small_world):
    kind = POLICIES[key]
    doubled = {lever.name: 2 * lever.default for lever in kind.all_levers() if lever.is_cost}

    def staff(levers):
        return sum(request.cadre_months for request in asked_over(small_world, made(key, levers=levers), months=3)[0])

    assert staff(doubled) == pytest.approx(2 * staff({}))
