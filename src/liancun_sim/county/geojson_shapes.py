"""Geometry objects of GeoJSON (RFC 7946), checked."""

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

FEWEST_POINTS = 4  # of a ring, its first repeated
MOST_POINTS = 20_000_000  # of one ring or line; a county's whole map has a hundredth [assumption]


class NotGeometry(ValueError):
    """A geometry that breaks the format."""


def closed(ring: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The ring with its first point repeated at the end."""
    if len(ring) and (ring[0] != ring[-1]).any():
        return np.vstack([ring, ring[:1]])
    return ring


def geometry_of(content: Any) -> Any:
    """The shape of a geometry object, flat; None for an empty one.

    Raises
    ------
    NotGeometry
        If it breaks the format.
    """
    if content is None:
        return None
    if not isinstance(content, dict):
        raise NotGeometry
    kind = content.get("type")
    given: Any = content.get("coordinates")
    try:
        match kind:
            case "Point":
                return shapely.Point(_points([given])[0])
            case "MultiPoint":
                return shapely.MultiPoint(_points(given))
            case "LineString":
                return shapely.LineString(_points(given))
            case "MultiLineString":
                return shapely.MultiLineString([_points(line) for line in given])
            case "Polygon":
                return _polygon(given)
            case "MultiPolygon":
                return shapely.MultiPolygon([part for rings in given if (part := _polygon(rings)) is not None])
            case "GeometryCollection":
                parts = [part for one in content["geometries"] if one.get("type") != kind
                         for part in [geometry_of(one)] if part is not None]  # fmt: skip
                return shapely.GeometryCollection(parts)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, shapely.errors.ShapelyError):
        raise NotGeometry from None
    raise NotGeometry


def _polygon(rings: Any) -> Any:
    if not rings:
        return None
    outer, *holes = (closed(_points(ring)) for ring in rings)
    if len(outer) < FEWEST_POINTS:
        return None
    return shapely.Polygon(outer, [hole for hole in holes if len(hole) >= FEWEST_POINTS])


def _points(given: Any) -> Any:
    """(point, 2) float64 of a list of positions, heights left out."""
    if not isinstance(given, list) or len(given) > MOST_POINTS or not all(map(_is_position, given)):
        raise NotGeometry
    points = np.array([position[:2] for position in given], dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(points).all():
        raise NotGeometry
    return points


def _is_position(one: Any) -> bool:
    return isinstance(one, list) and len(one) >= 2 and type(one[0]) in (int, float) and type(one[1]) in (int, float)
