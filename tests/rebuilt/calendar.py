"""7.1 Calendar."""

from math import exp, log

import numpy as np

from liancun_sim.draws import village_keys
from liancun_sim.parameters import fact

BASE_YEAR = 2007


def calendar(w):
    c, m = w.c, w.m
    wages, other = (grown(month(w, m), rate) for rate in (c.wage_growth, c.other_growth))
    before = [expected(w, m - back) for back in range(1, 13)]
    expected_before = [expected(w, m - back) for back in range(2, 14)]
    own = w.normal("calendar.village_weather")
    shared = w.draws.normal("calendar.township_weather", village_keys(w.state.township_ids), m)
    township = corrected(c.weather_township, shared)
    village = township[w.vi.township] + corrected(c.weather_village, own)
    shock = c.local_persistence * w.vi.local_shock
    shock += np.sqrt(1 - c.local_persistence**2) * c.local_shock * w.normal("calendar.local_shock")
    return {
        "county.month": [m + 1],
        "county.price_index": [price(month(w, m))],
        "county.wage_growth": [wages],
        "county.other_growth": [other],
        "county.collective_growth": [(1 + c.collective_growth) ** ((m + 6.5) / 12)],
        "county.season": [season(w, m)],
        "county.is_election": [is_election(month(w, m))],
        "county.wage_growth_window": put(w.co.wage_growth_window, m, wages),
        "county.other_growth_window": put(w.co.other_growth_window, m, other),
        "county.season_window": put(w.co.season_window, m, season(w, m)),
        "county.expected_income_ratio": [np.mean(before)],
        "county.expected_growth_log": [log(np.mean(before) / np.mean(expected_before))],
        "township.weather_loss": township,
        "village.weather_loss": village,
        "village.weather_window": put(w.vi.weather_window, m, village),
        "village.local_shock": shock,
        "village.local_shock_window": put(w.vi.local_shock_window, m, shock),
    }


def month(w, m):
    """Calendar months since January of the base year."""
    year, of_year = w.setup.start.split("-")
    return (int(year) - BASE_YEAR) * 12 + int(of_year) - 1 + m


def grown(calendar_month, rate):
    """Growth since the middle of the base year, in the middle of a month."""
    return exp(rate * (calendar_month + 0.5 - 6) / 12)


def mix(w, calendar_month):
    """Growth of the base year's mix of wages and other income."""
    wages = fact("shandong_wage_share").at(f"{BASE_YEAR}-01")
    return wages * grown(calendar_month, w.c.wage_growth) + (1 - wages) * grown(calendar_month, w.c.other_growth)


def season(w, m):
    now = month(w, m)
    quarter = fact(f"cash_income_quarter_{now % 12 // 3 + 1}").at(iso(now))
    year = now - now % 12
    return 4 * quarter * np.mean([mix(w, year + i) for i in range(12)]) / mix(w, now)


def expected(w, m):
    return season(w, m) * mix(w, month(w, m))


def iso(calendar_month):
    return f"{BASE_YEAR + calendar_month // 12}-{calendar_month % 12 + 1:02d}"


def is_election(calendar_month):
    first = fact("village_election").dates[0]
    months = calendar_month - ((int(first[:4]) - BASE_YEAR) * 12 + int(first[5:]) - 1)
    return months % fact("village_term_months").at(first) == 0


def price(calendar_month):
    """A line in logs between the middles of the years of the index."""
    index = fact("rural_price_index")
    middles = [(int(date[:4]) - BASE_YEAR) * 12 + 6 for date in index.dates]
    return exp(np.interp(calendar_month + 0.5, middles, np.log(index.values)))


def corrected(spread, normal):
    """A log loss w with E exp(−w) = 1."""
    return spread * normal + spread**2 / 2


def put(window, m, now):
    """The window with this month's value in row m modulo 12."""
    window = window.copy()
    window[m % 12] = now
    return window
