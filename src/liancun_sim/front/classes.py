"""Differences in classes of equal ratios, the same on both sides of zero: 0 · 1 · 3 · 10 · 30 …"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CLASSES = 5
"""On each side of "no change"."""
MISSING, MIDDLE = 0, 128

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Scale:
    """How differences of one outcome are classed and packed.

    bounds : lower ends of the classes, ascending. top : the largest size packed.
    """

    bounds: tuple[float, ...]
    top: float

    def classes(self, differences: Floats) -> npt.NDArray[np.int64]:
        """−5 … 5; 0 where less than the first bound or not measured."""
        size = np.nan_to_num(np.abs(differences))
        return np.asarray(np.sign(np.nan_to_num(differences)) * np.searchsorted(self.bounds, size, side="right"), int)

    def codes(self, differences: Floats) -> npt.NDArray[np.uint8]:
        """uint8 for a page: 0 not measured, 128 no change, 3 % fine by the logarithm of the size on either side."""
        least = self.bounds[0]
        size = np.clip(np.abs(differences) / least, 0, self.top / least)
        known = np.isfinite(differences)
        grown = np.where(known & (size >= 1), 1 + 126 * np.log(np.where(known & (size >= 1), size, 1)) / self.span, 0)
        codes = MIDDLE + np.sign(np.where(known, differences, 0)) * np.rint(grown)
        return np.where(known, codes, MISSING).astype(np.uint8)

    @property
    def span(self) -> float:
        return math.log(self.top / self.bounds[0]) or 1.0


def scale(largest: float) -> Scale:
    """The scale for differences up to `largest` in size."""
    if not largest > 0:
        largest = 1.0
    steps = [factor * 10.0**power for power in range(-9, 12) for factor in (1, 3)]
    last = max(i for i, step in enumerate(steps) if step <= largest or i == 0)
    bounds = tuple(steps[max(0, last - CLASSES + 1) : last + 1])
    return Scale(bounds, max(largest, bounds[-1] * 1.0001))
