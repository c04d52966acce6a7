"""Columns near one of ours that hold something else, or may: territory, party members, income per household."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from liancun_sim.county.schema import REQUIRED
from liancun_sim.county.spreadsheet.cells import is_number, squeezed
from liancun_sim.county.spreadsheet.columns import called, leaving_out
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.headers import Header, aliases, is_other, words_of
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import TEXT_FIELDS, Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.units import unit_named
from liancun_sim.vocabulary import Label, nearest
from liancun_sim.vocabulary.language import simplified

_CORES = {
    "income_yuan_per_person": r"人均.*收入|收入.*人均|^(?:年|农民|农户|村民|居民)*(?:纯|可支配)?收入$",
    "collective_income_yuan": r"集体.*(?:收入|经济|收益)|村级.*收入",
    "land_mu": r"耕地|承包地",
    "debt_yuan": r"债|欠款",
    "fund_yuan": r"集体.*(?:存款|资金|结余|余额)|账户",
    "satisfaction": r"满意",
    "party_members": r"党员.*户",
    "longitude": r"经度",
    "latitude": r"纬度",
    "households": r"户数|^户$",
    "population": r"人口|^人$",
}
"""What the name of a column says that is very likely meant for a field. [simplified Chinese]"""

_OTHER_MEASURE = {
    "income_yuan_per_person": re.compile(r"月|日均|户均|每户"),
    "collective_income_yuan": re.compile(r"农村经济|社会总|全村|人均|户均"),
}
_OF_EACH = re.compile(r"人均|户均|每人|每户|亩均|村均")
"""What makes a name one of another measure of a field (per person, per month): it is never advised to call it that."""

_ELSEWHERE = re.compile(
    r"外出|务工|低保|贫困|脱贫|五保|特困|残疾|老年|老人|留守|儿童|学生|小组|自然村|电话|备注|序号|姓名|名单|会计|主任|林地|园地|草地|水面|"
    r"宅基|房屋|汽车|产量|产值|播种|医保|养老|劳动力|从业|男|女|性别|邮编|排名|名次|是否|日期|时间|增长|增幅|增速|比上年|同比|支出|成本|"
    r"征收|流转|发包|转移|补贴|补助|亩均|村均"
)
"""What makes a name one of something else. [simplified Chinese]"""

NEAR = 0.72
"""Similarity of a header's words to a known header from which it may be a slip of the pen. [assumption]"""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that is not used. why : in words, where there is a reason. sheet : where there are several tables."""

    column: int
    header: str
    why: Label | None
    sheet: str = ""


def told_apart(layout: Layout, findings: Findings) -> Layout:
    """The layout with what is known to be something else not used, and asked about where it may be either."""
    headers = dict(layout.headers)
    fields = {header.field for header in headers.values()}
    for column, header in layout.headers.items():
        if header.asked or header.not_used is not None or header.text == header.field:  # as a county folder has it
            continue
        if is_other(header, "party_persons"):
            households = bool(header.unit) and unit_named(header.unit, "households") is not None
            own = households and header.unit not in ("个", "家")
            headers[column] = _as(header, "party_members") if own else _not(header, "party_persons")
        elif is_other(header, "territory") or is_other(header, "land"):
            headers[column] = _not(header, "territory" if is_other(header, "territory") else "land")
        elif is_other(header, "land_of_any_kind") and header.field == "land_mu":
            headers[column] = _land(layout, column, header, findings)
        elif is_other(header, "household_income") and "income_yuan_per_person" not in fields:
            headers[column] = _per_household(layout, column, header, findings)
    return replace(layout, headers=headers)


def ask_about_near(layout: Layout, mapped: Iterable[str], rows: Sequence[int], findings: Findings) -> set[str]:
    """Ask about columns whose header nearly names a field the table lacks: it is not drawn beside them.

    Returns
    -------
    the fields that were asked about.
    """
    asked: set[str] = set()
    have = {*mapped}
    missing = {
        word: field for field, words in aliases().items() if field not in have and field not in _idle(have)
        for word in words
    }  # fmt: skip
    for column, header in layout.headers.items():
        if header.field is not None or header.part_of is not None or header.not_used is not None:
            continue
        field = _near(header, missing)
        if field is None or _is_empty(layout, column, rows, field):
            continue
        words = simplified(squeezed(words_of(header.text)))
        other = _OTHER_MEASURE.get(field, _OF_EACH).search(words) is not None
        if other and field in REQUIRED:
            continue
        take = Way("map", phrase("doubts.then_map", field=label_of(field)), f"{called(layout, column)}={field}")
        takes = () if other else (take,)
        without = () if field in REQUIRED else leaving_out(layout, (column,), phrase("doubts.then_made_up"))
        at = At(layout.sheet.name, column=column)
        kind = "other_measure" if other else "near_header"
        findings.ask(kind, at, (*takes, *without), header=header.text, field=label_of(field))
        asked.add(field)
    return asked


