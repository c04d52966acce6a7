"""Linked villages get visits, a team and aid; targets are fixed, teams rotate."""

import pytest

from liancun_sim.interventions import (
    Build,
    LendHousehold,
    NameSupported,
    PayHousehold,
    SendTechnician,
    SendWorkTeam,
    Train,
    Visit,
)
from liancun_sim.policies.household_linkage import HouseholdLinkage
from stub_office import Office


def spent(requests, kind):
    return sum(request.yuan for request in requests if isinstance(request.action, kind))


def year(office, policy):
    return [request for month in range(12) for request in office.ask(policy, month)]


def test_every_unit_links_its_villages_neediest_first():
    office, policy = Office(), HouseholdLinkage(levers={"units": 4, "villages_per_unit": 2})
    assert [action.village for action in office.asked(policy, NameSupported)] == list(range(47, 39, -1))


def test_a_linked_village_gets_its_aid_over_the_year_to_the_yuan():
    policy = HouseholdLinkage(levers={"units": 1, "aid": 12_000, "cash_share": 0.3, "project_share": 0.5})
    requests = year(Office(), policy)
    assert spent(requests, PayHousehold) == pytest.approx(12_000 * 0.3)
    assert spent(requests, Build) == pytest.approx(12_000 * 0.7 * 0.5)
    assert spent(requests, SendTechnician) == pytest.approx(12_000 * 0.7 * 0.5)
    paid = [request.action.yuan for request in requests if isinstance(request.action, PayHousehold)]
    assert paid == pytest.approx([1_800, 1_800])  # what the poor get is what is spent


def test_all_cash_leaves_nothing_for_skills_and_none_leaves_no_cash():
    all_cash = year(Office(), HouseholdLinkage(levers={"units": 1, "cash_share": 1}))
    none = year(Office(), HouseholdLinkage(levers={"units": 1, "cash_share": 0}))
    assert spent(all_cash, PayHousehold) == 20_000
    assert spent(all_cash, SendTechnician) == spent(all_cash, Build) == 0
    assert spent(none, PayHousehold) == 0


def test_technicians_come_in_the_winter_months():
    office, policy = Office(start="2008-01"), HouseholdLinkage(levers={"units": 1})
    months = [month + 1 for month in range(12) if office.asked(policy, SendTechnician, month)]
    assert months == [1, 2, 3, 11, 12]


def test_model_households_are_lent_to_at_the_cost_of_the_subsidy():
    office, policy = Office(), HouseholdLinkage(levers={"units": 1, "loans": 6_000, "cost_loan": 0.2})
    loans = [request for request in year(office, policy) if isinstance(request.action, LendHousehold)]
    assert [(loan.action.yuan, loan.action.whom) for loan in loans] == [(3_000, "model")] * 2
    assert sum(loan.yuan for loan in loans) == pytest.approx(6_000 * 0.2)


def test_visits_reach_the_model_and_poor_households_at_their_staff_cost():
    office = Office()
    levers = {"units": 1, "model_households": 5, "poor_households": 10, "visits": 2}
    visits = [r for r in office.ask(HouseholdLinkage(levers=levers)) if isinstance(r.action, Visit)]
    assert [(r.action.contacts, r.cadre_months) for r in visits] == [(2 * 15, pytest.approx(2 * 15 / 60))]


def test_team_members_rotate_every_half_year():
    office, policy = Office(), HouseholdLinkage(levers={"units": 1})
    rotations = [month for month in range(20) if office.asked(policy, SendWorkTeam, month)[0].rotated]
    assert rotations == [6, 12, 18]


def test_targets_stay_fixed_for_the_years_named():
    office, policy = Office(), HouseholdLinkage(levers={"units": 3, "fixed_years": 2})
    first = office.asked(policy, NameSupported, 0)
    office.villages.index_assessed[:] = -office.villages.index_assessed
    assert office.asked(policy, NameSupported, 23) == first
    assert [action.village for action in office.asked(policy, NameSupported, 24)] == [0, 1, 2]


def test_classes_are_held_half_yearly():
    office, policy = Office(), HouseholdLinkage(levers={"units": 2})
    assert [month for month in range(13) if office.asked(policy, Train, month)] == [0, 6, 12]
