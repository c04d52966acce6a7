"""Neighbours from an edge list: a sheet or file whose lines name two villages each."""

import re

from liancun_sim.county.adjacency import sorted_edges
from liancun_sim.county.spreadsheet.cells import Cell, is_blank, shown, squeezed, tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.phrases import At, Findings
from liancun_sim.county.spreadsheet.places import Lookups, Places
from liancun_sim.county.spreadsheet.roles import ListSheet, find_list
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.workbook import Workbook
from liancun_sim.vocabulary.language import simplified

ROLES = ("edge_village", "edge_neighbour", "edge_township", "edge_neighbour_township")
AGAIN = {"edge_village": "edge_neighbour", "edge_township": "edge_neighbour_township"}
"""What a header means where it stands for the second time: 村 · 村."""

_SHEET_NAME = re.compile(r"相邻|邻接|毗邻|adjacen|edges?|neighbou?rs?")
SEVERAL = re.compile(r"[、,;，；|/\n\r]+")
_DIRECTION = re.compile(r"^(?:[东西]?[南北]|[东西])(?:邻|至|靠|接|面)*[:：]?(?=.{2})")


def find_edge_sheet(sheet: Sheet) -> ListSheet | None:
    """The edge list of a sheet; None where no row reads like its header."""
    return find_list(sheet, ROLES, ("edge_village", "edge_neighbour"), AGAIN)


def named_as_edges(sheet: Sheet) -> bool:
    """Whether a sheet's name says that it lists neighbours."""
    return _SHEET_NAME.search(simplified(squeezed(sheet.name))) is not None


def edge_sheet_of(workbook: Workbook, places: Places, findings: Findings) -> ListSheet | None:
    """The edge list of a file that holds nothing else; without a header it must be two columns of villages."""
    for sheet in workbook.sheets:
        found = find_edge_sheet(sheet)
        if found is not None:
            return found
    for sheet in workbook.sheets:
        for row, cells in enumerate(sheet.rows):
            said = [column for column, cell in enumerate(cells) if tidy(cell)]
            if said:
                if len(said) == 2 and all(places.find(tidy(cells[column])) for column in said):
                    return ListSheet(sheet, {"edge_village": said[0], "edge_neighbour": said[1]}, row)
                break
    findings.add("no_edge_header")
    return None


def names_in(cell: Cell, places: Places, township: str = "") -> list[str]:
    """The names a cell lists; blanks stand between two only where they do not stand within one (东 洼)."""
    if places.find(tidy(cell), township):
        return [tidy(cell)]
    ids = [tidy(part) for part in str(cell).split(";")]
    if all(places.find(key, township) for key in ids):
        return ids
    found: list[str] = []
    for part in filter(tidy, SEVERAL.split(str(cell))):
        found += [tidy(part)] if places.find(tidy(part), township) else part.split()
    return found


def neighbours_named(table: VillageTable, places: Places, findings: Findings) -> tuple[tuple[str, str], ...]:
    """Pairs of neighbours from a column of the village table that names each village's own."""
    lookups, pairs = Lookups(places, findings), []
    for place, (key, cell) in enumerate(zip(table.ids, table.columns["neighbours"], strict=True)):
        at = table.at(place)
        for name in [] if cell is None else names_in(cell, places):
            bare = name if places.find(name) else _DIRECTION.sub("", name)
            neighbour = lookups.village(at, bare, beside=key)
            if neighbour == key:
                findings.add("own_neighbour", at)
            elif neighbour is not None:
                pairs.append((key, neighbour))
    return sorted_edges(pairs)


def read_edges(edges: ListSheet, places: Places, findings: Findings) -> tuple[tuple[str, str], ...]:
    """Pairs of neighbouring village ids, each once; faults for lines that name nobody, one village or too many."""
    pairs: list[tuple[str, str]] = []
    reader = _Lines(edges, places, findings)
    for row in range(edges.first, len(edges.sheet.rows)):
        pairs += reader.pairs(row)
    return sorted_edges(pairs)


class _Lines:
    def __init__(self, edges: ListSheet, places: Places, findings: Findings):
        self.edges, self.places, self.findings = edges, places, findings
        self.lookups = Lookups(places, findings)

    def pairs(self, row: int) -> list[tuple[str, str]]:
        if not self.edges.says_something(row):
            return []
        one, other = self.edges.cell(row, "edge_village"), self.edges.cell(row, "edge_neighbour")
        if is_blank(one) or is_blank(other):
            self.findings.add("half_an_edge", At(self.edges.sheet.name, row))
            return []
        town, other_town = self.edges.text(row, "edge_township"), self.edges.text(row, "edge_neighbour_township")
        at = At(self.edges.sheet.name, row)
        village = self.lookups.village(at, tidy(one), town)
        words = names_in(other, self.places, other_town)
        found = []
        for word in words:
            neighbour = self.lookups.village(at, word, other_town)
            if village is not None and village == neighbour:
                self.findings.add("own_neighbour", At(self.edges.sheet.name, row, village=shown(one)))
            elif village is not None and neighbour is not None:
                found.append((village, neighbour))
        return found
