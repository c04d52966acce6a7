"""The pioneer project: creation units, classes, reserves, targeted funds and pairing, each to whom and when."""

import numpy as np
import pytest
from contract import Outcome, asked_over

from liancun_sim.interventions import (
    AppointUnit,
    Build,
    FoundEnterprise,
    GiveVillage,
    GrantVillage,
    InvestVillage,
    NameSupported,
    PayPerformance,
    Train,
    TrainReserve,
)
from liancun_sim.policies.cadre_posting import CadrePosting
from liancun_sim.policies.pioneer_project import PioneerProject
from stub_office import Office

NOTHING = {
    "units": 0, "class_villages": 0, "round_share": 0, "reserve_villages": 0, "fund_villages": 0, "paired": 0,
}  # fmt: skip


def pioneer(**levers):
    return PioneerProject(levers={**NOTHING, **levers})


def of(office, policy, kind, months):
    return [(month, r) for month in months for r in office.ask(policy, month) if isinstance(r.action, kind)]


@pytest.mark.parametrize(("unit", "kinds"), [(0, set()), (1, {PayPerformance, Build}), (2, set())])
def test_units_on_paper_are_named_and_nothing_else(unit, kinds):
    """In the seventh month: nothing yet is known of a unit coded 0, 1 works, 2 is on paper."""
    office, policy = Office(), pioneer(units=5, paper_share=0.3, pay_share=1)
    office.ask(policy)
    office.villages.creation_unit[:] = unit
    requests = office.ask(policy, 6)
    assert {type(r.action) for r in requests} == {NameSupported, AppointUnit} | kinds
    assert {(a.term, a.paper_share) for a in office.asked(policy, AppointUnit, 6)} == {(0, 0.3)}
    assert {(a.term, a.paper_share) for a in office.asked(policy, AppointUnit, 12)} == {(1, 0.3)}


def test_working_units_are_paid_by_performance_and_built_in_once_a_year():
    """Twelve months' pay for each, from the month after they are appointed."""
    office = Office()
    office.villages.creation_unit[:] = 1
    policy = pioneer(units=4, paper_share=0, pay=1_200, pay_share=1, appraised_share=1, unit_works=9_000)
    pay = of(office, policy, PayPerformance, range(13))
    assert [month for month, _ in pay] == [month for month in range(1, 13) for _ in range(4)]
    assert {(r.action.yuan, r.action.appraised, r.yuan) for _, r in pay} == {(100, True, 100)}
    assert [(month, r.yuan) for month, r in of(office, policy, Build, range(12))] == [(6, 9_000)] * 4


def test_units_are_chosen_anew_each_year():
    office, policy = Office(), pioneer(units=4, targeting="need_first")
    first = [a.village for a in office.asked(policy, NameSupported, 0)]
    office.villages.index_assessed[:] = -office.villages.index_assessed
    assert [a.village for a in office.asked(policy, NameSupported, 11)] == first
    assert [a.village for a in office.asked(policy, NameSupported, 12)] == [0, 1, 2, 3]


def test_the_class_is_held_in_september():
    office, policy = Office(start="2008-01"), pioneer(class_villages=7, class_capacity=0.03, class_match=0.5)
    held = of(office, policy, Train, range(24))
    assert {month for month, _ in held} == {8, 20}
    assert len(held) == 14
    assert {(r.action.amount, r.action.match) for _, r in held} == {(0.03, 0.5)}


def test_the_townships_classes_reach_their_share_once_a_year():
    """A quarter of 48 villages, spread over twelve months."""
    reached = of(Office(), pioneer(round_share=0.25), Train, range(12))
    assert len({r.action.village for _, r in reached}) == len(reached) == 12
    assert {month for month, _ in reached} == set(range(12))


