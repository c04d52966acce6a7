"""What the reader of workbooks does not tell of an .xlsx file, read as it comes, in little memory.

It shows errors (``#REF!``) and formulas nobody has computed as blank, fills the whole rectangle up to the last
cell however far off, takes any XML for a sheet, and says nothing of styles or of what is hidden. (In an .xls file
the blanks stay so, and the report counts them.)
"""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

MOST_CELLS = 4_000_000
"""In the rectangle a sheet fills; a village table of ten thousand rows has a tenth of it."""

MOST_UNPACKED = 400_000_000
"""Bytes of all parts together; a table of 100,000 rows and 20 columns has a quarter of it."""

MOST_COLUMNS = 16_384
LONGEST_TEXT = 200
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TELLING = re.compile(
    rb"<(?:\w+:)?(?:f|col)[\s/>]|['\"]e['\"]|hidden|strike|\bht\s*=\s*['\"]0['\"]"
    rb"|\x00[^\x00]\x00"  # UTF-16, where none of them is seen
)
"""What makes a sheet worth a look at every cell, however its cells are styled."""

Place = tuple[int, int]
Spots = Mapping[Place, str]


class TooFar(Exception):
    """A sheet reaches so far that it cannot be a table: (sheet, rows, columns)."""


class TooMuch(Exception):
    """An archive that unpacks to more than is read."""


@dataclass(frozen=True)
class Wanted:
    """What to note of cells: the styles, struck-out styles and struck-out shared strings, by their numbers."""

    styles: Collection[str] = ()
    struck_styles: Collection[str] = ()
    struck_strings: Collection[str] = ()

    def __bool__(self) -> bool:
        return bool(self.styles or self.struck_styles or self.struck_strings)


