"""The raw rows of a workbook or CSV file, before anybody asks what they mean."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from liancun_sim.county.spreadsheet.encoding import decoded
from liancun_sim.county.spreadsheet.excel import XLS, XLSX, Sheet, read_excel
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter
from liancun_sim.county.spreadsheet.sheet_xml import MOST_CELLS, MOST_UNPACKED, TooFar, TooMuch, check_extents
from liancun_sim.files import read_bytes, reason
from liancun_sim.files.limited import BeyondLimits, limited
from liancun_sim.files.reasons import TooLarge

DELIMITERS = (",", "\t", ";", "|")
LARGEST_BYTES = 200_000_000

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".et")
DOCUMENTS = (".pdf", ".doc", ".docx", ".wps", ".rtf", ".ppt", ".pptx", ".jpg", ".jpeg", ".png", ".zip", ".rar", ".7z")
"""Files no table is read from, though one may stand in them."""

_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Workbook:
    """A file's sheets; ``encoding`` is None for Excel files, which know their own."""

    sheets: tuple[Sheet, ...]
    encoding: str | None

    @property
    def seen_first(self) -> list[Sheet]:
        """The sheets a person sees, then hidden ones."""
        return sorted(self.sheets, key=lambda sheet: sheet.hidden)


def refuse_hidden(sheet: Sheet, findings: Findings) -> None:
    """Stop at a sheet that nobody sees, but that would be read since no other reads like it."""
    if sheet.hidden:
        findings.refuse("sheet_is_hidden", At(sheet.name))


def read_workbook(path: Path, encoding: str | None, findings: Findings) -> Workbook:
    """Read .xlsx, .xls or CSV, told apart by their first bytes rather than by the ending of the name.

    Raises
    ------
    BadInput
        If the file is absent, empty, or no table.
    """
    try:
        data = read_bytes(path, LARGEST_BYTES)
    except FileNotFoundError:
        findings.refuse("no_file")
    except TooLarge:
        findings.refuse("too_large", most=LARGEST_BYTES // 1_000_000)
    except OSError as wrong:
        findings.refuse("unreadable", reason=reason(wrong))
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        findings.refuse("empty_file")
    if data.startswith(b"%PDF") or path.suffix.lower() in DOCUMENTS:
        findings.refuse("no_table_in_document")
    if data.startswith((XLSX, XLS)):
        return Workbook(_excel(data, findings), None)
    if data.lstrip()[:1] == b"<":
        findings.refuse("markup")
    if path.suffix.lower() in WORKBOOKS and not _may_be_csv(data):
        findings.refuse("no_workbook")
    return _csv(data, encoding, findings)


def _may_be_csv(data: bytes) -> bool:
    """Whether a file called a workbook may be CSV text, which some programs save so: most of its lines have fields."""
    if data.startswith(_UTF_16):
        return True
    lines = [line for line in data.splitlines()[:200] if line.strip()]
    parted = sum(any(delimiter.encode() in line for delimiter in DELIMITERS) for line in lines)
    return 2 * parted > len(lines) and not set(data[:100_000]) & set(_CONTROL)


def refuse_beyond_limits(path: Path, findings: Findings) -> NoReturn:
    """Say of a file that took too long or too much memory why it did.

    Raises
    ------
    BadInput
        In any case.
    """
    data = read_bytes(path, LARGEST_BYTES)
    if data.startswith(XLSX):
        _excel(data, findings, check_extents)
    findings.refuse("beyond_limits")


def _excel(data: bytes, findings: Findings, read: Callable[[bytes], Any] = read_excel) -> Any:
    from python_calamine import CalamineError, PasswordError

    try:
        return limited(read, data)
    except TooFar as far:
        sheet, rows, columns = far.args
        findings.refuse("too_far", At(sheet), cell=f"{letter(columns - 1)}{rows}")
    except TooMuch:
        findings.refuse("unpacks_too_large", most=MOST_UNPACKED // 1_000_000)
    except BeyondLimits:
        findings.refuse("beyond_limits")
    except PasswordError:
        findings.refuse("password")
    except (CalamineError, OSError, ValueError) as wrong:
        findings.refuse("damaged_workbook", reason=str(wrong))


def _csv(data: bytes, encoding: str | None, findings: Findings) -> Workbook:
    text, used = decoded(data, encoding, findings)
    if "\x00" in text:
        findings.refuse("zero_bytes")
    if not text.strip():
        findings.refuse("empty_file")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[str]] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num + 1
    except csv.Error:
        findings.refuse("broken_quotes", line=line)
    width = max(map(len, rows), default=0)
    if len(rows) * width > MOST_CELLS:
        findings.refuse("too_far", cell=f"{letter(width - 1)}{len(rows)}")
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
