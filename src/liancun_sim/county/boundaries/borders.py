"""Which villages are neighbours by their borders, though two surveyors never draw one line twice the same way.

Two villages are neighbours where the border of each runs within `TOLERANCE_M` of the other over at least
`LEAST_LENGTH_M`. A common corner is no border. Measured on the default county's Voronoi cells with each
village drawn apart (``verification/boundaries.py``).
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Pairs = npt.NDArray[np.int64]

TOLERANCE_M = 50.0
"""How far apart the two drawings of one border may lie. [assumption, 25–75; maps at 1:10,000 are good to some 10 m]"""

LEAST_LENGTH_M = 120.0
"""How long a common border must run, counted as far as the two lie within the tolerance. Of villages that only meet
in a corner that is 100 m, 50 along each side, and 115 m where the corner is as sharp as 60°. [derived]"""


def shared_borders(areas: npt.NDArray[np.object_], tolerance_m: float = TOLERANCE_M) -> tuple[Pairs, Any]:
    """Pairs of areas that lie near each other, and the shorter of their two common borders.

    Parameters
    ----------
    areas : (village,) valid shapely areas, in metres; None where a village has none.

    Returns
    -------
    (pair, 2) int64 — rows, smaller first, sorted; and (pair,) float64 — length. [m]
    """
    known = np.flatnonzero(~shapely.is_missing(areas) & ~shapely.is_empty(areas))
    shapes = areas[known]
    if len(shapes) < 2:
        return np.empty((0, 2), dtype=np.int64), np.empty(0)
    border, around = shapely.boundary(shapes), shapely.buffer(shapes, tolerance_m, quad_segs=4)
    one, other = shapely.STRtree(shapes).query(around, predicate="intersects")
    one, other = one[one != other], other[one != other]
    length = shapely.length(shapely.intersection(border[one], around[other]))
    size = len(shapes)
    one_way = dict(zip((one * size + other).tolist(), length.tolist(), strict=True))
    pairs = sorted((a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a < b)
    both = [min(one_way[a * size + b], one_way.get(b * size + a, 0.0)) for a, b in pairs]
    return known[np.array(pairs, dtype=np.int64).reshape(-1, 2)], np.array(both)


def neighbours(areas: npt.NDArray[np.object_], tolerance_m: float = TOLERANCE_M) -> Pairs:
    """(pair, 2) int64 — rows of areas with a common border, smaller first, sorted."""
    pairs, length = shared_borders(areas, tolerance_m)
    return np.asarray(pairs[length >= LEAST_LENGTH_M * tolerance_m / TOLERANCE_M])
