"""The fund for villages of low collective income: who is below the line, what they get."""

import pytest
from contract import Outcome

from liancun_sim.interventions import Build, InvestVillage, NameSupported
from liancun_sim.policies.collective_income_fund import CollectiveIncomeFund
from stub_office import Office


def test_only_villages_below_the_line_are_eligible():
    office = Office()
    office.villages.collective_year_yuan[:] = 60_000
    office.villages.collective_year_yuan[[4, 20]] = 29_999, 30_000
    assert [action.village for action in office.asked(CollectiveIncomeFund(), NameSupported)] == [4]


def test_a_year_s_money_is_divided_between_property_and_works():
    office = Office()
    office.villages.collective_year_yuan[:] = 60_000
    office.villages.collective_year_yuan[4] = 10_000
    policy = CollectiveIncomeFund(levers={"yuan": 20_000, "works_share": 0.25})
    requests = [r for month in range(12) for r in office.ask(policy, month)]
    spent = {kind: [r.yuan for r in requests if isinstance(r.action, kind)] for kind in (Build, InvestVillage)}
    assert spent == {Build: [2_500, 2_500], InvestVillage: [7_500, 7_500]}


@pytest.mark.parametrize(("share", "kind"), [(0.0, InvestVillage), (1.0, Build)])
def test_all_for_one_leaves_nothing_for_the_other(share, kind):
    requests = Office().ask(CollectiveIncomeFund(levers={"works_share": share}))
    assert {type(r.action) for r in requests} == {NameSupported, kind}


def test_who_has_risen_makes_room_the_year_after():
    office, policy = Office(), CollectiveIncomeFund(levers={"count": 1})
    office.villages.collective_year_yuan[:] = 60_000
    office.villages.collective_year_yuan[[4, 20]] = 10_000
    first = [action.village for action in office.asked(policy, NameSupported, 0)]
    office.villages.collective_year_yuan[first] = 40_000
    assert [action.village for action in office.asked(policy, NameSupported, 11)] == first
    assert {*first, *[action.village for action in office.asked(policy, NameSupported, 12)]} == {4, 20}


def test_property_raises_collective_income(small_world):
    plain, funded = Outcome(small_world), Outcome(small_world, [CollectiveIncomeFund(levers={"works_share": 0})])
    helped = funded.state.villages.ever_supported == 1
    gained = funded.state.villages.collective_year_yuan - plain.state.villages.collective_year_yuan
    assert (gained[helped] > 0).all()
    assert (gained[~helped] == 0).all()
