"""The cells of an Excel or OpenDocument workbook, read in the process that has limits: it imports nothing heavy."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from liancun_sim.county.spreadsheet.appearance import (
    PLAIN,
    Appearance,
    appearance_of,
    appearances_of_ods,
    appearances_of_xls,
    struck_in,
)
from liancun_sim.county.spreadsheet.cells import Cell
from liancun_sim.county.spreadsheet.compound import is_whole
from liancun_sim.county.spreadsheet.number_formats import Formats, Seen, formats_of_ods, formats_of_xls, telling_styles
from liancun_sim.county.spreadsheet.sheet_xml import (
    SheetScan,
    Spots,
    TooFar,
    Wanted,
    check_extent,
    check_extents,
    opened,
    scans,
    tree,
)
from liancun_sim.files.text_cells import guarded

XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sheet:
    """One table of cells, from cell A1 on.

    Parameters
    ----------
    name : "" for a CSV file. rows : of equal length. merged : (top, left, bottom, right), all within, from 0.
    widths : cells each row really had, in a CSV file; empty for a workbook. appearance : what it hides and strikes out.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    widths: tuple[int, ...] = ()
    appearance: Appearance = PLAIN


def read_excel(data: bytes) -> tuple[Sheet, ...]:
    """Every worksheet.

    Raises
    ------
    ValueError, OSError, CalamineError
        If the workbook is damaged; PasswordError if it is locked.
    TooFar, TooMuch
        If a sheet or the whole is larger than any table.
    """
    return tuple(_sheets(data))


def _sheets(data: bytes) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if data.startswith(XLS) and not is_whole(data):
        raise ValueError("compound file")
    beside = _beside_values(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    words: dict[str, str] = {}
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            try:
                check_extent(about.name, sheet.total_height, sheet.total_width)
            except TooFar:
                if data.startswith(XLSX):  # its own cells say more exactly where the last one is
                    check_extents(data)
                raise
            spots, formats, appearance = beside.get(about.name, ({}, {}, PLAIN))
            rows = _with(spots, formats, sheet.to_python(skip_empty_area=False), words)
            ranges = sheet.merged_cell_ranges or ()
            merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
            hidden = about.visible != SheetVisibleEnum.Visible
            yield Sheet(about.name, rows, merged, hidden, appearance=appearance)


def _beside_values(data: bytes) -> dict[str, tuple[Spots, Formats, Appearance]]:
    """By sheet name what a person sees beside values: errors and formulas, number formats, what is hidden or struck."""
    if data.startswith(XLS):
        formats_by_sheet = formats_of_xls(data)
        return {name: ({}, formats_by_sheet.get(name, {}), look) for name, look in appearances_of_xls(data)}
    with opened(data) as archive:
        telling = telling_styles(archive)
        found = scans(archive, Wanted(telling, *struck_in(archive)))
        if "content.xml" not in archive.namelist():
            return {name: (scan.spots, _formats(scan, telling), appearance_of(scan)) for name, scan in found.items()}
        content = tree(archive, "content.xml")
        formats = dict(formats_of_ods(content))
        return {name: ({}, formats.get(name, {}), appearance) for name, appearance in appearances_of_ods(content)}


def _formats(scan: SheetScan, telling: Mapping[str, Seen]) -> Formats:
    return {place: telling[style] for place, style in scan.styled.items()}


def _with(
    spots: Spots, formats: Formats, rows: Iterable[Sequence[Cell]], words: dict[str, str]
) -> tuple[tuple[Cell, ...], ...]:
    """Rows with the errors and uncomputed formulas the reader left blank, and numbers as a person sees them.

    Each text is kept once. One that begins as a formula does is guarded, so that it is not taken for one.
    """

    def kept(cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return cell
        return words.setdefault(cell, guarded(cell) if cell.startswith("=") else cell)

    filled = [list(map(kept, row)) for row in rows]
    for (row, column), seen in formats.items():
        if row < len(filled) and column < len(filled[row]):
            filled[row][column] = seen.of(filled[row][column])
    for (row, column), text in spots.items():
        if row < len(filled) and column < len(filled[row]):
            filled[row][column] = text
    return tuple(map(tuple, filled))
