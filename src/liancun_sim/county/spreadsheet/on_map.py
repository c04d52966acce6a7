"""What a map says of a table's villages, as far as the table needs it; maps are read in ``county/boundaries``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.county.spreadsheet.phrases import At, Findings
from liancun_sim.county.spreadsheet.positions import are_swapped, ask_swapped
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.vocabulary import Label

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """A village of the table."""

    id: str
    township: str
    name: str


@dataclass(frozen=True, slots=True)
class Stated:
    """Positions a table gives, NaN where it gives none. degrees : (village, 2) lon, lat. km : (village, 2)."""

    degrees: Floats
    km: Floats


@dataclass(frozen=True)
class VillageMap:
    """What a map says of the villages of a table.

    Parameters
    ----------
    sites : (village, 2) east and north of the county's corner. [km]
    edges : neighbours, pairs of ids. boundaries : GeoJSON in the same kilometres, None for a map of points.
    by_border : whether neighbours were found by common borders. facts, remarks : for the report.
    provenance : of the boundaries.
    """

    sites: Floats
    edges: tuple[tuple[str, str], ...]
    boundaries: Mapping[str, Any] | None
    by_border: bool
    facts: tuple[Label, ...]
    remarks: tuple[Label, ...]
    provenance: Mapping[str, Any]


ReadMap = Callable[[Sequence[Known], Stated, Findings], VillageMap | None]
"""Reads the map of a table's villages; None where it cannot be used yet, the reasons noted in the findings."""


def map_of(table: VillageTable, read_map: ReadMap, at: At, findings: Findings) -> VillageMap | None:
    """The map of a table's villages, as `read_map` reads it; `at`: where the table's degrees stand.

    Degrees that lie in China only the other way round are asked about, as without a map.
    """
    villages = [Known(*one) for one in zip(table.ids, table.townships, table.names, strict=True)]
    degrees = _pair(table, "longitude", "latitude")
    given = ~np.isnan(degrees).any(axis=1)
    if given.any() and are_swapped(degrees[given]):
        ask_swapped(degrees[given], at, findings)
        degrees = degrees[:, ::-1]
    stated = Stated(degrees, _pair(table, "x_km", "y_km"))
    return read_map(villages, stated, findings)


def _pair(table: VillageTable, east: str, north: str) -> Floats:
    """(village, 2) two columns of a table, NaN where it says nothing."""
    blank = [None] * len(table.ids)
    columns = [table.columns.get(field, blank) for field in (east, north)]
    return np.array([[np.nan if cell is None else float(cell) for cell in column] for column in columns]).T
