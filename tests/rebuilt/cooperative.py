"""7.6b Co-operative."""

import numpy as np

from liancun_sim.interventions import FoundCooperative
from rebuilt.given import unit


def cooperative(w):
    c, vi, hh, m = w.c, w.vi, w.hh, w.m
    founded, payout, capital = (
        vi.cooperative_founded.copy(),
        vi.cooperative_payout.copy(),
        vi.cooperative_capital_yuan.copy(),
    )
    for found in w.of(FoundCooperative):
        v = found.village
        if founded[v] < 0:
            founded[v] = m
        payout[v] = found.payout
        capital[v] += found.yuan
    there = founded >= 0
    words = w.words("cooperative.joining")
    land, money = hh.coop_land_mu.astype(float), hh.coop_money_yuan.astype(float)
    member = (land > 0) | (money > 0)
    joins = there[w.home] & ~member & (unit(words[:, 0]) < 2 * hh.trust * c.joining)
    land = np.where(joins, c.land_part * hh.land_mu, land)
    money = np.where(joins & (unit(words[:, 1]) < 0.5), c.money_yuan, money)
    capital += w.sum(np.where(joins, money, 0))
    member = member | joins
    pooled = w.sum(land)
    age = m - founded
    worked = np.minimum(pooled, np.maximum(capital, 0) / c.capital_per_mu)
    learnt = 1 - 2 ** (-(age + 1) / c.learning)
    profit = np.where(there, (c.margin * worked * np.exp(-vi.weather_loss) * learnt - c.manager) / 12, 0)
    year = vi.cooperative_year_yuan + profit
    accounts = there & (age % 12 == 11)
    paid = np.where(accounts, payout * np.maximum(year, 0), 0)
    left = np.where(accounts, year - paid, 0)
    to_village = np.where(left > 0, c.village_part * left, 0)
    capital += left - to_village
    year = np.where(accounts, 0, year)
    total_money = w.sum(money)
    by_land = np.where(pooled > 0, c.by_land * paid / np.where(pooled > 0, pooled, 1), 0)
    by_money = np.where(total_money > 0, (1 - c.by_land) * paid / np.where(total_money > 0, total_money, 1), 0)
    share = by_land[w.home] * land + by_money[w.home] * money
    ends = there & (capital <= 0)
    land, money = np.where(ends[w.home], 0, land), np.where(ends[w.home], 0, money)
    return {
        "household.coop_land_mu": land,
        "household.coop_money_yuan": money,
        "household.share_yuan": share,
        "village.cooperative_founded": np.where(ends, -1, founded),
        "village.cooperative_payout": payout,
        "village.cooperative_capital_yuan": np.where(ends, 0, capital),
        "village.cooperative_land_mu": w.sum(land),
        "village.cooperative_members": np.where(ends, 0, w.sum(member)),
        "village.cooperative_year_yuan": np.where(ends, 0, year),
        "village.cooperative_income_yuan": to_village,
        "village.share_yuan": w.sum(share),
    }
