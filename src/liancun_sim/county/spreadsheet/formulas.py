"""What the reader does not tell of an .xlsx file: errors, formulas nobody has computed, and stray far-off cells.

The reader shows the first two as blank (in an .xls file they stay so, and the report counts them among
the blanks), and fills the whole rectangle up to the last with empty cells, however large.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree

CELL = re.compile(r"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_PLACE = re.compile(r'\br="([A-Z]+[0-9]+)"')
_VALUE = re.compile(r"<(?:\w+:)?v>([^<]+)</")
_FORMULA = re.compile(r"<(?:\w+:)?f[\s/>](?:[^<]*>)?([^<]*)")

MOSTCELLS = 4_000_000
"""In the rectangle a sheet fills; a village table of ten thousand rows has a tenth of it."""

Spots = Mapping[tuple[int, int], str]


class Uncomputed(str):
    """A formula nobody computed, as it stands; a text that only begins with ``=`` is a text."""

    __slots__ = ()


class TooFar(Exception):
    """A sheet reaches so far that it cannot be a table: (sheet, rows, columns)."""


def without_value(data: bytes) -> dict[str, Spots]:
    """Cells (row and column from 0) with an error (``#REF!``) or an uncomputed formula (``=A1*2``), by sheet name.

    Raises
    ------
    ValueError
        If the archive is damaged: its reader does not check.
    TooFar
        If a sheet is too large to be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            damaged = archive.testzip()
            if damaged is not None:
                raise ValueError(damaged)
            found: dict[str, Spots] = {}
            for name, part in sheet_parts(archive):
                xml = archive.read(part).decode("utf-8")
                check_extent(name, *_extent(xml))
                found[name] = _spots(xml)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, SyntaxError) as wrong:
        raise ValueError(str(wrong)) from wrong


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet names and the files they stand in; none for kinds of workbook other than .xlsx."""
    files = set(archive.namelist())
    if not {"xl/_rels/workbook.xml.rels", "xl/workbook.xml"} <= files:
        return []
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {one.get("Id"): str(one.get("Target")) for one in relations}
    found = []
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind(".//{*}sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        path = target.get(relation, "")
        found.append((str(sheet.get("name")), path[1:] if path.startswith("/") else f"xl/{path}"))
    return [(name, path) for name, path in found if path in files]


def check_extent(sheet: str, rows: int, columns: int) -> None:
    """Raise TooFar if a sheet fills too large a rectangle."""
    if rows * columns > MOSTCELLS:
        raise TooFar(sheet, rows, columns)


def _extent(xml: str) -> tuple[int, int]:
    """Rows and columns up to the last cell that holds anything."""
    rows = columns = 0
    for attributes, content in CELL.findall(xml):
        place = _PLACE.search(attributes) if content else None
        if place is not None:
            row, column = address(place.group(1))
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def _spots(xml: str) -> dict[tuple[int, int], str]:
    if 't="e"' not in xml and "<f" not in xml and ":f" not in xml:
        return {}
    found = {}
    for attributes, content in CELL.findall(xml):
        about = dict(_ATTRIBUTE.findall(attributes))
        value = _VALUE.search(content)
        if about.get("t") == "e":
            found[address(about["r"])] = value.group(1) if value else "#ERROR"
        elif "t" not in about and value is None and (formula := _FORMULA.search(content)):
            found[address(about["r"])] = Uncomputed(f"={formula.group(1)}")
    return found


def address(text: str) -> tuple[int, int]:
    """Row and column from 0: B3 → 2, 1."""
    letters = text.rstrip("0123456789")
    column = 0
    for character in letters:
        column = column * 26 + ord(character) - ord("A") + 1
    return int(text[len(letters) :]) - 1, column - 1
