"""Linked villages get as much as their linked cadre makes an effort; targets are fixed, teams rotate."""

import pytest
from contract import Outcome

from liancun_sim.interventions import (
    Build,
    LendHousehold,
    LinkUnit,
    NameSupported,
    PayHousehold,
    SendTechnician,
    SendWorkTeam,
    Train,
    VisitLinked,
)
from liancun_sim.policies.household_linkage import HouseholdLinkage
from stub_office import Office


def linked(effort=1.0, term=0, model=5, poor=10, **where):
    """An office whose villages have all been linked, at some effort, with so many households each."""
    office = Office(**where)
    for name, value in {"link_term": term, "link_effort": effort, "linked_model": model, "linked_poor": poor}.items():
        office.villages.put(name, value)
    return office


def one_unit(**levers):
    return HouseholdLinkage(levers={"leaders": 0, "units": 1, **levers})


def spent(requests, kind):
    return sum(request.yuan for request in requests if isinstance(request.action, kind))


def year(office, policy):
    return [request for month in range(12) for request in office.ask(policy, month)]


def test_leaders_link_one_village_each_and_units_several_neediest_first():
    policy = HouseholdLinkage(levers={"leaders": 2, "units": 3, "villages_per_unit": 2})
    assert [action.village for action in Office().asked(policy, NameSupported)] == list(range(47, 39, -1))


def test_the_first_month_goes_into_the_link_and_its_files():
    policy = one_unit(
        model_households=4, poor_households=9, files_share=0.3, levels=4, poor_line_yuan=785, cost_link=0.05
    )
    requests = Office().ask(policy)
    assert [type(request.action) for request in requests] == [NameSupported, LinkUnit]
    link = requests[1]
    assert link.action == LinkUnit(
        47, term=0, model_households=4, poor_households=9, weight=1.0, files=0.3, levels=4, poor_line=785
    )
    assert (link.yuan, link.cadre_months) == (0, 0.05)


def test_a_linked_village_gets_its_aid_over_the_year_to_the_yuan():
    policy = one_unit(aid=12_000, cash_share=0.3, project_share=0.5)
    requests = year(linked(), policy)
    assert spent(requests, PayHousehold) == pytest.approx(12_000 * 0.3)
    assert spent(requests, Build) == pytest.approx(12_000 * 0.7 * 0.5)
    assert spent(requests, SendTechnician) == pytest.approx(12_000 * 0.7 * 0.5)
    paid = [request.action for request in requests if isinstance(request.action, PayHousehold)]
    assert [(action.yuan, action.whom) for action in paid] == [(pytest.approx(1_800), "linked_poor")] * 2


def test_a_leader_s_village_gets_more():
    levers = {"aid": 12_000, "leader_aid": 2.0, "cash_share": 1.0, "units": 1}
    requests = year(linked(), HouseholdLinkage(levers={**levers, "leaders": 1}))
    by_village = {47: 0.0, 46: 0.0}
    for request in requests:
        if isinstance(request.action, PayHousehold):
            by_village[request.action.village] += request.yuan
    assert by_village == pytest.approx({47: 24_000, 46: 12_000})


def test_half_the_effort_brings_half_of_everything():
    def brought(effort):
        requests = year(linked(effort), one_unit())
        kinds = (VisitLinked, SendWorkTeam, PayHousehold, Build, SendTechnician, LendHousehold)
        staff = sum(r.cadre_months for r in requests if isinstance(r.action, VisitLinked | SendWorkTeam))
        return [spent(requests, kind) for kind in kinds] + [staff]

    assert brought(0.5) == pytest.approx([amount / 2 for amount in brought(1.0)])


def test_a_unit_with_only_a_paper_plan_is_named_and_brings_nothing():
    requests = year(linked(0.0), one_unit())
    assert {type(request.action) for request in requests} == {NameSupported, LinkUnit}
    assert sum(request.yuan for request in requests) == 0


