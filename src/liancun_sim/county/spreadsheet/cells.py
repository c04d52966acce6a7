"""What one cell says once full-width forms, stray blanks and separators are cleared away."""

import datetime
import math
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from liancun_sim.files.text_cells import unguarded

Cell = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | None

BLANKS = frozenset((
    *("", "-", "--", "---", "—", "——", "–", "−", "/", "?", "...", "......", "n/a", "na", "none", "unknown", "missing"),
    *("无", "無", "缺", "缺失", "暂缺", "暫缺", "不详", "不詳", "未知", "未填", "未统计", "未統計", "无数据", "無數據"),
))  # fmt: skip
"""Cells that state nothing. 无 is among them: a planner who means zero writes 0, and the report says so."""

REMEMBERED = 100_000
"""Texts whose reading is kept: each is asked for many times while a table is read."""

LONGEST_NUMBER = 15
"""Digits before the point: beyond these a spreadsheet has already rounded, and no village has as much of anything."""

DITTO = frozenset(("同上", "〃", '"', "″", "''", "ditto"))

_PLAIN = re.compile("[!-&(-<>-~\u4e00-\u9fff]*")  # without blanks, guards and formulas: tidy as it stands
_BLANK = re.compile(r"\s")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\ufaff])\s+(?=[\u2e80-\u9fff\uf900-\ufaff])")
_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_DIGITS = re.compile(rf"-?[0-9]{{1,{LONGEST_NUMBER}}}(?:\.[0-9]+)?")
_NUMBER = re.compile(
    r"([+-]?(?=\.?[0-9])(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?(?:e[+-]?[0-9]+)?)"
    r"\s*([^\W\d_].*|[%‰°])?",
    re.IGNORECASE,
)
_ONE_NUMBER = r"[0-9][0-9.]*(?:,[0-9]{3})*[^\W\d_eE]{0,3}"
_SEVERAL_NUMBERS = re.compile(
    rf"{_ONE_NUMBER}(?:(?:[ \t]*(?:[\n\r/、;；+]|和)[ \t]*{_ONE_NUMBER})+|[ \t]+{_ONE_NUMBER})"
)
_PROTECTED = re.compile(r'="([^"]*)"')  # ="0012": how some programs keep Excel from eating zeros
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED, typed=True)
def tidy(cell: Cell) -> str:
    """As `folded`, without the blanks between Chinese characters (``前 社 庄``)."""
    text = folded(cell)
    return _BETWEEN_HAN.sub("", text) if " " in text else text


def folded(cell: Cell) -> str:
    """The text of a cell: full-width forms made ASCII, outer blanks gone, inner ones single.

    A whole number stored as a float loses its ``.0``. Not NFKC, which would turn the footnote mark
    of ``3200①`` into one more digit.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    text = cell if isinstance(cell, str) else str(cell)
    if _PLAIN.fullmatch(text):
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_FULL_WIDTH)).strip()
    protected = _PROTECTED.fullmatch(text)
    return " ".join((protected.group(1) if protected else unguarded(text)).split())


@lru_cache(maxsize=REMEMBERED, typed=True)
def squeezed(cell: Cell) -> str:
    """As `tidy`, in NFKC, without any blanks and in lower case: for comparing words."""
    text = tidy(cell)
    return (text if _PLAIN.fullmatch(text) else _BLANK.sub("", unicodedata.normalize("NFKC", text))).lower()


def is_blank(cell: Cell) -> bool:
    """Whether a cell states nothing."""
    if isinstance(cell, str) and "0" <= cell[:1] <= "9":  # most cells of a large table
        return False
    return not isinstance(cell, (int, float)) and squeezed(cell) in BLANKS


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number, whatever its unit."""
    if isinstance(cell, str) and _DIGITS.fullmatch(cell):
        return True
    return not isinstance(cell, (bool, datetime.date, datetime.time, datetime.timedelta)) and number(cell) is not None


def number(cell: Cell) -> tuple[Decimal, str] | None:
    """The number in a cell and the unit written behind it (``3.2万元`` → 3.2, 万元); None where there is none.

    Separators must stand before groups of three digits: ``3,200`` is a number, ``3,20`` is not.
    """
    if isinstance(cell, str):
        return (Decimal(cell), "") if _DIGITS.fullmatch(cell) else _number_in(cell)
    if not isinstance(cell, (int, float)) or isinstance(cell, bool) or not math.isfinite(cell):
        return None
    value = Decimal(repr(cell))
    return (value, "") if value.adjusted() < LONGEST_NUMBER else None


@lru_cache(maxsize=REMEMBERED)
def _number_in(text: str) -> tuple[Decimal, str] | None:
    if several_numbers(text) or text.lstrip().startswith("'"):  # the latter says it is text
        return None
    match = _NUMBER.fullmatch(tidy(text))
    if match is None:
        return None
    value = Decimal(match.group(1).replace(",", "").replace(" ", ""))
    return (value, (match.group(2) or "").strip()) if value.adjusted() < LONGEST_NUMBER else None


def several_numbers(text: str) -> bool:
    """Whether a cell holds two numbers or more: on two lines, with a sign between them, or with one common blank.

    Blanks that keep a number together (no-break and thin ones) and two common blanks or more (``1 234 567``) group
    the thousands of one number.
    """
    return _SEVERAL_NUMBERS.fullmatch(text.translate(_FULL_WIDTH).strip()) is not None


def is_scientific(text: str) -> bool:
    """Whether a long code was turned into ``1.30E+11`` by a spreadsheet program."""
    return _SCIENTIFIC.fullmatch(text) is not None


def shown(cell: Cell) -> str:
    """A cell as the person who typed it would recognise it."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, str):
        return " ".join(cell.split())
    return tidy(cell)
