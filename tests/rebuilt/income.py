"""7.11 Income."""

import numpy as np

from liancun_sim.interventions import LendHousehold, PayHousehold
from rebuilt.calendar import put
from rebuilt.given import ONCE, bell
from rebuilt.linkage import MODEL, POOR

YEAR = 12
DRAWN = 0.35  # log, spread of θ as it was drawn
LAST_YUAN = 1


def income(w):
    c, vi, hh, v, m = w.c, w.vi, w.hh, w.home, w.m
    kappa, lasting, passing = spreads(c)
    words = w.words("income")
    rho = hh.persistence.astype(float)
    e = rho * hh.transitory + np.sqrt(1 - rho**2) * lasting * bell(words[:, 0])
    eta = passing * bell(words[:, 1])
    weather = c.weather_spread * bell(words[:, 2]) + c.weather_spread**2 / 2
    spread = w.coefficient("calendar.local_shock") ** 2 + lasting**2 + passing**2
    level = vi.base_income_yuan * np.exp(vi.local_shock - spread / 2)
    road, wells = vi.road - vi.founding_road, vi.irrigation - vi.founding_irrigation
    market = np.where(vi.union_workshops > 0, np.log((10 + vi.union_workshops) / (10 + vi.workshops)), 0)
    to_farms = np.exp(c.road_to_farms * road + c.irrigation_to_farms * wells - vi.weather_loss)
    business = np.exp(c.market_effect * market + c.road_to_business * road + w.channels["income.business_premium"])
    to_wages = np.exp(c.road_to_wages * road)
    season, wages, other = w.co.season[0], w.co.wage_growth[0], w.co.other_growth[0]
    farm = hh.farm_share * np.exp(-weather) * to_farms[v] * other
    rest = (1 - hh.farm_share - hh.business_share - hh.wage_share) * other
    sources = farm + hh.business_share * business[v] * other + hh.wage_share * to_wages[v] * wages + rest
    y = level[v] * hh.size * np.exp(kappa * hh.permanent + e + eta) * sources * season

    loans, paid = hh.loan_yuan.astype(float), np.zeros(y.size)
    for pay in w.of(PayHousehold):
        of_kind = kind(w, pay.village, pay.whom)
        paid[of_kind] += pay.yuan / max(1, of_kind.size)
    for lend in w.of(LendHousehold):
        borrowers = chosen(w, lend, loans)
        loans[borrowers] += lend.yuan / max(1, borrowers.size)
    per_household = (vi.dividend_yuan + vi.works_wages_yuan) / vi.households
    y = y + hh.crop_yuan + per_household[v] + hh.award_yuan + hh.job_yuan + hh.share_yuan + paid
    y = y + loans * c.loan_margin / YEAR
    loans = loans * (1 - 1 / c.loan_months)
    loans = np.where(loans < LAST_YUAN, 0, loans)
    window = put(hh.income_window_yuan, m, y)
    year = window.sum(axis=0, dtype=float)
    per_person = year / hh.size
    return {
        "household.transitory": e,
        "household.income_yuan": y,
        "household.income_window_yuan": window,
        "household.income_year_yuan": year,
        "household.loan_yuan": loans,
        "village.loans_yuan": w.sum(loans),
        "village.income_per_person_yuan": w.sum(year) / vi.persons,
        "village.mean_log_income": w.mean(np.log(per_person)),
    }


def spreads(c):
    """κ of permanent income, σ of what lasts and σ of what passes within the year, from a year's variance."""
    V, p, q = c.spread**2, c.permanent_share, c.passing_share
    rho = 2 ** (-1 / c.half_life)
    year = (YEAR + 2 * sum((YEAR - lag) * rho**lag for lag in range(1, YEAR))) / YEAR**2
    passing = np.log(1 + YEAR * (np.exp((1 - p) * q * V) - 1))
    return np.sqrt(p * V) / DRAWN, np.sqrt((1 - p) * (1 - q) * V / year), np.sqrt(passing)


def kind(w, village, whom):
    """Rows of the households of a kind in a village."""
    here = np.arange(w.first[village], w.first[village + 1])
    hh = w.hh
    mask = {
        "all": np.ones(here.size, bool),
        "poor": hh.is_poor[here] > 0,
        "model": hh.is_party[here] > 0,
        "linked_poor": hh.linked[here] == POOR,
        "linked_model": hh.linked[here] == MODEL,
    }[whom]
    return here[mask]


def chosen(w, lend, loans):
    """Who borrows: those without a loan first, in a lasting random order."""
    rows = kind(w, lend.village, lend.whom)
    if lend.households is None:
        return rows
    lot = w.draws.uniform("income.borrower", w.vi.key[w.home[rows]], ONCE, 0, w.hh.number[rows])
    order = np.lexsort((lot, loans[rows] > 0))
    return rows[order[: lend.households]]
