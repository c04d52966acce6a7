"""The sheet of planned unions (拟结对): who leads, its partners, the month; several lines may name one lead."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from liancun_sim.county.given_union import GivenUnion, is_month
from liancun_sim.county.spreadsheet.cells import Cell, is_blank, shown, tidy
from liancun_sim.county.spreadsheet.edges import names_in
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.layout import find_layout
from liancun_sim.county.spreadsheet.phrases import At, Findings
from liancun_sim.county.spreadsheet.places import Lookups, Places
from liancun_sim.county.spreadsheet.roles import ListSheet, find_list

ROLES = ("plan_township", "plan_village", "plan_partner_township", "plan_partner", "plan_month", "plan_form")
_CALENDAR = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*月?")
_COUNTED = re.compile(r"第?\s*(\d{1,3})\s*个?月?")


@dataclass(frozen=True)
class PlanLine:
    """A line of a plan. row : in its sheet. month : as `GivenUnion` has it, "" if blank, None if it is no month."""

    row: int
    township: str
    village: str
    partner_township: str
    partners: Cell
    month: str | None
    form: str


def find_plan(sheet: Sheet) -> ListSheet | None:
    """The plan of a sheet; None where no row reads like its header."""
    return find_list(sheet, ROLES, ("plan_village", "plan_partner"))


def plan_among(pages: Sequence[Sheet]) -> tuple[ListSheet | None, list[Sheet]]:
    """The plan that one of the sheets holds, a sheet without villages; and the other sheets."""
    for sheet in pages:
        layout = find_layout(sheet)
        if sheet.hidden or (layout is not None and layout.fields & {"households", "population"}):
            continue
        if (plan := find_plan(sheet)) is not None:
            return plan, [page for page in pages if page is not sheet]
    return None, list(pages)


def lines_of(plan: ListSheet) -> list[PlanLine]:
    """Its lines, notes and examples left out. A month is a calendar month, or counted from 1."""
    lines = []
    for row in range(plan.first, len(plan.sheet.rows)):
        if plan.says_something(row):
            lines.append(
                PlanLine(
                    row, plan.text(row, "plan_township"), plan.text(row, "plan_village"),
                    plan.text(row, "plan_partner_township"), plan.cell(row, "plan_partner"),
                    _month(plan.cell(row, "plan_month")), plan.text(row, "plan_form"),
                )
            )  # fmt: skip
    return lines


def read_plan(plan: ListSheet, places: Places, findings: Findings) -> tuple[GivenUnion, ...]:
    """The unions of a plan, in its order, without a month in the first; faults for nobody, and for two unions."""
    lookups, sheet = Lookups(places, findings), plan.sheet.name
    unions: dict[str, GivenUnion] = {}
    union_of: dict[str, str] = {}
    for line in lines_of(plan):
        at = At(sheet, line.row)
        if not line.village or is_blank(line.partners):
            findings.add("half_a_plan", at)
            continue
        if line.month is None:
            findings.add("plan_month", at, value=shown(plan.cell(line.row, "plan_month")))
        lead = lookups.village(at, line.village, line.township)
        names = names_in(line.partners, places, line.partner_township)
        partners = [lookups.village(at, name, line.partner_township, beside=lead or "") for name in names]
        if lead is None or None in partners:
            continue
        union = unions.setdefault(lead, GivenUnion(line.month or "0", lead, (lead,), line.form))
        if (line.month or union.month) != union.month:
            findings.add("plan_months_differ", at, village=line.village)
        for key in (lead, *filter(None, partners)):
            if union_of.setdefault(key, lead) != lead:
                findings.add("plan_twice", at, village=places.titles([key]))
            elif key not in union.members:
                union = replace(union, members=(*union.members, key))
        if len(union.members) < 2:
            findings.add("own_neighbour", at)
        unions[lead] = union
    return tuple(unions.values())


def _month(cell: Cell) -> str | None:
    """2024年3月, 2024-03, a date, or 3 (the third month) → ``2024-03``, ``2``; blank → ""."""
    if isinstance(cell, datetime.date):
        return f"{cell.year}-{cell.month:02d}"
    if is_blank(cell):
        return ""
    text = tidy(cell)
    if isinstance(cell, float) and not cell.is_integer():
        return None  # 2024.1 may be January or October
    if calendar := _CALENDAR.fullmatch(text):
        month = f"{calendar.group(1)}-{int(calendar.group(2)):02d}"
        return month if is_month(month) else None
    counted = _COUNTED.fullmatch(text)
    month = str(int(counted.group(1)) - 1) if counted else ""
    return month if is_month(month) else None
