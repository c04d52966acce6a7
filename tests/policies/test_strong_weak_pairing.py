"""Weak villages are paired with an adjacent stronger one and taught in winter."""

import pytest

from liancun_sim.interventions import SendTechnician
from liancun_sim.policies.strong_weak_pairing import StrongWeakPairing
from stub_office import Office, is_connected


def plan(office, **levers):
    return StrongWeakPairing(levers=levers).plan(office.view())


def test_each_pair_is_adjacent_and_the_lead_better_by_the_gap():
    office = Office()  # the index falls from 2 to −2 over 48 villages: 8 rows further is 0.68 lower
    pairs = plan(office)
    assert len(pairs) > 5
    for pair in pairs:
        (weak,) = set(pair.members) - {pair.lead}
        assert is_connected(office, pair.members)
        assert office.villages.index_assessed[pair.lead] - office.villages.index_assessed[weak] >= 0.5
        assert office.villages.index_assessed[weak] < 0


def test_the_neediest_come_first():
    first = plan(Office(), pairs=1)[0]
    assert first.members == (39, 47)
    assert first.lead == 39


def test_nobody_is_paired_when_nobody_is_better_by_the_gap():
    assert plan(Office(), min_gap=1.0) == []


def test_a_village_paired_earlier_is_preferred():
    office = Office()
    office.villages.index_assessed[46] = 1.0  # adjacent and good, but
    assert plan(office, pairs=1)[0].lead == 46
    office.villages.tied_to[47] = 39  # this one has helped before
    assert plan(office, pairs=1)[0].lead == 39


def test_a_named_weak_village_comes_first_with_its_named_partner():
    office = Office()
    assert plan(office, pairs=1, targeting="list", villages=(36, 28))[0].members == (28, 36)


def test_pairs_are_proposed_some_a_month():
    assert [pair.month for pair in plan(Office(), pairs=5, per_month=2)] == [0, 0, 1, 1, 2]


def test_technicians_go_to_the_weak_village_in_its_first_winters():
    office, policy = Office(start="2008-01"), StrongWeakPairing(levers={"pairs": 0, "winters": 1})
    office.villages.adopters[39] = 130  # one of ten goes
    office.unite(39, (39, 47), "strong_weak_pairing", 5)
    sent = {month: office.asked(policy, SendTechnician, month) for month in range(6, 30)}
    assert [month for month, actions in sent.items() if actions] == [10, 11, 12, 13, 14]  # November to March
    assert sent[10] == [SendTechnician(47, 13.0, origin=39)]


def test_technicians_are_paid():
    office, policy = Office(start="2008-11"), StrongWeakPairing(levers={"pairs": 0, "technicians": 5})
    office.villages.adopters[39] = 100
    office.unite(39, (39, 47), "strong_weak_pairing", 0)
    (request,) = [r for r in office.ask(policy, 1) if isinstance(r.action, SendTechnician)]
    assert request.yuan == 5 * 800


@pytest.mark.parametrize(("growers", "sent"), [(0, []), (60, [6.0]), (130, [13.0]), (500, [13.0])])
def test_a_lead_sends_one_of_ten_growers_and_none_where_nobody_grows(growers, sent):
    office, policy = Office(start="2008-11"), StrongWeakPairing(levers={"pairs": 0, "technicians": 13})
    office.villages.adopters[39] = growers
    office.unite(39, (39, 47), "strong_weak_pairing", 0)
    requests = [r for r in office.ask(policy, 1) if isinstance(r.action, SendTechnician)]
    assert [(r.action.technicians, r.yuan) for r in requests] == [(count, 800 * count) for count in sent]


def test_a_village_that_grows_greenhouse_vegetables_is_preferred_to_a_better_one():
    office = Office()
    office.trades = ("grain", "greenhouse_vegetables")
    office.villages.index_assessed[[39, 46]] = 1.0, 0.5
    assert plan(office, pairs=1)[0].lead == 39
    office.villages.leading_trade[46] = 1
    assert plan(office, pairs=1)[0].lead == 46
