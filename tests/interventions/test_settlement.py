"""Requests are granted by priority, policy and village while the budget lasts."""

import numpy as np
import pytest

from liancun_sim.interventions import Asking, Budget, NameSupported, Request, SendWorkTeam, Settlement, Visit

PLENTY = Budget(1e9, 1e9)


def request(policy, village, yuan=0.0, staff=0.0, priority=0):
    return Request(policy, priority, SendWorkTeam(village, 1.0), yuan, staff)


def places(requests):
    return [(r.policy, r.action.village) for r in requests]


def test_everything_is_granted_when_the_budget_allows():
    granted = Settlement(PLENTY, {}).settle([request("b", 1, 10), request("a", 2, 10)])
    assert places(granted.requests) == [("a", 2), ("b", 1)]
    assert granted.cut == []
    assert granted.yuan == 20


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_asking_decides_nothing(seed):
    asked = [request(policy, village, 10, 1) for policy in "abc" for village in range(4)]
    shuffled = [asked[i] for i in np.random.default_rng(seed).permutation(len(asked))]
    half = Settlement(Budget(60, 1e9), {})
    assert places(half.settle(shuffled).requests) == places(half.settle(asked).requests)
    assert places(half.settle(shuffled).cut) == places(half.settle(asked).cut)


def test_priority_goes_before_name_and_name_before_village():
    asked = [request("a", 1, 10, priority=1), request("b", 2, 10), request("b", 0, 10)]
    granted = Settlement(Budget(20, 1e9), {}).settle(asked)
    assert places(granted.requests) == [("b", 0), ("b", 2)]
    assert places(granted.cut) == [("a", 1)]


def test_what_costs_too_much_is_cut_and_a_smaller_request_still_fits():
    granted = Settlement(Budget(100, 1e9), {}).settle([request("a", 0, 90), request("a", 1, 50), request("a", 2, 10)])
    assert places(granted.requests) == [("a", 0), ("a", 2)]
    assert places(granted.cut) == [("a", 1)]


def test_staff_binds_as_money_does():
    granted = Settlement(Budget(1e9, 1.5), {}).settle([request("a", row, staff=0.5) for row in range(5)])
    assert granted.cadre_months == 1.5
    assert len(granted.cut) == 2


def test_a_policy_s_own_budget_binds_it_alone():
    asked = [request(policy, row, 10) for policy in "ab" for row in range(4)]
    granted = Settlement(PLENTY, {"a": Budget(20, 1e9)}).settle(asked)
    assert places(granted.requests) == [("a", 0), ("a", 1), ("b", 0), ("b", 1), ("b", 2), ("b", 3)]


def test_what_costs_nothing_is_granted_from_an_empty_budget():
    granted = Settlement(Budget(0, 0), {}).settle([Request("a", 0, NameSupported(3), 0, 0), request("a", 1, 1)])
    assert places(granted.requests) == [("a", 3)]


def test_a_mechanism_finds_its_own_kind_in_settled_order():
    asked = [Request("b", 0, Visit(1, 5.0), 0, 0), request("a", 2), Request("a", 0, Visit(4, 6.0), 0, 0)]
    granted = Settlement(PLENTY, {}).settle(asked)
    assert granted.of(Visit) == [("a", Visit(4, 6.0)), ("b", Visit(1, 5.0))]
    assert granted.of(NameSupported) == []


def test_asking_notes_policy_priority_and_costs():
    asking = Asking("teams", 3)
    asking.ask(SendWorkTeam(7, 0.5), yuan=100, cadre_months=0.25)
    assert asking.requests == [Request("teams", 3, SendWorkTeam(7, 0.5), 100, 0.25)]


def test_a_budget_that_just_suffices_grants_everything():
    asked = [request(policy, row, yuan=0.1, staff=0.25) for policy in "ab" for row in range(4)]
    exact = Settlement(Budget(0.8, 2.0), {"a": Budget(0.4, 1.0)})
    assert exact.settle(asked).cut == []
    assert len(Settlement(Budget(0.8, 2.0), {"a": Budget(0.3, 1.0)}).settle(asked).cut) == 1  # 0.1 + 0.1 + 0.1 fit
