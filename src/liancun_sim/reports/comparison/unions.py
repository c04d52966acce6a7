"""Every proposed union by the names of its members, on the page and in the workbook."""

import math
from functools import partial
from typing import Any

from liancun_sim.analysis import unions
from liancun_sim.reports.common.markup import Cell, Html, both, element, fold, place_name, said, table
from liancun_sim.reports.common.numbers import counted, percent_of_log, quantity
from liancun_sim.reports.common.words import form_name, member_names, obstacle_name, reason_of, scenario_name
from liancun_sim.reports.common.workbook_sheet import Sheet
from liancun_sim.results import Comparison, rows_of
from liancun_sim.vocabulary import say

SHOWN = 8
HEAD = ("members", "form", "formed", "alive", "when", "stated", "private", "believed", "true", "why")


def section(comparison: Comparison) -> Html:
    """A table per scenario: what formed most often in sight, the rest to be opened."""
    found = rows_of(unions(comparison))
    if not found:
        return element("p", said("unions_none"))
    parts = [
        element(
            "p", both(lambda: say("report.unions_note", runs=counted(comparison.replications, "runs"))), kind="note"
        )
    ]
    for scenario in comparison.told:
        mine = [row for row in found if row["scenario"] == scenario]
        if not mine:
            continue
        inside = [element("h3", both(partial(scenario_name, comparison, scenario))), _table(comparison, mine[:SHOWN])]
        if len(mine) > SHOWN:
            rest = said("unions_rest", count=len(mine) - SHOWN)
            inside.append(fold(rest, _table(comparison, mine[SHOWN:])))
        parts += inside
    return element("div", parts)


def _table(comparison: Comparison, rows: list[dict[str, Any]]) -> Html:
    return table([said(f"union_{name}") for name in HEAD], [_row(comparison, row) for row in rows], kind="sort")


def _row(comparison: Comparison, row: dict[str, Any]) -> list[str | Cell]:
    names = member_names(comparison, row["members"], row["lead"])
    return [
        place_name(names),
        both(partial(form_name, comparison, row["form"])),
        Cell(f"{row['formed']}/{row['runs']}", "n", row["formed"]),
        Cell(str(row["alive"]), "n", row["alive"]),
        Cell(both(partial(_month, comparison, row)), "n", row["month_formed"]),
        *(Cell(both(partial(_percent, row[name])), "n", row[name]) for name in ("stated", "private")),
        *(Cell(percent_of_log(row[name]), "n", row[name]) for name in ("believed", "true")),
        both(partial(why_words, comparison, row)),
    ]


def _percent(share: float) -> str:
    return quantity(share, "share")


def _month(comparison: Comparison, row: dict[str, Any]) -> str:
    """The calendar month, of the mean of the runs; – for none."""
    if math.isnan(row["month_formed"]):
        return "–"
    year, first = map(int, comparison.start.split("-"))
    count = first - 1 + round(row["month_formed"])
    return say("report.year_month", year=year + count // 12, month=count % 12 + 1)


def why_words(comparison: Comparison, row: dict[str, Any]) -> str:
    """What ended it if it ended; else what stood in the way where it did not form."""
    if row["ended"]:
        return reason_of(row["ended"])
    return obstacle_name(comparison, row["obstacle"]) if row["obstacle"] else "–"


def sheet(comparison: Comparison, page: Sheet) -> None:
    """The same rows, of every scenario."""
    heads = [say("report.scenario"), *(say(f"report.union_{name}") for name in HEAD[:3])]
    heads += [say("report.union_runs"), *(say(f"report.union_{name}") for name in HEAD[3:])]
    rows = [
        [
            scenario_name(comparison, row["scenario"]),
            member_names(comparison, row["members"], row["lead"]),
            form_name(comparison, row["form"]),
            row["formed"],
            row["runs"],
            row["alive"],
            _month(comparison, row),
            row["stated"],
            row["private"],
            *(math.expm1(row[name]) for name in ("believed", "true")),
            why_words(comparison, row),
        ]
        for row in rows_of(unions(comparison))
    ]
    units = ["", "", "", "number", "number", "number", "", *["share"] * 4, ""]
    page.table(heads, units, rows, freeze=2)
