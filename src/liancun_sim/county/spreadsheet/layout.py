"""Where in a sheet the table stands: titles above it, one to four header rows, a row of units, then the body."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from liancun_sim.county.spreadsheet.cells import Cell, folded, is_blank, is_number, number, squeezed, tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.headers import Header, read_path
from liancun_sim.county.spreadsheet.units import is_unit

ROWS_SEARCHED = 40
"""The header row is looked for among this many rows from the top."""

MOST_HEADER_ROWS = 4

_NUMBERING = re.compile(r"\(?(\d{1,6})\)?")
_IS_YEAR = re.compile(r"(?:19|20)\d\d年?")
_CALLED_UNIT = frozenset(("单位", "计量单位", "單位", "unit", "units"))
_STEMS = frozenset("甲乙丙丁戊")


@dataclass(frozen=True)
class Layout:
    """A table found in a sheet.

    Parameters
    ----------
    headers : by column index; columns without a header are absent.
    header_rows : the rows they stand in.
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
        return fields_of(self.headers.values())

    def column(self, field: str) -> int | None:
        """The first column with a field, if there is one."""
        return next((index for index, header in self.headers.items() if header.field == field), None)


def find_layout(sheet: Sheet) -> Layout | None:
    """The village table of a sheet; None where no row reads like its header.

    A header names the village and at least one more column. Of readings with one row to four the one that
    understands more columns wins; of those the one that finds more parts and totals of groups; then the fewest rows.
    """
    best: tuple[tuple[int, int, int], int, dict[int, Header]] | None = None
    for row in range(min(ROWS_SEARCHED, len(sheet.rows))):
        above: dict[int, Header] = {}
        for depth in range(1, MOST_HEADER_ROWS + 1):
            headers = _headers(sheet, row, depth)
            if not headers:
                break
            fields = fields_of(headers.values())
            parted = _parted(headers.values()) if depth > 1 else 0
            if _only_parts(sheet.rows[row + depth - 1], above) or (
                depth > 1 and _only_years(sheet.rows[row + depth - 1], headers)
            ):
                parted += 1
            worth = (len(fields), parted, -depth)
            if "name" in fields and len(fields) > 1 and (best is None or worth > best[0]):
                best = worth, row, headers
            above = headers
    if best is None:
        return None
    (_, _, negative_depth), row, headers = best
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


def lies_on_its_side(sheet: Sheet) -> bool:
    """Whether a column says what the header of a table would, and the two beside it have a village each.

    One village beside the labels is a form.
    """
    layout = find_layout(Sheet(sheet.name, tuple(zip(*sheet.rows, strict=True))[:ROWS_SEARCHED]))
    name = None if layout is None else layout.column("name")
    if layout is None or name is None:
        return False
    beside = layout.sheet.rows[layout.first : layout.first + 2]
    return len(beside) == 2 and all(
        tidy(cells[name]) and not is_number(cells[name]) and any(map(is_number, cells)) for cells in beside
    )


def fields_of(headers: Iterable[Header]) -> frozenset[str]:
    """Every field that headers name, or have parts of."""
    return frozenset(field for header in headers for field in (header.field, header.part_of) if field is not None)


def _parted(headers: Iterable[Header]) -> int:
    """How many headers are parts or totals of groups; none where there is no part."""
    parts = [header.part_of is not None for header in headers]
    return sum(parts) + sum(header.total for header in headers) if any(parts) else 0


def _only_parts(cells: Iterable[Cell], above: Mapping[int, Header]) -> bool:
    """Whether a row says something only below headers that are parts already: 男 and 女 below 其中."""
    said = [column for column, cell in enumerate(cells) if tidy(cell)]
    return all(column in above and above[column].part_of is not None for column in said)


def _only_years(cells: Iterable[Cell], headers: Mapping[int, Header]) -> bool:
    """Whether a row says nothing but years and units, below headers that name fields: 2022年, 2023年 below 人口.

    There is a year at least: a row of units alone is one already.
    """
    said = [(column, tidy(cell)) for column, cell in enumerate(cells) if tidy(cell)]
    years = [column for column, text in said if _IS_YEAR.fullmatch(text)]
    return bool(years) and len(said) > 1 and all(
        column in headers and headers[column].field and (column in years or headers[column].unit)
        for column, _ in said
    )  # fmt: skip


