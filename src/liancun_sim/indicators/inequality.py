# mypy: allow-untyped-defs
"""Inequality of income per person: quantiles, Gini over persons, within and between villages."""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import inlined, kernel
from liancun_sim.mechanisms.kernels.maths import largest, log32

BINS = 8192
WIDTH = 16
WIDE_BINS = BINS // WIDTH
LOG_LOW, LOG_HIGH = 3.0, 14.0  # 20 to 1.2 million yuan per person and year: bins of 0.13 %


class Distribution:
    """Person-weighted distribution of 12-month income per person; everybody in a household has an equal share.

    Each part is measured when it is first asked for.

    Parameters
    ----------
    income_year : (household,) nominal yuan. size : (household,) persons. first : (village + 1,). price_index : [1]
    """

    def __init__(
        self,
        income_year: npt.NDArray[np.float32],
        size: npt.NDArray[np.uint8],
        first: npt.NDArray[np.int64],
        price_index: float,
    ):
        self._income_year, self._size, self._first, self._price_index = income_year, size, first, price_index

    @cached_property
    def _bins(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        persons, income = fill_bins(self._income_year, self._size, self._first)
        filled = persons > 0
        return persons[filled], income[filled]

    @cached_property
    def _villages(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        starts = self._first[:-1]
        income = np.add.reduceat(self._income_year.astype(np.float64), starts)
        return np.add.reduceat(self._size.astype(np.float64), starts), income

    @property
    def median(self) -> float:
        """[real yuan/person/year]"""
        return _quantile(*self._bins, 0.5) / self._price_index

    @cached_property
    def fifth_means(self) -> npt.NDArray[np.float64]:
        """(5,) means of the fifths of persons. [real yuan/person/year]"""
        return _fifth_means(*self._bins) / self._price_index

    @property
    def gini(self) -> float:
        """Over persons. [0–1]"""
        return gini(*self._bins)

    @property
    def gini_between(self) -> float:
        """Over village means. [0–1]"""
        return gini_of_groups(*self._villages)

    @property
    def gini_within(self) -> npt.NDArray[np.float64]:
        """(village,) inside each village. [0–1]"""
        found = np.empty(self._first.size - 1)
        village_ginis(self._income_year, self._size, self._first, found)
        return found

    @property
    def persons(self) -> npt.NDArray[np.float64]:
        """(village,)"""
        return self._villages[0]


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


def _quantile(persons: npt.NDArray[np.float64], income: npt.NDArray[np.float64], share: float) -> float:
    """Income per person at a share of the population, from ascending bins."""
    at = int(np.searchsorted(np.cumsum(persons), share * persons.sum()))
    return float(income[at] / persons[at])


def _fifth_means(persons: npt.NDArray[np.float64], income: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    edges = np.linspace(0, persons.sum(), 6)
    cumulative = np.interp(edges, np.concatenate([[0.0], np.cumsum(persons)]),
                           np.concatenate([[0.0], np.cumsum(income)]))  # fmt: skip
    return np.asarray(np.diff(cumulative) / np.diff(edges))


@inlined
def find_bins(income, size, place):
    """The logarithmic bin of income per person of every household of a village, written to `place`."""
    scale = np.float32(BINS / (LOG_HIGH - LOG_LOW))
    for i in range(income.shape[0]):
        each = max(income[i] / np.float32(size[i]), np.float32(1.0))
        bin_ = np.int32((log32(each) - np.float32(LOG_LOW)) * scale)
        place[i] = min(max(bin_, np.int32(0)), np.int32(BINS - 1))


@kernel
def fill_bins(income_year, size, first):
    """Persons and income by logarithmic bin of income per person, ascending: (BINS,), (BINS,) float64."""
    filled = np.zeros((BINS, 2))  # side by side, since a household is counted in both
    place = np.empty(largest(first), np.int32)
    for v in range(first.shape[0] - 1):
        incomes, sizes = income_year[first[v] : first[v + 1]], size[first[v] : first[v + 1]]
        find_bins(incomes, sizes, place)
        for i in range(incomes.shape[0]):
            at = np.uint64(place[i])  # unsigned positions spare a check each
            filled[at, 0] += sizes[i]
            filled[at, 1] += incomes[i]
    return filled[:, 0].copy(), filled[:, 1].copy()


@kernel
def village_ginis(income_year, size, first, village_gini):
    """The Gini over persons inside each village, (village,) float64, written.

    From bins sixteen times as wide as the county's (2.1 %), which is exact to the fourth digit.
    """
    persons, income = np.zeros(WIDE_BINS), np.zeros(WIDE_BINS)
    place = np.empty(largest(first), np.int32)
    for v in range(first.shape[0] - 1):
        incomes, sizes = income_year[first[v] : first[v + 1]], size[first[v] : first[v + 1]]
        find_bins(incomes, sizes, place)
        persons[:] = 0.0
        income[:] = 0.0
        for i in range(incomes.shape[0]):
            persons[place[i] // WIDTH] += sizes[i]
            income[place[i] // WIDTH] += incomes[i]
        people = 0.0
        money = 0.0
        area = 0.0
        for i in range(WIDE_BINS):
            before = money
            money += income[i]
            people += persons[i]
            area += persons[i] * (before + money)
        village_gini[v] = 1 - area / (people * money) if people > 0 and money > 0 else 0.0
