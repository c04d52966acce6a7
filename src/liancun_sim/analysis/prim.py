"""PRIM: boxes in the space of assumptions in which something happens often.

References
----------
Friedman & Fisher, "Bump hunting in high-dimensional data", Statistics and Computing 9, 1999.
Bryant & Lempert, "Thinking inside the box", Technological Forecasting and Social Change 77(1), 2010 (coverage,
density, and how likely a restriction is by luck).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PEEL = 0.05  # of the points left, at every step
SLACK = 0.01  # of the balance: a limit that is worth less is not told
LIMITS_MOST = 4  # what a sentence can carry
LUCK_MOST = 0.05  # a limit this likely by luck is not told
FOLDS, FOLD_SEED = 5, 20_080_101


@dataclass(frozen=True, slots=True)
class Box:
    """Limits on some factors.

    Parameters
    ----------
    low, high : (factor,) inclusive limits; infinite where a factor is free on that side.
    coverage : share of all cases of interest that lie inside.
    density : share of interest among the points inside.
    mass : share of all points inside.
    luck : (factor,) how likely a density this high would be without the factor's limits mattering; 1 where free.
    """

    low: Floats
    high: Floats
    coverage: float
    density: float
    mass: float
    luck: Floats

    @property
    def restricted(self) -> npt.NDArray[np.intp]:
        return np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))

    def holds(self, factors: Floats) -> Bools:
        """(point,) whether each point lies inside."""
        return inside(factors, self.low, self.high)


def find_box(factors: Floats, of_interest: Bools, least_mass: float = 0.05) -> Box | None:
    """The box with the best balance of coverage and density; None without any case, or without a better box.

    From the whole space the thinnest slice whose loss raises the density most is peeled off again and again; of
    the boxes on the way the one with the largest harmonic mean of coverage and density is taken, its limits are
    rounded to what a sentence can carry. Limits worth less than 1 % of that mean are dropped, then the most
    dispensable until at most four are left, then those as likely by luck as 1 in 20.

    Parameters
    ----------
    factors : (point, factor). of_interest : (point,). least_mass : share of points a box must keep.
    """
    total = int(of_interest.sum())
    if total == 0 or total == len(of_interest):
        return None
    best = max(_peeling(factors, of_interest, least_mass), key=lambda box: _balance(factors, of_interest, *box))
    low, high = _simplified(factors, of_interest, *_rounded(factors, *best))
    while (np.isfinite(low) | np.isfinite(high)).any():
        box = _measured(factors, of_interest, low, high)
        worst = int(np.where(np.isfinite(low) | np.isfinite(high), box.luck, -1).argmax())
        if box.luck[worst] <= LUCK_MOST:
            return box
        low[worst], high[worst] = -np.inf, np.inf
    return None


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How boxes do on points they were not found on.

    luck : how likely so many cases inside would be if boxes said nothing.
    """

    coverage: float
    density: float
    luck: float


def held_out(factors: Floats, of_interest: Bools, least_mass: float = 0.05) -> HeldOut:
    """Boxes found on four fifths of the points and measured on the remaining fifth, pooled over the five."""
    # shuffled: in a grid every fifth point may stand on one level of a factor
    fold = np.random.default_rng(FOLD_SEED).permutation(len(factors)) % FOLDS
    caught = held = 0
    for one in range(FOLDS):
        box = find_box(factors[fold != one], of_interest[fold != one], least_mass)
        if box is not None:
            within = box.holds(factors[fold == one])
            held += int(within.sum())
            caught += int((within & of_interest[fold == one]).sum())
    luck = float(bdtrc(caught - 1, held, of_interest.mean())) if caught else 1.0
    return HeldOut(caught / max(int(of_interest.sum()), 1), caught / held if held else float("nan"), luck)


def inside(factors: Floats, low: Floats, high: Floats) -> Bools:
    return np.asarray(((factors >= low) & (factors <= high)).all(axis=1))


def _peeling(factors: Floats, of_interest: Bools, least_mass: float) -> list[tuple[Floats, Floats]]:
    """Every box on the way from the whole space down to the least mass."""
    width = factors.shape[1]
    low, high = np.full(width, -np.inf), np.full(width, np.inf)
    path = [(low.copy(), high.copy())]
    points, cases = factors, of_interest.astype(np.float64)
    while len(points) * (1 - PEEL) >= least_mass * len(factors) and 0 < cases.mean() < 1:
        ends = np.quantile(points, [PEEL, 1 - PEEL], axis=0)
        kept = np.stack([points > ends[0], points < ends[1]])  # (side, point, factor); ties at the end leave together
        count = kept.sum(axis=1)
        usable = (count < len(points)) & (count > 0)
        density = cases @ kept / np.maximum(count, 1)
        gain = np.where(usable, (density - cases.mean()) / np.maximum(len(points) - count, 1), -np.inf)
        if not usable.any():
            break
        side, factor = np.unravel_index(int(gain.argmax()), gain.shape)
        keep = kept[side, :, factor]
        points, cases = points[keep], cases[keep]
        if side == 0:
            low[factor] = points[:, factor].min()
        else:
            high[factor] = points[:, factor].max()
        path.append((low.copy(), high.copy()))
    return path


def _balance(factors: Floats, of_interest: Bools, low: Floats, high: Floats) -> float:
    """Harmonic mean of coverage and density."""
    within = inside(factors, low, high)
    caught = int((within & of_interest).sum())
    return 2 * caught / (int(within.sum()) + int(of_interest.sum()))


def _rounded(factors: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Limits with two digits of each factor's spread."""
    step = 10.0 ** np.floor(np.log10(np.maximum(np.ptp(factors, axis=0), 1e-12)) - 1) / 2
    return np.round(low / step) * step, np.round(high / step) * step


def _simplified(factors: Floats, of_interest: Bools, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Without the limits that can go at little loss, and not more than can be told."""
    low, high = low.copy(), high.copy()
    while True:
        now = _balance(factors, of_interest, low, high)
        tries = []
        for limits, free in ((low, -np.inf), (high, np.inf)):
            for factor in np.flatnonzero(np.isfinite(limits)):
                kept, limits[factor] = limits[factor], free
                tries.append((_balance(factors, of_interest, low, high), limits is low, int(factor)))
                limits[factor] = kept
        if not tries:
            return low, high
        balance, lower, dispensable = max(tries)
        if balance < now * (1 - SLACK) and len(tries) <= LIMITS_MOST:
            return low, high
        (low if lower else high)[dispensable] = -np.inf if lower else np.inf


def _measured(factors: Floats, of_interest: Bools, low: Floats, high: Floats) -> Box:
    within = inside(factors, low, high)
    caught, held = int((within & of_interest).sum()), int(within.sum())
    luck = np.ones(factors.shape[1])
    for factor in np.flatnonzero(np.isfinite(low) | np.isfinite(high)):
        freed_low, freed_high = low.copy(), high.copy()
        freed_low[factor], freed_high[factor] = -np.inf, np.inf
        wider = inside(factors, freed_low, freed_high)
        luck[factor] = bdtrc(caught - 1, held, of_interest[wider].mean()) if caught else 1.0
    return Box(low, high, caught / int(of_interest.sum()), caught / max(held, 1), held / len(factors), luck)
