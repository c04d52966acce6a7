"""Rivers, railways and walls that part neighbours, and bridges and roads that join them.

A barrier parts two villages where it runs along more than half of their common border. A link joins the
villages it leads through, one after the other, also across a barrier or a strip of nobody's ground.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.boundaries.borders import TOLERANCE_M

Pairs = npt.NDArray[np.int64]

PARTED_SHARE = 0.5
"""Share of a common border along which a barrier must run. [assumption, 0.3–0.8]"""

REACH_M = 500.0
"""Longest way over nobody's ground that a link bridges. [assumption; the Yellow River's dykes stand further apart]"""


def parted(
    pairs: Pairs, areas: npt.NDArray[np.object_], barriers: npt.NDArray[np.object_], tolerance_m: float = TOLERANCE_M
) -> npt.NDArray[np.bool_]:
    """(pair,) bool — neighbours with a barrier between them.

    pairs : (pair, 2) rows of areas. barriers : lines or areas, in metres. tolerance_m : as of common borders.
    """
    if not len(pairs) or not len(barriers):
        return np.zeros(len(pairs), dtype=bool)
    barrier = shapely.buffer(shapely.union_all(barriers), tolerance_m)
    border = shapely.intersection(
        shapely.boundary(areas[pairs[:, 0]]), shapely.buffer(areas[pairs[:, 1]], tolerance_m, quad_segs=4)
    )
    shapely.prepare(barrier)
    length = shapely.length(border)
    along = shapely.length(shapely.intersection(border, barrier))
    return np.asarray((length > 0) & (along > PARTED_SHARE * length))


def linked(areas: npt.NDArray[np.object_], links: npt.NDArray[np.object_]) -> Pairs:
    """(pair, 2) int64 — villages joined by links, smaller first, sorted.

    links : lines or points, in metres; a point joins all villages within the tolerance.
    """
    known = np.flatnonzero(~shapely.is_missing(areas))
    tree = shapely.STRtree(areas[known])
    found: set[tuple[int, int]] = set()
    for link in links:
        near = known[tree.query(shapely.buffer(link, TOLERANCE_M), predicate="intersects")]
        stays = sorted(stay for row in near.tolist() for stay in _stays(link, areas[row], row))
        if link.geom_type == "Point":
            found |= {(a, b) for _, _, a in stays for _, _, b in stays if a < b}
            continue
        for (_, left, one), (entered, _, other) in pairwise(stays):
            if one != other and entered - left <= REACH_M:
                found.add((min(one, other), max(one, other)))
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)


def _stays(link: Any, area: Any, row: int) -> list[tuple[float, float, int]]:
    """Where along a link it is within an area: from, to [m], and the row; an end that only reaches the area counts."""
    if link.geom_type == "Point":
        return [(0.0, 0.0, row)]
    shapely.prepare(area)
    inside = shapely.get_parts(shapely.intersection(link, area))
    stays = []
    for part in inside[shapely.length(inside) > 0]:
        ends = [float(shapely.line_locate_point(link, shapely.Point(end))) for end in (part.coords[0], part.coords[-1])]
        stays.append((min(ends), max(ends), row))
    for end, place in ((link.coords[0], 0.0), (link.coords[-1], float(link.length))):
        if shapely.distance(shapely.Point(end), area) <= TOLERANCE_M:
            stays.append((place, place, row))
    return stays
