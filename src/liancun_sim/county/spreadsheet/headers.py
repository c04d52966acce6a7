"""What the headers of a table mean: ``人均纯收入（元）`` is the field income_yuan_per_person, in yuan."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet.cells import Cell, folded, shown, squeezed, tidy
from liancun_sim.county.spreadsheet.parts import (
    KNOWN_PARTS,
    is_opening,
    is_subset,
    is_whole,
    part_called,
    without_whole,
)  # fmt: skip
from liancun_sim.county.spreadsheet.units import dimension_of, is_unit, unit_named
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.language import simplified

POSITION_IN_DEGREES = ("longitude", "latitude")
"""Columns a table may have beside those of the schema: turned into x_km and y_km."""

NEIGHBOURS = "neighbours"
"""A column that names each village's neighbours."""

HAMLET = "hamlet"
"""A column that names the natural villages of each village, a row each."""

WITHOUT_PARTS = frozenset(
    (
        NEIGHBOURS,
        *POSITION_IN_DEGREES,
        "x_km",
        "y_km",
        *(name for name, field in FIELDS.items() if field.dtype == "text"),
    )
)
"""Fields whose column cannot be one part of several."""

_BRACKETED = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_SAYS_UNIT = re.compile(r"^(?:计量)?(?:单位|單位|units?)\s*[:为為]?\s*", re.IGNORECASE)
_BETWEEN = " 、,，;；"
_CURRENT_PRICES = re.compile("按?(?:当年|當年|现行|現行)价格?(?:计算)?|现价|現價|current ?prices?", re.IGNORECASE)
_STROKE = re.compile(r"[/:,;|\s]")
_LEVEL = re.compile(r"[-—－·:_/>\s]+")
_IS_YEAR = re.compile(r"(?:19|20)\d\d年?")
_AS_GROUP = re.compile(r"(?:总体)?(?:情况|状况|概况|指标|数据|构成|结构)$")
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
    part_of : the field it is one part of (男 below 人口), or None. part : what it calls that part.
    total : whether it is called the total of its group (合计 below 人口).
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
    part_of: str | None = None
    part: str = ""
    total: bool = False

    @property
    def words(self) -> str:
        """The header without what is in brackets and without its year."""
        return _without_brackets(_read(self.text)).words


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Every known header by field, the machine name first."""
    raw = tomllib.loads((files("liancun_sim.vocabulary") / "header_aliases.toml").read_text("utf-8"))
    known = {name: (name, field.label.en, field.label.zh, *raw.get(name, ())) for name, field in FIELDS.items()}
    return known | {name: (name, *raw[name]) for name in (*POSITION_IN_DEGREES, NEIGHBOURS, HAMLET)}


@cache
def _field_by_alias() -> dict[str, str]:
    return {_key(alias): field for field, words in aliases().items() for alias in words}


def _key(text: str) -> str:
    return re.sub(r"[_\s\-·()\[\]{}【】〔〕]", "", simplified(squeezed(text)).replace("座标", "坐标"))


def _read(text: str) -> str:
    """A header as it is read: without the colon of a label (户数：)."""
    return folded(text).rstrip(": ")


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


@cache
def _field_by_group() -> dict[str, str]:
    """Headers that name a field only by what stands below them: 村集体经济 over 合计."""
    raw = tomllib.loads((files("liancun_sim.vocabulary") / "header_aliases.toml").read_text("utf-8"))
    return {_key(word): field for field, words in raw["of_groups"].items() for word in words}


def words_of(text: str) -> str:
    """A header without what is in brackets."""
    return _without_brackets(_read(text)).words


def year_in(text: str) -> int | None:
    """The one year a text names; None if it names none or several."""
    years = {int(year) for year in _YEAR.findall(tidy(text))}
    return years.pop() if len(years) == 1 else None


def read_header(cell: Cell, group: Cell = None) -> Header:
    """The meaning of a header cell, or of one under a `group` header that spans several columns."""
    return read_path((group, cell))


def read_path(path: Sequence[Cell]) -> Header:
    """The meaning of the headers over one column, from the topmost down; ``收入情况（万元）`` lends its unit."""
    texts = [cell if isinstance(cell, str) else tidy(cell) for cell in path if tidy(cell)]
    distinct = [text for place, text in enumerate(texts) if place == 0 or squeezed(text) != squeezed(texts[place - 1])]
    return _of_path(tuple(distinct))


@lru_cache(maxsize=20_000)
def _of_path(texts: tuple[str, ...]) -> Header:
    if len(texts) < 2:
        name = texts[0] if texts else ""
        return _alone(_read(name), shown(name))
    above, last, text = _of_path(texts[:-1]), texts[-1], " · ".join(map(shown, texts))
    group = [_without_brackets(_read(one)) for one in texts[:-1]]
    lent = next((unit for one in reversed(group) if (unit := one.unit or _unit_alone(one))), "")
    year = next((one.year for one in reversed(group) if one.year), None)
    own = _below(above, group, last, text)
    return replace(own, group_unit=lent, year=own.year or year)


def _below(above: Header, group: Sequence["_Parts"], last: str, text: str) -> Header:
    """The header `last` under the headers `group`, which mean `above`."""
    last = _read(last)
    bare = _without_brackets(last)
    words = "".join(one.words for one in group)
    field = above.field or above.part_of or _field_by_group().get(_key(words)) or field_of(_AS_GROUP.sub("", words))
    unit = _unit_alone(bare)
    if unit and field is not None and unit_named(unit, _dimension(field), ("person", "year")):
        own = above if above.field or above.part_of else Header(text, field, "", None)
        both = f"{own.unit}、{unit}" if own.unit and own.unit != unit else unit
        return replace(own, text=text, unit=both)
    if above.part_of is not None or is_subset(last):
        return Header(text, None, bare.unit, bare.year, part_of=field, part="" if is_subset(last) else above.part)
    if field is not None and part_called(bare.words) in KNOWN_PARTS:
        return Header(text, None, bare.unit, bare.year, part_of=field, part=part_called(bare.words))
    if above.field is not None and bare.year is not None and not bare.words:
        return replace(above, text=text, unit=bare.unit, year=bare.year)
    joined = _alone(words + last, text)
    if joined.field is not None:
        return joined
    if field is not None and is_whole(bare.words):
        return Header(text, field, bare.unit, bare.year, total=True)
    own = _alone(last, text)
    if own.field is not None and (own.field == field or _is_neutral(words)):
        return replace(own, total=own.field == field)
    if field is None or field in WITHOUT_PARTS or _IS_YEAR.fullmatch(bare.words) or own.field is not None:
        of_year = field if not bare.words else None
        return Header(text, of_year, bare.unit, bare.year)
    return Header(text, None, bare.unit, bare.year, part_of=field, part=part_called(bare.words))


def _unit_alone(header: "_Parts") -> str:
    """The unit a header is and nothing else: 万元, （万元）, 单位：万元; "" where it says anything more."""
    said = _SAYS_UNIT.sub("", header.words)
    if said and header.unit:
        return ""
    return said or header.unit if is_unit(said or header.unit) and header.year is None else ""


def _dimension(field: str) -> str:
    """Of the units a field may be in; "" for text and degrees."""
    return dimension_of(FIELDS[field].unit) if field in FIELDS else ""


def _is_neutral(words: str) -> bool:
    return _NEUTRAL.fullmatch(simplified(squeezed(words))) is not None


def _alone(name: str, text: str) -> Header:
    """A header's words, taken whole, without what is in brackets, without what follows a stroke, or as levels."""
    bare = _without_brackets(name)
    field = field_of(bare.words)
    whole = field_of(_YEAR.sub("", name) or name)
    if whole is not None and not is_unit(bare.unit):
        return Header(text, whole, _unit_in_machine_name(name, whole), bare.year)
    if field is not None and (is_whole(bare.unit) or is_subset(bare.unit) or part_called(bare.unit) in KNOWN_PARTS):
        return replace(_of_path((bare.words, bare.unit)), text=text, year=bare.year)
    if field is not None:
        return Header(text, field, bare.unit, bare.year)
    for stroke in _STROKE.finditer(bare.words):
        field, unit = field_of(bare.words[: stroke.start()]), bare.words[stroke.end() :]
        if field is not None and is_unit(unit):
            return Header(text, field, unit, bare.year)
    closing = field_of(without_whole(bare.words))
    if closing is not None and not is_opening(bare.words):
        return Header(text, closing, bare.unit, bare.year, total=True)
    levels = [level for level in _LEVEL.split(bare.words) if level]
    if len(levels) > 1 and field_of(levels[0]) is not None:
        below = _of_path(tuple(levels))
        if below.total or below.part_of is not None:
            return replace(below, text=text, unit=below.unit or bare.unit, year=bare.year)
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
    units = filter(None, map(_bracketed_unit, _BRACKETED.findall(name)))
    return _Parts(folded(_BRACKETED.sub("", name)), "、".join(units), year_in(text))


def _bracketed_unit(part: str) -> str:
    """What a bracket says beside its year and the prices of that year.

    ``,万元,当年价`` of （2019年，万元，当年价） → ``万元``; ``1,000 yuan`` stays whole.
    """
    whole = _SAYS_UNIT.sub("", tidy(part).strip(_BETWEEN))
    if is_unit(whole):
        return whole
    told = (_SAYS_UNIT.sub("", one.strip()) for one in re.split(f"[{_BETWEEN.strip()}]", whole))
    return "、".join(one for one in told if one and not _CURRENT_PRICES.fullmatch(one))