def test_all_cash_leaves_nothing_for_skills_and_none_leaves_no_cash():
    all_cash = year(linked(), one_unit(aid=20_000, cash_share=1))
    none = year(linked(), one_unit(cash_share=0))
    assert spent(all_cash, PayHousehold) == 20_000
    assert spent(all_cash, SendTechnician) == spent(all_cash, Build) == 0
    assert spent(none, PayHousehold) == 0


def test_technicians_come_in_the_winter_months():
    office, policy = linked(start="2008-01"), one_unit()
    months = [month + 1 for month in range(12) if office.asked(policy, SendTechnician, month)]
    assert months == [1, 2, 3, 11, 12]


def test_linked_model_households_are_lent_to_at_the_cost_of_the_subsidy():
    loans = [r for r in year(linked(), one_unit(loans=6_000, cost_loan=0.2)) if isinstance(r.action, LendHousehold)]
    assert [(loan.action.yuan, loan.action.whom) for loan in loans] == [(3_000, "linked_model")] * 2
    assert sum(loan.yuan for loan in loans) == pytest.approx(6_000 * 0.2)


def test_visits_reach_the_model_and_poor_households_at_their_staff_cost():
    """2 visits to each at full effort, half of them at half; 1/60 of a cadre-month for each of 5 + 3 linked."""
    visits = [r for r in linked(0.5, poor=3).ask(one_unit(visits=2)) if isinstance(r.action, VisitLinked)]
    assert [(r.action.visits, r.cadre_months) for r in visits] == [(1.0, pytest.approx(8 / 60))]


def test_cash_and_loans_go_by_the_households_found_and_the_rest_into_skills_and_projects():
    """12,000 yuan, .3 of it cash to 10 households: 3 found get 1,080, and 10,920 are halved; 2 of 5 borrow 2,400."""
    requests = year(linked(model=2, poor=3), one_unit(aid=12_000, loans=6_000, cost_loan=0.2))
    assert spent(requests, PayHousehold) == pytest.approx(1_080)
    assert spent(requests, Build) == spent(requests, SendTechnician) == pytest.approx(5_460)
    assert spent(requests, LendHousehold) == pytest.approx(2_400 * 0.2)
    nobody = {type(r.action) for r in year(linked(model=0, poor=0), one_unit())}
    assert nobody.isdisjoint({VisitLinked, PayHousehold, LendHousehold})


def test_team_members_rotate_every_half_year():
    office, policy = linked(), one_unit()
    rotations = [month for month in range(20) if office.asked(policy, SendWorkTeam, month)[0].rotated]
    assert rotations == [6, 12, 18]


def test_targets_stay_fixed_for_the_years_named():
    office, policy = linked(), HouseholdLinkage(levers={"leaders": 0, "units": 3, "fixed_years": 2})
    first = office.asked(policy, NameSupported, 0)
    office.villages.index_assessed[:] = -office.villages.index_assessed
    assert office.asked(policy, NameSupported, 23) == first
    assert [action.village for action in office.asked(policy, NameSupported, 24)] == [0, 1, 2]
    assert {action.term for action in office.asked(policy, LinkUnit, 24)} == {1}


def test_classes_are_held_half_yearly_once_the_link_stands():
    office, policy = linked(), one_unit()
    assert [month for month in range(14) if office.asked(policy, Train, month)] == [1, 7, 13]


def test_more_visits_leave_linked_households_better_informed_and_more_trusting_and_others_trust_as_it_was(small_world):
    outcomes = [
        Outcome(small_world, [HouseholdLinkage(levers={"units": 12, "visits": visits})]) for visits in (0.0, 2.0, 8.0)
    ]
    linked = outcomes[0].state.households.linked > 0
    assert linked.sum() > 100
    trust, informed = ([getattr(o.state.households, name) for o in outcomes] for name in ("trust", "informed"))
    assert trust[0][linked].mean() < trust[1][linked].mean() < trust[2][linked].mean()
    assert informed[0][linked].mean() < informed[1][linked].mean()
    for later in trust[1:]:
        assert (later[~linked] == trust[0][~linked]).all()
