"""What a file says its coordinates are: an EPSG number, or well-known text (.prj, GeoPackage)."""

import re
from dataclasses import dataclass
from typing import Literal

from liancun_sim.county.gauss_kruger import (
    CGCS2000,
    KRASSOVSKY,
    WGS84,
    XIAN1980,
    TransverseMercator,
    gauss_kruger,
)  # fmt: skip

_DATUMS = (
    ("cgcs2000", CGCS2000, re.compile(r"cgcs.?2000|china.geodetic.coordinate.system|china.2000", re.IGNORECASE)),
    ("wgs84", WGS84, re.compile(r"wgs.?(19)?84|world.geodetic", re.IGNORECASE)),
    ("xian1980", XIAN1980, re.compile(r"xian.?(19)?80", re.IGNORECASE)),
    ("beijing1954", KRASSOVSKY, re.compile(r"beijing.?(19)?54", re.IGNORECASE)),
)
_PROJECTION = re.compile(r'PROJECTION\s*\[\s*"([^"]*)"', re.IGNORECASE)
_PARAMETER = re.compile(r'PARAMETER\s*\[\s*"([^"]*)"\s*,\s*([-+\d.eE]+)', re.IGNORECASE)
_UNIT = re.compile(r'UNIT\s*\[\s*"([^"]*)"', re.IGNORECASE)
_NAME = re.compile(r'^\s*(PROJCS|GEOGCS|PROJCRS|GEOGCRS)\s*\[\s*"([^"]*)"', re.IGNORECASE)
_TRANSVERSE = re.compile(r"transverse_?mercator|gauss_?kruger", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """What coordinates are.

    Parameters
    ----------
    kind : degrees; strip, metres of a transverse Mercator projection; web, metres of web Mercator; county, its own
        kilometres; unread, a projection that is not read here.
    name : as the file calls it. datum : wgs84, cgcs2000, xian1980, beijing1954, or "" where the file does not say.
    strip : the projection of ``strip``.
    """

    kind: Literal["degrees", "strip", "web", "county", "unread"]
    name: str
    datum: str = ""
    strip: TransverseMercator | None = None


def reference_of_epsg(code: int) -> Reference | None:
    """The reference systems in use for counties in China, by EPSG number; None for others."""
    name = f"EPSG:{code}"
    if code in _DEGREES:
        return Reference("degrees", name, _DEGREES[code])
    if code == 3857:
        return Reference("web", name, "wgs84")
    if code in range(32643, 32654):  # UTM on WGS 84, zones 43–53
        meridian = 6.0 * (code - 32600) - 183
        return Reference("strip", name, "wgs84", TransverseMercator(meridian, scale=0.9996, ellipsoid=WGS84))
    for first, last, zone, numbered, datum, ellipsoid in _STRIPS:
        if first <= code <= last:
            strip = gauss_kruger(zone + code - first, numbered=numbered, ellipsoid=ellipsoid)
            return Reference("strip", name, datum, strip)
    return None


def reference_of_text(text: str) -> Reference | None:
    """The reference a well-known text describes; None where it is no such text."""
    head = _NAME.match(text)
    if head is None:
        return None
    name = head.group(2)
    datum, ellipsoid = next(((key, figure) for key, figure, pattern in _DATUMS if pattern.search(text)), ("", CGCS2000))
    if head.group(1).upper().startswith("GEOG"):
        return Reference("degrees", name, datum)
    if not _TRANSVERSE.search(text):
        web = re.search(r"mercator_auxiliary_sphere|pseudo-mercator|popular visualisation", text, re.IGNORECASE)
        return Reference("web" if web else "unread", name, datum)
    given = {key.lower().replace(" ", "_"): float(value) for key, value in _numbers(text)}
    units = _UNIT.findall(text)
    known = "central_meridian" in given and given.get("latitude_of_origin", 0.0) == 0 == given.get("false_northing", 0)
    if not known or not units or not units[-1].lower().startswith(("met", "m")):
        return Reference("unread", name, datum)
    strip = TransverseMercator(
        given["central_meridian"], given.get("false_easting", 0.0), given.get("scale_factor", 1.0), ellipsoid
    )
    return Reference("strip", name, datum, strip)


def _numbers(text: str) -> list[tuple[str, str]]:
    found = []
    for key, value in _PARAMETER.findall(text):
        try:
            float(value)
        except ValueError:
            continue
        found.append((key, value))
    return found


_DEGREES = {4326: "wgs84", 4979: "wgs84", 4490: "cgcs2000", 4480: "cgcs2000", 4610: "xian1980", 4214: "beijing1954"}

_STRIPS = (  # first and last number, zone of the first, whether eastings carry it
    (4491, 4501, 13, True, "cgcs2000", CGCS2000), (4502, 4512, 13, False, "cgcs2000", CGCS2000),
    (4513, 4533, 25, True, "cgcs2000", CGCS2000), (4534, 4554, 25, False, "cgcs2000", CGCS2000),
    (2327, 2337, 13, True, "xian1980", XIAN1980), (2338, 2348, 13, False, "xian1980", XIAN1980),
    (2349, 2369, 25, True, "xian1980", XIAN1980), (2370, 2390, 25, False, "xian1980", XIAN1980),
    (21413, 21423, 13, True, "beijing1954", KRASSOVSKY), (21453, 21463, 13, False, "beijing1954", KRASSOVSKY),
    (2401, 2421, 25, True, "beijing1954", KRASSOVSKY), (2422, 2442, 25, False, "beijing1954", KRASSOVSKY),
)  # fmt: skip
