"""Cells of an .xlsx file that hold an error, or a formula nobody has computed: the reader shows both as blank.

In an .xls file they stay blank, and the report counts them among the blanks.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_VALUE = re.compile(r"<(?:\w+:)?v>([^<]+)</")
_FORMULA = re.compile(r"<(?:\w+:)?f[\s/>](?:[^<]*>)?([^<]*)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Spots = Mapping[tuple[int, int], str]


def without_value(data: bytes) -> dict[str, Spots]:
    """Cells (row and column from 0) with an error (``#REF!``) or an uncomputed formula (``=A1*2``), by sheet name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: _spots(archive.read(part).decode("utf-8")) for name, part in _parts(archive)}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, UnicodeDecodeError):
        return {}  # whether it is a workbook at all is for its reader to say


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet names and the files they stand in."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {one.get("Id"): str(one.get("Target")) for one in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    found = []
    for sheet in book.iterfind(".//{*}sheet"):
        path = target.get(sheet.get(_RELATION), "")
        found.append((str(sheet.get("name")), path[1:] if path.startswith("/") else f"xl/{path}"))
    return [(name, path) for name, path in found if path in archive.namelist()]


def _spots(xml: str) -> dict[tuple[int, int], str]:
    if 't="e"' not in xml and "<f" not in xml and ":f" not in xml:
        return {}
    found = {}
    for attributes, content in _CELL.findall(xml):
        about = dict(_ATTRIBUTE.findall(attributes))
        value = _VALUE.search(content)
        if about.get("t") == "e":
            found[_address(about["r"])] = value.group(1) if value else "#ERROR"
        elif "t" not in about and value is None and (formula := _FORMULA.search(content)):
            found[_address(about["r"])] = f"={formula.group(1)}"
    return found


def _address(text: str) -> tuple[int, int]:
    letters = text.rstrip("0123456789")
    column = 0
    for character in letters:
        column = column * 26 + ord(character) - ord("A") + 1
    return int(text[len(letters) :]) - 1, column - 1
