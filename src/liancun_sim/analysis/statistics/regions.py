"""A region of assumptions: a range of what has an order, a set of choices of what has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Choices = frozenset[int]

LOW, HIGH, AMONG = "low", "high", "among"
SIDES = (LOW, HIGH, AMONG)


@dataclass(frozen=True, slots=True)
class Limit:
    """What one factor is limited to.

    low, high : infinite where it is free on that side. among : the choices inside, None where all are.
    """

    low: float = -np.inf
    high: float = np.inf
    among: Choices | None = None


@dataclass(frozen=True, eq=False)
class Region:
    """Limits on some factors.

    Parameters
    ----------
    low, high : (factor,) inclusive; infinite where a factor is free on that side.
    among : by factor without an order, the choices inside; none where all are.
    """

    low: Floats
    high: Floats
    among: Mapping[int, Choices] = field(default_factory=dict)

    @property
    def limits(self) -> list[tuple[int, str]]:
        """(factor, side) of every limit."""
        ends = [(int(i), side) for side in (LOW, HIGH) for i in np.flatnonzero(np.isfinite(getattr(self, side)))]
        return ends + [(i, AMONG) for i in self.among]

    @property
    def restricted(self) -> list[int]:
        """Factors with a limit."""
        return sorted({factor for factor, _ in self.limits})

    def limit(self, factor: int) -> Limit:
        return Limit(float(self.low[factor]), float(self.high[factor]), self.among.get(factor))

    def holds(self, factors: Floats) -> Bools:
        """(point,) whether each point of (point, factor) lies inside."""
        within = ((factors >= self.low) & (factors <= self.high)).all(axis=1)
        for factor, choices in self.among.items():
            within &= np.isin(factors[:, factor], sorted(choices))
        return np.asarray(within)

    def cut(self, factor: int, side: str, at: "float | Choices") -> "Region":
        """With one limit more, or moved."""
        if side == AMONG:
            assert isinstance(at, frozenset)
            return replace(self, among={**self.among, factor: at})
        ends = getattr(self, side).copy()
        ends[factor] = at
        return replace(self, **{side: ends})

    def freed(self, factor: int, sides: Sequence[str] = SIDES) -> "Region":
        """Without a factor's limits on some sides."""
        region = self
        for side, free in ((LOW, -np.inf), (HIGH, np.inf)):
            region = region.cut(factor, side, free) if side in sides else region
        if AMONG in sides:
            region = replace(region, among={i: choices for i, choices in region.among.items() if i != factor})
        return region


def everywhere(factors: int) -> Region:
    """The region without limits."""
    return Region(np.full(factors, -np.inf), np.full(factors, np.inf))
