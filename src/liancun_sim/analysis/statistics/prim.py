"""PRIM: boxes in the space of assumptions in which something happens often.

References
----------
Friedman & Fisher, "Bump hunting in high-dimensional data", Statistics and Computing 9, 1999.
Bryant & Lempert, "Thinking inside the box", Technological Forecasting and Social Change 77(1), 2010 (coverage,
density, and how likely a restriction is by luck).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc
from scipy.stats import chi2_contingency, ks_2samp

from liancun_sim.analysis.statistics.regions import AMONG, HIGH, LOW, Choices, Region, everywhere
from liancun_sim.analysis.statistics.unseen import HeldOut, tried

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PEEL = 0.05  # of the points left, at every step
SLACK = 0.01  # of the balance: a limit that is worth less is not told
LIMITS_MOST = 4  # what a sentence can carry
LUCK_MOST = 0.05  # a limit this likely by luck is not told
SCREENED = 0.01  # a factor whose values differ by luck this often is not peeled


@dataclass(frozen=True, slots=True)
class Box:
    """A region, with what it is worth.

    Parameters
    ----------
    coverage : share of all cases of interest that lie inside.
    density : share of interest among the points inside.
    mass : share of all points inside.
    luck : (factor,) how likely a density this high would be without the factor's limits mattering; 1 where free.
    """

    region: Region
    coverage: float
    density: float
    mass: float
    luck: Floats

    @property
    def low(self) -> Floats:
        return self.region.low

    @property
    def high(self) -> Floats:
        return self.region.high

    @property
    def restricted(self) -> list[int]:
        return self.region.restricted

    def holds(self, factors: Floats) -> Bools:
        """(point,) whether each point lies inside."""
        return self.region.holds(factors)


def find_box(
    factors: Floats, of_interest: Bools, least_mass: float = 0.05, unordered: Sequence[int] = ()
) -> Box | None:
    """The box with the best balance of coverage and density; None without any case, or without a better box.

    From the whole space the slice whose loss raises the density most for its size is peeled off again and again:
    5 % at an end of a factor, or one choice of a factor without an order. Only factors that lie otherwise in cases
    than elsewhere (1 %) are peeled: among two hundred, some slice is always empty of cases by luck. Of
    the boxes on the way the one with the largest harmonic mean of coverage and density is taken, its limits are
    rounded to what a sentence can carry. Limits worth less than 1 % of that mean are dropped, then the most
    dispensable until at most four are left, then those as likely by luck as 1 in 20.

    Parameters
    ----------
    factors : (point, factor). of_interest : (point,). least_mass : share of points a box must keep. unordered :
        factors whose values are names numbered 0, 1, …
    """
    total = int(of_interest.sum())
    if total == 0 or total == len(of_interest):
        return None
    telling = _telling(factors, of_interest, unordered)
    path = _peeling(factors, of_interest, least_mass, telling, [factor for factor in telling if factor in unordered])
    best = max(path, key=lambda region: _balance(factors, of_interest, region))
    region = _simplified(factors, of_interest, _pasted(factors, of_interest, _rounded(factors, best)))
    while region.limits:
        box = _measured(factors, of_interest, region)
        worst = max(region.restricted, key=lambda factor: box.luck[factor])
        if box.luck[worst] <= LUCK_MOST:
            return box
        region = region.freed(worst)
    return None


def held_out(factors: Floats, of_interest: Bools, least_mass: float = 0.05, unordered: Sequence[int] = ()) -> HeldOut:
    """Boxes found on a part of the points, measured on the rest; where there is no box, it holds nothing."""

    def find(points: Floats, cases: Bools) -> Callable[[Floats], Bools]:
        box = find_box(points, cases, least_mass, unordered)
        return box.holds if box is not None else lambda others: np.zeros(len(others), dtype=bool)

    return tried(factors, of_interest, find)


def _telling(factors: Floats, of_interest: Bools, unordered: Sequence[int]) -> list[int]:
    """Factors whose values among the cases differ from those elsewhere: Kolmogorov–Smirnov, of choices χ²."""
    found = []
    for factor, values in enumerate(factors.T):
        if np.ptp(values) == 0:
            continue
        if factor in unordered:
            counts = np.stack([np.bincount(values[of_interest == side].astype(int), minlength=int(values.max()) + 1)
                               for side in (False, True)])  # fmt: skip
            chance = chi2_contingency(counts[:, counts.any(axis=0)], correction=False).pvalue
        else:
            chance = ks_2samp(values[of_interest], values[~of_interest], method="asymp").pvalue
        if chance < SCREENED:
            found.append(factor)
    return found


def _peeling(
    factors: Floats, of_interest: Bools, least_mass: float, peeled: Sequence[int], unordered: Sequence[int]
) -> list[Region]:
    """Every box on the way from the whole space down to the least mass. peeled : factors that may have limits."""
    ordered = [factor for factor in peeled if factor not in unordered]
    region = everywhere(factors.shape[1])
    path, kept = [region], np.ones(len(factors), dtype=bool)
    while 0 < of_interest[kept].mean() < 1:
        points, cases = factors[kept], of_interest[kept].astype(np.float64)
        peels = _ends(points, cases, ordered)
        peels += [peel for factor in unordered for peel in _choices(points[:, factor], cases, factor)]
        peels = [peel for peel in peels if peel.left >= least_mass * len(factors)]
        if not peels:
            break
        best = max(peels, key=lambda peel: peel.gain)
        region = region.cut(best.factor, best.side, best.at)
        kept = region.holds(factors)
        path.append(region)
    return path


@dataclass(frozen=True, slots=True)
class _Peel:
    """A slice that could go: the limit it leaves, the density gained per point lost, the points left."""

    factor: int
    side: str
    at: float | Choices
    gain: float
    left: int


def _ends(points: Floats, cases: Floats, ordered: Sequence[int]) -> list[_Peel]:
    """The outermost 5 % at either end of each factor that has an order; ties at the end leave together."""
    if not ordered:
        return []
    points = points[:, list(ordered)]
    ends = np.quantile(points, [PEEL, 1 - PEEL], axis=0)
    kept = np.stack([points > ends[0], points < ends[1]])  # (side, point, factor)
    count = kept.sum(axis=1)
    usable = (count < len(points)) & (count > 0)
    gain = (cases @ kept / np.maximum(count, 1) - cases.mean()) / np.maximum(len(points) - count, 1)
    peels = []
    for row, factor in np.argwhere(usable):
        inside = points[kept[row, :, factor], factor]
        side, at = (LOW, inside.min()) if row == 0 else (HIGH, inside.max())
        peels.append(_Peel(ordered[factor], side, float(at), float(gain[row, factor]), int(count[row, factor])))
    return peels


def _choices(values: Floats, cases: Floats, factor: int) -> list[_Peel]:
    """Each choice that is left of a factor without an order, unless it is the last."""
    present, number = np.unique(values.astype(np.int64), return_inverse=True)
    if len(present) < 2:
        return []
    lost, caught = np.bincount(number), np.bincount(number, weights=cases)
    left = len(values) - lost
    gain = ((cases.sum() - caught) / left - cases.mean()) / lost
    whole = frozenset(present.tolist())
    return [_Peel(factor, AMONG, whole - {int(one)}, float(gain[i]), int(left[i])) for i, one in enumerate(present)]


def _balance(factors: Floats, of_interest: Bools, region: Region) -> float:
    """Harmonic mean of coverage and density."""
    within = region.holds(factors)
    caught = int((within & of_interest).sum())
    return 2 * caught / (int(within.sum()) + int(of_interest.sum()))


def _rounded(factors: Floats, region: Region) -> Region:
    """Limits with two digits of each factor's spread."""
    step = 10.0 ** np.floor(np.log10(np.maximum(np.ptp(factors, axis=0), 1e-12)) - 1) / 2
    return Region(np.round(region.low / step) * step, np.round(region.high / step) * step, region.among)


