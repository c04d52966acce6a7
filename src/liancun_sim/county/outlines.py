"""``boundaries.geojson`` of a county folder: outlines in the county's own kilometres, by village id.

The same kilometres as the villages' positions, so that a map needs no projection; `in_degrees` gives them
back for other programs.
"""

import copy
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.faults import MOST_BYTES, Faults
from liancun_sim.county.gauss_kruger import WGS84, TransverseMercator
from liancun_sim.county.geojson_shapes import NotGeometry, geometry_of
from liancun_sim.files import read_json, reason

FILE = "boundaries.geojson"

COUNTY_KM = "liancun:county-km"
"""Name of the plane in which a county folder keeps its boundaries: kilometres east and north of its own corner."""

DIGITS = 4  # a tenth of a metre


def collection(
    villages: Sequence[tuple[str, str, str]], drawn: Sequence[Sequence[Any]], corner_m: npt.NDArray[np.float64]
) -> dict[str, Any]:
    """GeoJSON of villages' polygons (metres) in kilometres from a corner, as drawn; villages : id, township, name."""
    features = []
    for (key, township, name), polygons in sorted(zip(villages, drawn, strict=True), key=lambda pair: pair[0]):
        if polygons:
            shape = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons))
            shape = shapely.transform(shape, lambda metres: np.round((metres - corner_m) / 1000, DIGITS))
            properties = {"id": key, "township": township, "name": name}
            geometry = json.loads(shapely.to_geojson(shape))
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    crs = {"type": "name", "properties": {"name": COUNTY_KM}}
    return {"type": "FeatureCollection", "crs": crs, "features": features}


def read_boundaries(path: Path, ids: Collection[str], faults: Faults) -> Mapping[str, Any] | None:
    """The boundaries of a county folder, checked; None where they are faulty."""
    try:
        content = read_json(path, MOST_BYTES)
    except OSError as error:
        faults.add(FILE, "unreadable", reason=reason(error))
        return None
    except ValueError as error:
        faults.add(FILE, "not_json", error.lineno if isinstance(error, json.JSONDecodeError) else None)
        return None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        faults.add(FILE, "not_features")
        return None
    known = set(ids)
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        name = properties.get("id") if isinstance(properties, dict) else None
        if not isinstance(name, str) or name not in known:
            faults.add(FILE, "feature_of_nobody", number=number, id="–" if name is None else name)
            continue
        try:
            geometry_of(feature.get("geometry"))
        except NotGeometry:
            faults.add(FILE, "broken_outline", number=number, id=name)
    return dict(content)


def plane_of(provenance: Mapping[str, Any]) -> Mapping[str, float] | None:
    """The plane of a county's kilometres, as its provenance has it; None where nobody knows where they lie."""
    known = provenance.get("boundaries")
    plane = known.get("plane") if isinstance(known, Mapping) else None
    keys = ("central_meridian", "east_m", "north_m")
    if not isinstance(plane, Mapping) or not all(isinstance(plane.get(key), int | float) for key in keys):
        return None
    return {key: float(plane[key]) for key in keys}


def in_degrees(boundaries: Mapping[str, Any], plane: Mapping[str, float]) -> dict[str, Any]:
    """Boundaries of a county in WGS 84 degrees, for other programs.

    plane : of the county's provenance: central_meridian [°], east_m and north_m of its corner.
    """
    strip = TransverseMercator(plane["central_meridian"], 0.0, ellipsoid=WGS84)
    corner = np.array([plane["east_m"], plane["north_m"]])
    out = copy.deepcopy({key: value for key, value in boundaries.items() if key != "crs"})
    for feature in out["features"]:
        shape = geometry_of(feature["geometry"])
        if shape is not None:
            shape = shapely.transform(shape, lambda km: np.round(strip.inverse(km * 1000 + corner), 7))
            feature["geometry"] = json.loads(shapely.to_geojson(shape))
    return out


def shapes_of(boundaries: Mapping[str, Any]) -> dict[str, Any]:
    """Each village's area, by id; what has no shape is left out. [km]"""
    parts: dict[str, list[Any]] = {}
    for feature in boundaries["features"]:
        if (shape := geometry_of(feature["geometry"])) is not None:
            parts.setdefault(feature["properties"]["id"], []).append(shape)
    return {key: of[0] if len(of) == 1 else shapely.union_all(of) for key, of in parts.items()}


def outlines_of(boundaries: Mapping[str, Any] | None) -> dict[str, tuple[npt.NDArray[np.float64], ...]]:
    """The rings of every village's areas for drawing, by id: outer ones anticlockwise, holes clockwise. [km]

    What no picture of the county could show (a two-thousandth of its width) is left out.
    """
    shapes: dict[str, list[Any]] = {}
    for feature in (boundaries or {}).get("features", ()):
        parts = shapely.get_parts(geometry_of(feature["geometry"]) or shapely.Polygon())
        shapes.setdefault(feature["properties"]["id"], []).extend(part for part in parts if part.geom_type == "Polygon")
    everything = [part for parts in shapes.values() for part in parts]
    if not everything:
        return {}
    west, south, east, north = shapely.total_bounds(everything)
    finest = max(east - west, north - south) / 2000
    found = {}
    for key, parts in shapes.items():
        rings = [ring for part in parts for ring in _rings(shapely.orient_polygons(part.simplify(finest)))]
        if rings:
            found[key] = tuple(rings)
    return found


def _rings(part: Any) -> list[npt.NDArray[np.float64]]:
    if part.geom_type != "Polygon" or part.is_empty:
        return []
    return [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
