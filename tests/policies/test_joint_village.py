"""Joint villages: connected sets of three forms, pilots first, a third with a backward village."""

from collections import Counter

import numpy as np
import pytest

from liancun_sim.interventions import UNION_FORMS, Build, ProposeUnion, SendTechnician, UnionForm
from liancun_sim.policies.joint_village import JointVillage
from liancun_sim.vocabulary import Label
from stub_office import Office, is_connected


def plan(office, **levers):
    return JointVillage(levers=levers).plan(office.view())


TRADES = ("grain", "greenhouse_vegetables", "orchard", "private_industry")


def big(**kwargs):
    """Two neighbours in turn of each trade; those of private industry have five workshops per hundred households."""
    office = Office(width=20, height=30, **kwargs)
    office.trades = TRADES
    office.villages.leading_trade[:] = np.arange(600) // 2 % 4
    office.villages.workshops[:] = np.where(office.villages.leading_trade == TRADES.index("private_industry"), 10, 0)
    return office


def forms(office, **levers):
    return [planned.form for planned in plan(office, **levers)]


def test_sets_are_connected_disjoint_and_of_two_to_five():
    office = big()
    sets = [planned.members for planned in plan(office)]
    assert len(sets) == 56
    assert all(is_connected(office, members) and 2 <= len(members) <= 5 for members in sets)
    together = [row for members in sets for row in members]
    assert len(together) == len(set(together))


def test_most_sets_stay_inside_a_township():
    office = big()
    inside = [len(set(office.villages.township[list(p.members)])) == 1 for p in plan(office)]
    assert np.mean(inside) > 0.8


def test_sizes_follow_their_weights():
    office = big()
    threes = {"size_2": 0, "size_3": 1, "size_4": 0, "size_5": 0}
    assert {len(p.members) for p in plan(office, form="strong_weak", proposals=10, **threes)} == {3}
    policy, view = JointVillage(), office.view()
    # mean 2·.14 + 3·.31 + 4·.31 + 5·.24 = 3.65, SD 1.0: four standard errors of six hundred are 0.16
    assert np.mean([policy._size(view, row) for row in range(600)]) == pytest.approx(3.65, abs=0.16)


def test_half_are_hubs_a_third_strong_weak_and_a_sixth_clusters_in_any_part_of_the_plan():
    made = forms(big(), proposals=18)
    assert Counter(made) == {"hub": 9, "strong_weak": 6, "industry": 3}
    assert made[:6] == ["hub", "strong_weak", "hub", "industry", "strong_weak", "hub"]


def test_the_shares_of_forms_are_levers():
    made = forms(big(), proposals=12, hub_share=0.25, strong_weak_share=0.25, industry_share=0.5)
    assert Counter(made) == {"hub": 3, "strong_weak": 3, "industry": 6}
    assert set(forms(big(), proposals=6, hub_share=0, strong_weak_share=0)) == {"industry"}


def test_where_no_set_of_a_form_is_left_another_takes_its_place():
    office = big()
    office.villages.workshops[:] = 0
    made = forms(office, proposals=18)
    assert len(made) == 18
    assert "industry" not in made
    assert forms(office, proposals=18, form="industry") == []  # one form alone gives way to none


def test_unions_with_a_backward_village_are_the_strong_weak_ones():
    office = big()
    weak = office.villages.listed == 1
    for planned in plan(office):
        assert weak[list(planned.members)].any() == (planned.form == "strong_weak")
        assert not weak[planned.lead]


def test_a_hub_grows_what_is_to_spread_and_its_partners_have_more_land_to_spare():
    office = big()
    villages = office.villages
    hubs = plan(office, form="hub", proposals=20)
    assert len(hubs) == 20
    for hub in hubs:
        assert TRADES[villages.leading_trade[hub.lead]] in ("orchard", "greenhouse_vegetables")
        assert villages.spare_land_mu[hub.lead] <= np.median(villages.spare_land_mu)
        partners = [row for row in hub.members if row != hub.lead]
        assert (villages.spare_land_mu[partners] > villages.spare_land_mu[hub.lead]).all()


def test_every_member_of_a_cluster_has_firms():
    office = big()
    clusters = plan(office, form="industry", proposals=10)
    assert len(clusters) == 10
    assert all((office.villages.workshops[list(cluster.members)] == 10).all() for cluster in clusters)


