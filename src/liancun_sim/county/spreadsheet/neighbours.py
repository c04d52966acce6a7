"""Which villages are neighbours: from an edge list, from coordinates, or, if asked for, drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from liancun_sim.county.adjacency import FROM_POSITIONS, edges_by_position
from liancun_sim.county.spreadsheet.edges import (
    edge_sheet_of,
    find_edge_sheet,
    neighbours_named,
    read_edges,
)  # fmt: skip
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.matrix import find_matrix, read_matrix
from liancun_sim.county.spreadsheet.on_map import VillageMap
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.places import Places
from liancun_sim.county.spreadsheet.roles import ListSheet
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.workbook import read_workbook
from liancun_sim.vocabulary import BadInput, Label

Edges = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Neighbours:
    """edges : pairs of ids; None if they are to be drawn. source : edges, borders, coordinates or synthetic.

    fact : what the report says of them. note : a statement to stand on every result.
    """

    edges: Edges | None
    source: str
    fact: Label
    note: Label | None


def from_file(path: Path, encoding: str | None, places: Places, findings: Findings) -> Neighbours | None:
    """Neighbours from a file of edges; its faults are noted under its own name."""
    of_file = Findings(path.name, findings.answers)
    try:
        found = edge_sheet_of(read_workbook(path, encoding, of_file), places, of_file)
        edges = _edges(found, places, of_file) if found is not None else None
    except BadInput:  # already noted
        edges = None
    findings.take_over(of_file)
    return _listed(edges, path.name) if edges else None


def from_sheet(sheet: Sheet, places: Places, findings: Findings) -> Neighbours | None:
    """Neighbours from a sheet beside the village table; None where it lists none."""
    found, matrix = find_edge_sheet(sheet), find_matrix(sheet)
    if found is None and matrix is None:
        findings.add("no_edge_header", At(sheet.name))
        return None
    edges = read_edges(found, places, findings) if found else read_matrix(matrix, places, findings) if matrix else ()
    return _listed(edges, sheet.name) if edges else None


def from_column(table: VillageTable, header: str, places: Places, findings: Findings) -> Neighbours | None:
    """Neighbours from a column of the village table that names them; None where it names none."""
    edges = neighbours_named(table, places, findings)
    return _listed(edges, header) if edges else None


def from_positions(ids: Sequence[str], sites: npt.NDArray[np.float64]) -> Neighbours:
    """Neighbours by where villages lie."""
    edges = edges_by_position(ids, sites)
    return Neighbours(edges, "coordinates", phrase("neighbours_by_position", count=len(edges)), FROM_POSITIONS)


def from_map(on_map: VillageMap) -> Neighbours:
    """Neighbours by their common borders, or by where a map's points lie."""
    if on_map.by_border:
        return Neighbours(on_map.edges, "borders", phrase("neighbours_on_map", count=len(on_map.edges)), None)
    return Neighbours(
        on_map.edges, "coordinates", phrase("neighbours_by_position", count=len(on_map.edges)), FROM_POSITIONS
    )


def made_up() -> Neighbours:
    """Neighbours to be drawn with the villages' places; said on every result."""
    return Neighbours(None, "synthetic", phrase("neighbours_synthetic"), phrase("note_synthetic_adjacency"))


def nobody() -> Neighbours:
    """The neighbours of a village that is the only one."""
    return Neighbours((), "edges", phrase("one_village"), None)


def alone(ids: Sequence[str], edges: Edges, titles: Places) -> Label | None:
    """A remark on villages without a neighbour."""
    linked = {key for pair in edges for key in pair}
    lonely = [key for key in ids if key not in linked]
    return phrase("without_neighbours", villages=titles.titles(lonely)) if lonely else None


def _edges(found: ListSheet, places: Places, findings: Findings) -> Edges:
    before = len(findings.faults)
    edges = read_edges(found, places, findings)
    if not edges and len(findings.faults) == before:
        findings.add("no_edges", At(found.sheet.name))
    return edges


def _listed(edges: Edges, where: str) -> Neighbours:
    return Neighbours(edges, "edges", phrase("neighbours_listed", count=len(edges), where=listed([where])), None)
