"""Property and enterprises: rent as they come to earn, jobs for capital, failure."""

import numpy as np
import pytest
from hamlets import hamlets, step

from liancun_sim.interventions import FoundEnterprise, InvestVillage
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.collective_economy.collective_economy import CollectiveEconomy
from liancun_sim.mechanisms.enterprise import Enterprise

SAFE = {"enterprise.failure": 0.0, "enterprise.asset_life": 1e9}


def numbered(state):
    state.households.put("number", np.tile(np.arange(state.first_household[1]), len(state.villages)))
    state.county.labour_wage[0] = 1.0
    return state


def run(state, months, actions, **values):
    mechanism = Enterprise(Setup(), {**SAFE, **{f"enterprise.{name}": value for name, value in values.items()}})
    for month in range(months):
        step(mechanism, state, month, actions if month == 0 else ())
    return state.villages


def test_half_of_an_investment_earns_after_six_months():
    """120,000 yuan: 60,000 earn 6 % a year at capacity .5, 300 a month; a leadership of .25 gets half of that."""
    state = numbered(hamlets(2, capacity=np.array([0.5, 0.25])))
    villages = run(state, 6, [InvestVillage(village, 120_000) for village in range(2)])
    assert villages.assets_yuan == pytest.approx([60_000, 60_000])
    assert villages.asset_income_yuan == pytest.approx([300, 150])
    assert (villages.assets_yuan + villages.building_yuan) == pytest.approx([120_000, 120_000])


def test_rent_is_collective_income():
    state = numbered(hamlets(1, asset_income_yuan=300.0, collective_base_yuan=12_000.0))
    state.county.collective_growth[0] = 1.0
    step(CollectiveEconomy(Setup()), state, 0)
    assert state.villages.collective_income_yuan[0] == pytest.approx(1_300)


def test_capital_employs_as_the_source_has_it():
    """1.8 million yuan for 80 households: 22,500 a job; half of the capital runs after six months: 40 jobs."""
    state = numbered(hamlets(2, households=400, capacity=0.5))
    villages = run(state, 6, [FoundEnterprise(0, 1_800_000)])
    assert villages.jobs == pytest.approx([40, 0])
    employed = np.flatnonzero(state.households.job_yuan)
    assert employed.size == pytest.approx(40, abs=3 * np.sqrt(40))
    assert (employed < 400).all()
    assert state.households.job_yuan[employed] == pytest.approx(4_000 / 12)
    assert villages.job_yuan[0] == pytest.approx(employed.size * 4_000 / 12)


def test_the_first_to_be_hired_keep_their_jobs():
    state = numbered(hamlets(1, households=300, capacity=0.5))
    mechanism = Enterprise(Setup(), SAFE)
    step(mechanism, state, 0, [FoundEnterprise(0, 900_000)])
    before = set(np.flatnonzero(state.households.job_yuan))
    for month in range(1, 12):
        step(mechanism, state, month)
    assert before < set(np.flatnonzero(state.households.job_yuan))


def test_there_are_no_more_jobs_than_households():
    assert run(numbered(hamlets(1, households=10, capacity=0.5)), 60, [FoundEnterprise(0, 9_000_000)]).jobs[0] == 10


def test_when_it_fails_jobs_and_rent_are_gone():
    state = numbered(hamlets(1, households=100, capacity=0.0, firms_yuan=900_000.0, jobs=40.0))
    state.households.job_yuan[:] = 1.0
    step(Enterprise(Setup(), {"enterprise.failure": 0.5}), state, 0)  # chance .5 · 2 · (1 − 0)
    assert state.villages.jobs[0] == state.villages.asset_income_yuan[0] == state.villages.job_yuan[0] == 0
    assert not state.households.job_yuan.any()


def test_a_capable_village_keeps_its_enterprises_longer():
    state = numbered(hamlets(400, households=1, capacity=np.repeat([0.2, 0.8], 200), firms_yuan=100_000.0))
    mechanism = Enterprise(Setup(), {"enterprise.failure": 0.03})
    for month in range(12):
        step(mechanism, state, month)
    left = state.villages.firms_yuan > 0
    assert left[200:].sum() > left[:200].sum()
