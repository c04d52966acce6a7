"""Where villages lie, in kilometres east and north, from kilometres, metres or degrees."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase, plain
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.vocabulary import Label

KM_PER_DEGREE = 111.195
"""One degree of a great circle on a sphere of radius 6,371.0 km (mean radius; error below 0.4 % against WGS 84)."""

LIKELY_SPACING_KM = (0.05, 30.0)
"""Median distance to the nearest village; outside it the unit of the coordinates is doubted. [assumption]"""

PAIRS = (("x_km", "y_km"), ("longitude", "latitude"))

Column = Sequence[str | int | float | None]


def positions(
    columns: Mapping[str, Column], mapped: Mapping[str, Mapped], names: Sequence[str], sheet: str, findings: Findings
) -> tuple[npt.NDArray[np.float64] | None, list[Label]]:
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
    without = [name for name, one, other in zip(names, first, second, strict=True) if one is None or other is None]
    if without:
        findings.add("positions_missing", At(sheet), villages=listed(without))
        return None, remarks
    places = np.column_stack([np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)])
    places = _from_degrees(places) if used == PAIRS[1] else places
    _doubt(places, sheet, findings)
    _, inverse, counts = np.unique(places, axis=0, return_inverse=True, return_counts=True)
    shared = [name for name, place in zip(names, inverse.ravel(), strict=True) if counts[place] > 1]
    if shared:
        remarks.append(phrase("same_place", villages=listed(shared)))
    return places, remarks


def _from_degrees(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Longitude and latitude → km east and north of the south-west corner (equirectangular about the mean latitude)."""
    corner = degrees.min(axis=0)
    east = math.cos(math.radians((corner[1] + degrees[:, 1].max()) / 2))
    return np.asarray(np.round((degrees - corner) * [KM_PER_DEGREE * east, KM_PER_DEGREE], 4))


def _doubt(places: npt.NDArray[np.float64], sheet: str, findings: Findings) -> None:
    apart = np.unique(places, axis=0)
    if len(apart) < 2:
        if len(places) > 1:
            findings.add("all_in_one_place", At(sheet))
        return
    nearest = float(np.median(cKDTree(apart).query(apart, k=2)[0][:, 1]))
    low, high = LIKELY_SPACING_KM
    if not low <= nearest <= high:
        findings.add(
            "doubtful_spacing", At(sheet), distance=plain(float(f"{nearest:.3g}")), low=plain(low), high=plain(high)
        )
