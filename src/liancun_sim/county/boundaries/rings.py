"""Areas from loose rings, whatever way round they were drawn: the even–odd rule."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.geojson_shapes import FEWEST_POINTS, closed

Floats = npt.NDArray[np.float64]


def areas_of(rings: Sequence[Floats]) -> Any:
    """One area bounded by rings: a ring inside another is its hole, a ring inside a hole an island.

    rings : each (point, 2), closed or not; one of fewer than three points is nothing.

    Returns
    -------
    shapely Polygon or MultiPolygon, as drawn: it may cross itself.
    """
    polygons = np.array([shapely.Polygon(ring) for ring in map(closed, rings) if len(ring) >= FEWEST_POINTS])
    if len(polygons) < 2:
        return polygons[0] if len(polygons) else shapely.Polygon()
    polygons = polygons[np.argsort(-shapely.area(polygons), kind="stable")]
    inner, outer = shapely.STRtree(polygons).query(shapely.point_on_surface(polygons), predicate="intersects")
    inner, outer = inner[outer < inner], outer[outer < inner]
    depth = np.bincount(inner, minlength=len(polygons))
    holes: dict[int, list[Any]] = {}
    for ring in np.flatnonzero(depth % 2 == 1):
        around = outer[(inner == ring) & (depth[outer] == depth[ring] - 1)]
        holes.setdefault(int(around.max()), []).append(polygons[ring].exterior)
    parts = [shapely.Polygon(polygons[row].exterior, holes.get(int(row), ())) for row in np.flatnonzero(depth % 2 == 0)]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
