"""Inequality of income per person: quantiles, Gini over persons, within and between villages."""

from dataclasses import dataclass

import liancun_sim.draws  # noqa: F401  (sets the kernel cache folder before numba is imported)
import numpy as np
import numpy.typing as npt
from numba import njit

BINS = 8192
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
    persons, income = fill_bins(income_year, size)
    filled = persons > 0
    persons, income = persons[filled], income[filled]
    village_income, village_persons = _village_totals(income_year, size, first)
    return Distribution(
        median=_quantile(persons, income, 0.5) / price_index,
        fifth_means=_fifth_means(persons, income) / price_index,
        gini=gini(persons, income),
        gini_between=gini_of_groups(village_persons, village_income),
        gini_within=village_ginis(income_year, size, first),
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


@njit(cache=True, nogil=True)
def fill_bins(income_year, size):
    """Persons and income by logarithmic bin of income per person, ascending: (BINS,), (BINS,) float64."""
    persons = np.zeros(BINS)
    income = np.zeros(BINS)
    scale = BINS / (LOG_HIGH - LOG_LOW)
    for h in range(income_year.shape[0]):
        each = max(income_year[h] / size[h], np.float32(1.0))
        bin_ = int((np.log(np.float64(each)) - LOG_LOW) * scale)
        bin_ = min(max(bin_, 0), BINS - 1)
        persons[bin_] += size[h]
        income[bin_] += income_year[h]
    return persons, income


@njit(cache=True, nogil=True)
def village_ginis(income_year, size, first):
    """Gini over persons inside each village: (village,) float64."""
    out = np.zeros(first.shape[0] - 1)
    for v in range(first.shape[0] - 1):
        rows = slice(first[v], first[v + 1])
        each = income_year[rows] / size[rows]
        order = np.argsort(each)
        people = 0.0
        money = 0.0
        area = 0.0
        for i in order:
            h = first[v] + i
            before = money
            money += income_year[h]
            people += size[h]
            area += size[h] * (before + money)
        if people > 0 and money > 0:
            out[v] = 1 - area / (people * money)
    return out