def test_a_good_village_that_grows_greenhouse_vegetables_leads_a_weak_one_before_a_better_village_that_does_not():
    office = Office()  # the index falls from 2 to −2: 46 and 47 are listed, 38 and 39 the neighbours to the north
    office.trades = TRADES
    office.villages.index_assessed[[38, 39]] = 1.0, 2.0
    two = {"form": "strong_weak", "proposals": 1, "size_2": 1, "size_3": 0, "size_4": 0, "size_5": 0}
    office.villages.leading_trade[38] = TRADES.index("greenhouse_vegetables")
    (pair,) = plan(office, targeting="need_first", villages=(46,), **two)
    assert (pair.members, pair.lead) == ((38, 46), 38)
    (named,) = plan(office, targeting="list", villages=(38, 39, 46), **two)
    assert named.lead == 38
    office.villages.index_assessed[38] = -0.1  # below average it teaches nobody
    (named,) = plan(office, targeting="list", villages=(38, 39, 46), **two)
    assert named.lead == 39


def test_pilots_come_first_and_the_others_over_months_three_to_eight():
    months = [p.month for p in plan(big(), proposals=17)]
    assert months == [0] * 5 + [3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]


def test_a_smaller_dose_proposes_the_first_of_the_same_sets():
    office = big()
    full, half = plan(office), plan(office, dose=0.5)
    assert [p.members for p in half] == [p.members for p in full][:28]


def test_easy_first_takes_easier_villages_than_random():
    def mean_view(**levers):
        office = big()
        return np.mean([office.villages.leaning[list(p.members)].mean() for p in plan(office, proposals=20, **levers)])

    assert mean_view(targeting="easy_first", screening=0.9) > mean_view(targeting="random") + 0.3


@pytest.mark.parametrize(
    ("form", "column", "sign"),
    [("hub", "spare_land_mu", -1), ("strong_weak", "index_assessed", 1), ("industry", "workshops", 1)],
)
def test_the_lead_is_the_member_that_stands_out_in_the_form(form, column, sign):
    office = big()
    office.villages.leading_trade[:] = TRADES.index("orchard")
    office.villages.put("workshops", 10 + np.arange(600) % 7)
    plans = plan(office, form=form, proposals=10)
    assert len(plans) == 10
    for planned in plans:
        values = sign * getattr(office.villages, column)
        assert values[planned.lead] == values[list(planned.members)].max()
        assert planned.form == form


def test_an_industry_cluster_begins_where_there_are_workshops():
    office = Office()
    assert plan(office, form="industry") == []
    office.villages.workshops[[20, 21, 22]] = 4.0  # 2 per 100 of 200 households
    (planned,) = plan(office, form="industry", size_2=0, size_3=0, size_4=0, size_5=1)
    assert planned.members == (20, 21, 22)


def test_named_villages_take_the_form_they_call_for():
    office = Office()
    office.villages.workshops[[20, 21]] = 4.0
    named = plan(office, targeting="list", villages=(0, 1, 20, 21, 39, 47))
    assert [(p.members, p.form) for p in named] == [
        ((0, 1), "hub"), ((20, 21), "industry"), ((39, 47), "strong_weak"),
    ]  # fmt: skip


def test_a_list_proposes_each_group_of_adjacent_named_villages():
    office = Office()
    named = plan(office, targeting="list", villages=(9, 0, 1, 30, 31))
    assert [p.members for p in named] == [(0, 1, 9), (30, 31)]


def test_one_village_named_alone_gets_the_partners_that_suit_it_best():
    office = Office()
    office.villages.spare_land_mu[:] = 0
    office.villages.spare_land_mu[[12, 19, 21, 28]] = 90, 80, 300, 10  # the neighbours of 20
    only_threes = {"size_2": 0, "size_3": 1, "size_4": 0, "size_5": 0}
    (hub,) = plan(office, targeting="list", villages=(20,), form="hub", **only_threes)
    assert (hub.members, hub.form) == ((19, 20, 21), "hub")  # 12 has more land than 19, but another township