def per_person(table: VillageTable, mapped: Mapping[str, Mapped]) -> list[Label]:
    """Divide incomes per household, as the person agreed to, by each village's persons per household; say so."""
    use = mapped.get("income_yuan_per_person")
    if use is None or not use.header.per_household:
        return []
    columns = [table.columns[name] for name in ("income_yuan_per_person", "households", "population")]
    table.columns["income_yuan_per_person"] = [
        float(income) * float(households) / float(people) if income and households and people else None
        for income, households, people in zip(*columns, strict=True)
    ]
    return [phrase("divided_by_persons", header=use.header.text)]


def ignored_columns(layout: Layout) -> list[Ignored]:
    """Columns that mean nothing to the model, with the reason where one is known."""
    return [
        Ignored(column, header.text, header.not_used or _part(header))
        for column, header in layout.headers.items()
        if header.field is None
    ]


def _part(header: Header) -> Label | None:
    return None if header.part_of is None else phrase("why_part", field=label_of(header.part_of))


def _idle(have: set[str]) -> frozenset[str]:
    """Fields nobody misses: the other kind of position, and an id."""
    positions = ("longitude", "latitude", "x_km", "y_km")
    return frozenset(positions if have & set(positions) else ()) | {"tied_to"}


def _near(header: Header, missing: Mapping[str, str]) -> str | None:
    words = simplified(squeezed(words_of(header.text)))
    if not words or _ELSEWHERE.search(words):
        return None
    for field, core in _CORES.items():
        if field in missing.values() and re.search(core, words):
            return field
    close = nearest(words, missing, NEAR)
    return missing[close] if close else None


def _is_empty(layout: Layout, column: int, rows: Sequence[int], field: str) -> bool:
    """Whether a column has nothing a field could take: no number for one of numbers."""
    cells = [layout.sheet.rows[row][column] for row in rows]
    if field in TEXT_FIELDS:
        return all(is_number(cell) or not squeezed(cell) for cell in cells)
    return not any(map(is_number, cells))


def _not(header: Header, reason: str) -> Header:
    return replace(header, field=None, not_used=phrase(f"doubts.because_{reason}"))


def _as(header: Header, field: str) -> Header:
    return replace(header, field=field)


def _land(layout: Layout, column: int, header: Header, findings: Findings) -> Header:
    """土地面积 in km² is a territory; in hectares it may be either; in mu it is what people till."""
    unit = unit_named(header.unit, "area") if header.unit else None
    others = [
        other
        for other in layout.headers.values()
        if other.field == "land_mu" and not is_other(other, "land_of_any_kind")
    ]
    if others or (unit is not None and unit.label.zh == "平方公里"):
        return _not(header, "territory")
    if unit is not None and unit.label.zh == "公顷":
        take = Way("map", phrase("doubts.then_land"), f"{called(layout, column)}=land_mu")
        ways = (take, *leaving_out(layout, (column,), phrase("doubts.then_territory")))
        findings.ask("land_or_territory", At(layout.sheet.name, column=column), ways, header=header.text)
        return replace(header, field=None)
    return header


def _per_household(layout: Layout, column: int, header: Header, findings: Findings) -> Header:
    """Income per household is one per person only after it is divided by each village's persons per household."""
    ways = (Way("accept", phrase("doubts.then_divide")),
            *leaving_out(layout, (column,), phrase("doubts.then_made_up")))  # fmt: skip
    if findings.ask("per_household", At(layout.sheet.name, column=column), ways, header=header.text):
        return replace(header, field="income_yuan_per_person", per_household=True)
    return replace(header, field=None, not_used=phrase("doubts.because_household_income"))
