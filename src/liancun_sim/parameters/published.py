"""Published yearly series as paths through time: prices, incomes by source, pay, what a greenhouse costs to build.

A path holds logarithms of a year's mean over that of 2007, so that two paths may be set beside one another. Between
published years it is straight; what lies outside them is an assumption, which is for those who walk the path to name.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from liancun_sim.parameters.facts import Fact, fact
from liancun_sim.parameters.rural_income import BASE_YEAR, SPLICE_YEAR, published_years, rural_income_growth

SHARES = {"wage": ("shandong_wage_share", "national_wage_share"),
          "unearned": ("shandong_unearned_share", "national_unearned_share")}  # fmt: skip
"""Of income by source: to 2012 of net income in Shandong, since 2013 of disposable income in China."""


@dataclass(frozen=True, slots=True)
class Path:
    """A published series: its years, ascending, and ln of its value over that of the base year."""

    years: tuple[int, ...]
    logs: tuple[float, ...]


@cache
def price_path() -> Path:
    """Rural consumer prices, from their changes year by year."""
    changes = fact("rural_price_change")
    level = np.cumsum(np.log1p(changes.values))
    return Path(changes.years, tuple((level - level[changes.years.index(BASE_YEAR)]).tolist()))


def price_level(year: int) -> float:
    """Mean prices of a year over those of the base year. [ratio]"""
    path = price_path()
    return float(np.exp(path.logs[path.years.index(year)]))


@cache
def pay_path(key: str) -> Path:
    """A wage or a cost, over its value in the base year."""
    known = fact(key)
    base = known.at(f"{BASE_YEAR}-01")
    return Path(known.years, tuple(float(np.log(value / base)) for value in known.values))


@cache
def income_paths() -> tuple[Path, Path]:
    """Income from wages, and from everything else.

    Each is the published income times its published share. Across the break of 2013 both grow as income does, since
    no share is published on both sides; then both are scaled so that, in the mix of the base year, they sum to the
    published income.
    """
    first, last = published_years()
    years = range(first, last + 1)
    base = composition(BASE_YEAR)[0]
    wages, others = [0.0], [0.0]
    for before, year in pairwise(years):
        same_survey = year != SPLICE_YEAR
        grown = np.log(rural_income_growth(year, since=before))
        was, now = composition(before)[0], composition(year)[0]
        wages.append(wages[-1] + grown + (np.log(now / was) if same_survey else 0.0))
        others.append(others[-1] + grown + (np.log((1 - now) / (1 - was)) if same_survey else 0.0))
    at = BASE_YEAR - first
    wage, other = np.array(wages) - wages[at], np.array(others) - others[at]
    published = np.log([rural_income_growth(year, since=BASE_YEAR) for year in years])
    excess = np.log(base * np.exp(wage) + (1 - base) * np.exp(other)) - published
    return (
        Path(tuple(years), tuple((wage - excess).tolist())),
        Path(tuple(years), tuple((other - excess).tolist())),
    )


@cache
def composition(year: int) -> tuple[float, float, float]:
    """Shares of a year's rural income from wages, household business, and property with transfers. [0–1]

    To 2012 Shandong's net income, then China's disposable income; a year without a value has the nearest before it,
    or lies between two on a straight line.
    """
    wage, unearned = (_between(fact(SHARES[name][year >= SPLICE_YEAR]), year) for name in ("wage", "unearned"))
    return wage, 1 - wage - unearned, unearned


def persons_per_household(year: int) -> float:
    """Of usual residents in a year, on a straight line between the years known. [persons]"""
    return _between(fact("persons_per_household"), year)


def away_share(year: int) -> float:
    """Part of registered adults who live and work elsewhere. [0–1]"""
    return _between(fact("away_share"), year)


def collective_income_median(year: int) -> float:
    """Collective income of the middle village in a year; elsewhere at the mean growth known. [yuan/year]"""
    known = fact("collective_income_median")
    years, logs = np.array(known.years), np.log(known.values)
    rate = (logs[-1] - logs[0]) / (years[-1] - years[0])
    beyond = min(0, year - years[0]) + max(0, year - years[-1])
    return float(np.exp(np.interp(year, years, logs) + rate * beyond))


def _between(known: Fact, year: int) -> float:
    return float(np.interp(year, known.years, known.values))
