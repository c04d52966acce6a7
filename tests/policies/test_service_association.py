"""The service association: classes, loans, an enterprise and works in proportion to people, asked for or not."""

import numpy as np
import pytest
from contract import Outcome

from liancun_sim.interventions import Appraise, Build, FoundEnterprise, HoldClass, LendHousehold, NameSupported
from liancun_sim.policies.service_association import ServiceAssociation
from stub_office import Office


def office_of_one_village_like_the_source():
    office = Office()
    office.villages.persons[:] = 3_905
    return office


def over(months, levers, kind, office=None):
    office = office or office_of_one_village_like_the_source()
    policy = ServiceAssociation(levers={"count": 1, **levers})
    return [r for month in range(months) for r in office.ask(policy, month) if isinstance(r.action, kind)]


def test_a_village_like_the_source_s_gets_what_the_source_counts():
    """3,905 people over 5 years: 1,600 places; 140,000 yuan to 23 households; an enterprise of 1.8 million."""
    assert sum(r.action.places for r in over(60, {}, HoldClass)) == pytest.approx(1_600, rel=0.01)
    loans = [r.action for r in over(60, {}, LendHousehold)]
    assert sum(loan.households for loan in loans) == 23
    assert sum(loan.yuan for loan in loans) == pytest.approx(140_000, rel=0.001)
    assert [loan.yuan / loan.households for loan in loans] == pytest.approx([6_087] * len(loans))
    assert [r.action.yuan for r in over(60, {}, FoundEnterprise)] == [pytest.approx(1_800_000, rel=0.001)]


def test_a_small_village_s_turn_comes_with_whole_households():
    """902 people at 1.178 a year and 1,000: .2656 a quarter, past .5 with the 2nd, past 1.5 with the 6th, and so on."""
    office = Office()
    office.villages.persons[:] = 902
    policy = ServiceAssociation(levers={"count": 1})
    lent = [(m, loan.households) for m in range(60) for loan in office.asked(policy, LendHousehold, m)]
    assert lent == [(3, 1), (15, 1), (27, 1), (39, 1), (48, 1)]


def test_costs_are_the_subsidy_the_classes_the_works_and_the_search_for_capital():
    levers = {"cost_loan": 0.1, "cost_class": 10, "cost_attracting": 0.02}
    loan = over(1, levers, LendHousehold)[0]
    assert loan.yuan == pytest.approx(0.1 * loan.action.yuan)
    lesson = over(1, levers, HoldClass)[0]
    assert lesson.yuan == pytest.approx(10 * lesson.action.places)
    works = over(1, levers, Build)[0]
    assert works.yuan == works.action.yuan
    firm = over(7, levers, FoundEnterprise)[0]
    assert firm.yuan == pytest.approx(0.02 * firm.action.yuan)


def test_it_serves_and_is_appraised_every_quarter():
    office = office_of_one_village_like_the_source()
    policy = ServiceAssociation(levers={"count": 1})
    assert [m for m in range(9) if office.asked(policy, HoldClass, m)] == [0, 3, 6]
    assert [m for m in range(9) if office.asked(policy, Appraise, m)] == [0, 3, 6]


def test_the_survey_takes_staff_and_finds_what_is_lacking():
    office = office_of_one_village_like_the_source()
    office.villages.road[:], office.villages.irrigation[:], office.villages.services[:] = 0.5, 0.1, 0.5
    assert {r.action.good for r in over(12, {"survey": True}, Build, office)} == {"irrigation"}
    assert {r.action.good for r in over(12, {"survey": False}, Build, office)} == {"road", "irrigation", "services"}
    assert [r.cadre_months for r in over(1, {"cost_survey_staff": 0.2}, NameSupported)] == [0.2]
    assert [r.cadre_months for r in over(1, {"survey": False}, NameSupported)] == [0]


def test_without_the_survey_classes_are_held_unasked_at_the_same_cost():
    asked, unasked = (over(1, {"survey": survey}, HoldClass)[0] for survey in (True, False))
    assert (asked.action.asked, unasked.action.asked) == (True, False)
    assert (unasked.action.places, unasked.yuan) == (asked.action.places, asked.yuan)


def test_villages_gain_jobs_and_income(small_world):
    plain = Outcome(small_world)
    served = Outcome(small_world, [ServiceAssociation(levers={"count": 10})])
    there = served.state.villages.ever_supported == 1
    gain = served.state.villages.income_per_person_yuan - plain.state.villages.income_per_person_yuan
    assert served.state.villages.jobs[there].sum() > 0
    assert gain[there].mean() > 0
    five_quarters = (1.178 * served.state.villages.persons[there] / 1000 * 5 / 4 + 0.5).astype(int)
    borrowers = np.add.reduceat(served.state.households.loan_yuan > 0, small_world.population.first_household[:-1])
    assert borrowers[there].tolist() == five_quarters.tolist()
    assert not borrowers[~there].any()
