"""What the model is held to, as every page tells it: the tables shipped with this version, failures included."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from liancun_sim.reports.common.markup import Cell, Html, both, element, fold, html, table, unit_html
from liancun_sim.reports.common.numbers import month_name, number, percent_sign
from liancun_sim.results import rows_of
from liancun_sim.results.patterns.columns import FAILED, NOT_MEASURED, OPEN, PASSED
from liancun_sim.results.patterns.shipped import ShippedPatterns, shipped_patterns
from liancun_sim.vocabulary import Label, say

HEAD = ("pattern", "asked", "model", "verdict", "use", "source")


def patterns_section(model_digest: str = "") -> Html:
    """A section for a page. model_digest : of the model the page's numbers come from, where known."""
    return element("div", [part for one in shipped_patterns() for part in _told(one, model_digest)])


def _told(one: ShippedPatterns, model_digest: str) -> list[Html]:
    said = [element("p", both(lambda: say("patterns.title", county=one.county, start=month_name(one.start))))]
    if model_digest and model_digest != one.model_digest:
        said.append(element("p", both(lambda: say("patterns.another_model")), kind="note"))
    head = [both(lambda key=key: say(f"patterns.column_{key}")) for key in HEAD]  # type: ignore[misc]
    rows: list[list[str | Cell]] = [
        [
            Html(both(Label(row["en"], row["zh"])) + element("span", html(row["number"]), kind="unit")),
            Cell(Html(html(asked_range(row)) + element("span", unit_html(row["unit"]), kind="unit")), "n"),
            Cell(both(lambda row=row: measured(row)), "n"),  # type: ignore[misc]
            both(lambda row=row: verdict_name(row["verdict"])),  # type: ignore[misc]
            both(lambda row=row: say(f"patterns.use_{row['use']}")),  # type: ignore[misc]
            both(Label(row["source_en"], row["source_zh"])),
        ]
        for row in rows_of(one.table)
    ]
    return [
        *said,
        fold(both(lambda: counted(one.table)), table(head, rows)),
        element("p", both(lambda: say("patterns.how")), kind="note"),
    ]


def counted(found: pd.DataFrame) -> str:
    """How many passed, failed, are open, could not be measured."""
    number_of = found["verdict"].value_counts()
    counts = {key: int(number_of.get(key, 0)) for key in (PASSED, FAILED, OPEN, NOT_MEASURED)}
    return say("patterns.counted", total=len(found), **counts)


def name_of(row: Mapping[str, Any]) -> str:
    """A pattern's name, with its number where it has one."""
    name = str(Label(row["en"], row["zh"]))
    return f"{row['number']} {name}" if row["number"] else name


def asked_range(row: Mapping[str, Any]) -> str:
    """What is asked: ``0.30 – 0.33``, ``≥ 0``, ``≤ 0``."""
    unit, percent = row["unit"], _percent(row)
    low, high = (number(row[end], unit) for end in ("low", "high"))
    if _open(row["low"]):
        return f"≤ {high}{percent}"
    return f"≥ {low}{percent}" if _open(row["high"]) else say("report.between", low=low, high=high) + percent


def measured(row: Mapping[str, Any]) -> str:
    """The model's mean with its interval."""
    if row["verdict"] == NOT_MEASURED:
        return say("patterns.not_measured")
    mean, low, high = (number(row[key], row["unit"]) for key in ("model", "ci_low", "ci_high"))
    return (
        mean + _percent(row)
        if _open(row["ci_low"])
        else f"{mean}{_percent(row)} {say('report.interval', low=low, high=high)}"
    )


def verdict_name(verdict: str) -> str:
    return say(f"patterns.{verdict}")


def _percent(row: Mapping[str, Any]) -> str:
    """The sign a share is shown with."""
    return percent_sign() if row["unit"] == "share" else ""


def _open(end: float | None) -> bool:
    return end is None or math.isnan(end)
