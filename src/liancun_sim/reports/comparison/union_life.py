"""The life of unions on the page and in the workbook: the same table, a row per age and per outcome of a vote."""

import math
from functools import partial

from liancun_sim.analysis import union_life
from liancun_sim.reports.common.markup import Cell, Html, both, element, said, table
from liancun_sim.reports.common.numbers import counted, number, percent_of_log, quantity
from liancun_sim.reports.common.words import scenario_name
from liancun_sim.reports.common.workbook_sheet import Sheet
from liancun_sim.results import Comparison, rows_of
from liancun_sim.vocabulary import say

HEAD = ("members", "believed", "true", "gained", "wanting", "saying")


def section(comparison: Comparison) -> Html:
    """Who left, believing what, and what was true; willingness by the age of the union."""
    rows = rows_of(union_life(comparison))
    if not rows:
        return element("p", said("life_nothing"))
    note = element(
        "p", both(lambda: say("report.life_note", runs=counted(comparison.replications, "runs"))), kind="note"
    )
    parts = [note]
    for scenario in (key for key in comparison.told if any(row["scenario"] == key for row in rows)):
        lines: list[list[str | Cell]] = [
            [
                said(f"life_{row['happening']}"),
                Cell(number(row["members"], "villages"), "n"),
                Cell(percent_of_log(row["believed"]), "n"),
                Cell(percent_of_log(row["true"]), "n"),
                *(Cell(both(partial(_percent, row[name])), "n") for name in ("gained", "private", "stated")),
            ]
            for row in rows
            if row["scenario"] == scenario
        ]
        parts.append(element("h3", both(partial(scenario_name, comparison, scenario))))
        parts.append(table([said("life_column_happening"), *(said(f"life_column_{name}") for name in HEAD)], lines))
    return element("div", parts)


def _percent(share: float) -> str:
    return quantity(share, "share")


def sheet(comparison: Comparison, page: Sheet) -> None:
    """The same rows for every scenario."""
    heads = [say("report.scenario"), *(say(f"report.life_column_{name}") for name in ("happening", *HEAD))]
    rows = [
        [
            scenario_name(comparison, row["scenario"]),
            say(f"report.life_{row['happening']}"),
            row["members"],
            *(math.expm1(row[name]) for name in ("believed", "true")),
            *(row[name] for name in ("gained", "private", "stated")),
        ]
        for row in rows_of(union_life(comparison))
    ]
    page.table(heads, ["", "", "villages", *["share"] * 5], rows, freeze=2)
