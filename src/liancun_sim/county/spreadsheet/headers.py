"""What the headers of a table mean: ``人均纯收入（元）`` is the field income_yuan_per_person, in yuan."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet.cells import Cell, folded, shown, squeezed, tidy
from liancun_sim.county.spreadsheet.units import is_unit
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.language import simplified

POSITION_IN_DEGREES = ("longitude", "latitude")
"""Columns a table may have beside those of the schema: turned into x_km and y_km."""

_BRACKETED = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_SAYS_UNIT = re.compile(r"^(?:计量)?(?:单位|單位|units?)\s*[:为為]?\s*", re.IGNORECASE)
_STROKE = re.compile(r"[/:,;|\s]")
_MACHINE_UNITS = ("yuan", "mu", "km")
_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)(?:年度|年末|年底|年|末)?")
_NEUTRAL = re.compile(
    r"(?:村|村级|农户)?(?:基本|人口|户口|户数|人口户数|户数人口|户籍|经济|收入|经济收入|土地|耕地|社会|班子|组织|干部|财务|集体经济|"
    r"基础设施|设施|坐标|位置)?(?:和|与|、|及)?(?:经济|收入|土地|人口|户数|户口)?(?:情况|状况|概况|指标|信息|数据)?"
    r"|basic(?:data|facts)?|people|economy|income|land|position|coordinates|village"
)


@dataclass(frozen=True, slots=True)
class Header:
    """A header, read.

    Parameters
    ----------
    text : as the table has it, for messages. field : machine name, or None if nobody knows the words.
    unit, group_unit, noted_unit : the unit it names itself, the one the header above it names, and the one a
        note gives this column, or "".
    year : the year it names, or None. not_used : why a column is not used whose words are known.
    asked : whether the person said what it holds. per_household : income that is still to be divided by persons.
    """

    text: str
    field: str | None
    unit: str
    year: int | None
    group_unit: str = ""
    noted_unit: str = ""
    not_used: Label | None = None
    asked: bool = False
    per_household: bool = False

    @property
    def words(self) -> str:
        """The header without what is in brackets and without its year."""
        return _without_brackets(folded(self.text)).words


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Every known header by field, the machine name first."""
    raw = tomllib.loads((files("liancun_sim.vocabulary") / "header_aliases.toml").read_text("utf-8"))
    known = {name: (name, field.label.en, field.label.zh, *raw.get(name, ())) for name, field in FIELDS.items()}
    return known | {name: (name, *raw[name]) for name in POSITION_IN_DEGREES}


@cache
def _field_by_alias() -> dict[str, str]:
    return {_key(alias): field for field, words in aliases().items() for alias in words}


def _key(text: str) -> str:
    return re.sub(r"[_\s\-·()\[\]{}【】〔〕]", "", simplified(squeezed(text)))


def field_of(text: str) -> str | None:
    """The field a header without unit and year names, if any."""
    return _field_by_alias().get(_key(text))


@cache
def other_words(kind: str) -> frozenset[str]:
    """Headers of what is near a column of ours and something else: ``territory``, ``party_persons``, ..."""
    raw = tomllib.loads((files("liancun_sim.vocabulary") / "header_aliases.toml").read_text("utf-8"))
    return frozenset(map(_key, raw[f"other_{kind}"]))


def is_other(header: Header, kind: str) -> bool:
    """Whether a header names something of that kind."""
    return _key(words_of(header.text.rpartition(" · ")[2])) in other_words(kind) or _key(
        words_of(header.text).replace(" · ", "")
    ) in other_words(kind)


def words_of(text: str) -> str:
    """A header without what is in brackets."""
    return _without_brackets(folded(text)).words


def year_in(text: str) -> int | None:
    """The one year a text names; None if it names none or several."""
    years = {int(year) for year in _YEAR.findall(tidy(text))}
    return years.pop() if len(years) == 1 else None


def read_header(cell: Cell, group: Cell = None) -> Header:
    """The meaning of a header cell, or of one under a `group` header that spans several columns.

    Parameters
    ----------
    group : the cell above it in a table with two header rows; ``收入情况（万元）`` lends its unit.
    """
    if not tidy(group):
        return _alone(folded(cell), shown(cell))
    if not tidy(cell):
        return _alone(folded(group), shown(group))
    text = f"{shown(group)} · {shown(cell)}"
    above = _without_brackets(folded(group))
    header = _alone(above.words + folded(cell), text)
    if header.field is None and _NEUTRAL.fullmatch(simplified(squeezed(above.words))):
        header = _alone(folded(cell), text)
    return replace(header, group_unit=above.unit, year=header.year or above.year)


def _alone(name: str, text: str) -> Header:
    """A header's words, taken whole, without what is in brackets, or without what follows a stroke."""
    bare = _without_brackets(name)
    field = field_of(bare.words)
    whole = field_of(_YEAR.sub("", name) or name)
    if whole is not None and not is_unit(bare.unit):
        return Header(text, whole, _unit_in_machine_name(name, whole), bare.year)
    if field is not None:
        return Header(text, field, bare.unit, bare.year)
    for stroke in _STROKE.finditer(bare.words):
        field, unit = field_of(bare.words[: stroke.start()]), bare.words[stroke.end() :]
        if field is not None and is_unit(unit):
            return Header(text, field, unit, bare.year)
    return Header(text, None, bare.unit, bare.year)


def _unit_in_machine_name(name: str, field: str) -> str:
    """``fund_yuan`` names its unit itself."""
    return next((part for part in field.split("_") if part in _MACHINE_UNITS), "") if _key(name) == _key(field) else ""


@dataclass(frozen=True, slots=True)
class _Parts:
    words: str
    unit: str
    year: int | None


def _without_brackets(text: str) -> _Parts:
    """A header split into its words, what is bracketed (its unit; several are joined) and its year."""
    name = _YEAR.sub("", text)
    units = [_SAYS_UNIT.sub("", tidy(part)) for part in _BRACKETED.findall(name) if tidy(part)]
    return _Parts(folded(_BRACKETED.sub("", name)), "、".join(units), year_in(text))
