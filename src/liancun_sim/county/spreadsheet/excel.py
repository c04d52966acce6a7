"""The cells of an Excel or OpenDocument workbook, read in the process that has limits: it imports nothing heavy."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from liancun_sim.county.spreadsheet.cells import Cell
from liancun_sim.county.spreadsheet.compound import is_whole
from liancun_sim.county.spreadsheet.sheet_xml import Spots, check_extent, spots_by_sheet
from liancun_sim.files.text_cells import guarded

XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sheet:
    """One table of cells, from cell A1 on.

    Parameters
    ----------
    name : "" for a CSV file. rows : of equal length. merged : (top, left, bottom, right), all within, from 0.
    widths : cells each row really had, in a CSV file; empty for a workbook.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    widths: tuple[int, ...] = ()


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
    spots = spots_by_sheet(data) if data.startswith(XLSX) else {}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    words: dict[str, str] = {}
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            check_extent(about.name, sheet.total_height, sheet.total_width)
            rows = _with(spots.get(about.name, {}), sheet.to_python(skip_empty_area=False), words)
            ranges = sheet.merged_cell_ranges or ()
            merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
            yield Sheet(about.name, rows, merged, about.visible != SheetVisibleEnum.Visible)


def _with(spots: Spots, rows: Iterable[Sequence[Cell]], words: dict[str, str]) -> tuple[tuple[Cell, ...], ...]:
    """Rows with the errors and uncomputed formulas the reader left blank; each text is kept once.

    A text that begins as a formula does is guarded, so that it is not taken for one.
    """

    def kept(cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return cell
        return words.setdefault(cell, guarded(cell) if cell.startswith("=") else cell)

    filled = [list(map(kept, row)) for row in rows]
    for (row, column), text in spots.items():
        if row < len(filled) and column < len(filled[row]):
            filled[row][column] = text
    return tuple(map(tuple, filled))
