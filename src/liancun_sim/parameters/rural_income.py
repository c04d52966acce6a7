"""How much rural income grew from one year to another, by Shandong's published series.

The series breaks in 2013, when one survey of town and country replaced two and disposable income replaced net
income. Both are published for that year, and their ratio there is the factor of the splice.
"""

from liancun_sim.parameters.facts import Fact, fact

BASE_YEAR = 2007
"""The year of the model's own amounts of money: wages, yields, standards."""

SPLICE_YEAR = 2013
NET, DISPOSABLE = "shandong_rural_net_income", "shandong_rural_disposable_income"


def published_years() -> tuple[int, int]:
    """The first and the last year the series reaches; it is never stretched beyond."""
    return int(fact(NET).dates[0][:4]), int(fact(DISPOSABLE).dates[-1][:4])


def year_before(start: str) -> int:
    """The last whole year before an ISO month, within those published: the year of money at a start. [year]"""
    first, last = published_years()
    return min(max(int(start[:4]) - 1, first), last)


def money_at(start: str) -> float:
    """Rural income of the year before an ISO month over that of the base year: what amounts grow by until a start."""
    return rural_income_growth(year_before(start), since=BASE_YEAR)


def splice_factor() -> float:
    """Disposable over net income of 2013: 1.006. [ratio]"""
    return _of(fact(DISPOSABLE), SPLICE_YEAR) / _of(fact(NET), SPLICE_YEAR)


def rural_income_growth(year: int, since: int) -> float:
    """Rural income per person of a year over that of another, the break of 2013 spliced. [ratio]

    Raises
    ------
    ValueError
        If the series does not reach one of the years.
    """
    return rural_income(year) / rural_income(since)


def rural_income(year: int) -> float:
    """Shandong's rural income per person in terms of net income: disposable income over the splice factor after 2013.

    Raises
    ------
    ValueError
        If the series does not reach the year.
    """
    first, last = published_years()
    if not first <= year <= last:
        raise ValueError(f"Shandong's rural income is published for {first} to {last}, not for {year}")
    return _of(fact(NET), year) if year <= SPLICE_YEAR else _of(fact(DISPOSABLE), year) / splice_factor()


def _of(series: Fact, year: int) -> float:
    return series.at(f"{year}-01")