def test_reserve_cadres_are_trained_for_a_year_and_a_half_at_their_price():
    levers = {"reserve_villages": 3, "reserve_persons": 2, "reserve_months": 18, "cost_reserve": 30}
    trained = of(Office(), pioneer(**levers), TrainReserve, range(24))
    assert {month for month, _ in trained} == set(range(18))
    assert {(r.action.persons, r.yuan) for _, r in trained} == {(2, 60)}


def test_funds_go_to_villages_below_the_line():
    office = Office()
    office.villages.collective_year_yuan[:] = 60_000
    office.villages.collective_year_yuan[7] = 20_000
    everywhere = pioneer(fund_villages=5, fund=20_000, fund_townships=3)
    funds = of(office, everywhere, InvestVillage, range(12))
    assert [(month, r.action.village, r.yuan) for month, r in funds] == [(m, 7, 5_000) for m in (0, 3, 6, 9)]


def test_one_town_sets_the_fund_aside():
    """All 48 villages of three towns lie below the line; 5 of one town are chosen, none if no town has a fund."""

    def towns(**levers):
        office, policy = Office(), pioneer(fund_villages=5, fund_line=100_000, **levers)
        return [int(office.villages.township[a.village]) for a in office.asked(policy, InvestVillage)]

    assert len(towns()) == 5
    assert len(set(towns())) == 1
    assert towns(fund_townships=0) == []


def test_those_paired_are_those_a_cadre_is_posted_to(small_world):
    """Both take the listed villages by need, so that in the first year the two sets are the same: overlap 1."""
    paired, posted = pioneer(paired=3), CadrePosting(levers={"count": 3})
    chosen = [
        {r.action.village for r in asked_over(small_world, policy, months=6)[0] if isinstance(r.action, NameSupported)}
        for policy in (paired, posted)
    ]
    assert len(chosen[0]) == 3
    assert len(chosen[0] & chosen[1]) >= 0.9 * len(chosen[0] | chosen[1])


def test_a_backward_village_is_paired_with_the_richest_free_village_of_its_township():
    """Villages 46 and 47 share a township of the rows 32–47; 40 and 35 are its richest."""
    office = Office()
    office.villages.listed[:] = 0
    office.villages.listed[[46, 47]] = 1
    office.villages.collective_year_yuan[:] = 1_000
    office.villages.collective_year_yuan[[3, 40, 35]] = 900_000, 90_000, 80_000
    gifts = of(office, pioneer(paired=10, targeting="need_first", rich_gift=4_000), GiveVillage, range(12))
    given = [(month, r.action.village, r.action.to, r.action.yuan) for month, r in gifts]
    assert sorted(given) == [(m, giver, to, 2_000) for m in (0, 6) for giver, to in ((35, 46), (40, 47))]
    assert {r.yuan for _, r in gifts} == {0}  # the rich village pays, not the county


def test_units_and_firms_help_the_paired_at_their_cost():
    office = Office()
    office.villages.listed[:] = 0
    office.villages.listed[46] = 1
    policy = pioneer(paired=3, unit_aid=6_000, firm_capital=100_000, cost_attracting=0.1, cost_unit_staff=0.2)
    assert [(m, r.yuan) for m, r in of(office, policy, GrantVillage, range(12))] == [(0, 3_000), (6, 3_000)]
    assert [(m, r.action.yuan, r.yuan) for m, r in of(office, policy, FoundEnterprise, range(30))] == [
        (3, 100_000, pytest.approx(10_000))
    ]
    assert {r.cadre_months for _, r in of(office, policy, NameSupported, range(3))} == {0.2}


def test_its_parts_do_what_they_are_for(small_world):
    plain = Outcome(small_world)
    done = Outcome(small_world, [PioneerProject(levers={"paper_share": 0, "pay": 30_000})])
    villages, before = done.state.villages, plain.state.villages
    assert (villages.pay_effort > 0).any()
    assert villages.capacity.mean() > before.capacity.mean()
    assert villages.reserve_gain.max() > 0
    assert villages.jobs.sum() > 0
    assert np.sum(villages.fund_yuan) > np.sum(before.fund_yuan)
