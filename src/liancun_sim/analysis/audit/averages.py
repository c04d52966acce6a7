"""The mean of a term over replications with its interval: none from too few, none beyond what is possible."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis.statistics.intervals import NOT_MEASURED, ONE_REPLICATION, ratio_of_sums, t_interval
from liancun_sim.analysis.statistics.possible import least_and_most, within
from liancun_sim.results.audit.columns import CLAIMED, CLAIMS, STARTING_LEVEL

Floats = npt.NDArray[np.float64]
ANYWAY = "anyway"
"""selection + measurement: what would have happened to these villages, or to their scores, anyway."""
FEW, ALIKE = "few_replications", "all_alike"
"""Why there is a mean and no interval: too few to resample; the same number in every replication."""
LEAST_RESAMPLED = 4
"""Fewer are not resampled: of 2 or 3 a resample is one of them alone more than 25 times in a thousand (2⁻², 3⁻³), so
that the ends are the least and the most of them and no interval; of 4 it is 4⁻⁴."""
DIFFERENCES = {"selection": 2, "measurement": 2, ANYWAY: 3}
"""Terms that are a difference of so many differences of two values; the others are one."""


@dataclass(frozen=True, slots=True)
class Average:
    """Mean, the ends of its interval, how many replications it is made of, why the mean or its interval is missing."""

    mean: float
    low: float
    high: float
    replications: int
    reason: str


def averaged(values: Floats, counts: Floats, pooled: bool, possible: tuple[float, float]) -> Average:
    """Mean over replications and its 95 % interval, cut at what is possible.

    Pooled: a ratio of sums, every village weighing the same, with the bootstrap interval; else the t interval.
    """
    if pooled:
        known = np.isfinite(values) & (counts > 0)
        number = int(known.sum())
        mean, *ends = ratio_of_sums(values[known] * counts[known], counts[known])
        if number < LEAST_RESAMPLED:
            ends = [np.nan, np.nan]
    else:
        value, _, bottom, top, count = t_interval(values)
        mean, ends, number = float(value), [float(bottom), float(top)], int(count)
    alike = ends[1] - ends[0] <= 1e-12 * max(1.0, abs(mean))
    reason = (
        NOT_MEASURED if number == 0 else ONE_REPLICATION if number == 1 else ALIKE if alike
        else FEW if pooled and number < LEAST_RESAMPLED else ""
    )  # fmt: skip
    if alike:
        return Average(mean, np.nan, np.nan, number, reason)
    low, high = within(*np.array(ends), *np.array(possible))
    return Average(mean, float(low), float(high), number, reason)


def possible_of(claim: str, term: str) -> tuple[float, float]:
    """What a term of a claim can be: a difference of two shares lies within −1 and 1."""
    if term == "treated_villages":
        return least_and_most("villages")
    least, most = least_and_most(CLAIMS[claim].unit)
    if CLAIMS[claim].level and term in (CLAIMED, STARTING_LEVEL):
        return least, most
    return of_differences(CLAIMS[claim].unit, DIFFERENCES.get(term, 1))


def of_differences(unit: str, count: int) -> tuple[float, float]:
    """What a difference of so many differences of two values in a unit can be."""
    least, most = least_and_most(unit)
    return -count * (most - least), count * (most - least)
