"""plan.xlsx: the plan as the county's own sheet of planned unions (拟结对), to be edited; a sheet a township.

The first sheet is read back as it stands by `liancun plan check`, scenario files and `county import`. Sheets of
townships are printed and handed to those who will ask the villages.
"""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from liancun_sim.files.text_cells import guarded
from liancun_sim.reports.common.workbook_sheet import Sheet, Styles
from liancun_sim.reports.plan import sentences
from liancun_sim.results import rows_of
from liancun_sim.results.plan import columns
from liancun_sim.results.plan.plans import Plans
from liancun_sim.vocabulary import say

PLANNED = "拟结对"
OF_TOWNSHIP = ("union", "month", "names", "form", "chance", "private_share", "weakest", "obstacle", "fallback")
LONGEST = 28  # characters of a sheet's name, which Excel limits to 31


def plan_workbook(plans: Plans, pictures: Mapping[str, bytes]) -> bytes:
    """The workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = Styles(book)
    _planned(Sheet(book, PLANNED, styles), plans)
    _about(Sheet(book, say("plan.sheet_about"), styles), plans)
    taken = {PLANNED, say("plan.sheet_about")}
    for township in sorted(set(plans.villages["township"])):
        name = _sheet_name(str(township), taken)
        _township(Sheet(book, name, styles), plans, str(township))
    book.close()
    return buffer.getvalue()


def _planned(sheet: Sheet, plans: Plans) -> None:
    """One line a partner: the lead and its township, the partner and its township, month, form."""
    heads = [
        say(f"plan.planned_{name}") for name in ("township", "village", "partner_township", "partner", "month", "form")
    ]
    town, names = plans.villages["township"].astype(str), plans.villages["name"].astype(str)
    lines = []
    for row in rows_of(plans.plan):
        for member in row["members"].split(";"):
            if member != row["lead"]:
                places = (town[row["lead"]], names[row["lead"]], town[member], names[member])
                lines.append([*map(guarded, places), row["month"], str(plans.forms[row["form"]])])
    sheet.table(heads, [""] * len(heads), lines)


def _about(sheet: Sheet, plans: Plans) -> None:
    told = [*sentences.headline(plans), *sentences.thumb_lines(plans), *sentences.learnt_lines(plans.facts)]
    sheet.page.set_column(0, 0, 105)
    sheet.write_text(0, 0, sentences.title(plans), sheet.styles.title)
    for at, line in enumerate([*told, "", say("plan.read_first"), *sentences.limits(plans)], start=1):
        sheet.write_text(at, 0, line, sheet.styles.text)


def _township(sheet: Sheet, plans: Plans, township: str) -> None:
    """The unions led from a township, then its villages that are left out and why."""
    by_name = {one.name: one for one in columns.PLAN}
    town = plans.villages["township"]
    led = [row for row in rows_of(plans.plan) if str(town[row["lead"]]) == township]
    heads = [str(by_name[name].label) for name in OF_TOWNSHIP]
    sheet.table(heads, [by_name[name].unit for name in OF_TOWNSHIP], [_told(plans, row) for row in led])
    sheet.page.set_header(f"&L{township}&R{sentences.title(plans)}")
    left = [row for row in rows_of(plans.left_out) if row["township"] == township and row["reason"] != "in_plan"]
    start = len(led) + 3
    sheet.page.write_string(start - 1, 0, say("plan.left_out"), sheet.styles.strong)
    for at, row in enumerate(left, start=start):
        sheet.page.write_string(at, 2, guarded(str(row["village"])))
        sheet.page.write_string(at, 3, str(sentences.reason_name(row["reason"])))


def _told(plans: Plans, row: Mapping[str, Any]) -> list[Any]:
    from liancun_sim.reports.plan.page import named

    cells: list[Any] = []
    for name in OF_TOWNSHIP:
        value = row[name]
        if name == "obstacle":
            value = str(sentences.obstacle_name(value))
        elif name == "form":
            value = str(plans.forms[value])
        elif name in ("weakest", "fallback"):
            value = named(plans, value)
        elif name == "names":
            value = value.replace(";", "、")
        cells.append(guarded(value) if isinstance(value, str) else value)
    return cells


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel takes, no two alike."""
    plain = "".join(letter for letter in name if letter not in "[]:*?/\\'")[:LONGEST] or "-"
    found, number = plain, 2
    while found.lower() in {one.lower() for one in taken}:
        found, number = f"{plain}{number}", number + 1
    taken.add(found)
    return found
