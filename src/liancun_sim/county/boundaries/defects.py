"""What is odd about a map of villages: told, never mended in silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.boundaries.layer import parts_of

OVERLAP_SHARE = 0.02
"""Share of the smaller village's area that another covers, from which an overlap is told. [assumption; what
drawing a border twice leaves lies below]"""

MOST_CROSSINGS = 200_000
"""Of one outline with itself, beyond which it is no drawing error but a tangle that would take minutes to measure."""

SAMPLED = 1_000  # sides of an outline by which its crossings are estimated

EXCLAVE_M = 50.0
"""Gap between parts of one village, above which they are told as apart. [assumption, the tolerance of borders]"""


@dataclass(frozen=True)
class Defects:
    """Rows of villages. crossing : outlines that cross themselves. apart : villages in several parts.

    overlapping : pairs of villages that cover the same ground, and the share of the smaller one.
    """

    crossing: tuple[int, ...]
    apart: tuple[int, ...]
    overlapping: tuple[tuple[int, int, float], ...]


def areas_and_defects(drawn: Sequence[Sequence[Any]]) -> tuple[npt.NDArray[np.object_], Defects]:
    """One valid area for every village's polygons, for measuring; and what is odd about them as they were drawn.

    drawn : (village,) polygons of each, none where the map has no area for it.

    Returns
    -------
    (village,) shapely areas, None where there are no polygons; and the defects.
    """
    crossing = [row for row, polygons in enumerate(drawn) if not shapely.is_valid(list(polygons)).all()]
    areas = np.full(len(drawn), None, dtype=object)
    for row, polygons in enumerate(drawn):
        if polygons:
            areas[row] = _areas_only(shapely.union_all(shapely.make_valid(list(polygons))))
    known = ~shapely.is_missing(areas)
    apart = [row for row in np.flatnonzero(known) if _in_parts(areas[row])]
    one, other = shapely.STRtree(areas).query(areas, predicate="intersects")
    one, other = one[one < other], other[one < other]
    common = shapely.area(shapely.intersection(areas[one], areas[other]))
    smaller = np.minimum(shapely.area(areas[one]), shapely.area(areas[other]))
    share = np.divide(common, smaller, out=np.zeros_like(common), where=smaller > 0)
    over = share > OVERLAP_SHARE
    overlapping = zip(one[over].tolist(), other[over].tolist(), share[over].tolist(), strict=True)
    return areas, Defects(tuple(crossing), tuple(map(int, apart)), tuple(overlapping))


def is_tangle(polygon: Any) -> bool:
    """Whether an outline crosses itself so often that nobody can say what it encloses."""
    corners = shapely.get_coordinates(polygon.exterior)
    sides = np.unique(np.linspace(0, len(corners) - 2, min(SAMPLED, len(corners) - 1)).astype(int))
    lines = shapely.linestrings(np.stack([corners[sides], corners[sides + 1]], axis=1))
    crossing = len(shapely.STRtree(lines).query(lines, predicate="crosses")[0]) / 2
    return bool(crossing * ((len(corners) - 1) / len(sides)) ** 2 > MOST_CROSSINGS)


def _areas_only(shape: Any) -> Any:
    return shapely.MultiPolygon(list(parts_of(shape, "Polygon")))


def _in_parts(area: Any) -> bool:
    return area.geom_type == "MultiPolygon" and len(list(parts_of(shapely.buffer(area, EXCLAVE_M / 2), "Polygon"))) > 1