@dataclass
class SheetScan:
    """What a sheet holds beside its values; rows and columns from 0.

    Parameters
    ----------
    rows, columns : up to the last cell that holds anything. spots : errors and uncomputed formulas.
    styled : the style of cells in a wanted one. struck : cells struck out, whole or in part.
    """

    rows: int = 0
    columns: int = 0
    spots: dict[Place, str] = field(default_factory=dict)
    styled: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """A workbook's archive, its sizes known before anything of it is unpacked.

    Raises
    ------
    ValueError
        If the archive, or a part of it that is read, is damaged.
    TooMuch
        If it unpacks to more than is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise TooMuch
            yield archive
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError, SyntaxError,
        ArithmeticError,
    ) as wrong:  # fmt: skip
        raise ValueError(str(wrong)) from wrong


def scans(archive: zipfile.ZipFile, wanted: Wanted) -> dict[str, SheetScan]:
    """Every sheet of an .xlsx file, by name; none for other kinds of workbook.

    Raises
    ------
    ValueError
        If a part is no XML, or declares a document type, which no workbook does.
    """
    sheets = sheet_parts(archive)
    if not sheets:  # .ods, .xlsb: their readers do not check that the archive is whole
        damaged = archive.testzip()
        if damaged is not None:
            raise ValueError(damaged)
    elif "xl/sharedStrings.xml" in archive.namelist():
        _parse(archive, "xl/sharedStrings.xml", _parser())
    return {name: _scan(archive, part, wanted) for name, part in sheets if _parse(archive, part, _parser()) or wanted}


def check_extents(data: bytes) -> None:
    """Raise TooFar if a sheet of an .xlsx file reaches too far; asked when reading it has taken too much."""
    with opened(data) as archive:
        for name, part in sheet_parts(archive):
            scan = _scan(archive, part, Wanted())
            check_extent(name, scan.rows, scan.columns)


def check_extent(sheet: str, rows: int, columns: int) -> None:
    """Raise TooFar if a sheet fills too large a rectangle."""
    if rows * columns > MOST_CELLS:
        raise TooFar(sheet, rows, columns)


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet names and the files they stand in; none for kinds of workbook other than .xlsx."""
    files = set(archive.namelist())
    if not {"xl/_rels/workbook.xml.rels", "xl/workbook.xml"} <= files:
        return []
    relations = tree(archive, "xl/_rels/workbook.xml.rels")
    target = {one.get("Id"): str(one.get("Target")) for one in relations}
    found = []
    for sheet in tree(archive, "xl/workbook.xml").iterfind(".//{*}sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        path = target.get(relation, "")
        found.append((str(sheet.get("name")), path[1:] if path.startswith("/") else f"xl/{path}"))
    return [(name, path) for name, path in found if path in files]


def tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """A part as a whole, for those that are small in any workbook."""
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
    """Parse a part to its end; whether it tells more than values."""
    telling, end = False, b""
    try:
        with archive.open(part) as content:
            while block := content.read(1 << 16):
                parser.Parse(block)
                telling = telling or _TELLING.search(end + block) is not None
                end = block[-16:]
        parser.Parse(b"", True)
    except expat.ExpatError as wrong:
        raise ValueError(f"{part}: {wrong}") from wrong
    return telling


def _scan(archive: zipfile.ZipFile, part: str, wanted: Wanted) -> SheetScan:
    cells = _Cells(wanted)
    parser = _parser()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    _parse(archive, part, parser)
    return cells.scan


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true", "on")


class _Cells:
    """Follows a sheet from cell to cell. A cell or row that does not say where it is comes next to the last."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted, self.scan = wanted, SheetScan()
        self.row, self.column, self.kind, self.style = -1, -1, "", "0"
        self.value = self.formula = self.taking = ""
        self.within = self.holds = self.struck = False

    def start(self, name: str, about: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._place(about.get("r"))
            self.kind, self.style = about.get("t", ""), about.get("s", "0")
            self.within, self.holds, self.struck = True, False, False
            self.value = self.formula = ""
        elif self.within:
            self.holds = True
            self.taking = tag if tag in ("v", "f") else ""
            self.struck = self.struck or (tag == "strike" and is_true(about.get("val", "1")))
        elif tag == "row":
            said = about.get("r", "")
            self.row = int(said) - 1 if said.isdecimal() and len(said) < 9 else self.row + 1
            self.column = -1
            if is_true(about.get("hidden")) or about.get("ht") == "0":
                self.scan.hidden_rows.add(self.row)
        elif tag == "col" and (is_true(about.get("hidden")) or about.get("width") == "0"):
            first, last = int(about["min"]), min(int(about["max"]), MOST_COLUMNS)
            self.scan.hidden_columns |= set(range(first - 1, last))

    def end(self, name: str) -> None:
        self.taking = ""
        if name.rpartition(" ")[2] != "c":
            return
        self.within = False
        if not self.holds:
            return
        place, scan, wanted = (self.row, self.column), self.scan, self.wanted
        scan.rows, scan.columns = max(scan.rows, self.row + 1), max(scan.columns, self.column + 1)
        if self.kind == "e":
            scan.spots[place] = self.value or "#ERROR"
        elif not self.kind and not self.value and self.formula:
            scan.spots[place] = f"={self.formula}"
        if self.style in wanted.styles:
            scan.styled[place] = self.style
        partly = self.struck or (self.kind == "s" and self.value in wanted.struck_strings)
        if partly or self.style in wanted.struck_styles:
            scan.struck.add(place)

    def text(self, text: str) -> None:
        if self.taking == "v":
            self.value += text[:LONGEST_TEXT] if len(self.value) < LONGEST_TEXT else ""
        elif self.taking == "f":
            self.formula += text[:LONGEST_TEXT] if len(self.formula) < LONGEST_TEXT else ""

    def _place(self, said: str | None) -> None:
        place = _PLACE.fullmatch(said or "")
        if place is None:
            self.row, self.column = max(self.row, 0), self.column + 1
            return
        column = 0
        for character in place[1].upper():
            column = column * 26 + ord(character) - ord("A") + 1
        self.row, self.column = int(place[2]) - 1, column - 1
