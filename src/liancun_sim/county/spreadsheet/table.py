"""The village table of a sheet, read: ids, names, townships and every column in the model's units."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from liancun_sim.county.schema import REQUIRED
from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import Cell, is_blank, is_number, shown, squeezed, tidy
from liancun_sim.county.spreadsheet.headers import HAMLET, NEIGHBOURS, field_of, words_of
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import TEXT_FIELDS, Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.county.spreadsheet.values import Dates, Reader
from liancun_sim.vocabulary.language import simplified

_SPOILT = re.compile(r"^[#=]|\ufffd")
_BEGINS_AS_NAME = re.compile("[\u4e00-\u9fff]")
_SUFFIX = re.compile(r"(?:乡|镇|街道|街道办事处|办事处)$")

Value = str | int | float | None


@dataclass(frozen=True)
class VillageTable:
    """Villages as the table gives them.

    Parameters
    ----------
    sheets, rows : where each stands, rows from 0. has_ids : whether a column supplied the ids.
    ids, names, townships : beside rows; a township nobody gives is "".
    columns : the others by field, beside rows; None where a cell is blank.
    """

    sheets: tuple[str, ...]
    rows: tuple[int, ...]
    ids: tuple[str, ...]
    has_ids: bool
    names: tuple[str, ...]
    townships: tuple[str, ...]
    columns: dict[str, list[Value]]

    def at(self, place: int) -> At:
        """Where the village at a place of this table stands in the file."""
        return At(self.sheets[place], self.rows[place], village=self.names[place])


def ask_for_missing(layout: Layout, mapped: Mapping[str, Mapped], asked: Container[str], headings: bool,
                    findings: Findings) -> None:  # fmt: skip
    """Name every required column the table lacks, unless it is asked whether another is meant for it."""
    for field in REQUIRED:
        if field == "id" or field in mapped or field in asked or (field == "township" and headings):
            continue
        at = At(layout.sheet.name, layout.header_rows[-1])
        combined = next((column for column, one in layout.headers.items() if field in _fields_named(one.text)), None)
        if combined is None:
            findings.add("missing_column", at, field=label_of(field))
        else:
            header = layout.headers[combined].text
            findings.add("combined_column", at, field=label_of(field), header=header, letter=letter(combined))


def _fields_named(header: str) -> list[str | None]:
    """The fields a header names together: 户数/人口; none where it names one or none."""
    fields = [field_of(words_of(part)) for part in re.split(r"[/、,;+&和及与]|[(]?(?:户|人)[)]?/", squeezed(header))]
    return fields if len(fields) > 1 and None not in fields else []


def read_table(layout: Layout, mapped: Mapping[str, Mapped], body: Body, townships: Mapping[int, str | None],
               findings: Findings) -> VillageTable:  # fmt: skip
    """Read every village row; faults are collected, never raised here."""
    sheet, rows = layout.sheet, sorted(body.villages)
    reader = Reader(sheet.name, findings)

    def cells(field: str) -> list[tuple[int, str, Cell]]:
        column = mapped[field].column
        return [(row, name, sheet.rows[row][column]) for row, name in zip(rows, names, strict=True)]

    names = tuple(tidy(sheet.rows[row][mapped["name"].column]) for row in rows)
    _check_names(layout, mapped, rows, findings)
    _check_widths(layout, rows, names, findings)
    _check_merged(layout, mapped, rows, findings)
    _check_beyond(layout, rows, names, findings)
    known = tuple(townships.get(row) or "" for row in rows)
    for row, name, township in zip(rows, names, known, strict=True):
        if not township and ("township" in mapped or body.headings):
            findings.add("no_township", At(sheet.name, row, village=name))
    _check_spellings(layout, known, findings)
    values: dict[str, list[Value]] = {}
    for field, use in mapped.items():
        if field == "leading_trade":
            values[field] = [reader.trade(use, *cell) for cell in cells(field)]
        elif field == NEIGHBOURS:
            values[field] = [None if is_blank(cell) else str(cell) for _, _, cell in cells(field)]
        elif field in ("tied_to", HAMLET):
            values[field] = [None if is_blank(cell) else tidy(cell) for _, _, cell in cells(field)]
        elif field not in TEXT_FIELDS:
            values[field] = list(reader.column_of_numbers(use, cells(field)))
            if field in REQUIRED:
                _ask_for_blanks(use, cells(field), sheet.name, findings)
    has_ids = "id" in mapped and not all(is_blank(cell) for _, _, cell in cells("id"))
    if has_ids:
        ids = tuple(reader.identifier(mapped["id"], *cell) for cell in cells("id"))
        _check_kinds_of_id(mapped["id"], [cell for _, _, cell in cells("id")], sheet.name, findings)
    else:
        ids = tuple(f"{township}-{name}" for township, name in zip(known, names, strict=True))
    return VillageTable((sheet.name,) * len(rows), tuple(rows), ids, has_ids, names, known, values)


def blanks_called_nothing(layout: Layout, mapped: Mapping[str, Mapped], rows: tuple[int, ...]) -> dict[str, int]:
    """How many cells of a column say 无: read as not stated, where a planner may have meant none."""
    counts = {
        field: sum(
            isinstance(cell := layout.sheet.rows[row][use.column], str)
            and not "0" <= cell[:1] <= "9"
            and squeezed(cell) in ("无", "無", "none")
            for row in rows
        )
        for field, use in mapped.items()
        if use.unit is not None
    }
    return {field: count for field, count in counts.items() if count}


def _check_names(layout: Layout, mapped: Mapping[str, Mapped], rows: list[int], findings: Findings) -> None:
    for field in ("name", "township"):
        if field not in mapped:
            continue
        for row in rows:
            cell = layout.sheet.rows[row][mapped[field].column]
            if field == "name" and is_blank(cell):
                findings.add("no_name", At(layout.sheet.name, row))
            elif isinstance(cell, str) and _BEGINS_AS_NAME.match(cell) and "\ufffd" not in cell:
                continue
            elif isinstance(cell, (bool, *Dates)) or _is_number_alone(cell) or _SPOILT.search(str(cell).strip()):
                findings.add("name_is_no_text", At(layout.sheet.name, row), header=mapped[field].header.text,
                             cell=shown(cell))  # fmt: skip


def _is_number_alone(cell: Cell) -> bool:
    """Whether a cell is a number, and no name such as ``+1``."""
    return is_number(cell) and not (isinstance(cell, str) and tidy(cell)[:1] in "+-")


def _check_spellings(layout: Layout, townships: tuple[str, ...], findings: Findings) -> None:
    """斜店 and 斜店乡, or 斜店鄉 and 斜店乡, would become two townships."""
    seen: dict[str, str] = {}
    spellings = sorted(set(townships), key=len, reverse=True)
    for township in spellings:
        plain = simplified(squeezed(township))
        other = seen.get(plain)
        if township and other is not None:
            findings.add("township_spellings", At(layout.sheet.name), one=other, other=township)
        for word in (plain, _SUFFIX.sub("", plain)):
            seen.setdefault(word, township)


def _check_widths(layout: Layout, rows: list[int], names: tuple[str, ...], findings: Findings) -> None:
    """In a CSV file a cell too many or too few has moved all the others."""
    if not layout.sheet.widths:
        return
    expected = layout.sheet.widths[layout.header_rows[-1]]
    for row, name in zip(rows, names, strict=True):
        if layout.sheet.widths[row] != expected:
            findings.add("row_width", At(layout.sheet.name, row, village=name), found=layout.sheet.widths[row],
                         expected=expected)  # fmt: skip


def _check_merged(layout: Layout, mapped: Mapping[str, Mapped], rows: list[int], findings: Findings) -> None:
    """A cell merged over two villages or two columns says nothing about either."""
    used = {use.column: field for field, use in mapped.items()}
    villages = set(rows)
    for top, left, bottom, right in layout.sheet.merged:
        over = [row for row in range(top, bottom + 1) if row in villages]
        columns = [column for column in range(left, right + 1) if column in used]
        whole = {"township", "name"} if HAMLET in mapped else {"township"}
        spanning = {used[column] for column in columns} <= whole and left == right
        if over and columns and not spanning and (len(over) > 1 or len(columns) > 1):
            cells = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
            findings.add("merged_cells", At(layout.sheet.name), cells=cells)


def _check_beyond(layout: Layout, rows: list[int], names: tuple[str, ...], findings: Findings) -> None:
    """A cell right of the last header has moved there with the rest of its row, or its column lacks a header.

    Further right a single cell is somebody's remark; several in a column are a table without a header.
    """
    beyond = max(layout.headers) + 1
    width = len(layout.sheet.rows[0]) if layout.sheet.rows else 0
    for column in range(beyond, width):
        said = [
            (row, name) for row, name in zip(rows, names, strict=True) if tidy(layout.sheet.rows[row][column])
        ]  # fmt: skip
        if column > beyond and len(said) < 2:
            continue
        for row, name in said:
            findings.add("beyond_header", At(layout.sheet.name, row, village=name), letter=letter(column),
                         cell=shown(layout.sheet.rows[row][column]))  # fmt: skip
        if said:
            return


def _ask_for_blanks(use: Mapped, cells: list[tuple[int, str, Cell]], sheet: str, findings: Findings) -> None:
    assert use.unit is not None
    for row, name, cell in cells:
        if is_blank(cell):
            findings.add("required_blank", At(sheet, row, use.column, name), header=use.header.text,
                         expected=use.quantity.expected(use.unit))  # fmt: skip


def _check_kinds_of_id(use: Mapped, cells: list[Cell], sheet: str, findings: Findings) -> None:
    """Codes stored partly as numbers have lost the leading zeros the others still show."""
    numbers = [cell for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    padded = next((cell for cell in cells if isinstance(cell, str) and cell[:1] == "0" and cell.isdigit()), None)
    if numbers and padded is not None:
        findings.add("ids_of_two_kinds", At(sheet, column=use.column), header=use.header.text, text=padded,
                     number=tidy(numbers[0]), count=len(numbers))  # fmt: skip
