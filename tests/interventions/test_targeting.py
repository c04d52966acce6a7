"""Villages are taken by ease, by need, at random or as named, and by stable id, not by row."""

import numpy as np
import pytest

from liancun_sim.interventions import TARGETING, Policy, merit, office_score, ranked
from liancun_sim.vocabulary import Label
from stub_office import Office


class Idle(Policy):
    key = "idle"
    label = Label("Idle", "无")
    source = "test"


def order(office, **levers):
    return ranked(office.view(), "idle", Idle(levers=levers).lever)


def test_need_first_takes_the_lowest_index_first():
    office = Office()
    assert order(office, targeting="need_first") == list(np.argsort(office.villages.index_assessed))


def test_easy_first_goes_by_the_office_s_score():
    office = Office()
    score = office_score(office.view(), 0.6)
    assert order(office, targeting="easy_first", screening=0.6) == list(np.argsort(-score))


def test_the_score_is_correlated_with_the_true_attitude_as_the_lever_says():
    office = Office(width=60, height=50)
    score = office_score(office.view(), 0.6)
    # 3,000 villages: the standard error of a correlation of .6 is (1 − .36)/√3000 = .012
    assert np.corrcoef(score, office.villages.leaning)[0, 1] == pytest.approx(0.6, abs=4 * 0.012)


def test_named_villages_come_first_in_the_order_named():
    office = Office()
    assert order(office, targeting="need_first", villages=(5, 2))[:3] == [5, 2, 47]


def test_a_list_takes_only_the_named():
    assert order(Office(), targeting="list", villages=(5, 2, 5)) == [5, 2]


def test_who_is_not_eligible_is_not_taken_even_when_named():
    office = Office()
    eligible = office.villages.index_assessed < 0
    taken = ranked(office.view(), "idle", Idle(levers={"targeting": "random", "villages": (0, 47)}).lever, eligible)
    assert taken[0] == 47
    assert sorted(taken) == list(np.flatnonzero(eligible))


def test_random_choice_differs_between_policies_and_runs():
    random = Idle(levers={"targeting": "random"}).lever
    first = ranked(Office(seed=1).view(), "one", random)
    assert first == ranked(Office(seed=1).view(), "one", random)
    assert first != ranked(Office(seed=1).view(), "two", random)
    assert first != ranked(Office(seed=2).view(), "one", random)


@pytest.mark.parametrize("rule", [choice for choice in TARGETING.choices if choice != "list"])
def test_one_extra_village_leaves_the_order_of_the_others_as_it_was(rule):
    few, more = Office(width=8, height=6), Office(width=7, height=7)  # 48 villages, and the same with one after them
    more.villages.index_assessed[:48] = few.villages.index_assessed
    levers = Idle(levers={"targeting": rule}).lever
    assert [row for row in ranked(more.view(), "idle", levers) if row < 48] == ranked(few.view(), "idle", levers)


def test_targets_are_chosen_once_and_kept():
    office, policy = Office(), Idle(levers={"targeting": "need_first"})
    chosen = policy.targets(office.view(0), 5)
    office.villages.index_assessed[:] = -office.villages.index_assessed
    assert policy.targets(office.view(1), 5) == chosen
    assert policy.targets(office.view(1), 3) == chosen[:3]
    assert policy.targets(office.view(1), 5, term=1) != chosen


def test_merit_does_not_depend_on_who_else_is_there():
    few, more = Office(width=8, height=6), Office(width=8, height=12)
    for rule in ("easy_first", "random"):
        lever = Idle(levers={"targeting": rule}).lever
        np.testing.assert_array_equal(merit(few.view(), "idle", lever), merit(more.view(), "idle", lever)[:48])
