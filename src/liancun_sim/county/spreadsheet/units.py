"""Units as tables write them, and how many of the model's own unit each stands for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from liancun_sim.county.spreadsheet.cells import squeezed
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Unit:
    """factor : how many of the first unit of the same dimension (yuan, mu, km, share, …) one of this is."""

    label: Label
    dimension: str
    factor: Decimal
    names: tuple[str, ...]


def _unit(dimension: str, en: str, zh: str, factor: str, *names: str) -> Unit:
    return Unit(Label(en, zh), dimension, Decimal(factor), tuple(filter(None, (zh, squeezed(en), *names))))


UNITS = (
    _unit("money", "yuan", "元", "1", "人民币元", "rmb", "cny", "rmbyuan"),
    _unit("money", "100 yuan", "百元", "100"),
    _unit("money", "1,000 yuan", "千元", "1000", "1000yuan", "thousandyuan", "千"),
    _unit("money", "10,000 yuan", "万元", "10000", "10000yuan", "tenthousandyuan", "wanyuan", "万", "萬元"),
    _unit("money", "million yuan", "百万元", "1000000", "1000000yuan", "1,000,000yuan"),
    _unit("money", "100 million yuan", "亿元", "100000000", "億元", "亿"),
    _unit("area", "mu", "亩", "1", "畝", "市亩"),
    _unit("area", "1,000 mu", "千亩", "1000", "1000mu"),
    _unit("area", "10,000 mu", "万亩", "10000", "10000mu", "萬畝"),
    _unit("area", "m²", "平方米", "0.0015", "m2", "平米", "sqm"),
    _unit("area", "ha", "公顷", "15", "公頃", "hectare", "hectares"),
    _unit("area", "km²", "平方公里", "1500", "km2", "平方千米", "sqkm"),
    _unit("share", "share", "比例", "1", "0-1", "0–1", "0～1", "小数", "fraction"),
    _unit(
        "share",
        "%",
        "%",
        "0.01",
        "百分比",
        "百分数",
        "percent",
        "pct",
        "percentage",
        "百分制",
        "100分制",
        "满分100分",
        "0-100",
        "分",
    ),
    _unit("share", "‰", "‰", "0.001", "千分比"),
    _unit("share", "points out of ten", "十分制", "0.1", "10分制", "满分10分", "0-10"),
    _unit("share", "points out of five", "五分制", "0.2", "5分制", "满分5分"),
    _unit("people", "persons", "人", "1", "口", "名", "位", "个", "people", "person", "个人"),
    _unit("people", "10,000 persons", "万人", "10000", "10000persons", "萬人", "万"),
    _unit("households", "households", "户", "1", "戶", "个", "家", "hh", "household"),
    _unit("households", "10,000 households", "万户", "10000", "10000households", "萬戶", "万"),
    _unit("count", "", "个", "1", "家", "处", "座", "户", "count", "number", "人", "名", "职", "posts", "firms"),
    _unit("length", "km", "公里", "1", "千米", "kilometre", "kilometres", "kilometer"),
    _unit("length", "m", "米", "0.001", "metre", "metres", "meter"),
    _unit("angle", "degrees", "度", "1", "°", "degree", "deg", "十进制度"),
)

EVERYDAY = ("元", "千元", "万元", "亩", "平方米", "公顷", "平方公里", "公里", "米", "%", "十分制", "五分制")
"""Units to offer where a table leaves its own open."""

MOST_PER = 3
"""What one unit is divided by: 元/人·年 by two things."""

_BY_NAME = {(unit.dimension, name): unit for unit in UNITS for name in unit.names}
_BETWEEN_UNITS = re.compile(r"[、,;，；]|\s+(?=[^\d\s])")
_PER = {
    "person": "person", "capita": "person", "head": "person", "人": "person",
    "year": "year", "annum": "year", "yr": "year", "a": "year", "年": "year",
}  # fmt: skip
_PER_PART = re.compile(r"(?:/|·|\*|每|per|、)?(" + "|".join(sorted(_PER, key=len, reverse=True)) + r")$")


def unit_named(text: str, dimension: str, per: Iterable[str] = ()) -> Unit | None:
    """The unit of a dimension that `text` names, with ``/年``, ``per person`` and the like where `per` allows them."""
    word = squeezed(text)
    for _ in range(MOST_PER + 1):
        if (dimension, word) in _BY_NAME:
            return _BY_NAME[dimension, word]
        match = _PER_PART.search(word)
        if match is None or match.start() == 0 or _PER[match.group(1)] not in per:
            return None
        word = word[: match.start()].rstrip("/·*、每")
    return None


def also_written(unit: Unit) -> tuple[Unit, ...]:
    """The units a table may mean instead: those of the dimension that people write beside a number, this one first."""
    others = [other for other in UNITS if other.dimension == unit.dimension and other.label.zh in EVERYDAY]
    return (unit, *(other for other in others if other is not unit))


@lru_cache(maxsize=10_000)
def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit of some kind."""
    return any(unit_named(text, unit.dimension, ("person", "year")) for unit in UNITS)


@lru_cache(maxsize=100)
def dimension_of(name: str) -> str:
    """The dimension of a unit in plain words: ``yuan/person/year`` → money; "" where it is none."""
    word = squeezed(name).partition("/")[0]
    return next((unit.dimension for unit in UNITS if word in unit.names), "")


def split_units(text: str) -> list[str]:
    """The units of a list: ``万元、人`` are two, ``元、年`` is one a year."""
    whole = text.strip(" :")
    parts = [part.strip() for part in _BETWEEN_UNITS.split(whole) if part.strip()]
    return [whole] if is_unit(whole) and not all(map(is_unit, parts)) else parts


def standard_unit(dimension: str) -> Unit:
    """The unit the model itself uses for a dimension."""
    return next(unit for unit in UNITS if unit.dimension == dimension and unit.factor == 1)
