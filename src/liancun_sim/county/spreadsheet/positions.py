"""Where villages lie, in kilometres east and north, from kilometres, metres, Gauss–Krüger metres or degrees."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from liancun_sim.county.gauss_kruger import zone_of_easting
from liancun_sim.county.spreadsheet.columns import PAIRS as EITHER
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase, plain
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.vocabulary import Label

KM_PER_DEGREE = 111.195
"""One degree of a great circle on a sphere of radius 6,371.0 km (mean radius; error below 0.4 % against WGS 84)."""

LIKELY_SPACING_KM = (0.05, 30.0)
"""Median distance to the nearest village; outside it the unit of the coordinates is doubted. [assumption]"""

FAR_KM, FAR_SPACINGS = 8.0, 10.0
"""A village is far off if its nearest neighbour is at least this far, and this many times the usual. [assumption]"""

NORTH_OF_CHINA_M = (1_900_000.0, 6_100_000.0)
"""Northings of Gauss–Krüger coordinates between 17 and 55 degrees. [m]"""

FARTHEST_ORIGIN_KM = 150.0
"""No village is so far from a corner of its own county. [km]"""

HIGHEST_LATITUDE = 66.0
LONGITUDES, LATITUDES = (73.0, 136.0), (3.0, 54.0)
"""Of China. [degrees]"""

PAIRS = tuple(reversed(EITHER))  # kilometres before degrees, where a table has both

Column = Sequence[str | int | float | None]
Places = npt.NDArray[np.float64]


MOST_IN_ONE_PLACE = 200
"""Villages with the same coordinates, those of their township perhaps: of more they say nothing. [assumption]"""


def positions(
    columns: Mapping[str, Column], mapped: Mapping[str, Mapped], names: Sequence[str], sheet: str, findings: Findings
) -> tuple[Places | None, list[Label]]:
    """Positions from whichever pair of columns the table fills, and what to say about them.

    Returns
    -------
    (village, 2) float64 in km, or None where the table gives none (or gives them with faults).
    """
    remarks: list[Label] = []
    filled = [field for pair in PAIRS for field in pair if any(value is not None for value in columns.get(field, ()))]
    for east, north in PAIRS:
        if (east in filled) != (north in filled):
            present, missing = (east, north) if east in filled else (north, east)
            if findings.asks_for(missing):
                return None, remarks
            header = mapped[present].header.text
            at = At(sheet, column=mapped[present].column)
            findings.add("half_a_position", at, header=header, missing=label_of(missing))
            return None, remarks
    used = next((pair for pair in PAIRS if pair[0] in filled), None)
    if used is None:
        return None, remarks
    if len(filled) == 4:
        remarks.append(phrase("degrees_unused"))
    first, second = (columns[field] for field in used)
    zero_is_none = used == PAIRS[1] or _are_large(first)
    without = [
        (name, one == 0 or other == 0)
        for name, one, other in zip(names, first, second, strict=True)
        if one is None or other is None or (zero_is_none and (one == 0 or other == 0))
    ]
    if without:
        key = "zeros_for_positions" if any(zero for _, zero in without) else "positions_missing"
        findings.add(key, At(sheet, column=mapped[used[0]].column), villages=listed(name for name, _ in without))
        return None, remarks
    places = np.column_stack([np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)])
    at = At(sheet, column=mapped[used[0]].column)
    known = (
        _in_degrees(places, names, at, findings) if used == PAIRS[1] else _in_kilometres(places, at, remarks, findings)
    )
    if known is None:
        return None, remarks
    _, inverse, counts = np.unique(known, axis=0, return_inverse=True, return_counts=True)
    if counts.max() > MOST_IN_ONE_PLACE:
        if len(counts) == 1:
            findings.add("all_in_one_place", At(sheet))
            return None, remarks
        findings.add("many_in_one_place", at, count=int(counts.max()), villages=len(names))
        return None, remarks
    _doubt(known, sheet, findings)
    remarks += far_off(known, names)
    shared = [name for name, place in zip(names, inverse.ravel(), strict=True) if counts[place] > 1]
    if shared:
        remarks.append(phrase("same_place", villages=listed(shared)))
    return known, remarks


def _are_large(axis: Column) -> bool:
    """Whether positions are counted from an origin that lies in no county, so that 0 can only stand for nothing."""
    return float(np.median([abs(float(value)) for value in axis if value is not None])) > FARTHEST_ORIGIN_KM


def _in_degrees(degrees: Places, names: Sequence[str], at: At, findings: Findings) -> Places | None:
    """Longitude and latitude → km; None where they are not what their headers say, and nobody says what to do."""
    if are_swapped(degrees):
        if not ask_swapped(degrees, at, findings):
            return None
        degrees = degrees[:, ::-1]
    elif (np.abs(degrees[:, 1]) > HIGHEST_LATITUDE).any():
        wrong = [
            f"{name} {plain(latitude)}"
            for name, latitude in zip(names, degrees[:, 1], strict=True)
            if abs(latitude) > HIGHEST_LATITUDE
        ]
        findings.add("no_latitude", at, villages=listed(wrong), most=plain(HIGHEST_LATITUDE))
        return None
    return _from_degrees(degrees)


def are_swapped(degrees: Places) -> bool:
    """Whether longitudes and latitudes lie in China only the other way round."""
    return not _are_degrees(degrees) and _are_degrees(degrees[:, ::-1])


def ask_swapped(degrees: Places, at: At, findings: Findings) -> bool:
    """Whether a person says that longitude and latitude are to be exchanged; asked where they have not."""
    ways = (Way("accept", phrase("doubts.then_exchange")),)
    some = {"longitude": plain(degrees[0, 0]), "latitude": plain(degrees[0, 1])}
    return bool(findings.ask("swapped", at, ways, name="swapped", **some))


def _are_degrees(degrees: Places) -> bool:
    """Whether longitudes and latitudes lie within China."""
    low, high = np.array([LONGITUDES[0], LATITUDES[0]]), np.array([LONGITUDES[1], LATITUDES[1]])
    return bool(((degrees >= low) & (degrees <= high)).all())


def _from_degrees(degrees: Places) -> Places:
    """Longitude and latitude → km east and north of the south-west corner (equirectangular about the mean latitude)."""
    corner = degrees.min(axis=0)
    east = math.cos(math.radians((corner[1] + degrees[:, 1].max()) / 2))
    return np.asarray(np.round((degrees - corner) * [KM_PER_DEGREE * east, KM_PER_DEGREE], 4))


def _in_kilometres(km: Places, at: At, remarks: list[Label], findings: Findings) -> Places | None:
    """Kilometres as they are; Gauss–Krüger metres from the south-west corner on, whichever axis is called X."""
    metres = km * 1000
    low, high = NORTH_OF_CHINA_M
    northern = [bool(((axis >= low) & (axis <= high)).all()) for axis in metres.T]
    if northern == [True, False]:
        metres = metres[:, ::-1]  # surveyors call north X
    elif northern != [False, True]:
        return km
    zones = {zone_of_easting(easting) for easting in metres[:, 0]}
    zone = zones.pop() if len(zones) == 1 else None
    if zones or (zone is None and not (metres[:, 0] < 1_000_000).all()):
        findings.add("several_zones", at)
        return None
    asked = findings.answers.zone
    if asked is not None and zone is not None and asked.strip().upper() not in _names_of(zone):
        findings.add("other_zone", at, asked=asked, zone=zone, meridian=_meridian(zone))
        return None
    axes = phrase("x_is_north") if northern[0] else phrase("x_is_east")
    remarks.append(
        phrase("projected_unnumbered", axes=axes)
        if zone is None else phrase("projected", axes=axes, zone=zone, meridian=_meridian(zone))
    )  # fmt: skip
    return np.asarray(np.round((metres - metres.min(axis=0)) / 1000, 4))


def _meridian(zone: int) -> int:
    return 6 * zone - 3 if zone < 24 else 3 * zone


def _names_of(zone: int) -> tuple[str, ...]:
    """What ``--zone`` may call a zone: its number, or its central meridian."""
    return str(zone), f"{_meridian(zone)}E", f"{_meridian(zone)}"


def _to_nearest(places: Places) -> Places:
    """How far each place is from the next."""
    from scipy.spatial import cKDTree  # slow to load: only for those who import

    found: Places = cKDTree(places).query(places, k=2)[0][:, 1]
    return found


def far_off(places: Places, names: Sequence[str]) -> list[Label]:
    """A remark on villages far from all others, by name: a digit of their position may be wrong."""
    if len(places) < 4:
        return []
    nearest = _to_nearest(places)
    usual = float(np.median(nearest))
    far = [
        phrase("doubts.far_village", village=name, distance=plain(float(f"{distance:.3g}")))
        for name, distance in zip(names, nearest, strict=True)
        if distance > max(FAR_KM, FAR_SPACINGS * usual)
    ]
    return [phrase("far_villages", villages=listed(far), usual=plain(float(f"{usual:.2g}")))] if far else []


def _doubt(places: Places, sheet: str, findings: Findings) -> None:
    apart = np.unique(places, axis=0)
    if len(apart) < 2:
        if len(places) > 1:
            findings.add("all_in_one_place", At(sheet))
        return
    nearest = float(np.median(_to_nearest(apart)))
    low, high = LIKELY_SPACING_KM
    if not low <= nearest <= high:
        findings.add(
            "doubtful_spacing", At(sheet), distance=plain(float(f"{nearest:.3g}")), low=plain(low), high=plain(high)
        )
