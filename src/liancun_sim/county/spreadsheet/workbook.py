"""The raw rows of a workbook or CSV file, before anybody asks what they mean."""

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from liancun_sim.county.spreadsheet.appearance import PLAIN, Appearance, appearances
from liancun_sim.county.spreadsheet.cells import Cell
from liancun_sim.county.spreadsheet.compound import is_whole
from liancun_sim.county.spreadsheet.encoding import decoded
from liancun_sim.county.spreadsheet.formulas import Spots, TooFar, Uncomputed, check_extent, without_value
from liancun_sim.county.spreadsheet.number_formats import Formats, seen_in
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter
from liancun_sim.files.text_cells import unguarded

_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DELIMITERS = (",", "\t", ";", "|")
LARGEST_BYTES = 200_000_000


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


@dataclass(frozen=True)
class Workbook:
    """A file's sheets; ``encoding`` is None for Excel files, which know their own."""

    sheets: tuple[Sheet, ...]
    encoding: str | None


def read_workbook(path: Path, encoding: str | None, findings: Findings) -> Workbook:
    """Read .xlsx, .xls or CSV, told apart by their first bytes rather than by the ending of the name.

    Raises
    ------
    BadInput
        If the file is absent, empty, or no table.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else None
    except FileNotFoundError:
        findings.refuse("no_file")
    except OSError as wrong:
        findings.refuse("unreadable", reason=wrong.strerror or str(wrong))
    if data is None:
        findings.refuse("too_large", most=LARGEST_BYTES // 1_000_000)
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        findings.refuse("empty_file")
    if data.startswith((_XLSX, _XLS)):
        return _excel(data, findings)
    if data.lstrip()[:1] == b"<":
        findings.refuse("markup")
    return _csv(data, encoding, findings)


def _excel(data: bytes, findings: Findings) -> Workbook:
    from python_calamine import CalamineError, PasswordError

    try:
        with _quiet():
            return Workbook(tuple(_sheets(data)), None)
    except TooFar as far:
        sheet, rows, columns = far.args
        findings.refuse("too_far", At(sheet), cell=f"{letter(columns - 1)}{rows}")
    except PasswordError:
        findings.refuse("password")
    except (CalamineError, OSError, ValueError) as wrong:
        findings.refuse("damaged_workbook", reason=str(wrong))
    except BaseException as wrong:
        if type(wrong).__name__ != "PanicException":  # the reader's own way of giving up on a damaged .xls
            raise
        findings.refuse("damaged_workbook", reason=str(wrong))


def _sheets(data: bytes) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if data.startswith(_XLS) and not is_whole(data):
        raise ValueError("compound file")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    spots = without_value(data) if data.startswith(_XLSX) else {}
    formats = seen_in(data) if data.startswith(_XLSX) else {}
    seen = appearances(data)
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            check_extent(about.name, sheet.total_height, sheet.total_width)
            rows = _with(spots.get(about.name, {}), formats.get(about.name, {}), sheet.to_python(skip_empty_area=False))
            ranges = sheet.merged_cell_ranges or ()
            merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
            hidden = about.visible != SheetVisibleEnum.Visible
            yield Sheet(about.name, rows, merged, hidden, appearance=seen.get(about.name, PLAIN))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the reader, which is not Python, prints about a damaged file from the person's screen."""
    try:
        kept = os.dup(2)
    except OSError:  # no standard error at all
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _with(spots: Spots, formats: Formats, rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows with the errors and uncomputed formulas the reader left blank, and numbers as a person sees them."""
    copied = [list(row) for row in rows]
    for (row, column), seen in formats.items():
        if row < len(copied) and column < len(copied[row]):
            copied[row][column] = seen.of(copied[row][column])
    for (row, column), text in spots.items():
        if row < len(copied) and column < len(copied[row]):
            copied[row][column] = text
    return tuple(map(tuple, copied))


def _csv(data: bytes, encoding: str | None, findings: Findings) -> Workbook:
    text, used = decoded(data, encoding, findings)
    if "\x00" in text:
        findings.refuse("zero_bytes")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[str]] = []
    line = 1
    try:
        for row in reader:
            rows.append([Uncomputed(cell) if cell[:1] == "=" else unguarded(cell) for cell in row])
            line = reader.line_num + 1
    except csv.Error:
        findings.refuse("broken_quotes", line=line)
    width = max(map(len, rows), default=0)
    padded = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
    return Workbook((Sheet("", padded, widths=tuple(map(len, rows))),), used)


def _delimiter(text: str) -> str:
    """The delimiter with most fields in the median line; of two alike, the one on which more lines agree."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def fields(delimiter: str) -> tuple[int, int]:
        counts = sorted(line.count(delimiter) for line in lines)
        middle = counts[len(counts) // 2]
        return middle, counts.count(middle)

    return max(DELIMITERS, key=fields)
