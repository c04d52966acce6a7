"""Partial rank correlation: a screen that works on any design with enough points.

References
----------
Saltelli & Marivoet, "Non-parametric statistics in sensitivity analysis for model output", Reliability Engineering &
System Safety 28(2), 1990; Fisher's z for the interval of a partial correlation. Smithson, "Correct confidence
intervals for various regression effect sizes", Educational and Psychological Measurement 61(4), 2001 (non-central F).
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import ndtri
from scipy.stats import ncf, rankdata

Floats = npt.NDArray[np.float64]


MOST_EXPLAINED = 0.9999  # beyond it the distribution cannot be computed


def partial_rank_correlation(
    factors: Floats, outcome: Floats, level: float = 0.95, unordered: Sequence[int] = ()
) -> tuple[Floats, Floats, Floats]:
    """Correlation of each factor with the outcome once the other factors' linear parts in ranks are removed.

    A factor without an order has no rank: a column for each choice but one stands for it, and its correlation is the
    multiple one of all of them, which has no sign.

    Parameters
    ----------
    factors : (point, factor), outcome : (point,), finite. level : of the interval. unordered : factors whose values
        are names numbered 0, 1, …

    Returns
    -------
    value, low, high : each (factor,); NaN for a factor that does not vary.

    Raises
    ------
    ValueError
        If there are fewer points than `enough_points`.
    """
    count = len(outcome)
    varying = [int(i) for i in np.flatnonzero(np.ptp(factors, axis=0) > 0)] if count else []
    value = np.full((3, factors.shape[1]), np.nan)
    if count < enough_points(factors, unordered):
        raise ValueError(f"{count} points are too few for {len(varying)} factors")
    if np.ptp(outcome) == 0 or not varying:
        return value[0], value[1], value[2]
    parts = [_indicators(factors[:, i]) if i in unordered else rankdata(factors[:, i])[:, None] for i in varying]
    owner = np.repeat(varying, [part.shape[1] for part in parts])
    correlation = np.corrcoef(np.column_stack([*parts, rankdata(outcome)]), rowvar=False)
    inverse, with_outcome = np.linalg.pinv(correlation[:-1, :-1]), correlation[:-1, -1]
    slope = inverse @ with_outcome  # of the outcome on all columns, in standard units
    unexplained = max(1.0 - float(slope @ with_outcome), 1e-15)
    for factor in varying:
        mine = np.flatnonzero(owner == factor)
        if factor in unordered:
            others = np.flatnonzero(owner != factor)
            without = _explained(correlation[np.ix_(others, others)], with_outcome[others])
            share = max(1.0 - unexplained / max(1.0 - without, 1e-15), 0.0)
            value[:, factor] = _multiple(share, len(mine), count - len(owner) - 1, level)
        else:
            column = int(mine[0])
            found = slope[column] / np.sqrt(slope[column] ** 2 + unexplained * inverse[column, column])
            error = ndtri(0.5 + level / 2) / np.sqrt(count - len(owner) - 2)
            middle = np.arctanh(np.clip(found, -1 + 1e-12, 1 - 1e-12))
            value[:, factor] = found, np.tanh(middle - error), np.tanh(middle + error)
    return value[0], value[1], value[2]


def _indicators(values: Floats) -> Floats:
    """A column for each choice but the first: 1 where it is taken."""
    return np.asarray(values[:, None] == np.unique(values)[1:], dtype=np.float64)


def _explained(correlation: Floats, with_outcome: Floats) -> float:
    """Share of the outcome's variance that columns explain together."""
    return float(with_outcome @ np.linalg.pinv(correlation) @ with_outcome) if len(with_outcome) else 0.0


def _multiple(share: float, columns: int, spare: int, level: float) -> tuple[float, float, float]:
    """A multiple partial correlation with its interval, by turning round the non-central F distribution."""
    value, share = float(np.sqrt(share)), min(share, MOST_EXPLAINED)
    ratio = share / (1 - share) * spare / columns
    ends = []
    for chance in (0.5 + level / 2, 0.5 - level / 2):
        above: Callable[[float], float] = lambda away, chance=chance: ncf.cdf(ratio, columns, spare, away) - chance  # type: ignore[misc]  # noqa: E731
        most = 10 * columns * (ratio + 10)
        away = brentq(above, 0.0, most) if above(1e-9) > 0 > above(most) else 0.0
        ends.append(np.sqrt(away / (away + columns + spare + 1)))
    return value, float(ends[0]), max(float(ends[1]), value)


def enough_points(factors: Floats, unordered: Sequence[int] = ()) -> int:
    """The fewest points that leave the correlation an interval: three beyond one for each column, and one more."""
    columns = sum(
        len(np.unique(factors[:, i])) - 1 if i in unordered else int(np.ptp(factors[:, i]) > 0)
        for i in range(factors.shape[1] if len(factors) else 0)
    )
    return columns + 4