def row_text(sheet: Sheet, row: int) -> str:
    """What a row says, its cells joined."""
    return " ".join(folded(cell) for cell in sheet.rows[row] if tidy(cell))


def first_text(sheet: Sheet, row: int) -> str:
    """The first cell of a row that says anything."""
    return next(filter(None, map(tidy, sheet.rows[row])), "")


def merged_over(sheet: Sheet, row: int, column: int) -> tuple[int, int, int, int] | None:
    """The merged range a cell belongs to."""
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left, bottom, right
    return None


def _headers(sheet: Sheet, row: int, depth: int) -> dict[int, Header]:
    """The headers that `depth` rows from `row` on spell out; empty where these cannot be a header."""
    if row + depth > len(sheet.rows):
        return {}
    last = sheet.rows[row + depth - 1]
    if depth > 1 and (any(map(_counts, last)) or is_row_of_units(last) or sum(bool(tidy(cell)) for cell in last) < 2):
        return {}
    if depth == 1 and any(_is_count(value) and read_path((label,)).field for label, value in pairwise(last)):
        return {}  # a label beside its value: a form
    levels = [_groups(sheet, row + level, row + depth - 1) for level in range(depth - 1)]
    return {
        column: read_path((*(level[column] for level in levels), cell))
        for column, cell in enumerate(last)
        if tidy(cell) or any(tidy(sheet.rows[row + level][column]) for level in range(depth - 1))
    }


def _counts(cell: Cell) -> bool:
    """Whether a cell holds a number that is no year, or numbers its column: (1)."""
    text = tidy(cell)
    return not _IS_YEAR.fullmatch(text) and (is_number(cell) or _NUMBERING.fullmatch(text) is not None)


def _is_count(cell: Cell) -> bool:
    """Whether a cell holds a number alone, and no year."""
    read = number(cell)
    return read is not None and not read[1] and not _IS_YEAR.fullmatch(tidy(cell))


def _groups(sheet: Sheet, row: int, last: int) -> list[Cell]:
    """The header over each column at one level, spread over the columns it spans down to the `last` header row."""
    groups: list[Cell] = []
    span_end = -1
    current: Cell = None
    for column, cell in enumerate(sheet.rows[row]):
        if tidy(cell):
            merged = merged_over(sheet, row, column)
            span_end = merged[3] if merged and merged[3] > merged[1] else len(sheet.rows[row])
            current = cell
        below = any(tidy(sheet.rows[under][column]) for under in range(row + 1, last + 1))
        groups.append(cell if tidy(cell) else current if column <= span_end and below else None)
    return groups


def _is_unit_row(sheet: Sheet, row: int, headers: Mapping[int, Header]) -> bool:
    if row >= len(sheet.rows) or not is_row_of_units(sheet.rows[row]):
        return False
    name = next(column for column, header in headers.items() if header.field == "name")
    return is_blank(sheet.rows[row][name]) or squeezed(sheet.rows[row][name]) in ("单位", "计量单位", "單位", "unit")


def is_row_of_units(cells: Iterable[Cell]) -> bool:
    """Whether a row holds units and nothing else."""
    some = False
    for cell in cells:
        if not is_blank(cell) and (word := squeezed(cell).strip("()[]")) not in _CALLED_UNIT:
            if not is_unit(word):
                return False
            some = True
    return some


def _is_numbering(sheet: Sheet, row: int) -> bool:
    """Whether a row under the header only numbers the columns: 甲 乙 1 2 3."""
    if row >= len(sheet.rows):
        return False
    words = [squeezed(cell) for cell in sheet.rows[row] if tidy(cell)]
    numbers = [int(match.group(1)) for word in words if (match := _NUMBERING.fullmatch(word))]
    rest = [word for word in words if not _NUMBERING.fullmatch(word)]
    consecutive = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return consecutive and numbers[0] in (0, 1, 2, 3) and all(word in _STEMS for word in rest)