def test_the_others_wait_until_a_pilot_stands():
    office, policy = big(), JointVillage(levers={"proposals": 10, "pilots": 2, "spread_from": 3, "spread_to": 3})
    office.propose(office.asked(policy, ProposeUnion, 0), "joint_village", 0)
    assert office.asked(policy, ProposeUnion, 3) == []
    pilot = office.proposals.members[0]
    office.proposals.state[:] = "formed"
    office.unite(pilot[0], pilot, "joint_village", 3)
    assert len(office.asked(policy, ProposeUnion, 4)) == 8


def test_weak_sides_of_strong_weak_unions_are_taught_in_winter():
    office, policy = Office(start="2008-11"), JointVillage(levers={"proposals": 0, "technicians": 4})
    office.unite(39, (39, 47), "joint_village", 0, form="strong_weak")
    office.unite(3, (3, 4), "joint_village", 0, form="hub")
    office.villages.adopters[[3, 39]] = 40, 60
    assert office.asked(policy, SendTechnician, 1) == [SendTechnician(47, 4, origin=39)]
    assert office.asked(policy, SendTechnician, 7) == []  # June


def test_a_cluster_gets_its_joint_road_in_the_first_month_and_help_to_sell():
    office, policy = Office(), JointVillage(levers={"proposals": 0, "works": 0, "joint_road": 80_000})
    office.unite(4, (3, 4, 5), "joint_village", 0, form="industry")
    (road,) = [request for request in office.ask(policy, 1) if isinstance(request.action, Build)]
    assert (road.action, road.yuan, road.standing) == (Build(4, "road", 80_000, (3, 5)), 80_000, True)
    assert office.asked(policy, Build, 2) == []
    assert office.moved(policy, 1)["collective_economy.market_access"] == {4: ("factor", 1.2)}


def test_a_hall_is_built_once_for_all_members_of_a_strong_weak_union():
    office, policy = Office(), JointVillage(levers={"proposals": 0, "works": 0, "hall": 80_000})
    office.unite(4, (3, 4, 5), "joint_village", 0, form="strong_weak")
    office.unite(20, (20, 21), "joint_village", 0, form="hub")
    (hall,) = [request for request in office.ask(policy, 1) if isinstance(request.action, Build)]
    assert (hall.action, hall.yuan) == (Build(4, "services", 80_000, (3, 5)), 80_000)
    assert office.asked(policy, Build, 2) == []


def test_villages_already_taken_up_are_left_alone():
    office = big()
    office.unite(0, range(300), "other", 0)
    assert all(min(planned.members) >= 300 for planned in plan(office))


def test_a_county_too_small_gives_fewer_sets():
    assert 0 < len(plan(Office(width=3, height=3))) <= 4


def test_the_policy_asks_for_its_pilots_in_its_first_month():
    office, policy = big(), JointVillage(levers={"start_month": 6, "pilots": 3})
    assert office.asked(policy, ProposeUnion, 5) == []
    assert len(office.asked(policy, ProposeUnion, 6)) == 3


@pytest.mark.parametrize(
    ("traits", "like"),
    [({"shares_market": True}, "industry"), ({"pools_land": True}, "hub"), ({"weak_side": True}, "strong_weak")],
)
def test_a_new_form_gathers_the_villages_its_traits_call_for(traits, like, monkeypatch):
    """One block is enough: whom it joins and who leads follow from what it shares."""
    monkeypatch.setitem(UNION_FORMS, "ring", UnionForm("ring", Label("Ring", "环形"), **traits))
    office = big()
    ring, known = (plan(office, form=form, proposals=5) for form in ("ring", like))
    assert len(ring) == 5
    assert [(p.members, p.lead) for p in ring] == [(p.members, p.lead) for p in known]


def test_a_form_that_asks_for_nothing_joins_neighbours_that_are_not_backward_under_the_best(monkeypatch):
    monkeypatch.setitem(UNION_FORMS, "ring", UnionForm("ring", Label("Ring", "环形")))
    office = big()
    office.villages.leading_trade[:] = TRADES.index("grain")
    planned = plan(office, form="ring", proposals=5)
    assert len(planned) == 5
    for one in planned:
        members = list(one.members)
        assert (office.villages.listed[members] == 0).all()
        assert office.villages.index_assessed[one.lead] == office.villages.index_assessed[members].max()
