"""What the reader of workbooks does not tell of an .xlsx file, read as it comes, in little memory.

It shows errors (``#REF!``) and formulas nobody has computed as blank, fills the whole rectangle up to the last
cell however far off, and takes any XML for a sheet. (In an .xls file the blanks stay so, and the report counts them.)
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

MOST_CELLS = 4_000_000
"""In the rectangle a sheet fills; a village table of ten thousand rows has a tenth of it."""

MOST_UNPACKED = 400_000_000
"""Bytes of all parts together; a table of 100,000 rows and 20 columns has a quarter of it."""

LONGEST_FORMULA = 200
_SPOT = re.compile(rb"<(\w+:)?f[\s/>]|['\"]e['\"]|[^\x00]\x00[^\x00]\x00")  # the last: UTF-16, where neither is seen
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")

Spots = Mapping[tuple[int, int], str]


class TooFar(Exception):
    """A sheet reaches so far that it cannot be a table: (sheet, rows, columns)."""


class TooMuch(Exception):
    """An archive that unpacks to more than is read."""


@dataclass
class SheetScan:
    """rows, columns : up to the last cell that holds anything. spots : errors and uncomputed formulas, from (0, 0)."""

    rows: int = 0
    columns: int = 0
    spots: dict[tuple[int, int], str] = field(default_factory=dict)


def spots_by_sheet(data: bytes) -> dict[str, Spots]:
    """Errors and uncomputed formulas of every sheet of an .xlsx file; none for other kinds of workbook in an archive.

    Raises
    ------
    ValueError
        If the archive or a part of it is damaged, or declares a document type, which no workbook does.
    TooMuch
        If the archive is too large to be read.
    """
    with _opened(data) as archive:
        sheets = _parts(archive)
        if not sheets:  # .ods, .xlsb: their readers do not check that the archive is whole
            damaged = archive.testzip()
            if damaged is not None:
                raise ValueError(damaged)
        elif "xl/sharedStrings.xml" in archive.namelist():
            _parse(archive, "xl/sharedStrings.xml", _parser())
        return {name: _scan(archive, part).spots for name, part in sheets if _parse(archive, part, _parser())}


def check_extents(data: bytes) -> None:
    """Raise TooFar if a sheet of an .xlsx file reaches too far; asked when reading it has taken too much."""
    with _opened(data) as archive:
        for name, part in _parts(archive):
            scan = _scan(archive, part)
            check_extent(name, scan.rows, scan.columns)


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, its sizes known before anything of it is unpacked; what is wrong with it is a ValueError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise TooMuch
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, SyntaxError) as wrong:
        raise ValueError(str(wrong)) from wrong


def check_extent(sheet: str, rows: int, columns: int) -> None:
    """Raise TooFar if a sheet fills too large a rectangle."""
    if rows * columns > MOST_CELLS:
        raise TooFar(sheet, rows, columns)


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet names and the files they stand in; none for kinds of workbook other than .xlsx."""
    files = set(archive.namelist())
    if not {"xl/_rels/workbook.xml.rels", "xl/workbook.xml"} <= files:
        return []
    relations = _tree(archive, "xl/_rels/workbook.xml.rels")
    target = {one.get("Id"): str(one.get("Target")) for one in relations}
    found = []
    for sheet in _tree(archive, "xl/workbook.xml").iterfind(".//{*}sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        path = target.get(relation, "")
        found.append((str(sheet.get("name")), path[1:] if path.startswith("/") else f"xl/{path}"))
    return [(name, path) for name, path in found if path in files]


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    _parse(archive, part, _parser())
    return ElementTree.fromstring(archive.read(part))


def _parser() -> expat.XMLParserType:
    """A parser that takes no document type, and so no entities: neither laughs nor files of this machine."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*about: object) -> None:
        raise ValueError("DOCTYPE")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _parse(archive: zipfile.ZipFile, part: str, parser: expat.XMLParserType) -> bool:
    """Parse a part to its end; whether it may hold an error or a formula."""
    spots, end = False, b""
    try:
        with archive.open(part) as content:
            while block := content.read(1 << 16):
                parser.Parse(block)
                spots = spots or _SPOT.search(end + block) is not None
                end = block[-16:]
        parser.Parse(b"", True)
    except expat.ExpatError as wrong:
        raise ValueError(f"{part}: {wrong}") from wrong
    return spots


def _scan(archive: zipfile.ZipFile, part: str) -> SheetScan:
    cells = _Cells()
    parser = _parser()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    _parse(archive, part, parser)
    return cells.scan


class _Cells:
    """Follows a sheet from cell to cell. A cell or row that does not say where it is comes next to the last."""

    def __init__(self) -> None:
        self.scan = SheetScan()
        self.row, self.column, self.kind = -1, -1, ""
        self.value = self.formula = ""
        self.within = self.holds = False
        self.taking = ""

    def start(self, name: str, about: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._place(about.get("r"))
            self.kind, self.within, self.holds = about.get("t", ""), True, False
            self.value = self.formula = ""
        elif self.within:
            self.holds = True
            self.taking = tag if tag in ("v", "f") else ""
        elif tag == "row":
            said = about.get("r", "")
            self.row = int(said) - 1 if said.isdecimal() and len(said) < 9 else self.row + 1
            self.column = -1

    def end(self, name: str) -> None:
        self.taking = ""
        if not name.endswith(" c") and name != "c":
            return
        self.within = False
        if not self.holds:
            return
        self.scan.rows = max(self.scan.rows, self.row + 1)
        self.scan.columns = max(self.scan.columns, self.column + 1)
        if self.kind == "e":
            self.scan.spots[self.row, self.column] = self.value or "#ERROR"
        elif not self.kind and not self.value and self.formula:
            self.scan.spots[self.row, self.column] = f"={self.formula}"

    def text(self, text: str) -> None:
        if self.taking == "v":
            self.value += text[:LONGEST_FORMULA] if len(self.value) < LONGEST_FORMULA else ""
        elif self.taking == "f":
            self.formula += text[:LONGEST_FORMULA] if len(self.formula) < LONGEST_FORMULA else ""

    def _place(self, said: str | None) -> None:
        place = _PLACE.fullmatch(said or "")
        if place is None:
            self.row, self.column = max(self.row, 0), self.column + 1
            return
        column = 0
        for character in place[1].upper():
            column = column * 26 + ord(character) - ord("A") + 1
        self.row, self.column = int(place[2]) - 1, column - 1
