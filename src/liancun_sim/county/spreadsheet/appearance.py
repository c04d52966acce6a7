"""What a sheet hides or strikes out: a person who looks at it sees the difference, a reader of values does not.

Formats: ECMA-376 18.3.1.13, 18.3.1.73 (hidden columns and rows), 18.8.22 (fonts); OpenDocument 1.3, 19.749
(table:visibility), 20.381 (line through); [MS-XLS] 2.4.53 ColInfo, 2.4.221 Row, 2.4.122 Font, 2.4.353 XF.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from liancun_sim.county.spreadsheet.compound import records, sheet_names
from liancun_sim.county.spreadsheet.sheet_xml import SheetScan, is_true, tree

MOST_REPEATED = 10_000
"""Of rows or columns said once for many: beyond it lies only the empty rest of a sheet."""

_NAMESPACE = re.compile(r"\{[^}]*\}")
_FONT, _XF, _SHEET_ENDS, _XLS_ROW, _XLS_COLUMN = 0x0031, 0x00E0, 0x000A, 0x0208, 0x007D
_XLS_CELLS = frozenset((0x0006, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))


@dataclass(frozen=True)
class Appearance:
    """Rows and columns nobody sees, and cells (row, column) whose text is struck out, whole or in part; from 0."""

    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    struck: frozenset[tuple[int, int]] = field(default_factory=frozenset)


PLAIN = Appearance()


def struck_in(archive: zipfile.ZipFile) -> tuple[frozenset[str], frozenset[str]]:
    """Of an .xlsx file: cell styles whose font is struck out, and shared strings of which a part is, by number."""
    files = set(archive.namelist())
    return (
        _struck_styles(archive) if "xl/styles.xml" in files else frozenset(),
        _struck_strings(archive) if "xl/sharedStrings.xml" in files else frozenset(),
    )


def appearance_of(scan: SheetScan) -> Appearance:
    """What a sheet of an .xlsx file hides and strikes out."""
    return Appearance(frozenset(scan.hidden_rows), frozenset(scan.hidden_columns), frozenset(scan.struck))


def _struck_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    styles = tree(archive, "xl/styles.xml")
    fonts = [_is_struck(font) for font in styles.iterfind("{*}fonts/{*}font")]
    used = [int(style.get("fontId", 0)) for style in styles.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(str(number) for number, font in enumerate(used) if font < len(fonts) and fonts[font])


def _struck_strings(archive: zipfile.ZipFile) -> frozenset[str]:
    if b"strike" not in archive.read("xl/sharedStrings.xml"):
        return frozenset()
    strings = tree(archive, "xl/sharedStrings.xml").iterfind("{*}si")
    return frozenset(
        str(number) for number, one in enumerate(strings) if any(map(_is_struck, one.iterfind("{*}r/{*}rPr")))
    )


def _is_struck(font: ElementTree.Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and is_true(strike.get("val", "1"))


def appearances_of_ods(content: ElementTree.Element) -> Iterator[tuple[str, Appearance]]:
    """Every sheet of the content of an .ods file."""
    struck = {
        _attribute(style, "name") for style in content.iterfind(".//{*}automatic-styles/{*}style")
        if any(_attribute(one, "text-line-through-style") not in ("", "none") for one in style.iter())
    }  # fmt: skip
    for table in content.iterfind(".//{*}spreadsheet/{*}table"):
        rows, columns, cells = set[int](), set[int](), set[tuple[int, int]]()
        row = column = 0
        for part in table.iter():
            kind, hidden = _bare(part.tag), _attribute(part, "visibility") in ("collapse", "filter")
            if kind == "table-column":
                column = _more(columns, column, part, "number-columns-repeated", hidden)
            elif kind == "table-row":
                cells |= {(row, at) for at in _struck_in(part, struck)}
                row = _more(rows, row, part, "number-rows-repeated", hidden)
        yield _attribute(table, "name"), Appearance(frozenset(rows), frozenset(columns), frozenset(cells))


def _more(hidden: set[int], first: int, part: ElementTree.Element, repeated: str, is_hidden: bool) -> int:
    """The row or column after those that `part` stands for, which are noted if they are hidden."""
    count = int(_attribute(part, repeated) or 1)
    if is_hidden:
        hidden |= set(range(first, first + min(count, MOST_REPEATED)))
    return first + count


def _struck_in(row: ElementTree.Element, struck: set[str]) -> Iterator[int]:
    column = 0
    for cell in row:
        count = int(_attribute(cell, "number-columns-repeated") or 1)
        styles = {_attribute(part, "style-name") for part in cell.iter()}
        if "".join(cell.itertext()).strip() and styles & struck:
            yield from range(column, column + min(count, MOST_REPEATED))
        column += count


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _bare(key) == name), "")


def _bare(name: str) -> str:
    return _NAMESPACE.sub("", name)


def appearances_of_xls(data: bytes) -> Iterator[tuple[str, Appearance]]:
    """Sheets of a workbook in binary records; each begins where the list of sheets says."""
    places, fonts, formats = list(records(data)), list[bool](), list[int]()
    names = sheet_names(places)
    for _, kind, body in places:
        if kind == _FONT and len(body) >= 4:
            fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & 0x0008))
        elif kind == _XF and len(body) >= 2:
            formats.append(struct.unpack_from("<H", body)[0])
    fonts.insert(4, False)  # number 4 stands for no font
    struck = {number for number, font in enumerate(formats) if font < len(fonts) and fonts[font]}
    name = ""
    rows, columns, cells = set[int](), set[int](), set[tuple[int, int]]()
    for place, kind, body in places:
        if place in names:
            name, rows, columns, cells = names[place], set(), set(), set()
        if kind == _XLS_ROW and len(body) >= 14 and struct.unpack_from("<H", body, 12)[0] & 0x0020:
            rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _XLS_COLUMN and len(body) >= 10 and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<2H", body)
            columns |= set(range(first, min(last, 255) + 1))
        elif kind in _XLS_CELLS and len(body) >= 6:
            row, column, style = struct.unpack_from("<3H", body)
            if style in struck:
                cells.add((row, column))
        elif kind == _SHEET_ENDS and name:
            yield name, Appearance(frozenset(rows), frozenset(columns), frozenset(cells))
            name = ""
