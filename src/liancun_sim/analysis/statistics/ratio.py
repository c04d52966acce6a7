"""A price: a ratio of means with a bootstrap interval over pairs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis.statistics.intervals import NOT_MEASURED, ONE_REPLICATION, RESAMPLES
from liancun_sim.analysis.statistics.resampling import resampled_sums

Floats = npt.NDArray[np.float64]
NOTHING_SPENT = "nothing_spent"
MONEY_SAVED = "money_saved"  # the baseline has policies that cost more
UNBOUNDED = "upper_end_unbounded"  # more than 2.5 % of resamples bought nothing at all


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of means and its interval; NaN with a reason where it has no meaning."""

    value: float
    low: float
    high: float
    replications: int
    reason: str


def ratio_of_means(cost: Floats, gain: Floats, nothing_gained: str) -> Ratio:
    """mean(cost) / mean(gain) over pairs, with the 2.5–97.5 % percentile interval of resampled pairs.

    Parameters
    ----------
    cost, gain : (pair,) of the same replications in the same order.
    nothing_gained : reason given when mean(gain) ≤ 0.
    """
    n = cost.size
    if n == 0:
        return Ratio(np.nan, np.nan, np.nan, 0, NOT_MEASURED)
    if not np.any(cost):
        return Ratio(np.nan, np.nan, np.nan, n, NOTHING_SPENT)
    if cost.mean() <= 0:
        return Ratio(np.nan, np.nan, np.nan, n, MONEY_SAVED)
    if gain.mean() <= 0:
        return Ratio(np.nan, np.nan, np.nan, n, nothing_gained)
    value = float(cost.mean() / gain.mean())
    if n == 1:
        return Ratio(value, np.nan, np.nan, n, ONE_REPLICATION)
    cost_means, gain_means = resampled_sums(np.stack([cost, gain]), RESAMPLES).T / n
    ratios = np.full(RESAMPLES, np.inf)  # a resample that gained nothing has no finite price
    np.divide(cost_means, gain_means, out=ratios, where=gain_means > 0)
    ratios.sort()
    low, high = ratios[int(0.025 * RESAMPLES)], ratios[int(0.975 * RESAMPLES) - 1]
    if not np.isfinite(high):
        return Ratio(value, float(low) if np.isfinite(low) else np.nan, np.nan, n, UNBOUNDED)
    return Ratio(value, float(low), float(high), n, "")
