"""Where a layer's numbers lie on the ground: degrees of whichever datum, or metres of a projection, made one plane.

The plane of a county is a transverse Mercator projection about its own middle, in metres; over a county it
keeps lengths within a few millionths.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.boundaries.layer import Layer
from liancun_sim.county.boundaries.reference import Reference
from liancun_sim.county.datums import Datum, to_wgs84
from liancun_sim.county.gauss_kruger import WGS84, TransverseMercator, gauss_kruger, strip_named, zone_of_easting
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.phrases import WHOLE_FILE, Findings, listed, phrase
from liancun_sim.vocabulary import Label

Floats = npt.NDArray[np.float64]

CHINA_EAST, CHINA_NORTH = (73.0, 136.0), (17.0, 54.5)
"""Where counties lie. [degrees]"""

NORTHING_M, EASTING_M = (1_800_000.0, 6_050_000.0), (100_000.0, 900_000.0)
"""Of Gauss–Krüger coordinates in China, eastings without the zone's number. [m]"""

WEB_LIKE_ZONES = range(13, 16)
"""Numbers before an easting that web Mercator metres of eastern China have too."""

WEB_RADIUS_M = 6_378_137.0


@dataclass(frozen=True)
class Ground:
    """A layer on the county's plane.

    Parameters
    ----------
    shapes : of the layer's features, in metres. plane : from WGS 84 degrees to the plane; None for a county's own
        kilometres. said : what the numbers were taken to be. may_be_shifted : in degrees, and no person has said of
        which datum. remarks : what to look at twice.
    """

    shapes: npt.NDArray[np.object_]
    plane: TransverseMercator | None
    said: Label
    may_be_shifted: bool = False
    remarks: tuple[Label, ...] = ()


def on_the_ground(
    layer: Layer, datum: Datum | None, findings: Findings, plane: TransverseMercator | None = None
) -> Ground:
    """A layer on a county's plane, or on one laid about the layer's own middle.

    Raises
    ------
    BadInput
        If the numbers can be no coordinates of what the file says they are; `Doubtful` where a zone is missing.
    """
    shapes = shapely.force_2d(np.array([feature.geometry for feature in layer.features], dtype=object))
    numbers = shapely.get_coordinates(shapes)
    if not len(numbers):
        findings.refuse("boundaries.no_shapes")
    reference = layer.reference
    if reference is not None and reference.kind == "county":
        return Ground(shapely.transform(shapes, lambda points: points * 1000), None, phrase("boundaries.in_county_km"))
    if reference is not None and reference.kind == "unread":
        findings.refuse("boundaries.projection_unread", name=reference.name)
    remarks: list[Label] = []
    if _swapped(numbers):
        numbers = numbers[:, ::-1]
        remarks.append(phrase("boundaries.swapped"))
    if _within(numbers, (-180, 180), (-90, 90)):
        degrees, said = numbers, phrase("boundaries.in_degrees")
    else:
        degrees, said = _from_metres(numbers, reference, findings)
    stated = reference.datum if reference is not None else ""
    in_degrees = degrees is numbers
    if datum is not None:
        said = phrase("boundaries.with_datum", said=said, datum=datum.upper())
    elif stated:
        said = phrase("boundaries.with_datum", said=said, datum=stated.upper())
        if stated in ("xian1980", "beijing1954"):
            remarks.append(phrase("boundaries.old_datum", datum=stated.upper()))
    degrees = to_wgs84(degrees, datum or "wgs84")
    if not _within(degrees, CHINA_EAST, CHINA_NORTH):
        remarks.append(phrase("boundaries.outside_china"))
    plane = plane or TransverseMercator(round(float(np.median(degrees[:, 0])), 1), 0.0, ellipsoid=WGS84)
    metres = plane.forward(degrees)
    placed = shapely.set_coordinates(shapes.copy(), metres)
    return Ground(placed, plane, said, in_degrees and datum is None, tuple(remarks))


def read_fact(layer: Layer, ground: Ground) -> Label:
    """What a layer was read as."""
    encoding = phrase("boundaries.in_encoding", encoding=layer.encoding) if layer.encoding else Label("", "")
    return phrase("boundaries.read", file=layer.file, kind=layer.kind, count=len(layer.features), encoding=encoding,
                  said=ground.said)  # fmt: skip


def middle_fact(ground: Ground, metres: Floats) -> list[Label]:
    """Where the middle of the villages lies in degrees, to be looked up; nothing on a county's own plane."""
    if ground.plane is None:
        return []
    east, north = ground.plane.inverse(np.median(metres, axis=0, keepdims=True))[0]
    return [phrase("boundaries.middle", east=f"{east:.2f}", north=f"{north:.2f}")]


