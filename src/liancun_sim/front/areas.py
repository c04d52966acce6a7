"""The ground each village takes on a map: its true outline where the county brings it, else the land nearest to it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from liancun_sim.front.blocks import packed
from liancun_sim.front.land import Land
from liancun_sim.results import Rings

GRID = 6000
"""Steps along the longer side of a map: 10 m in a county of 60 km."""
REACH = 0.95  # how far land nearest to a village is drawn, in distances to its nearest neighbour
TOLERANCE = 3  # grid steps an outline may be drawn off

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Areas:
    """Villages on a grid whose y runs down.

    seats : (village, 2) int. rings : of each village, closed without repeating the first point, (point, 2) int.
    size : of the grid. km : length of a step. true : whether any outline is true.
    """

    seats: npt.NDArray[np.int64]
    rings: list[list[npt.NDArray[np.int64]]]
    size: tuple[int, int]
    km: float
    true: bool

    @cached_property
    def paths(self) -> list[str]:
        """Each village as an SVG path, steps relative to the point before."""
        return ["".join(_path(ring) for ring in rings) for rings in self.rings]

    def block(self) -> dict[str, object]:
        """For a data block: seats; points of all rings; points of each ring; rings of each village."""
        flat = [ring for rings in self.rings for ring in rings]
        return {
            "size": self.size,
            "km": self.km,
            "true": self.true,
            "seats": packed(self.seats.astype("<u2")),
            "points": packed(np.concatenate(flat).astype("<u2")),
            "lengths": packed(np.array([len(ring) for ring in flat], dtype="<u2")),
            "counts": packed(np.array([len(rings) for rings in self.rings], dtype="<u2")),
        }


def areas(comparison: Land) -> Areas:
    """Every village's area."""
    import shapely

    sites = _apart(comparison.villages[["x_km", "y_km"]].to_numpy(dtype=np.float64))
    ids = [str(name) for name in comparison.villages.index]
    grounds: list[Rings] = []
    nearest = _nearest(sites) if len(comparison.outlines) < len(ids) else []
    for row, name in enumerate(ids):
        grounds.append(tuple(comparison.outlines[name]) if name in comparison.outlines else nearest[row])
    corners = np.concatenate([ring for rings in grounds for ring in rings] + [sites])
    low, high = corners.min(axis=0), corners.max(axis=0)
    step = float((high - low).max()) / GRID or 1.0
    top = high[1]

    def placed(points: Floats) -> npt.NDArray[np.int64]:
        return np.rint(np.column_stack([points[:, 0] - low[0], top - points[:, 1]]) / step).astype(np.int64)

    drawn = []
    for rings in grounds:
        simpler = [shapely.get_coordinates(shapely.LinearRing(ring).simplify(TOLERANCE * step))[:-1] for ring in rings]
        drawn.append([placed(ring) for ring in simpler if len(ring) >= 3])
    width, height = placed(np.array([[high[0], low[1]]]))[0].tolist()
    return Areas(placed(sites), drawn, (max(width, 1), max(height, 1)), step, bool(comparison.outlines))


def _apart(sites: Floats) -> Floats:
    """Villages at one point, moved apart by metres: each has ground of its own."""
    moved = sites.copy()
    _, first, which = np.unique(sites, axis=0, return_index=True, return_inverse=True)
    for row in np.flatnonzero(first[which.ravel()] != np.arange(len(sites))):
        angle = 2.4 * row
        moved[row] += 0.02 * np.array([np.cos(angle), np.sin(angle)])
    return moved


def _nearest(sites: Floats) -> list[Rings]:
    """The land nearer to a village than to any other, no farther off than villages are from one another."""
    import shapely
    from scipy.spatial import KDTree

    points = shapely.points(sites)
    apart = KDTree(sites).query(sites, k=2)[0][:, 1] if len(sites) > 1 else np.ones(1)
    reach = REACH * float(np.median(apart)) or 1.0
    discs = shapely.buffer(points, np.maximum(reach, REACH * np.minimum(apart, 2 * reach)), quad_segs=3)
    if len(sites) > 1:
        around = shapely.box(*(sites.min(axis=0) - 9 * reach), *(sites.max(axis=0) + 9 * reach))
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=around, ordered=True))
        discs = shapely.intersection(discs, cells)
    return [(shapely.get_coordinates(disc.exterior),) for disc in discs]


def _path(ring: npt.NDArray[np.int64]) -> str:
    steps = np.diff(ring, axis=0)
    return f"M{ring[0, 0]} {ring[0, 1]}l" + " ".join(f"{x} {y}" for x, y in steps.tolist()) + "z"
