"""Every policy, found by itself, keeps the contract; every pair of them commutes."""

import re
from itertools import combinations

import pytest
from contract import Outcome, asked_over

from liancun_sim.interventions import ACTIONS
from liancun_sim.scenario.registry import policies
from liancun_sim.schedule import CHANNELS

POLICIES = policies()
PAIRS = list(combinations(POLICIES, 2))
TRUE_OUTCOMES_SPARED = {
    f"villages.{name}"
    for name in (
        "supported", "ever_supported", "index_assessed", "listed", "good_streak", "relapses", "ever_listed",
    )
}  # fmt: skip


TRIED_WITH = {"support_package": {"recipients": "villages"}}  # its world has no union to support


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
def test_a_policy_at_its_defaults_changes_something(key, small_world, nothing):
    assert Outcome(small_world, [made(key)]).differs_from(nothing)


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_that_has_ended_before_it_starts_does_nothing(key, small_world, nothing):
    never = made(key, levers={"start_month": 5, "end_month": 5})
    assert Outcome(small_world, [never]).differs_from(nothing) == set()


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_asks_only_for_what_it_declares(key, small_world):
    policy = made(key)
    requests, moves = asked_over(small_world, policy)
    assert {type(request.action) for request in requests} <= set(policy.asks)
    assert {move.channel for move in moves} <= set(policy.moves)
    assert set(policy.asks) <= set(ACTIONS)
    assert set(policy.moves) <= set(CHANNELS)


@pytest.mark.parametrize("key", POLICIES)
def test_no_request_costs_less_than_nothing_and_none_is_for_nothing(key, small_world):
    requests, _ = asked_over(small_world, made(key))
    assert requests
    assert all(request.yuan >= 0 and request.cadre_months >= 0 for request in requests)


@pytest.mark.parametrize("key", POLICIES)
def test_a_smaller_dose_asks_for_less(key, small_world):
    def asked(dose):
        return len(asked_over(small_world, made(key, levers={"dose": dose}), months=6)[0])

    assert 0 < asked(0.1) < asked(1.0)


def overlapping(key):
    return made(key, levers={"targeting": "need_first"})


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_policies_commute_when_the_budget_pays_for_half(first, second, small_world):
    asked = [request for key in (first, second) for request in asked_over(small_world, overlapping(key), months=8)[0]]
    means = {
        "yuan_per_year": sum(request.yuan for request in asked) / 8 * 12 / 2,
        "cadre_months_per_month": sum(request.cadre_months for request in asked) / 8 / 2,
    }
    one, other = (
        Outcome(small_world, [overlapping(first), overlapping(second)], months=8, backwards=backwards, **means)
        for backwards in (False, True)
    )
    assert one.differs_from(other) == set()
    assert vars(one.spending[first]) == vars(other.spending[first])
    assert one.cut > 0


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
    assert changed <= TRUE_OUTCOMES_SPARED
    assert labelled.state.villages.supported.sum() == 20
    assert (labelled.yuan, labelled.cadre_months) == (0, 0)


LEVERS = [(key, lever) for key, kind in POLICIES.items() for lever in kind.all_levers()]


@pytest.mark.parametrize(("key", "lever"), LEVERS, ids=[f"{key}.{lever.name}" for key, lever in LEVERS])
def test_a_lever_says_what_it_is(key, lever):
    assert lever.label.en
    assert re.search("[一-鿿]", lever.label.zh)
    assert lever.unit
    assert re.search("assumption|source document|design choice|Law", lever.source)
    if lever.kind in ("number", "integer"):
        assert lever.low is not None
        assert lever.high is not None or lever.name.startswith("budget_")


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_names_itself_in_both_languages_with_its_source(key):
    kind = POLICIES[key]
    assert kind.key == key == kind.__module__.rpartition(".")[2]
    assert kind.label.en
    assert re.search("[一-鿿]", kind.label.zh)
    assert kind.source


@pytest.mark.parametrize("key", POLICIES)
def test_a_policy_s_levers_have_one_name_each(key):
    names = [lever.name for lever in POLICIES[key].all_levers()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("key", POLICIES)
def test_every_cadre_month_has_a_unit_cost(key, small_world):
    kind = POLICIES[key]
    doubled = {lever.name: 2 * lever.default for lever in kind.all_levers() if lever.is_cost}

    def staff(levers):
        return sum(request.cadre_months for request in asked_over(small_world, made(key, levers=levers), months=3)[0])

    assert staff(doubled) == pytest.approx(2 * staff({}))
