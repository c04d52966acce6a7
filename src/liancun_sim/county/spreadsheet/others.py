"""Columns near one of ours that hold something else, or may: territory, party members, income per household."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from liancun_sim.county.spreadsheet.columns import called, leaving_out
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.headers import Header, is_other
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.units import unit_named
from liancun_sim.vocabulary import Label


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


def _not(header: Header, reason: str) -> Header:
    return replace(header, field=None, not_used=phrase(f"doubts.because_{reason}"))


def _as(header: Header, field: str) -> Header:
    return replace(header, field=field)


def _land(layout: Layout, column: int, header: Header, findings: Findings) -> Header:
    """土地面积 in km², or beside cultivated land, is a territory; else it may be either."""
    unit = unit_named(header.unit, "area") if header.unit else None
    others = [
        other
        for other in layout.headers.values()
        if other.field == "land_mu" and not is_other(other, "land_of_any_kind")
    ]
    if others or (unit is not None and unit.label.zh == "平方公里"):
        return _not(header, "territory")
    take = Way("map", phrase("doubts.then_land"), f"{called(layout, column)}=land_mu")
    ways = (take, *leaving_out(layout, (column,), phrase("doubts.then_territory")))
    findings.ask("land_or_territory", At(layout.sheet.name, column=column), ways, header=header.text)
    return _not(header, "territory")


def _per_household(layout: Layout, column: int, header: Header, findings: Findings) -> Header:
    """Income per household is one per person only after it is divided by each village's persons per household."""
    ways = (Way("accept", phrase("doubts.then_divide")),
            *leaving_out(layout, (column,), phrase("doubts.then_made_up")))  # fmt: skip
    if findings.ask("per_household", At(layout.sheet.name, column=column), ways, header=header.text):
        return replace(header, field="income_yuan_per_person", per_household=True)
    return replace(header, field=None, not_used=phrase("doubts.because_household_income"))
