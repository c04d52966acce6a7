# mypy: allow-untyped-defs
"""Inequality of income per person: quantiles, Gini over persons, within and between villages."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.mechanisms.kernels.maths import log32

BINS = 8192
WIDTH = 16
WIDE_BINS = BINS // WIDTH
LOG_LOW, LOG_HIGH = 3.0, 14.0  # 20 to 1.2 million yuan per person and year: bins of 0.13 %


@dataclass(frozen=True)
class Distribution:
    """Person-weighted distribution of 12-month income per person.

    median : real yuan/person/year. fifth_means : (5,) means of the fifths of persons, real yuan.
    gini, gini_between : over persons; over village means. [0–1]
    gini_within : (village,) inside each village. persons : (village,).
    """

    median: float
    fifth_means: npt.NDArray[np.float64]
    gini: float
    gini_between: float
    gini_within: npt.NDArray[np.float64]
    persons: npt.NDArray[np.float64]


def measure_distribution(
    income_year: npt.NDArray[np.float32],
    size: npt.NDArray[np.uint8],
    first: npt.NDArray[np.int64],
    price_index: float,
) -> Distribution:
    """The distribution of household income over persons; everybody in a household has an equal share.

    income_year : (household,) nominal yuan. size : (household,) persons. first : (village + 1,).
    """
    village_gini = np.empty(first.size - 1)
    persons, income = fill_bins(income_year, size, first, village_gini)
    filled = persons > 0
    persons, income = persons[filled], income[filled]
    village_income, village_persons = _village_totals(income_year, size, first)
    return Distribution(
        median=_quantile(persons, income, 0.5) / price_index,
        fifth_means=_fifth_means(persons, income) / price_index,
        gini=gini(persons, income),
        gini_between=gini_of_groups(village_persons, village_income),
        gini_within=village_gini,
        persons=village_persons,
    )


def gini(weight: npt.NDArray[np.float64], total: npt.NDArray[np.float64]) -> float:
    """Gini coefficient of groups in ascending order of mean: weights (persons) and totals (income)."""
    population = np.cumsum(weight) / weight.sum()
    lorenz = np.cumsum(total) / total.sum()
    before = np.concatenate([[0.0], lorenz[:-1]])
    return float(1 - np.sum(np.diff(population, prepend=0.0) * (lorenz + before)))


def gini_of_groups(weight: npt.NDArray[np.float64], total: npt.NDArray[np.float64]) -> float:
    """Gini coefficient of group means, groups in any order."""
    order = np.argsort(total / weight, kind="stable")
    return gini(weight[order], total[order])


def _village_totals(
    income: npt.NDArray[np.float32], size: npt.NDArray[np.uint8], first: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    village = first[:-1]
    return np.add.reduceat(income.astype(np.float64), village), np.add.reduceat(size.astype(np.float64), village)


def _quantile(persons: npt.NDArray[np.float64], income: npt.NDArray[np.float64], share: float) -> float:
    """Income per person at a share of the population, from ascending bins."""
    at = int(np.searchsorted(np.cumsum(persons), share * persons.sum()))
    return float(income[at] / persons[at])


def _fifth_means(persons: npt.NDArray[np.float64], income: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    edges = np.linspace(0, persons.sum(), 6)
    cumulative = np.interp(edges, np.concatenate([[0.0], np.cumsum(persons)]),
                           np.concatenate([[0.0], np.cumsum(income)]))  # fmt: skip
    return np.asarray(np.diff(cumulative) / np.diff(edges))


@kernel
def fill_bins(income_year, size, first, village_gini):
    """Persons and income by logarithmic bin of income per person, ascending: (BINS,), (BINS,) float64.

    village_gini : (village,) float64, written: the Gini over persons inside each village, from bins
    sixteen times as wide (2.1 %), which is exact to the fourth digit.
    """
    persons = np.zeros(BINS)
    income = np.zeros(BINS)
    near_persons = np.zeros(WIDE_BINS)
    near_income = np.zeros(WIDE_BINS)
    scale = np.float32(BINS / (LOG_HIGH - LOG_LOW))
    for v in range(first.shape[0] - 1):
        near_persons[:] = 0.0
        near_income[:] = 0.0
        for h in range(first[v], first[v + 1]):
            each = max(income_year[h] / np.float32(size[h]), np.float32(1.0))
            place = int(np.int32((log32(each) - np.float32(LOG_LOW)) * scale))
            place = BINS - 1 if place >= BINS else (0 if place < 0 else place)
            persons[place] += size[h]
            income[place] += income_year[h]
            near_persons[place // WIDTH] += size[h]
            near_income[place // WIDTH] += income_year[h]
        people = 0.0
        money = 0.0
        area = 0.0
        for i in range(WIDE_BINS):
            before = money
            money += near_income[i]
            people += near_persons[i]
            area += near_persons[i] * (before + money)
        village_gini[v] = 1 - area / (people * money) if people > 0 and money > 0 else 0.0
    return persons, income