def _pasted(factors: Floats, of_interest: Bools, region: Region) -> Region:
    """With the choices back that were peeled off for nothing."""
    for factor, inside in region.among.items():
        for choice in sorted(set(np.unique(factors[:, factor]).astype(int).tolist()) - inside):
            wider = region.cut(factor, AMONG, region.among[factor] | {choice})
            if _balance(factors, of_interest, wider) >= _balance(factors, of_interest, region):
                region = wider
    return region


def _simplified(factors: Floats, of_interest: Bools, region: Region) -> Region:
    """Without the limits that can go at little loss, and not more than can be told."""
    while region.limits:
        now = _balance(factors, of_interest, region)
        tries = [(region.freed(factor, (side,)), side, factor) for factor, side in region.limits]
        balance, _, _, wider = max(
            ((_balance(factors, of_interest, one), side, factor, one) for one, side, factor in tries),
            key=lambda one: one[:3],
        )
        if balance < now * (1 - SLACK) and len(tries) <= LIMITS_MOST:
            break
        region = wider
    return region


def _measured(factors: Floats, of_interest: Bools, region: Region) -> Box:
    within = region.holds(factors)
    caught, held = int((within & of_interest).sum()), int(within.sum())
    luck = np.ones(factors.shape[1])
    for factor in region.restricted:
        wider = region.freed(factor).holds(factors)
        luck[factor] = bdtrc(caught - 1, held, of_interest[wider].mean()) if caught else 1.0
    return Box(region, caught / int(of_interest.sum()), caught / max(held, 1), held / len(factors), luck)
