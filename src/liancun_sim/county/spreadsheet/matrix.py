"""Neighbours from a table whose rows and columns are both villages."""

from collections.abc import Mapping
from dataclasses import dataclass

from liancun_sim.county.adjacency import sorted_edges
from liancun_sim.county.spreadsheet.cells import Cell, is_blank, shown, squeezed, tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.layout import ROWS_SEARCHED
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.places import Lookups, Places

YES = frozenset(("1", "√", "✓", "✔", "是", "有", "邻", "相邻", "y", "yes", "true", "v"))
NO = frozenset(("0", "否", "无", "n", "no", "false"))
COLUMNS_SEARCHED = 4


@dataclass(frozen=True)
class Matrix:
    """columns, rows : the villages' names by column and by row of the sheet."""

    sheet: Sheet
    columns: Mapping[int, str]
    rows: Mapping[int, str]


def find_matrix(sheet: Sheet) -> Matrix | None:
    """The matrix of a sheet: a row and a column that name the same things, at least two."""
    for top, cells in enumerate(sheet.rows[:ROWS_SEARCHED]):
        for left in range(min(COLUMNS_SEARCHED, len(cells))):
            columns = {column: tidy(cells[column]) for column in range(left + 1, len(cells)) if tidy(cells[column])}
            if len(columns) < 2:
                continue
            rows = {
                row: tidy(sheet.rows[row][left])
                for row in range(top + 1, len(sheet.rows))
                if tidy(sheet.rows[row][left])
            }
            if set(columns.values()) == set(rows.values()) and len(set(rows.values())) == len(rows) == len(columns):
                return Matrix(sheet, columns, rows)
    return None


def read_matrix(matrix: Matrix, places: Places, findings: Findings) -> tuple[tuple[str, str], ...]:
    """Pairs of neighbours; faults for cells that say neither yes nor no, and for pairs only one half says yes to.

    One half of the matrix may be left empty.
    """
    sheet, lookups = matrix.sheet, Lookups(places, findings)
    keys = {name: lookups.village(At(sheet.name, row), name) for row, name in matrix.rows.items()}
    said: set[tuple[str, str]] = set()
    for row, one in matrix.rows.items():
        for column, other in matrix.columns.items():
            if one != other and _is_neighbour(sheet.rows[row][column], At(sheet.name, row, column, one), findings):
                said.add((one, other))
    order = list(matrix.columns.values())
    halves = {order.index(one) < order.index(other) for one, other in said}
    if len(halves) == 2:
        lone = sorted((one, other) for one, other in said if (other, one) not in said)
        if lone:
            pairs = listed(phrase("pair", one=one, other=other) for one, other in lone)
            findings.add("matrix_one_sided", At(sheet.name), pairs=pairs)
    known = [(keys[one], keys[other]) for one, other in said]
    return sorted_edges([(one, other) for one, other in known if one is not None and other is not None])


def _is_neighbour(cell: Cell, at: At, findings: Findings) -> bool:
    word = squeezed(cell)
    if is_blank(cell) or word in NO:
        return False
    if word not in YES:
        findings.add("matrix_cell", at, cell=shown(cell))
    return word in YES
