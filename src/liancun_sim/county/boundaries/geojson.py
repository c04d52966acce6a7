"""GeoJSON (RFC 7946, and the older one with a ``crs``)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from liancun_sim.county.boundaries.layer import MOST_FEATURES, Feature, Layer, tell_broken
from liancun_sim.county.boundaries.reference import Reference, reference_of_epsg
from liancun_sim.county.geojson_shapes import NotGeometry, geometry_of
from liancun_sim.county.outlines import COUNTY_KM
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.files import json_of

_EPSG = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d{4,6})$")


def read_geojson(data: bytes, file: str, encoding: str | None, findings: Findings) -> Layer:
    """A layer from the bytes of a GeoJSON file.

    Raises
    ------
    BadInput
        If it is no GeoJSON, or a geometry in it is broken.
    """
    text, used = _decoded(data, encoding, findings)
    content = _parsed(text, findings)
    if isinstance(content, dict) and content.get("type") == "Feature":
        content = {"type": "FeatureCollection", "features": [content]}
    if not isinstance(content, dict) or not isinstance(content.get("features"), list):
        findings.refuse("boundaries.not_geojson")
    if len(content["features"]) > MOST_FEATURES:
        findings.refuse("boundaries.too_many", most=MOST_FEATURES)
    features, shapeless, broken = [], [], []
    for number, one in enumerate(content["features"], start=1):
        try:
            geometry = geometry_of(one.get("geometry")) if isinstance(one, dict) else None
        except NotGeometry:
            broken.append(number)
            continue
        if geometry is not None and not geometry.is_empty:
            features.append(Feature(number, dict(_properties(one)), geometry))
        elif isinstance(one, dict):
            shapeless.append(dict(_properties(one)))
    tell_broken(broken, findings)
    findings.stop_if_any()
    reference = _reference(content.get("crs"))
    return Layer(file, "GeoJSON", tuple(features), reference, used, shapeless=tuple(shapeless))


def _parsed(text: str, findings: Findings) -> Any:
    try:
        return json_of(text)
    except json.JSONDecodeError as wrong:
        findings.refuse("boundaries.not_json", line=wrong.lineno)
    except ValueError:
        findings.refuse("boundaries.no_map_at_all")


def _properties(feature: dict[str, Any]) -> Iterator[tuple[str, str]]:
    own = feature.get("properties")
    own = own if isinstance(own, dict) else {}
    if "id" not in own and isinstance(feature.get("id"), (str, int)):
        yield "id", str(feature["id"])
    for key, value in own.items():
        if isinstance(value, (str, int, float)):
            yield str(key), str(value)


def _reference(crs: Any) -> Reference | None:
    """What the older format says of its coordinates; silence leaves the datum open, whatever the newer one asks for."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str):
        return None
    if name == COUNTY_KM:
        return Reference("county", name)
    if name.endswith("CRS84"):
        return Reference("degrees", name, "wgs84")
    code = _EPSG.search(name)
    return (reference_of_epsg(int(code.group(1))) if code else None) or Reference("unread", name)


def _decoded(data: bytes, encoding: str | None, findings: Findings) -> tuple[str, str]:
    try:
        if encoding is not None:
            return data.decode(encoding), encoding
        return data.decode("utf-8-sig"), "utf-8"
    except LookupError:
        findings.refuse("unknown_encoding", encoding=encoding)
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError:
        findings.refuse("boundaries.no_encoding")
