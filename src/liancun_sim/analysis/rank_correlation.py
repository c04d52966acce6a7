"""Partial rank correlation: a screen that works on any design with enough points.

References
----------
Saltelli & Marivoet, "Non-parametric statistics in sensitivity analysis for model output", Reliability Engineering &
System Safety 28(2), 1990; Fisher's z for the interval of a partial correlation.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = npt.NDArray[np.float64]


def partial_rank_correlation(factors: Floats, outcome: Floats, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Correlation of each factor with the outcome once the other factors' linear parts in ranks are removed.

    Parameters
    ----------
    factors : (point, factor), outcome : (point,), finite. level : of the interval.

    Returns
    -------
    value, low, high : each (factor,); NaN for a factor that does not vary.

    Raises
    ------
    ValueError
        If there are not more than three points beyond one for each varying factor.
    """
    count = len(outcome)
    varying = np.flatnonzero(np.ptp(factors, axis=0) > 0) if count else np.zeros(0, dtype=np.intp)
    value = np.full((3, factors.shape[1]), np.nan)
    if count < enough_points(varying.size):
        raise ValueError(f"{count} points are too few for {varying.size} factors")
    if np.ptp(outcome) == 0 or not varying.size:
        return value[0], value[1], value[2]
    ranks = np.column_stack([rankdata(factors[:, i]) for i in varying] + [rankdata(outcome)])
    correlation = np.corrcoef(ranks, rowvar=False)
    inverse, with_outcome = np.linalg.pinv(correlation[:-1, :-1]), correlation[:-1, -1]
    slope = inverse @ with_outcome  # of the outcome on all factors, in standard units
    unexplained = max(1.0 - float(slope @ with_outcome), 1e-15)
    found = slope / np.sqrt(slope**2 + unexplained * np.diag(inverse))
    error = ndtri(0.5 + level / 2) / np.sqrt(count - varying.size - 2)
    middle = np.arctanh(np.clip(found, -1 + 1e-12, 1 - 1e-12))
    value[:, varying] = found, np.tanh(middle - error), np.tanh(middle + error)
    return value[0], value[1], value[2]


def enough_points(factors: int) -> int:
    """The fewest points that leave the correlation an interval."""
    return factors + 4
