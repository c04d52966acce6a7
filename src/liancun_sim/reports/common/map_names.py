"""Names of places on a map: each where it covers no other, or not at all."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patheffects import AbstractPathEffect, withStroke

from liancun_sim.reports.common.figure_style import GREY, INK
from liancun_sim.vocabulary import current_language
from liancun_sim.vocabulary.language import SCRIPTS, traditional_name

LIFTS = (0.0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75)  # of a township's name from its middle [inches]


@dataclass
class MapNames:
    """Writes names on axes of a known scale. inches_per_km : of the map. taken : centre and half width of each name."""

    axes: Axes
    inches_per_km: float
    taken: list[tuple[float, float, float]] = field(default_factory=list)

    def village(self, name: str, place_km: npt.NDArray[np.float64], size: float = 6.5, *, marked: bool = True) -> bool:
        """Write a village's name above its mark, below it or beside it, wherever it is free first; whether it was.

        Without a mark the name stands in its place.
        """
        name = _written(name)
        half = 0.0077 * size * len(name)
        beside = 72 * half + 5
        around = ((0, 7), (0, -7), (beside, 0), (-beside, 0)) if marked else ((0, 0), (0, 7), (0, -7))  # points
        for right, up in around:
            x, y = place_km * self.inches_per_km + np.array([right, up]) / 72
            if self._free(x, y, half, 0.017 * size):
                self.axes.annotate(
                    name, tuple(place_km), xytext=(right, up), textcoords="offset points", ha="center", va="center",
                    fontsize=size, color=INK, zorder=6, path_effects=_halo(),
                )  # fmt: skip
                self.taken.append((x, y, half))
                return True
        return False

    def township(self, name: str, middle_km: npt.NDArray[np.float64]) -> None:
        """Write a township's name at its middle, or a little above or below."""
        name, half, (x, y) = _written(name), 0.08 * len(name), middle_km * self.inches_per_km
        lift = next((lift for lift in LIFTS if self._free(x, y + lift, half, 0.2)), LIFTS[-1])
        self.axes.annotate(
            name, tuple(middle_km), xytext=(0, 72 * lift), textcoords="offset points", ha="center", va="center",
            fontsize=11, fontweight="bold", color=GREY, alpha=0.85, zorder=5, path_effects=_halo(),
        )  # fmt: skip
        self.taken.append((x, y + lift, half))

    def _free(self, x: float, y: float, half: float, height: float) -> bool:
        return all(abs(x - other) > half + width or abs(y - up) > height for other, up, width in self.taken)


def _written(name: str) -> str:
    """A Chinese name as the reader writes it."""
    return traditional_name(name) if current_language() in SCRIPTS else name


def _halo() -> list[AbstractPathEffect]:
    return [withStroke(linewidth=1.8, foreground="white", alpha=0.9)]
