"""Villages drawn as the areas they are: outlines with their holes, each one path."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from liancun_sim.results import Rings


def draw_areas(axes: Axes, areas: Sequence[Rings], **style: Any) -> PathCollection:
    """Areas on axes in kilometres; `style` as for a matplotlib collection."""
    drawn = PathCollection([path_of(rings) for rings in areas], **style)
    axes.add_collection(drawn)
    axes.autoscale_view()
    return drawn


def path_of(rings: Rings) -> Path:
    """All rings of an area as one path: where an inner ring runs against its outer one it is a hole."""
    codes = [np.r_[Path.MOVETO, np.full(len(ring) - 2, Path.LINETO), Path.CLOSEPOLY] for ring in rings]
    return Path(np.concatenate(rings), np.concatenate(codes))
