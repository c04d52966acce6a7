"""Sobol indices from the A, B and AB points of a design, with bootstrap intervals over base rows.

References
----------
Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics Communications 181, 2010:
first order by formula (b), total by formula (f) (Jansen).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis.statistics.resampling import resampled_means

Floats = npt.NDArray[np.float64]
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Index:
    """One kind of index of every factor, with its 95 % interval: each (factor,)."""

    value: Floats
    low: Floats
    high: Floats


def sobol_indices(a: Floats, b: Floats, ab: Floats) -> tuple[Index, Index]:
    """First-order and total indices.

    S = mean(f_B (f_AB − f_A)) / V,  T = ½ mean((f_A − f_AB)²) / V,  V over A and B together, f centred.

    Parameters
    ----------
    a, b : (row,) outcome at the points of A and of B, finite.
    ab : (factor, row) outcome at A's points with one factor taken from B.

    Returns
    -------
    First and total; NaN throughout if the outcome does not vary.
    """
    centre = 0.5 * (a.mean() + b.mean())
    a, b, ab = a - centre, b - centre, ab - centre
    parts = np.concatenate([b * (ab - a), 0.5 * (a - ab) ** 2, [0.5 * (a + b)], [0.5 * (a * a + b * b)]])
    factors = len(ab)
    first, total = _ratios(parts.mean(axis=1)[None], factors)
    firsts, totals = _ratios(resampled_means(parts, RESAMPLES), factors)
    return _index(first[0], firsts), _index(total[0], totals)


def _ratios(means: Floats, factors: int) -> tuple[Floats, Floats]:
    variance = means[:, -1:] - means[:, -2:-1] ** 2
    flat = variance <= 1e-12 * np.maximum(means[:, -1:], np.finfo(np.float64).tiny)
    below = np.where(flat, np.nan, variance)
    return means[:, :factors] / below, means[:, factors : 2 * factors] / below


def _index(value: Floats, resampled: Floats) -> Index:
    if np.isnan(value).any():
        return Index(value, value, value)
    low, high = np.nanquantile(resampled, [0.025, 0.975], axis=0)
    return Index(value, low, high)
