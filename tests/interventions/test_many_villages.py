"""An action asked for in many villages at once is what it would be if asked for in each by itself."""

import numpy as np
import pytest

from liancun_sim.interventions import (
    Asking,
    Budget,
    Build,
    NameSupported,
    SendTechnician,
    Settlement,
    Train,
    Visit,
    VisitLinked,
)

PLENTY = Budget(1e9, 1e9)
VILLAGES = 12


def asked_both_ways(seed):
    """Requests of three policies, each put at once for many villages, and one by one."""
    draw = np.random.default_rng(seed)
    together, apart = [], []
    for priority, policy in ((1, "c"), (0, "a"), (1, "b")):
        many, single = (Asking(policy, priority) for _ in range(2))
        for kind in (Visit, VisitLinked, Train):
            rows = draw.permutation(VILLAGES)[: draw.integers(1, VILLAGES)]
            amount, yuan = draw.uniform(0, 9, rows.size), draw.uniform(0, 9, rows.size)
            staff, standing = float(draw.uniform()), bool(draw.integers(2))
            many.ask(kind(rows, amount), yuan=yuan, cadre_months=staff, standing=standing)
            for row, value, cost in zip(rows.tolist(), amount.tolist(), yuan.tolist(), strict=True):
                single.ask(kind(row, value), yuan=cost, cadre_months=staff, standing=standing)
        together += many.requests
        apart += single.requests
    return together, apart


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("part", [0.3, 0.7, 1.0])
def test_what_is_granted_and_cut_is_the_same(seed, part):
    together, apart = asked_both_ways(seed)
    yuan = part * sum(request.yuan for request in apart)
    settlement = Settlement(Budget(yuan, 1e9), {"a": Budget(yuan / 4, 5.0)})
    one, other = settlement.settle(together), settlement.settle(apart)
    assert one.requests == other.requests
    assert one.cut == other.cut
    assert (one.yuan, one.cadre_months) == (other.yuan, other.cadre_months)
    assert one.cut_lines.standing().each() == [request for request in other.cut if request.standing]
    for kind, field in ((Visit, "contacts"), (VisitLinked, "visits"), (Train, "amount")):
        assert one.of(kind) == other.of(kind)
        assert np.array_equal(one.all(kind).village, other.all(kind).village)
        assert np.array_equal(getattr(one.all(kind), field), getattr(other.all(kind), field))
        assert np.array_equal(one.totals(kind, field, VILLAGES), other.totals(kind, field, VILLAGES))


def test_within_a_village_requests_keep_the_order_they_were_made_in():
    asking = Asking("a", 0)
    asking.ask(NameSupported([4, 2]))
    asking.ask(Visit([2, 4], [20.0, 40.0]))
    asking.ask(NameSupported(2))
    granted = Settlement(PLENTY, {}).settle(asking.requests)
    assert [(r.action.village, type(r.action)) for r in granted.requests] == [
        (2, NameSupported), (2, Visit), (2, NameSupported), (4, NameSupported), (4, Visit),
    ]  # fmt: skip
    assert granted.all(Visit).contacts.tolist() == [20.0, 40.0]


def test_a_budget_that_ends_within_a_request_grants_its_first_villages():
    asking = Asking("a", 0)
    asking.ask(Visit([7, 3, 5], 10.0), yuan=[40.0, 40.0, 40.0], standing=True)
    granted = Settlement(Budget(100, 1), {}).settle(asking.requests)
    assert granted.as_asked(Visit)[0][1].village.tolist() == [3, 5]
    assert [(r.action, r.yuan, r.standing) for r in granted.cut] == [(Visit(7, 10.0), 40.0, True)]


def test_one_value_is_the_same_in_every_village_and_a_list_one_for_each():
    asking = Asking("a", 0)
    asking.ask(Build([1, 2], "road", [10.0, 20.0], serves=(5, 6)), yuan=1.0, cadre_months=[0.1, 0.2])
    each = asking.requests[0].each()
    assert [one.action for one in each] == [Build(1, "road", 10.0, (5, 6)), Build(2, "road", 20.0, (5, 6))]
    assert [(one.yuan, one.cadre_months) for one in each] == [(1.0, 0.1), (1.0, 0.2)]


def test_columns_hold_what_policies_gave_one_by_one_and_at_once():
    one, other = Asking("a", 0), Asking("b", 0)
    one.ask(SendTechnician(1, 2))
    other.ask(SendTechnician([0, 3], np.array([0.5, 1.5]), 7))
    sent = Settlement(PLENTY, {}).settle(one.requests + other.requests).all(SendTechnician)
    assert (sent.village.tolist(), sent.technicians.tolist(), sent.origin.tolist()) == (
        [1, 0, 3],
        [2.0, 0.5, 1.5],
        [None, 7, 7],
    )


def test_no_village_is_no_request():
    asking = Asking("a", 0)
    asking.ask(NameSupported([]), yuan=5.0)
    asking.ask(Visit(np.zeros(0, dtype=int), np.zeros(0)))
    assert asking.requests == []


def test_what_is_asked_for_does_not_follow_an_array_that_changes_later():
    state, asking = np.arange(6.0), Asking("a", 0)
    asking.ask(Visit(np.arange(3), state[:3]), yuan=state[:3])
    state[:] = 99.0
    assert [(one.action.contacts, one.yuan) for one in asking.requests[0].each()] == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("action", "costs", "name"),
    [
        (Visit([1, 2, 3], [5.0, 6.0]), {}, "Visit.contacts has 2 values for 3 villages"),
        (NameSupported([1, 2, 3]), {"yuan": np.ones(4)}, "yuan has 4 values for 3 villages"),
        (NameSupported([1]), {"cadre_months": [1.0, 2.0]}, "cadre_months has 2 values for 1 villages"),
    ],
)
def test_values_that_do_not_fit_the_villages_are_an_error(action, costs, name):
    with pytest.raises(ValueError, match=name):
        Asking("a", 0).ask(action, **costs)
