"""Joint villages: connected sets, pilots first, a third with a backward village."""

import numpy as np
import pytest

from liancun_sim.interventions import Build, ProposeUnion, SendTechnician
from liancun_sim.policies.joint_village import JointVillage
from stub_office import Office, is_connected


def plan(office, **levers):
    return JointVillage(levers=levers).plan(office.view())


def big(**kwargs):
    return Office(width=20, height=30, **kwargs)


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
    assert {len(p.members) for p in plan(office, proposals=30, size_2=0, size_3=1, size_4=0, size_5=0)} == {3}
    sizes = [len(p.members) for p in plan(office, proposals=100)]
    # mean 2·.18 + 3·.33 + 4·.30 + 5·.19 = 3.5, SD 1.0: three standard errors of a hundred are 0.3
    assert np.mean(sizes) == pytest.approx(3.5, abs=0.3)


def test_a_third_contain_a_backward_village_and_the_rest_none():
    office = big()
    weak = office.villages.listed == 1
    with_weak = [bool(weak[list(p.members)].any()) for p in plan(office, proposals=18)]
    assert sum(with_weak) == 6
    assert with_weak[:6] == [False, False, True, False, False, True]  # spread evenly, so that any part has its share


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
        return np.mean([office.villages.view[list(p.members)].mean() for p in plan(office, proposals=20, **levers)])

    assert mean_view(targeting="easy_first", screening=0.9) > mean_view(targeting="random") + 0.3


@pytest.mark.parametrize(
    ("form", "column"),
    [("hub", "collective_year_yuan"), ("strong_weak", "index_assessed"), ("industry", "workshops")],
)
def test_the_lead_is_the_member_that_stands_out_in_the_form(form, column):
    office = big()
    office.villages.put("workshops", 10 + np.arange(600) % 7)
    plans = plan(office, form=form, proposals=10)
    assert len(plans) == 10
    for planned in plans:
        values = getattr(office.villages, column)[list(planned.members)]
        assert getattr(office.villages, column)[planned.lead] == values.max()
        assert planned.form == form


def test_an_industry_cluster_begins_where_there_are_workshops():
    office = big()
    assert plan(office, form="industry") == []
    office.villages.workshops[[100, 101]] = 4.0  # 2 per 100 of 200 households
    (planned,) = plan(office, form="industry", proposals=1)
    assert planned.members[0] in (100, 101) or planned.members[-1] in (100, 101)


def test_mixed_unions_take_the_form_their_members_call_for():
    office = big()
    weak = office.villages.listed == 1
    office.villages.put("workshops", np.where(np.arange(600) < 200, 10, 0))
    workshops = office.villages.workshops
    for planned in plan(office):
        rows = list(planned.members)
        expected = "strong_weak" if weak[rows].any() else "industry" if workshops[rows].all() else "hub"
        assert planned.form == expected


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
    assert office.asked(policy, SendTechnician, 1) == [SendTechnician(47, 4)]
    assert office.asked(policy, SendTechnician, 7) == []  # June


def test_a_cluster_gets_its_joint_road_in_the_first_month_and_help_to_sell():
    office, policy = Office(), JointVillage(levers={"proposals": 0, "works": 0, "joint_road": 80_000})
    office.unite(4, (3, 4, 5), "joint_village", 0, form="industry")
    (road,) = [request for request in office.ask(policy, 1) if isinstance(request.action, Build)]
    assert (road.action, road.yuan, road.standing) == (Build(4, "road", 80_000, (3, 5)), 80_000, True)
    assert office.asked(policy, Build, 2) == []
    assert office.moved(policy, 1)["collective_economy.market_access"] == {4: ("factor", 1.2)}


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
