"""Help first, the branch later, when the weaker side has stopped resisting."""

import pytest

from liancun_sim.interventions import AssistPartner, NameSupported, ProposeUnion
from liancun_sim.policies.twinned_assistance import TwinnedAssistance
from stub_office import Office


def one_pair(**levers):
    return TwinnedAssistance(levers={"pairs": 1, "pairing_months": 12, **levers})


def test_villages_paired_earlier_come_first():
    office = Office()
    office.villages.tied_to[44] = 36
    (pair,) = one_pair().plan(office.view())
    assert (pair.members, pair.lead, pair.form) == ((36, 44), 36, "twinned")


def test_without_earlier_pairs_the_neediest_is_helped_by_its_best_neighbour():
    (pair,) = one_pair().plan(Office().view())
    assert (pair.members, pair.lead) == ((39, 47), 39)


def test_partners_live_by_the_same_trade():
    office = Office()
    office.villages.leading_trade[39] = 1  # the best neighbour of 47
    (pair,) = one_pair(min_gap=0.0).plan(office.view())
    assert pair.members == (46, 47)
    (named,) = one_pair(targeting="list", villages=(47, 39)).plan(office.view())  # but who is named is not asked
    assert named.members == (39, 47)


def test_a_year_raises_what_the_roads_and_the_wells_cost():
    policy = one_pair(roads=200_000, wells=5, well_yuan=15_000, sponsored=0.7)
    office = Office()
    helped = [request for month in range(14) for request in office.ask(policy, month)]
    helped = [request for request in helped if isinstance(request.action, AssistPartner)]
    assert len(helped) == 12
    assert sum(request.action.yuan for request in helped) == pytest.approx(275_000)
    assert sum(request.yuan for request in helped) == pytest.approx(0.7 * 275_000)  # the stronger village pays the rest
    assert [request.action.roads for request in helped] == pytest.approx([200 / 275] * 12)
    assert {(request.action.village, request.action.partner) for request in helped} == {(47, 39)}


def test_the_weaker_village_is_named_as_supported():
    assert Office().asked(one_pair(), NameSupported) == [NameSupported(47)]


def test_the_branch_is_proposed_after_the_help():
    office, policy = Office(), one_pair()
    assert [month for month in range(16) if office.asked(policy, ProposeUnion, month)] == [12, 13, 14, 15]
    (offer,) = office.asked(policy, ProposeUnion, 12)
    assert (offer.rule, offer.electorate, offer.posts_lost) == ("two_recommend_one_elect", "party_members", 0.17)


def test_no_branch_is_proposed_while_the_weaker_side_resists():
    office, policy = Office(), one_pair(max_resistance=0.3)
    office.villages.resistance[47] = 0.31
    assert office.asked(policy, ProposeUnion, 12) == []
    office.villages.resistance[47] = 0.29
    assert len(office.asked(policy, ProposeUnion, 13)) == 1


def test_pairings_begin_some_a_month_and_each_has_its_full_time():
    office, policy = Office(), TwinnedAssistance(levers={"pairs": 2, "per_month": 1, "pairing_months": 3})
    helped = [[action.village for action in office.asked(policy, AssistPartner, month)] for month in range(5)]
    assert [len(villages) for villages in helped] == [1, 2, 2, 1, 0]


def test_a_named_weak_village_is_helped():
    office = Office()
    (pair,) = one_pair(targeting="list", villages=(45,)).plan(office.view())
    assert (pair.members, pair.lead) == ((37, 45), 37)
