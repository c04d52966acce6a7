"""A ratio of means over pairs with Fieller's interval, which holds also where the lower mean is unsure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from liancun_sim.analysis.statistics.intervals import NOT_MEASURED

Floats = npt.NDArray[np.float64]
LEAST_PAIRS = 8
"""Fewer pairs get no ratio: how their cost and gain vary together is not known well enough for an interval."""
LEAST_FOR_GAINS = 40
"""Fewer pairs get a ratio of gains without an interval: of 8 and 16 it held 92 to 94 % (verification/ranges.py)."""
TOO_FEW_PAIRS = "too_few_pairs"
TOO_FEW_WORLDS = "too_few_worlds"  # of a study, whose pairs are worlds, however often each is replicated
INTERVAL_OF_FEW = "interval_of_few"
NOTHING_SPENT = "nothing_spent"
MONEY_SAVED = "money_saved"  # the baseline has policies that cost more
UNBOUNDED = "upper_end_unbounded"  # what is gained may be nothing
UNTOLD = "ratio_untold"  # neither what is spent nor what is gained is told from nothing


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of means and its interval; NaN with a reason where it has no meaning, or no end."""

    value: float
    low: float
    high: float
    replications: int
    reason: str


def ratio_of_means(cost: Floats, gain: Floats, nothing_gained: str) -> Ratio:
    """A price, mean(cost) / mean(gain) over pairs, with its 95 % interval (`fieller`).

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
    if n < LEAST_PAIRS:
        return Ratio(np.nan, np.nan, np.nan, n, TOO_FEW_PAIRS)
    low, high = fieller(cost, gain)
    reason = "" if np.isfinite(high) else UNBOUNDED if np.isfinite(low) else UNTOLD
    low = max(low, 0.0) if np.isfinite(low) else low  # a price: money is spent
    return Ratio(float(cost.mean() / gain.mean()), low, high if np.isfinite(high) else np.nan, n, reason)


def gain_per_cost(gain: Floats, cost: Floats) -> Ratio:
    """mean(gain) / mean(cost) over pairs, of either sign; with an interval from many pairs of a cost above nothing."""
    n = cost.size
    if n == 0:
        return Ratio(np.nan, np.nan, np.nan, 0, NOT_MEASURED)
    if not np.any(cost):
        return Ratio(np.nan, np.nan, np.nan, n, NOTHING_SPENT)
    if cost.mean() <= 0:
        return Ratio(np.nan, np.nan, np.nan, n, MONEY_SAVED)
    if n < LEAST_PAIRS:
        return Ratio(np.nan, np.nan, np.nan, n, TOO_FEW_PAIRS)
    if n < LEAST_FOR_GAINS:
        return Ratio(float(gain.mean() / cost.mean()), np.nan, np.nan, n, INTERVAL_OF_FEW)
    low, high = fieller(gain, cost)
    told = np.isfinite(low) and np.isfinite(high)
    ends = (low, high) if told else (np.nan, np.nan)
    return Ratio(float(gain.mean() / cost.mean()), *ends, n, "" if told else UNTOLD)


def fieller(top: Floats, bottom: Floats, level: float = 0.95) -> tuple[float, float]:
    """Every ratio ρ whose mean(top − ρ·bottom) a t test does not tell from 0 (Fieller 1954); mean(bottom) > 0.

    Where mean(bottom) itself is not told from 0 the interval has no upper end: (low, ∞), or (NaN, ∞) where
    nothing is ruled out.
    """
    n = top.size
    t2 = stdtrit(n - 1, 0.5 + level / 2) ** 2 / n
    (s_tt, s_tb), (_, s_bb) = np.cov(top, bottom)
    a = bottom.mean() ** 2 - t2 * s_bb
    b = top.mean() * bottom.mean() - t2 * s_tb
    c = top.mean() ** 2 - t2 * s_tt
    root = b * b - a * c  # of a·ρ² − 2b·ρ + c ≤ 0
    if a > 0:
        half = np.sqrt(max(root, 0.0))
        return float((b - half) / a), float((b + half) / a)
    if root <= 0 or c <= 0:
        return np.nan, np.inf
    return float((b - np.sqrt(root)) / a), np.inf  # the larger root: a < 0
