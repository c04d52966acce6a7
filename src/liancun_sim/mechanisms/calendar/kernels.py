"""Calendar arithmetic: growth, season and prices of any month, before t0 too. Pure functions.

The base year is 2007: growth averages 1 over it, and Ȳ0 of the income equation is its mean income.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from liancun_sim.parameters import Coefficients, Fact, fact
from liancun_sim.parameters.rural_income import BASE_YEAR

QUARTERS = ("cash_income_quarter_1", "cash_income_quarter_2", "cash_income_quarter_3", "cash_income_quarter_4")


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """What the calendar says of one month. Ratios to the base year; season averages 1 over a year."""

    wage_growth: float
    other_growth: float
    season: float
    price_index: float
    is_election: bool

    @property
    def expected_income(self) -> float:
        """Income expected this month as a multiple of the base year's monthly mean."""
        wages = base_wage_share()
        return self.season * (wages * self.wage_growth + (1 - wages) * self.other_growth)


def calendar_at(start: str, index: int, k: Coefficients) -> CalendarMonth:
    """The month `index` months after the ISO month `start` (negative: before).

    Parameters
    ----------
    k : coefficients with ``wage_growth`` and ``other_growth``. [log/year]
    """
    return _month(_months_since_base(start) + index, k.wage_growth, k.other_growth)


def base_wage_share() -> float:
    """Share of wages in the base year's income. [0–1]"""
    return fact("shandong_wage_share").values[0]


@cache
def _month(month: int, wage_rate: float, other_rate: float) -> CalendarMonth:
    """The calendar of a month counted from January of the base year.

    season(month) = 12 · (quarter's share / 3) / (growth(month) / mean growth of its year), so that the
    quarters of any calendar year have their stated shares although income grows within the year.
    """
    year_start = month - month % 12
    year_mean = sum(_growth(m, wage_rate, other_rate) for m in range(year_start, year_start + 12)) / 12
    quarter = fact(QUARTERS[month % 12 // 3]).values[0]
    return CalendarMonth(
        wage_growth=float(np.exp(wage_rate * _years(month))),
        other_growth=float(np.exp(other_rate * _years(month))),
        season=4 * quarter * year_mean / _growth(month, wage_rate, other_rate),
        price_index=yearly_path(fact("rural_price_index"), month),
        is_election=(month - _election()) % int(fact("village_term_months").values[0]) == 0,
    )


def yearly_path(series: Fact, month: int) -> float:
    """A series of yearly means as a monthly path: linear in logs between mid-years.

    Outside its years it goes on at its mean rate. month : counted from January of the base year.
    """
    at = np.array([int(date[:4]) - BASE_YEAR + 0.5 for date in series.dates])
    logs = np.log(series.values)
    rate = (logs[-1] - logs[0]) / (at[-1] - at[0])
    when = (month + 0.5) / 12
    beyond = min(0.0, when - at[0]) + max(0.0, when - at[-1])
    return float(np.exp(np.interp(when, at, logs) + rate * beyond))


def _growth(month: int, wage_rate: float, other_rate: float) -> float:
    wages = base_wage_share()
    return float(wages * np.exp(wage_rate * _years(month)) + (1 - wages) * np.exp(other_rate * _years(month)))


def _years(month: int) -> float:
    """Years from the middle of the base year to the middle of a month."""
    return (month + 0.5) / 12 - 0.5


def _months_since_base(iso: str) -> int:
    year, month = map(int, iso.split("-"))
    return (year - BASE_YEAR) * 12 + month - 1


def _election() -> int:
    return _months_since_base(fact("village_election").dates[0])
