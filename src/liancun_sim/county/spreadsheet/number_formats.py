"""What a cell shows where its number format says more than its number: 0.95 as 95%, 3.4 as 3.4万元, 34000 as 3.4.

A person reads what stands on the screen. A unit behind a number, a percentage and a scaled number are therefore read as
they are shown, though not rounded as they are shown.
"""

import math
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree

from liancun_sim.county.spreadsheet.cells import Cell, number
from liancun_sim.county.spreadsheet.compound import records, sheet_names
from liancun_sim.county.spreadsheet.sheet_xml import tree
from liancun_sim.county.spreadsheet.units import is_unit

BUILT_IN = {9: "0%", 10: "0.00%"}
"""Formats every program knows by number (ECMA-376, 18.8.30) and that say more than the number."""

_FORMAT, _XF, _MANY_NUMBERS = 0x041E, 0x00E0, 0x00BD  # [MS-XLS] 2.4.126, 2.4.353, 2.4.175
_NUMBERS = frozenset((0x0006, _MANY_NUMBERS, 0x0203, 0x027E))
_SECTION = re.compile(r'((?:[^;"\\!]|"[^"]*"|[\\!].)*)')
_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|[_*].|\[[^\]]*\]|(.)', re.DOTALL)
_NOT_TABLES = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Seen:
    """scale : how many times its number a cell shows. unit : what stands behind it, or ""."""

    scale: Decimal
    unit: str

    def of(self, cell: Cell) -> Cell:
        """A number as a person sees it; anything else as it is."""
        if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not math.isfinite(cell):
            return cell
        shown = Decimal(repr(cell)) * self.scale
        return f"{shown.normalize():f}{self.unit}" if self.unit else float(shown)


Formats = Mapping[tuple[int, int], Seen]


def telling_styles(archive: zipfile.ZipFile) -> dict[str, Seen]:
    """Of an .xlsx file, the styles whose format says more than the number, by their number."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = tree(archive, "xl/styles.xml")
    codes = BUILT_IN | {
        int(one.get("numFmtId", 0)): str(one.get("formatCode")) for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    used = (int(one.get("numFmtId", 0)) for one in styles.iterfind("{*}cellXfs/{*}xf"))
    return {
        str(style): seen
        for style, code in enumerate(used)
        if code in codes and (seen := seen_by(codes[code])) is not None
    }


def formats_of_ods(content: ElementTree.Element) -> Iterator[tuple[str, Formats]]:
    """Every sheet of the content of an .ods file, with the cells whose text says more than their number."""
    for table in content.iterfind(".//{*}spreadsheet/{*}table"):
        yield _attribute(table, "name"), dict(_shown_in(table))


def formats_of_xls(data: bytes) -> dict[str, Formats]:
    """Of an .xls file, by sheet name, the cells whose format says more than their number."""
    found = list(records(data))
    codes, used = dict(BUILT_IN), list[int]()
    for _, kind, body in found:
        if kind == _FORMAT and len(body) >= 5:
            number_of, length, wide = struct.unpack_from("<2HB", body)
            text = body[5 : 5 + length * (2 if wide & 1 else 1)]
            codes[number_of] = text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        elif kind == _XF and len(body) >= 4:
            used.append(struct.unpack_from("<H", body, 2)[0])
    telling = {
        style: seen for style, code in enumerate(used) if code in codes and (seen := seen_by(codes[code])) is not None
    }
    names, sheets, name = sheet_names(found), dict[str, dict[tuple[int, int], Seen]](), ""
    for place, kind, body in found if telling else ():
        name = names.get(place, name)
        if kind in _NUMBERS and len(body) >= 6:
            row, column, style = struct.unpack_from("<3H", body)
            styles = [style] if kind != _MANY_NUMBERS else [
                struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 6, 6)
            ]  # fmt: skip
            for at, one in enumerate(styles, column):
                if one in telling:
                    sheets.setdefault(name, {})[row, at] = telling[one]
    return dict(sheets)


def seen_by(code: str) -> Seen | None:
    """What a number format makes of a number; None where it shows the number itself."""
    section = _SECTION.match(code)
    tokens = [match.groups() for match in _TOKEN.finditer(section.group(1) if section else "")]
    marks = [mark for _, _, mark in tokens]
    if any(mark and mark in "yYmMdDhHsSeEgG@/" for mark in marks):
        return None  # a date, a time, scientific, text, a fraction
    digits = [place for place, mark in enumerate(marks) if mark and mark in "0#?"]
    if not digits:
        return None
    scale, unit = Decimal(1), ""
    for place, (quoted, escaped, mark) in enumerate(tokens):
        literal = quoted or escaped or (mark if mark and mark not in "0#?.,%" else "")
        if literal == "." and digits[0] < place < digits[-1] and "." not in marks:
            scale /= 10 ** sum(place < digit for digit in digits)  # a point drawn by hand: 0!.0
        elif mark == "%":
            scale, unit = scale * 100, unit + "%"
        elif mark == "," and place > digits[-1]:
            scale /= 1000
        elif place > digits[-1]:
            unit += literal
    unit = unit.strip()
    unit = unit if is_unit(unit) else ""
    return None if scale == 1 and not unit else Seen(scale, unit)


def _shown_in(table: ElementTree.Element) -> Iterator[tuple[tuple[int, int], Seen]]:
    """In an .ods file every number stands beside the text it is shown as."""
    row = 0
    for line in table.iter():
        if _NOT_TABLES.sub("", line.tag) != "table-row":
            continue
        column = 0
        for cell in line:
            repeated = int(_attribute(cell, "number-columns-repeated") or 1)
            seen = _beside(_attribute(cell, "value"), "".join(cell.itertext()))
            if seen is not None and repeated < 100:
                yield from (((row, column + more), seen) for more in range(repeated))
            column += repeated
        row += int(_attribute(line, "number-rows-repeated") or 1)


def _beside(value: str, text: str) -> Seen | None:
    """What the text of a number makes of it; None where it says the same, or says nothing that could be told."""
    shown = number(text)
    if not value or shown is None:
        return None
    stored, (seen, unit) = Decimal(value), shown
    if unit and not is_unit(unit):
        return None
    if not stored or not seen:
        return Seen(Decimal(1), unit) if unit else None
    power = round(math.log10(abs(seen / stored)))
    exact = abs(seen / stored / Decimal(10) ** power - 1) < Decimal("0.2")
    scale = Decimal(10) ** power if exact and power else Decimal(1)
    return Seen(scale, unit) if unit or scale != 1 else None


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _NOT_TABLES.sub("", key) == name), "")
