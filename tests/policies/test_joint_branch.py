"""Pairs that are the three sames, of three kinds, by the vote of party members."""

import numpy as np
import pytest

from liancun_sim.interventions import ProposeUnion, SendTechnician
from liancun_sim.policies.joint_branch import JointBranch
from stub_office import Office, is_connected


def plan(office, **levers):
    return JointBranch(levers=levers).plan(office.view())


def test_pairs_are_adjacent_of_one_township_and_one_trade():
    office = Office()
    office.trades = ("grain", "orchard")
    office.villages.leading_trade[:] = np.arange(48) % 8 % 2  # neighbours to the east and west differ
    pairs = plan(office, kind="joint_branch", min_gap=0.0)
    assert pairs
    for pair in pairs:
        members = list(pair.members)
        assert is_connected(office, pair.members)
        assert len(set(office.villages.township[members])) == 1
        assert len(set(office.villages.leading_trade[members])) == 1


@pytest.mark.parametrize("lever", [{"same_trade": False}, {"same_township": False}])
def test_each_sameness_can_be_given_up(lever):
    office = Office()
    office.villages.leading_trade[:] = np.arange(48) // 8  # a trade in each row of villages
    strict = plan(office, kind="joint_branch", min_gap=0.6)  # a row further south is .68 worse
    assert strict == []
    if "same_trade" in lever:
        assert plan(office, kind="joint_branch", min_gap=0.6, **lever)


def test_villages_of_very_different_size_are_not_similar():
    office = Office()
    assert plan(office, kind="joint_branch", min_gap=0.0)
    office.villages.persons[::2] = 100
    office.villages.persons[1::2] = 1_000
    pairs = plan(office, kind="joint_branch", min_gap=0.0)
    assert all(np.ptp(office.villages.persons[list(pair.members)]) == 0 for pair in pairs)


def test_the_three_kinds_take_turns():
    office = Office()
    office.villages.tied_to[[2, 3]] = 3, 2
    office.villages.persons[[20, 21]] = 220, 280
    office.villages.index_assessed[[20, 21]] = 1.0  # small, but not weak
    first = plan(office, pairs=3)
    assert [pair.form for pair in first] == ["twinned", "joint_branch", "small_village"]
    assert first[0].members == (2, 3)
    assert (first[2].members, first[2].lead) == ((20, 21), 21)  # the larger of two small ones leads


def test_named_villages_are_paired_in_the_order_named():
    office = Office()
    pairs = plan(office, targeting="list", villages=(10, 11, 12, 13))
    assert [pair.members for pair in pairs] == [(10, 11), (12, 13)]
    assert [pair.form for pair in pairs] == ["joint_branch", "joint_branch"]
    assert [pair.lead for pair in pairs] == [10, 12]  # the index falls from west to east


def test_party_members_elect_what_half_of_the_masses_recommend():
    offers = Office().asked(JointBranch(levers={"kind": "joint_branch", "min_gap": 0.0}), ProposeUnion)
    assert {(o.rule, o.electorate, o.threshold) for o in offers} == {("two_recommend_one_elect", "party_members", 0.5)}
    assert {offer.posts_lost for offer in offers} == {0.17}


def test_small_villages_put_more_posts_at_risk():
    office = Office()
    office.villages.persons[[20, 21]] = 220, 280
    (offer,) = office.asked(JointBranch(levers={"kind": "small_village"}), ProposeUnion)
    assert (offer.posts_lost, offer.form) == (0.4, "small_village")


def test_thirteen_technicians_come_for_one_winter():
    office, policy = Office(start="2008-01"), JointBranch(levers={"pairs": 0})
    office.villages.adopters[[2, 39]] = 130  # one of ten goes
    office.unite(39, (39, 47), "joint_branch", 5, form="joint_branch")
    office.unite(2, (2, 3), "joint_branch", 5, form="twinned")
    sent = {month: office.asked(policy, SendTechnician, month) for month in range(6, 30)}
    assert [month for month, actions in sent.items() if actions] == [10, 11, 12, 13, 14]  # November to March
    assert sent[10] == [SendTechnician(47, 13.0, origin=39)]


def test_weak_villages_that_grow_greenhouse_vegetables_come_first_and_lean_on_one_that_does():
    office = Office()
    office.trades = ("grain", "greenhouse_vegetables")
    office.villages.leading_trade[[34, 42]] = 1  # 34 lies a row north of 42 and is .68 better
    (pair,) = plan(office, kind="joint_branch", pairs=1, targeting="need_first")
    assert (pair.members, pair.lead) == ((34, 42), 34)


def test_small_villages_share_a_market():
    office, policy = Office(), JointBranch(levers={"pairs": 0, "market_access": 1.5})
    office.unite(20, (20, 21), "joint_branch", 0, form="small_village")
    office.unite(30, (30, 31), "joint_branch", 0, form="joint_branch")
    assert office.moved(policy, 3)["collective_economy.market_access"] == {20: ("factor", 1.5)}


def test_one_pair_a_month_is_begun_where_the_lever_says_so():
    office = Office()
    policy = JointBranch(levers={"kind": "joint_branch", "min_gap": 0.0, "per_month": 1, "pairs": 3})
    assert [pair.month for pair in policy.plan(office.view())] == [0, 1, 2]
