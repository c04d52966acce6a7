"""The co-operative: joining, yearly accounts to the yuan, sixty per cent paid out, failure."""

import numpy as np
import pytest
from hamlets import hamlets, step

from liancun_sim.interventions import FoundCooperative
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.cooperative import Cooperative

BY_LAND = 0.6  # cooperative.by_land

READY = {  # everybody joins at once, everything is learnt at once
    "cooperative.joining": 1.0, "cooperative.learning": 1e-3, "cooperative.land_part": 0.5,
    "cooperative.margin": 500, "cooperative.capital_per_mu": 600, "cooperative.manager": 12_000,
    "cooperative.village_part": 0.5,
}  # fmt: skip


def village(households=100, land=6.0):
    state = hamlets(2, households=households)
    state.households.put("number", np.tile(np.arange(households), 2))
    state.households.put("land_mu", land)
    state.households.put("trust", 0.5)
    return state


def run(state, months, capital=300_000.0, payout=0.6, **values):
    mechanism = Cooperative(Setup(), READY | {f"cooperative.{name}": value for name, value in values.items()})
    for month in range(months):
        step(mechanism, state, month, [FoundCooperative(0, capital, payout)] if month == 0 else ())
    return state.villages


def test_a_year_s_profit_is_divided_to_the_yuan():
    """100 households with 3 mu each: 300 mu · 500 − 12,000 = 138,000.

    60 % go to members, half of the rest to the village, the other half stays as capital.
    """
    state = village()
    before = run(state, 11).cooperative_capital_yuan[0]
    assert state.villages.share_yuan[0] == 0
    state = village()
    villages = run(state, 12)
    profit = 138_000
    assert villages.cooperative_land_mu.tolist() == [300, 0]
    assert villages.share_yuan[0] == pytest.approx(0.6 * profit)
    assert villages.cooperative_income_yuan[0] == pytest.approx(0.2 * profit)
    assert villages.cooperative_capital_yuan[0] == pytest.approx(before + 0.2 * profit)
    assert state.households.share_yuan.sum(dtype=float) == pytest.approx(0.6 * profit, rel=1e-5)


def test_dividends_go_by_land_and_by_money():
    state = village()
    villages = run(state, 12)
    h = state.households
    moneyed = h.coop_money_yuan[:100] > 0
    assert 0 < moneyed.sum() < 100
    by_land, by_money = BY_LAND * villages.share_yuan[0] / 100, (1 - BY_LAND) * villages.share_yuan[0] / moneyed.sum()
    assert h.share_yuan[:100][~moneyed] == pytest.approx(by_land)
    assert h.share_yuan[:100][moneyed] == pytest.approx(by_land + by_money)


def test_dividends_are_paid_once_a_year():
    state, mechanism = village(), Cooperative(Setup(), READY)
    paid = []
    for month in range(36):
        step(mechanism, state, month, [FoundCooperative(0, 300_000.0)] if month == 0 else ())
        if state.households.share_yuan.any():
            paid.append(month)
    assert paid == [11, 23, 35]


def test_land_beyond_its_capital_lies_idle():
    """60,000 yuan work 100 of 300 mu, and what members put in works more: no more than their money allows."""
    state = village()
    villages = run(state, 12, capital=60_000.0, money_yuan=0.0)
    assert villages.share_yuan[0] == pytest.approx(0.6 * (100 * 500 - 12_000))


def test_losses_eat_the_capital_and_then_it_is_over():
    state = village()
    villages = run(state, 12, capital=5_000.0, money_yuan=0.0, margin=0.0)
    assert villages.cooperative_founded.tolist() == [-1, -1]
    assert villages.cooperative_members[0] == villages.cooperative_land_mu[0] == 0
    assert not state.households.coop_land_mu.any()
    assert not state.households.share_yuan.any()


def test_trust_brings_members():
    def members(trust):
        state = village(households=1_000)
        state.households.put("trust", trust)
        return run(state, 1, joining=0.1).cooperative_members[0]

    assert members(0.2) < members(0.5) < members(0.9)
    assert members(0.5) == pytest.approx(100, abs=3 * np.sqrt(90))
