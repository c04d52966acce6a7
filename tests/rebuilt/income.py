"""7.11 Income."""

import numpy as np

from liancun_sim.interventions import LendHousehold, PayHousehold
from rebuilt.calendar import put
from rebuilt.given import ONCE, bell
from rebuilt.linkage import MODEL, POOR

YEAR = 12


def income(w):
    c, vi, hh, v, m = w.c, w.vi, w.hh, w.home, w.m
    words = w.words("income")
    e = c.persistence * hh.transitory + np.sqrt(1 - c.persistence**2) * c.transitory_spread * bell(words[:, 0])
    eta = c.month_spread * bell(words[:, 1])
    weather = c.weather_spread * bell(words[:, 2]) + c.weather_spread**2 / 2
    spread = w.coefficient("calendar.local_shock") ** 2 + c.transitory_spread**2 + c.month_spread**2
    level = vi.base_income_yuan * np.exp(
        vi.local_shock - spread / 2 + c.goods_effect * (vi.public_goods - vi.founding_public_goods)
    )
    market = np.where(vi.union_workshops > 0, np.log((10 + vi.union_workshops) / (10 + vi.workshops)), 0)
    business = np.exp(c.market_effect * market + w.channels["income.business_premium"])
    season, wages, other = w.co.season[0], w.co.wage_growth[0], w.co.other_growth[0]
    farm = hh.farm_share * np.exp(-weather - vi.weather_loss[v]) * other
    rest = (1 - hh.farm_share - hh.business_share - hh.wage_share) * other
    sources = farm + hh.business_share * business[v] * other + hh.wage_share * wages + rest
    y = level[v] * hh.size * np.exp(hh.permanent + e + eta) * sources * season

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
