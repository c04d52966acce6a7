"""Where each village lies: at the table's own coordinates where they agree with the map, else inside its outline."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.boundaries.apart import ask_apart, offset
from liancun_sim.county.boundaries.ground import Ground
from liancun_sim.county.spreadsheet.on_map import Known, Stated
from liancun_sim.county.spreadsheet.phrases import Findings, listed, phrase
from liancun_sim.vocabulary import Label

Floats = npt.NDArray[np.float64]

NEAR_M = 100.0
"""How far outside its outline a village's point may lie and still be taken. [assumption]"""

AGREEING_SHARE = 0.8
"""Of the points, how many must lie in their own village. [assumption]"""

SHIFT_M, FEWEST_COMPARED = 200.0, 8
"""Common offset of points from the middle of their villages that is doubted, in at least so many villages.
[assumption; web maps in China are off by 300–700 m, and by 900 m more]"""


def on_plane(stated: Stated, ground: Ground) -> Floats:
    """(village, 2) the table's degrees on a map's plane, or its kilometres where the map is in the same. [m]

    NaN where it gives none.
    """
    if ground.plane is None:
        return stated.km * 1000
    metres = np.full_like(stated.degrees, np.nan)
    given = ~np.isnan(stated.degrees).any(axis=1)
    metres[given] = ground.plane.forward(stated.degrees[given])
    return metres


def placed(
    areas: npt.NDArray[np.object_], points: Sequence[Sequence[Any]], stated: Stated, ground: Ground,
    villages: Sequence[Known], findings: Findings,
) -> tuple[Floats, list[Label]]:  # fmt: skip
    """Positions of all villages, and what to say of them.

    Parameters
    ----------
    areas : (village,) valid, None where the map has none. points : of the map, where it has points.
    stated : what the table says.

    Returns
    -------
    (village, 2) float64 — on the map's plane. [m]
    """
    metres = np.full((len(villages), 2), np.nan)
    area = ~shapely.is_missing(areas)
    metres[area] = shapely.get_coordinates(shapely.point_on_surface(areas[area]))
    for row, own in enumerate(points):
        if own and not area[row]:
            metres[row] = shapely.get_coordinates(shapely.centroid(shapely.MultiPoint(own)))[0]
    theirs = on_plane(stated, ground)
    given = ~np.isnan(theirs).any(axis=1)
    if not given.any():
        return metres, []
    inside = given & area & _inside(areas, theirs)
    both = np.flatnonzero(given & area)
    if len(both) and (inside.sum() < AGREEING_SHARE * len(both) or _shifted(areas[both], theirs[both])):
        ask_apart(areas[both], theirs[both], stated.degrees[both], int(inside.sum()), ground, findings)
        inside[:] = False
    taken = inside | (given & ~area)
    metres[taken] = theirs[taken]
    outside = [
        f"{villages[row].township} {villages[row].name}" for row in np.flatnonzero(given & area & ~inside).tolist()
    ]
    return metres, [phrase("boundaries.outside_own_area", villages=listed(outside))] if outside else []


def _shifted(areas: npt.NDArray[np.object_], theirs: Floats) -> bool:
    """Whether points lie off the middle of their villages all in one direction, beyond chance and what can be meant."""
    if len(areas) < FEWEST_COMPARED:
        return False
    apart = theirs - shapely.get_coordinates(shapely.centroid(areas))
    chance = 1.25 * apart.std(axis=0) / np.sqrt(len(areas))  # standard error of a median, were they normal
    return bool(np.hypot(*offset(areas, theirs)) > max(SHIFT_M, 4 * float(np.hypot(*chance))))


def _inside(areas: npt.NDArray[np.object_], metres: Floats) -> npt.NDArray[np.bool_]:
    known = ~np.isnan(metres).any(axis=1) & ~shapely.is_missing(areas)
    inside = np.zeros(len(areas), dtype=bool)
    inside[known] = shapely.distance(areas[known], shapely.points(metres[known])) <= NEAR_M
    return inside
