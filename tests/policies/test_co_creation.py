"""Co-creation: points, awards for what is built, the labour company, the co-operative, centre households."""

import numpy as np
import pytest
from contract import Outcome

from liancun_sim.interventions import (
    AwardWorks,
    Build,
    FoundCooperative,
    KeepAssembly,
    KeepPoints,
)
from liancun_sim.policies.co_creation import CoCreation
from stub_office import Office

ONE = {"count": 1}


def year(office, levers, kind, months=12):
    policy = CoCreation(levers={**ONE, **levers})
    return [r for month in range(months) for r in office.ask(policy, month) if isinstance(r.action, kind)]


def moved(office, policy):
    return {channel: {village: amount for village, (_, amount) in moves.items()}
            for channel, moves in office.moved(policy).items()}  # fmt: skip


def test_points_are_paid_for_by_household_and_month():
    """200 households at 6 yuan."""
    points = year(Office(), {"points": 6, "centre_coverage": 0.8}, KeepPoints)
    assert [(r.action.yuan, r.action.centre, r.yuan) for r in points] == [(1_200, 0.8, 1_200)] * 12


def test_awards_go_with_the_share_that_takes_part():
    """12,000 a year if all took part: 1,500 a half-year for a quarter of them."""
    office = Office()
    office.villages.participation[:] = 0.25
    awards = year(office, {"award": 12_000}, AwardWorks)
    assert [(r.action.yuan, r.yuan) for r in awards] == [(1_500, 1_500)] * 2
    office.villages.participation[:] = 0
    assert not year(office, {"award": 12_000}, AwardWorks)


def test_the_labour_company_builds_the_year_s_contracts_locally():
    contracts = year(Office(), {"contracts": 10_000}, Build)
    assert [(r.action.yuan, r.action.local) for r in contracts] == [(5_000, True)] * 2


def test_the_co_operative_is_founded_once_with_its_payout():
    founded = year(Office(), {"cooperative": 50_000, "payout": 0.6}, FoundCooperative, months=30)
    assert [(r.action.yuan, r.action.payout, r.yuan) for r in founded] == [(50_000, 0.6, 50_000)]


def test_villages_begin_one_a_month():
    office, policy = Office(), CoCreation(levers={"count": 5})
    founded = {month: len(office.asked(policy, FoundCooperative, month)) for month in range(12)}
    assert founded == {month: int(month < 5) for month in range(12)}


@pytest.mark.parametrize(("deliberation", "halls"), [(True, 1), (False, 0)])
def test_halls_can_be_left_out(deliberation, halls):
    assert len(year(Office(), {"deliberation": deliberation}, KeepAssembly)) == halls


def test_centre_households_speak_only_where_a_union_is_proposed():
    office, policy = Office(), CoCreation(levers={"count": 3, "reach": 0.5, "centre_coverage": 0.8, "advice": 0.01})
    chosen = set(moved(office, policy)["income.business_premium"])
    assert len(chosen) == 3
    assert "outreach.contact_capacity" not in moved(office, policy)
    village = min(chosen)
    office.villages.proposal[village] = 0
    assert moved(office, policy)["outreach.contact_capacity"] == {village: pytest.approx(0.5 * 0.8 * 200)}


def test_villagers_take_part_and_gain(small_world):
    plain = Outcome(small_world)
    together = Outcome(small_world, [CoCreation(levers={"count": 12})])
    there = together.state.villages.ever_supported == 1
    assert there.sum() == 12
    assert (together.state.villages.participation[there] > 0.1).all()
    assert (together.state.villages.participation[~there] == 0).all()
    for column in ("public_goods", "satisfaction", "income_per_person_yuan"):
        gain = getattr(together.state.villages, column) - getattr(plain.state.villages, column)
        assert np.mean(gain[there]) > 0, column


def test_sixty_per_cent_of_profit_reaches_members(small_world):
    def paid(payout):
        levers = {"count": 12, "payout": payout, "cooperative": 200_000}
        run = Outcome(small_world, [CoCreation(levers=levers)], months=24)
        return run.state.households.income_year_yuan.sum(dtype=float)

    assert paid(0.6) > paid(0.0)
