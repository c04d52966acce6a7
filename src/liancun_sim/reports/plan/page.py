"""report.html of a plan: one file that opens offline, in both languages."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from liancun_sim.reports.common.document import Figures, contents, document, page_figure, page_heading
from liancun_sim.reports.common.markup import Cell, Html, both, both_lines, element, html, said, table, unit_html
from liancun_sim.reports.common.numbers import number
from liancun_sim.reports.common.provenance import came_from
from liancun_sim.reports.plan import sentences
from liancun_sim.results import TableColumn, rows_of
from liancun_sim.results.plan import columns
from liancun_sim.results.plan.plans import Plans
from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.months import month_label

FILES: Mapping[str, tuple[TableColumn, ...]] = {
    "plan.csv": columns.PLAN,
    "candidates.csv": columns.CANDIDATES,
    "alternatives.csv": columns.ALTERNATIVES,
    "villages.csv": columns.VILLAGES,
    "frontier.csv": columns.FRONTIER,
}
SHOWN_PLAN = (
    "names", "month", "form", "chance", "chance_private", "simulated_formed", "private_share", "obstacle", "weakest",
    "replacement_cost", "substitute", "chosen_often", "fallback", "blocking",
)  # fmt: skip
SHOWN_ALTERNATIVES = (
    "plan", "unions", "shared", "predicted", "simulated", "optimism", "regret", "tied", "willing_year_on",
    "income_poorest", "converted", "public_yuan",
)  # fmt: skip
ERRORS = {
    "simulated": "standard_error", "optimism": "optimism_error", "regret": "regret_error",
    "income_poorest": "income_poorest_error", "converted": "converted_error",
}  # fmt: skip
"""Column of the alternatives → that of its standard error."""
IDS = ("weakest", "substitute", "fallback", "blocking", "best_with")


def plan_page(plans: Plans, figures: Figures) -> str:
    """The whole page."""
    sections = {
        "in_short": _lines(lambda: sentences.headline(plans)),
        "unions": _unions(plans),
        "against": _alternatives(plans),
        "known": _lines(lambda: sentences.learnt_lines(plans.facts)),
        "frontier": _frontier(plans),
        "left_out": _left_out(plans),
        "dictionary": _dictionary(),
        "provenance": came_from(plans.provenance, plans.notes),
    }
    limits = [element("li", line) for line in both_lines(lambda: sentences.limits(plans))]
    main = [
        page_heading(lambda: sentences.title(plans), lambda: sentences.facts(plans)),
        contents(sections, "plan"),
        element("section", [element("h2", heard("in_short")), sections.pop("in_short")], id="in_short"),
        *(page_figure(name, drawn) for name, drawn in figures.items()),
        element("aside", [element("h2", said("limits")), element("ul", limits)], kind="limits", id="limits"),
        *(element("section", [element("h2", heard(name)), body], id=name) for name, body in sections.items()),
    ]
    return document(lambda: sentences.title(plans), main)


def heard(key: str, **fields: object) -> Html:
    """A message of plans in both languages."""
    return both(lambda: say(f"plan.{key}", **fields))


def _lines(speak: Callable[[], list[str]]) -> Html:
    return element("ul", [element("li", line) for line in both_lines(speak)])


def _head(column: TableColumn, plans: Plans) -> Html:
    unit = plans.unit if column.unit == "by the aim" else column.unit
    marks = element("span", unit_html(unit), kind="unit") if unit and unit not in ("yes/no",) else ""
    return Html(both(column.label) + marks)


def _table(plans: Plans, rows: Iterable[Mapping[str, Any]], chosen: Iterable[TableColumn]) -> Html:
    listed = list(chosen)
    body = [[_cell(plans, one, row[one.name]) for one in listed] for row in rows]
    return table([_head(one, plans) for one in listed], body)


def _cell(plans: Plans, column: TableColumn, value: Any) -> str | Cell:
    if column.name == "obstacle":
        return both(sentences.obstacle_name(value))
    if column.name == "form":
        return both(plans.forms[value])
    if column.name == "reason":
        return both(sentences.reason_name(value))
    if column.name == "plan":
        return both(sentences.plan_name(value))
    if column.name in IDS:
        return html(named(plans, str(value)))
    if column.name == "month":
        return both(month_label(str(value)))
    if value in ("yes", "no"):
        return said(value)
    if isinstance(value, float | int):
        unit = plans.unit if column.unit == "by the aim" else column.unit
        return Cell(number(float(value), unit), "n", float(value))
    return html(str(value).replace(";", "、"))


def named(plans: Plans, listed: str) -> str:
    """Ids as names: sets with / between, members with 、."""
    names = plans.villages["name"]
    sets = [[str(names.get(one, one)) for one in part.split(";") if one] for part in listed.split(" / ")]
    return " / ".join("、".join(part) for part in sets)


def _unions(plans: Plans) -> Html:
    by_name = {one.name: one for one in columns.PLAN}
    note = element("p", heard("unions_note"), kind="note")
    return element("div", [note, _table(plans, rows_of(plans.plan), [by_name[name] for name in SHOWN_PLAN])])


def _alternatives(plans: Plans) -> Html:
    by_name = {one.name: one for one in columns.ALTERNATIVES}
    note = element("p", heard("against_note"), kind="note")
    shown = [by_name[name] for name in SHOWN_ALTERNATIVES]
    body = [[_with_error(plans, one, row) for one in shown] for row in rows_of(plans.alternatives)]
    listed = table([_head(one, plans) for one in shown], body)
    return element("div", [note, listed, _lines(lambda: sentences.thumb_lines(plans))])


def _with_error(plans: Plans, column: TableColumn, row: Mapping[str, Any]) -> str | Cell:
    """A cell, and behind it how far chance alone may have moved it."""
    value, error = row[column.name], row.get(ERRORS.get(column.name, ""), 0.0)
    if not error > 0:
        return _cell(plans, column, value)
    unit = plans.unit if column.unit == "by the aim" else column.unit
    return Cell(f"{number(value, unit, like=error)} ± {number(error, unit)}", "n", float(value))


def _frontier(plans: Plans) -> Html:
    note = element("p", both(partial(_frontier_note, plans)), kind="note")
    shown = [one for one in columns.FRONTIER if one.name != "other_aim"]
    return element("div", [note, _table(plans, rows_of(plans.frontier), shown)])


def _frontier_note(plans: Plans) -> str:
    return say("plan.frontier_note", aim=plans.aim, other=plans.other_aim)


def _left_out(plans: Plans) -> Html:
    """How many, why; and every village in a table to be opened."""
    left = plans.left_out[plans.left_out["reason"] != "in_plan"]
    counted = left["reason"].value_counts()
    items = [element("li", Html(f"{both(sentences.reason_name(str(key)))}: {count}")) for key, count in counted.items()]
    shown = [one for one in columns.VILLAGES if one.name not in ("village_id", "union")]
    listed = element("details", [element("summary", heard("every_village")), _table(plans, rows_of(left), shown)])
    return element("div", [element("p", heard("left_out_note"), kind="note"), element("ul", items), listed])


def _dictionary() -> Html:
    head = [said(f"column_{name}") for name in ("file", "column", "indicator", "unit", "meaning")]
    rows = [
        [element("code", file), element("code", one.name), both(one.label), unit_html(one.unit), both(one.meaning)]
        for file, listed in FILES.items()
        for one in listed
    ]
    return element("details", [element("summary", heard("dictionary")), table(head, rows)])
