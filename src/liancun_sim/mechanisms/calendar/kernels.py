"""Calendar arithmetic: growth, season, prices, pay and elections of any month, before t0 too. Pure functions.

Ratios are to the base year, 2007: growth averages 1 over it, and Ȳ0 of the income equation is its mean income. A county
whose amounts are of another year has in that year the published income of it, whatever its sources then grow by.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from liancun_sim.parameters import Coefficients, fact
from liancun_sim.parameters.published import Path, away_share, composition, income_paths, pay_path, price_path
from liancun_sim.parameters.rural_income import BASE_YEAR, rural_income_growth

QUARTERS = ("cash_income_quarter_1", "cash_income_quarter_2", "cash_income_quarter_3", "cash_income_quarter_4")

FITTED = (-1.5, 5.5)
"""From January 2006 to December 2012 incomes and pay grow at one rate a year (``calendar.wage_growth`` and
``calendar.other_growth``), as the county's own growth is known no better. [years from the middle of 2007]"""


class Rates(NamedTuple):
    """Coefficients of the calendar by name. [log/year, prices share/year]"""

    wage_growth: float
    other_growth: float
    county_lead: float
    wage_growth_beyond: float
    other_growth_beyond: float
    price_growth_beyond: float


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """What the calendar says of one month. Ratios to the base year; season averages 1 over a year.

    labour_wage : of a day's or month's work for hire. staff_wage : of cadres. building_cost : of a greenhouse.
    away_share : of registered adults. [0–1]
    base_wages : share of wages in the county's income of its own year. [0–1]
    """

    wage_growth: float
    other_growth: float
    season: float
    price_index: float
    labour_wage: float
    staff_wage: float
    building_cost: float
    away_share: float
    base_wages: float
    is_election: bool

    @property
    def expected_income(self) -> float:
        """Income expected this month as a multiple of the base year's monthly mean."""
        return self.season * (self.base_wages * self.wage_growth + (1 - self.base_wages) * self.other_growth)


def calendar_at(start: str, index: int, k: Coefficients, base_year: int = BASE_YEAR) -> CalendarMonth:
    """The month `index` months after the ISO month `start` (negative: before).

    k : coefficients with the names of `Rates`. base_year : of the county's amounts of money and mix of incomes.
    """
    rates = Rates(*(getattr(k, name) for name in Rates._fields))
    return _month(_months_since_base(start) + index, rates, base_year)


def base_wage_share(base_year: int = BASE_YEAR) -> float:
    """Share of wages in a year's income. [0–1]"""
    return composition(base_year)[0]


@cache
def _month(month: int, rates: Rates, base_year: int) -> CalendarMonth:
    """The calendar of a month counted from January of the base year.

    season(month) = 12 · (quarter's share / 3) / (growth(month) / mean growth of its year), so that the
    quarters of any calendar year have their stated shares although income grows within the year.
    """
    year_start = month - month % 12
    year_mean = sum(_growth(m, rates, base_year) for m in range(year_start, year_start + 12)) / 12
    quarter = fact(QUARTERS[month % 12 // 3]).values[0]
    wage, other = _sources(month, rates, base_year)
    when, prices = _years(month), float(np.log1p(rates.price_growth_beyond))
    labour = walked(pay_path("migrant_wage"), when, rates.wage_growth_beyond, rates.wage_growth)
    return CalendarMonth(
        wage_growth=wage,
        other_growth=other,
        season=4 * quarter * year_mean / _growth(month, rates, base_year),
        price_index=float(np.exp(walked(price_path(), when, prices))),
        labour_wage=float(np.exp(labour)),
        staff_wage=float(np.exp(walked(pay_path("staff_wage"), when, rates.wage_growth_beyond))),
        building_cost=float(np.exp(walked(pay_path("greenhouse_building_cost"), when, prices))),
        away_share=away_share(BASE_YEAR + month // 12),
        base_wages=base_wage_share(base_year),
        is_election=month in _elections(),
    )


def walked(path: Path, when: float, beyond: float, fitted: float | None = None, lead: float = 0.0) -> float:
    """ln of a series over its base year, at a time. [log]

    Straight between the middles of published years, at its last slope to the end of the last of them, then at
    `beyond`; likewise before the first.

    Parameters
    ----------
    when : years from the middle of the base year. beyond : growth outside the published years. [log/year]
    fitted : growth within `FITTED` instead of what is published, which then goes on from there. [log/year]
    lead : growth over what is published, outside `FITTED`. [log/year]
    """
    if fitted is not None:
        inside = min(max(when, FITTED[0]), FITTED[1])
        outside = when - inside
        if outside == 0:
            return fitted * when
        return fitted * inside + (lead * outside) + _along(path, when, beyond) - _along(path, inside, beyond)
    return _along(path, when, beyond)


def _along(path: Path, when: float, beyond: float) -> float:
    at = np.array(path.years, dtype=float) - BASE_YEAR
    logs = np.array(path.logs)
    first, last = (logs[1] - logs[0]) / (at[1] - at[0]), (logs[-1] - logs[-2]) / (at[-1] - at[-2])
    knots = np.concatenate([[at[0] - 0.5], at, [at[-1] + 0.5]])
    values = np.concatenate([[logs[0] - 0.5 * first], logs, [logs[-1] + 0.5 * last]])
    outside = min(0.0, when - knots[0]) + max(0.0, when - knots[-1])
    return float(np.interp(when, knots, values) + beyond * outside)


def _sources(month: int, rates: Rates, base_year: int) -> tuple[float, float]:
    """Growth of wages and of other income since the base year."""
    wage, other = _source_logs(_years(month), rates)
    if base_year != BASE_YEAR:  # in its own year the county has what was published, in the mix of that year
        level = float(np.log(rural_income_growth(base_year, since=BASE_YEAR)))
        wage_then, other_then = _source_logs(base_year - BASE_YEAR, rates)
        wage, other = level + wage - wage_then, level + other - other_then
    return float(np.exp(wage)), float(np.exp(other))


@cache
def _source_logs(when: float, rates: Rates) -> tuple[float, float]:
    wages, others = income_paths()
    return (
        walked(wages, when, rates.wage_growth_beyond, rates.wage_growth, rates.county_lead),
        walked(others, when, rates.other_growth_beyond, rates.other_growth, rates.county_lead),
    )


def _growth(month: int, rates: Rates, base_year: int) -> float:
    wage, other = _sources(month, rates, base_year)
    wages = base_wage_share(base_year)
    return wages * wage + (1 - wages) * other


def _years(month: int) -> float:
    """Years from the middle of the base year to the middle of a month."""
    return (month + 0.5) / 12 - 0.5


def _months_since_base(iso: str) -> int:
    year, month = map(int, iso.split("-"))
    return (year - BASE_YEAR) * 12 + month - 1


@cache
def _elections() -> frozenset[int]:
    """Months of elections from 1999 to 2060: terms follow one another, each as long as the law says when it begins."""
    term = fact("village_term_months")
    first = _months_since_base(fact("village_election").dates[0])
    held = {first}
    for limit, sign in ((_months_since_base("2060-01"), 1), (_months_since_base("1999-01"), -1)):
        month = first
        while sign * month < sign * limit:
            year, of_year = divmod(month, 12)
            month += sign * int(term.at(f"{BASE_YEAR + year:04d}-{of_year + 1:02d}"))
            held.add(month)
    return frozenset(held)
