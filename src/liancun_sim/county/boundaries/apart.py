"""Why a table's coordinates and a map's villages lie apart: what each likely mistake would move, tried out.

A shift of hundreds of metres is a web map's; one of many kilometres is a zone, degrees and minutes written as
decimals, or another county. What brings points into their villages is named; else what is possible.
"""

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.boundaries.ground import Ground
from liancun_sim.county.datums import DATUMS, to_wgs84
from liancun_sim.county.gauss_kruger import strip_named
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.phrases import WHOLE_FILE, Findings, phrase, plain
from liancun_sim.vocabulary import Label

Floats = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]

WEB_M = 3000.0
"""A shift beyond this is no web map's. [assumption; BD-09 moves by up to 1.5 km]"""

FITTING_M = 1500.0
"""Common offset that a mistake may leave to be the likely one. [assumption]"""

SCATTERED_M = 2000.0
"""Usual distance from the common offset, beyond which there is none. [assumption]"""

ZONE_DEGREES = 3.0

WINDS = (
    Label("east", "东"), Label("north-east", "东北"), Label("north", "北"), Label("north-west", "西北"),
    Label("west", "西"), Label("south-west", "西南"), Label("south", "南"), Label("south-east", "东南"),
)  # fmt: skip


def offset(areas: Shapes, theirs: Floats) -> Floats:
    """(2,) how far points usually lie from the middle of their villages, east and north. [m]"""
    return np.asarray(np.median(_each(areas, theirs), axis=0))


def ask_apart(areas: Shapes, theirs: Floats, degrees: Floats, inside: int, ground: Ground, findings: Findings) -> None:
    """Asks about points beside their villages, with the likely cause.

    Parameters
    ----------
    areas : (village,). theirs, degrees : (village, 2) the table's points, on the map's plane [m] and as it gives them.
    inside : how many lie in their own village.
    """
    shift = offset(areas, theirs)
    apart = float(np.hypot(*shift))
    scatter = float(np.median(np.hypot(*(_each(areas, theirs) - shift).T)))
    alone = Way("accept", phrase("boundaries.then_map_alone"))
    if scatter > max(SCATTERED_M, apart):
        findings.ask("map_unlike_table", WHOLE_FILE, [alone], name="map-beside-table", count=len(areas), inside=inside)
    elif apart <= WEB_M:
        ways = [*_datums(areas, theirs, ground), alone]
        metres = f"{apart:,.0f}"
        findings.ask("map_beside_table", WHOLE_FILE, ways, count=len(areas), inside=inside, metres=metres)
    else:
        way, cause = _cause(areas, theirs, degrees, ground, findings)
        wind = WINDS[round(float(np.degrees(np.arctan2(shift[1], shift[0]))) / 45) % 8]
        findings.ask("map_far_from_table", WHOLE_FILE, [*way, alone], name="map-beside-table", count=len(areas),
                     inside=inside, km=f"{float(f'{apart / 1000:.3g}'):,g}", wind=wind, cause=cause)  # fmt: skip


def _datums(areas: Shapes, theirs: Floats, ground: Ground) -> list[Way]:
    """The datums a map in degrees may be in, the likeliest first."""
    if not ground.may_be_shifted or ground.plane is None:
        return []
    degrees = ground.plane.inverse(shapely.get_coordinates(areas))
    aside = {}
    for datum in DATUMS:
        metres = ground.plane.forward(to_wgs84(degrees, datum))
        aside[datum] = float(np.hypot(*offset(shapely.set_coordinates(areas.copy(), metres), theirs)))
    likeliest = sorted((one for one in DATUMS if one not in ("wgs84", "cgcs2000")), key=aside.__getitem__)
    return [Way("datum", phrase("boundaries.then_datum", datum=one.upper()), one) for one in likeliest]


def _cause(
    areas: Shapes, theirs: Floats, degrees: Floats, ground: Ground, findings: Findings
) -> tuple[list[Way], Label]:
    """What would bring the points into their villages; else all that is possible."""
    if ground.plane is None:
        return [], phrase("boundaries.cause_any")
    for meant in (_with_minutes(degrees), _with_seconds(degrees)):
        if meant is not None and np.hypot(*offset(areas, ground.plane.forward(meant))) <= FITTING_M:
            given, read = (plain(float(one[0, 0])) for one in (degrees, np.round(meant, 4)))
            return [], phrase("boundaries.cause_minutes", given=given, meant=read)
    middles = ground.plane.inverse(shapely.get_coordinates(shapely.centroid(areas)))
    there = ground.plane.inverse(theirs)
    zones = round(float(np.median(there[:, 0] - middles[:, 0])) / ZONE_DEGREES) * ZONE_DEGREES
    turned = ground.plane.forward(there - np.array([zones, 0.0]))
    if zones and np.hypot(*offset(areas, turned)) <= FITTING_M:
        strip = None if findings.answers.zone is None else strip_named(findings.answers.zone)
        if strip is None:
            return [], phrase("boundaries.cause_zone", degrees=f"{abs(zones):g}", wind=WINDS[0 if zones > 0 else 4])
        meridian = f"{strip.central_meridian + zones:g}"
        way = Way("zone", phrase("boundaries.then_meridian", meridian=meridian), f"{meridian}E")
        return [way], phrase("boundaries.cause_zone", degrees=f"{abs(zones):g}", wind=WINDS[0 if zones > 0 else 4])
    return [], phrase("boundaries.cause_any")


def _with_minutes(degrees: Floats) -> Floats | None:
    """115.37 read as 115°37′; None where it cannot be."""
    whole = np.floor(degrees)
    minutes = (degrees - whole) * 100
    return whole + minutes / 60 if (minutes < 60).all() else None


def _with_seconds(degrees: Floats) -> Floats | None:
    """115.3712 read as 115°37′12″; None where it cannot be."""
    whole = np.floor(degrees)
    hundredths = (degrees - whole) * 100
    minutes = np.floor(hundredths + 1e-7)
    seconds = np.maximum((hundredths - minutes) * 100, 0)
    return whole + minutes / 60 + seconds / 3600 if (minutes < 60).all() and (seconds < 60).all() else None


def _each(areas: Shapes, theirs: Floats) -> Floats:
    return np.asarray(theirs - shapely.get_coordinates(shapely.centroid(areas)))
