"""Every village with its answer, its main obstacle and its neighbours: a table per scenario."""

from functools import partial
from typing import Any

import numpy as np

from liancun_sim.analysis import main_obstacles, neighbours, village_means
from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.reports.common.markup import Cell, Html, both, element, html, said, table
from liancun_sim.reports.common.numbers import counted, number
from liancun_sim.reports.common.words import obstacle_name
from liancun_sim.reports.comparison.page_sections import scenario_html
from liancun_sim.results import Comparison, rows_of
from liancun_sim.vocabulary import say

HEAD = ("village", "township", "asked", "stated", "private", "obstacle", "in_union", "income", "change", "adjacent")
SEARCH = (
    '<p class="search"><label>{label} <input id="find" type="search"></label> '
    '<span id="found" aria-live="polite"></span> <span id="found-word" hidden>{found}</span></p>'
)


def villages(comparison: Comparison) -> Html:
    """Search box and tables; the first scenario's table is open."""
    search = Html(SEARCH.format(label=said("search"), found=said("found")))
    near = adjacent_names(comparison)
    means = village_means(comparison)
    means = means.assign(obstacle=main_obstacles(comparison))
    obstacle_names = {key: both(partial(obstacle_name, comparison, key)) for key in set(means["obstacle"])}
    head = [said(f"column_{name}") for name in HEAD]
    parts = [
        element(
            "p", both(lambda: say("report.villages_note", runs=counted(comparison.replications, "runs"))), kind="note"
        ),
        search,
    ]
    for i, scenario in enumerate(comparison.told):
        asked = times_asked(comparison, scenario)
        own = rows_of(means[means["scenario"] == scenario])
        rows = [_row(row, count, comparison.replications, near, obstacle_names) for row, count in zip(own, asked)]
        listed = table(head, rows, kind="villages")
        summary = element("summary", scenario_html(comparison, scenario))
        parts.append(Html(f"<details{' open' if i == 0 else ''}>{summary}{listed}</details>"))
    return element("div", parts)


def times_asked(comparison: Comparison, scenario: str) -> list[int]:
    """In how many replications each village was asked for its consent."""
    if "private_consent" not in comparison.village_outcomes.columns:
        return [0] * len(comparison.villages)
    return [int(n) for n in np.isfinite(cube(comparison, "private_consent")[scenario]).sum(axis=0)]


def adjacent_names(comparison: Comparison) -> dict[str, str]:
    """Village id → names of the adjacent villages, with the township where it is another one."""
    names, towns = comparison.villages["village"].to_dict(), comparison.villages["township"].to_dict()
    return {
        village: "、".join(names[n] if towns[n] == towns[village] else f"{names[n]}（{towns[n]}）" for n in near)
        for village, near in neighbours(comparison).items()
    }


def _row(
    row: dict[str, Any], asked: int, runs: int, near: dict[str, str], obstacles: dict[str, Html]
) -> list[str | Cell]:
    income, change = row.get("income_yuan_per_person", np.nan), row.get("income_yuan_per_person_difference", np.nan)
    return [
        Html(f"{html(row['village'])}<span class='unit'>{html(row['village_id'])}</span>"),
        row["township"],
        Cell(f"{asked}/{runs}" if asked else "–", "n", asked),
        _percent(row.get("stated_consent", np.nan)),
        _percent(row.get("private_consent", np.nan)),
        obstacles[row["obstacle"]] if asked else "–",
        _percent(row.get("in_union", np.nan)),
        Cell(number(income, "yuan"), "n", income),
        Cell(number(change, "yuan", signed=True), "n", change),
        near[row["village_id"]],
    ]


def _percent(share: float) -> Cell:
    return Cell(f"{100 * share:.0f} %" if np.isfinite(share) else "–", "n", share)
