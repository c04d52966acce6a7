"""The range in which one more draw would lie nine times out of ten, and how much of its spread is assumptions."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri, stdtrit

from liancun_sim.analysis.statistics.intervals import t_interval

Floats = npt.NDArray[np.float64]
LOW, HIGH = 0.05, 0.95
ENOUGH_DRAWS = 40
"""From so many draws on quantiles stand on two draws at either end; the least and most of 8 hold 78 % of fresh ones."""
LEAST_TWICE = 8
"""Draws run twice below which the share of variance is not told: luck would be known to half of its size at best."""


def prediction_range(values: Floats, axis: int = 0) -> tuple[Floats, Floats]:
    """The 5–95 % range of the finite values along an axis; NaN ends with fewer than two.

    From 40 on the quantiles at p·(n + 1), between which a fresh draw of anything continuous lies with probability
    .90 (Weibull 1939). Below, a t prediction interval: mean ± t(.95, n − 1)·s·√(1 + 1/n), which takes the draws for
    normal and is provisional.
    """
    mean, error, _, _, count = t_interval(values, axis=axis)
    half = stdtrit(np.maximum(count - 1, 1), HIGH) * error * np.sqrt(count + 1)
    low, high = mean - half, mean + half
    many = count >= ENOUGH_DRAWS
    if np.any(many):
        ends = _quantiles(np.moveaxis(np.asarray(values, dtype=np.float64), axis, -1), count)
        low, high = np.where(many, ends[0], low), np.where(many, ends[1], high)
    return low, high


def _quantiles(values: Floats, count: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """At p·(n + 1) of the ordered finite values along the last axis, between neighbours in proportion."""
    ordered = np.sort(np.where(np.isfinite(values), values, np.nan), axis=-1)  # NaN come last
    found = []
    for share in (LOW, HIGH):
        place = np.clip(share * (count + 1) - 1, 0, np.maximum(count - 1, 0))
        under = np.floor(place).astype(np.int64)
        over = np.minimum(under + 1, np.maximum(count - 1, 0))
        first, second = (np.take_along_axis(ordered, at[..., None], axis=-1)[..., 0] for at in (under, over))
        found.append(first + (place - under) * (second - first))
    return found[0], found[1]


@dataclass(frozen=True, slots=True)
class Part:
    """A share of variance with its 95 % interval; NaN where it cannot be told."""

    share: float
    low: float
    high: float
    draws: int


def assumptions_part(first: Floats, second: Floats) -> Part:
    """Share of the variance of one history that the assumptions make, from draws run twice with other luck.

    One-way analysis of variance with two values a draw: with s²_b between and s²_w within draws the share is
    (F − 1)/(F + 1), F = s²_b/s²_w, cut at 0; its interval from the F distribution with (n − 1, n) degrees of freedom
    (Searle, Casella & McCulloch 1992, ch. 3).

    first, second : (draw,) of the same draws in the same order.
    """
    both = np.isfinite(first) & np.isfinite(second)
    a, b, n = first[both], second[both], int(both.sum())
    if n < LEAST_TWICE:
        return Part(np.nan, np.nan, np.nan, n)
    between, within = 2 * np.var((a + b) / 2, ddof=1), float(np.mean((a - b) ** 2) / 2)
    if within == 0:
        whole = 1.0 if between > 0 else np.nan
        return Part(whole, whole, whole, n)
    ratio = between / within
    shares = [
        float(np.clip((f - 1) / (f + 1), 0.0, 1.0))
        for f in (ratio, ratio / fdtri(n - 1, n, 0.975), ratio / fdtri(n - 1, n, 0.025))
    ]
    return Part(shares[0], shares[1], shares[2], n)