def _from_metres(numbers: Floats, reference: Reference | None, findings: Findings) -> tuple[Floats, Label]:
    if reference is not None and reference.kind == "web":
        degrees = np.degrees(
            np.column_stack([numbers[:, 0] / WEB_RADIUS_M, np.arctan(np.sinh(numbers[:, 1] / WEB_RADIUS_M))])
        )
        return degrees, phrase("boundaries.in_web_metres")
    east, north = numbers.T
    zones = np.unique(east // 1_000_000).astype(int)
    east = east % 1_000_000
    if not (_inside(north, NORTHING_M) and _inside(east, EASTING_M)):
        findings.refuse("boundaries.no_coordinates", x=f"{numbers[0, 0]:g}", y=f"{numbers[0, 1]:g}")
    metres = np.column_stack([east, north])
    if reference is not None and reference.strip is not None:
        return _in_strip(metres, zones, reference, findings)
    numbered = {zone: zone_of_easting(zone * 1e6) for zone in zones.tolist()}
    if all(numbered.values()):
        return _in_zones(metres, (numbers[:, 0] // 1_000_000).astype(int), findings)
    if any(zones):
        findings.refuse("boundaries.no_coordinates", x=f"{numbers[0, 0]:g}", y=f"{numbers[0, 1]:g}")
    strip = _asked_strip(findings)
    return strip.inverse(metres), phrase("boundaries.in_strip", meridian=f"{strip.central_meridian:g}")


def _in_strip(
    metres: Floats, zones: npt.NDArray[np.int_], reference: Reference, findings: Findings
) -> tuple[Floats, Label]:
    """By the projection the file names; eastings may carry the zone's number though it does not say so."""
    strip = reference.strip
    assert strip is not None
    for zone in zones[zones > 0].tolist():
        known = zone_of_easting(zone * 1e6)
        if known is None or gauss_kruger(known, numbered=True).central_meridian != strip.central_meridian:
            findings.refuse(
                "boundaries.zone_conflict", zone=zone, name=reference.name, meridian=f"{strip.central_meridian:g}"
            )
    bare = TransverseMercator(strip.central_meridian, strip.false_easting % 1_000_000, strip.scale, strip.ellipsoid)
    return bare.inverse(metres), phrase("boundaries.in_strip", meridian=f"{strip.central_meridian:g}")


def _in_zones(metres: Floats, zone: npt.NDArray[np.int_], findings: Findings) -> tuple[Floats, Label]:
    """By the zone's number before each easting."""
    numbers = np.unique(zone).tolist()
    if set(numbers) & set(WEB_LIKE_ZONES) and findings.answers.zone is None:
        ways = tuple(Way("zone", phrase("boundaries.then_zone", zone=one), str(one)) for one in numbers)
        findings.ask("web_or_zone", WHOLE_FILE, ways, zone=numbers[0])
        findings.stop_if_any()
    degrees = np.empty_like(metres)
    for one in numbers:
        degrees[zone == one] = gauss_kruger(one, numbered=False).inverse(metres[zone == one])
    strips = [phrase("boundaries.zone", zone=one, meridian=f"{_meridian(one):g}") for one in numbers]
    return degrees, phrase("boundaries.in_zones", zones=listed(strips))


def _asked_strip(findings: Findings) -> TransverseMercator:
    given = findings.answers.zone
    if given is None:
        findings.ask("zone_of_map", WHOLE_FILE, (Way("zone", phrase("boundaries.then_name_zone")),))
        findings.stop_if_any()
    strip = strip_named(str(given))
    if strip is None:
        findings.refuse("boundaries.no_zone", zone=given)
    return strip


def _meridian(zone: int) -> float:
    return gauss_kruger(zone, numbered=False).central_meridian


def _swapped(numbers: Floats) -> bool:
    """Whether the first number of each pair is the latitude or the northing, and cannot be anything else."""
    east, north = numbers[:, 1], numbers[:, 0]
    if _inside(east, CHINA_EAST) and _inside(north, CHINA_NORTH):
        return True
    return _inside(north, NORTHING_M) and (_inside(east, EASTING_M) or _inside(east, (13_000_000, 46_000_000)))


def _within(numbers: Floats, east: tuple[float, float], north: tuple[float, float]) -> bool:
    return _inside(numbers[:, 0], east) and _inside(numbers[:, 1], north)


def _inside(values: Floats, bounds: tuple[float, float]) -> bool:
    return bool(bounds[0] <= values.min() and values.max() <= bounds[1])
