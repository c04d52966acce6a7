"""Where in a sheet the table stands: titles above it, one or two header rows, a row of units, then the body."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liancun_sim.county.spreadsheet.cells import Cell, folded, is_blank, is_number, squeezed, tidy
from liancun_sim.county.spreadsheet.headers import Header, read_header
from liancun_sim.county.spreadsheet.units import is_unit
from liancun_sim.county.spreadsheet.workbook import Sheet

ROWS_SEARCHED = 40
"""The header row is looked for among this many rows from the top."""

_NUMBERING = re.compile(r"\(?(\d+)\)?")
_IS_YEAR = re.compile(r"(?:19|20)\d\d年?")
_STEMS = frozenset("甲乙丙丁戊")


@dataclass(frozen=True)
class Layout:
    """A table found in a sheet.

    Parameters
    ----------
    headers : by column index; columns without a header are absent.
    header_rows : the one or two rows they stand in.
    unit_row : units by column from a row of units under the header.
    numbering_row : a row that only numbers the columns.
    titles : rows above the header that say something.
    first : the first row of the body.
    """

    sheet: Sheet
    headers: Mapping[int, Header]
    header_rows: tuple[int, ...]
    unit_row: int | None
    units_below: Mapping[int, str]
    numbering_row: int | None
    titles: tuple[int, ...]
    first: int

    @property
    def fields(self) -> frozenset[str]:
        """Every field the headers name."""
        return frozenset(header.field for header in self.headers.values() if header.field is not None)

    def column(self, field: str) -> int | None:
        """The first column with a field, if there is one."""
        return next((index for index, header in self.headers.items() if header.field == field), None)


def find_layout(sheet: Sheet) -> Layout | None:
    """The village table of a sheet; None where no row reads like its header.

    A header names the village and at least one more column. Of one row and two rows together the reading
    that understands more columns wins; one row, if both understand the same.
    """
    best: tuple[tuple[int, int], int, dict[int, Header]] | None = None
    for row in range(min(ROWS_SEARCHED, len(sheet.rows))):
        for depth in (1, 2):
            headers = _headers(sheet, row, depth)
            fields = {header.field for header in headers.values() if header.field is not None}
            worth = (len(fields), -depth)
            if "name" in fields and len(fields) > 1 and (best is None or worth > best[0]):
                best = worth, row, headers
    if best is None:
        return None
    (_, negative_depth), row, headers = best
    depth = -negative_depth
    following = row + depth
    unit_row = numbering_row = None
    for _ in range(2):
        if unit_row is None and _is_unit_row(sheet, following, headers):
            unit_row, following = following, following + 1
        elif numbering_row is None and _is_numbering(sheet, following):
            numbering_row, following = following, following + 1
    units_below = {} if unit_row is None else {
        column: tidy(sheet.rows[unit_row][column]).strip("()[]") for column in headers
        if not is_blank(sheet.rows[unit_row][column])
    }  # fmt: skip
    titles = tuple(above for above in range(row) if any(not is_blank(cell) for cell in sheet.rows[above]))
    header_rows = tuple(range(row, row + depth))
    return Layout(sheet, headers, header_rows, unit_row, units_below, numbering_row, titles, following)


def row_text(sheet: Sheet, row: int) -> str:
    """What a row says, its cells joined."""
    return " ".join(folded(cell) for cell in sheet.rows[row] if tidy(cell))


def first_text(sheet: Sheet, row: int) -> str:
    """The first cell of a row that says anything."""
    return next((tidy(cell) for cell in sheet.rows[row] if tidy(cell)), "")


def merged_over(sheet: Sheet, row: int, column: int) -> tuple[int, int, int, int] | None:
    """The merged range a cell belongs to."""
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left, bottom, right
    return None


def _headers(sheet: Sheet, row: int, depth: int) -> dict[int, Header]:
    cells = sheet.rows[row]
    if depth == 1:
        return {column: read_header(cell) for column, cell in enumerate(cells) if tidy(cell)}
    if row + 1 >= len(sheet.rows):
        return {}
    below = sheet.rows[row + 1]
    if any(is_number(cell) and not _IS_YEAR.fullmatch(tidy(cell)) for cell in below) or is_row_of_units(below):
        return {}
    groups = _groups(sheet, row)
    return {
        column: read_header(cell, groups[column])
        for column, cell in enumerate(below)
        if tidy(cell) or tidy(cells[column])
    }


def _groups(sheet: Sheet, row: int) -> list[Cell]:
    """The header over each column, spread over the columns it spans."""
    groups: list[Cell] = []
    span_end = -1
    current: Cell = None
    for column, cell in enumerate(sheet.rows[row]):
        if tidy(cell):
            merged = merged_over(sheet, row, column)
            span_end = merged[3] if merged else len(sheet.rows[row]) if not sheet.merged else column
            current = cell
        below = sheet.rows[row + 1][column]
        groups.append(cell if tidy(cell) else current if column <= span_end and tidy(below) else None)
    return groups


def _is_unit_row(sheet: Sheet, row: int, headers: Mapping[int, Header]) -> bool:
    if row >= len(sheet.rows) or not is_row_of_units(sheet.rows[row]):
        return False
    name = next(column for column, header in headers.items() if header.field == "name")
    return is_blank(sheet.rows[row][name]) or squeezed(sheet.rows[row][name]) in ("单位", "计量单位", "單位", "unit")


def is_row_of_units(cells: Iterable[Cell]) -> bool:
    """Whether a row holds units and nothing else."""
    words = [squeezed(cell).strip("()[]") for cell in cells if not is_blank(cell)]
    words = [word for word in words if word not in ("单位", "计量单位", "單位", "unit", "units")]
    return bool(words) and all(is_unit(word) for word in words)


def _is_numbering(sheet: Sheet, row: int) -> bool:
    """Whether a row under the header only numbers the columns: 甲 乙 1 2 3."""
    if row >= len(sheet.rows):
        return False
    words = [squeezed(cell) for cell in sheet.rows[row] if tidy(cell)]
    numbers = [int(match.group(1)) for word in words if (match := _NUMBERING.fullmatch(word))]
    rest = [word for word in words if not _NUMBERING.fullmatch(word)]
    consecutive = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return consecutive and numbers[0] in (0, 1, 2, 3) and all(word in _STEMS for word in rest)
