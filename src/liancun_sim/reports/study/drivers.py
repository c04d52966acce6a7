"""What the outcomes of a study depend on, in sentences."""

import math
from typing import Any

import pandas as pd

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.analysis.study.discovery import factor_name
from liancun_sim.reports.study.names import listed, target_name, varied
from liancun_sim.results import rows_of
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import say

LEADING_INDEX = {"sobol": "total", "morris": "mu_star", "rank": "prcc"}
NAMED_MOST = 4


def targets(analysis: Analysis) -> list[tuple[str, str, str]]:
    """(outcome, scenario, against) of every sensitivity, in order."""
    keys = analysis.sensitivity[["outcome", "target", "against"]].drop_duplicates()
    return list(keys.itertuples(index=False, name=None))


def indices_of(analysis: Analysis, target: tuple[str, str, str]) -> tuple[pd.DataFrame, pd.Series]:
    """The leading indices of a target, largest first, and the row that says what was used or why there is none."""
    table = analysis.sensitivity
    mine = table[(table[["outcome", "target", "against"]] == list(target)).all(axis=1)]
    for method in ("sobol", "morris", "rank"):
        found = mine[(mine["method"] == method) & (mine["index"] == LEADING_INDEX[method])]
        if len(found):
            return found.sort_values("value", key=lambda v: -v.abs()), found.iloc[0]
    return mine.iloc[:0], mine.iloc[0]


def depends(analysis: Analysis) -> list[str]:
    """What every target depends on, and what a rank screen cannot see."""
    said = [on_drivers(analysis, target) for target in targets(analysis)]
    shown = [indices_of(analysis, target)[1] for target in targets(analysis)]
    screened = any(row["index"] == LEADING_INDEX["rank"] for row in shown)
    return [*said, *([say("analysis.monotone")] if screened else [])]


def on_drivers(analysis: Analysis, target: tuple[str, str, str]) -> str:
    """Which assumptions and levers a target depends on most, and which indices are refused and why."""
    return " ".join([_drivers(analysis, target), *_refused(analysis, target)])


def _drivers(analysis: Analysis, target: tuple[str, str, str]) -> str:
    result, (table, row) = analysis.result, indices_of(analysis, target)
    name = target_name(result, *target)
    if table.empty:
        return say("analysis.no_indices", target=name, reason=refusal(row))
    clear = table[table["clear"]]
    if clear.empty:
        return say(f"analysis.no_drivers_{_kind(row)}", target=name, all=varied(result))
    labels = {factor.key: factor_name(factor) for factor in result.factors}
    named = [f"{labels[one['factor']]} ({index_text(result, one)})" for one in rows_of(clear[:NAMED_MOST])]
    fields = {"factors": listed(named), "clear": len(clear), "all": varied(result)}
    return say(f"analysis.drivers_{_kind(row)}", target=name, **fields)


def _kind(row: pd.Series) -> str:
    """Whether intervals hold for each factor alone or for all together."""
    return "together" if row["method"] == "rank" else "alone"


def _refused(analysis: Analysis, target: tuple[str, str, str]) -> list[str]:
    """What the method of the design does not say, where a rank screen had to do."""
    table, (shown, _) = analysis.sensitivity, indices_of(analysis, target)
    mine = table[(table[["outcome", "target", "against"]] == list(target)).all(axis=1)]
    refused = mine[(mine["reason"] != "") & (mine["method"] != "rank")]
    if shown.empty:  # the first refusal is told already
        return []
    return [say(f"analysis.refused_{row['method']}", reason=refusal(row)) for _, row in refused.iterrows()]


def index_text(result: StudyResult, row: dict[str, Any], part: str = "value") -> str:
    """An index, with its sign where it has one: a factor without an order has none."""
    unordered = {factor.key for factor in result.factors if factor.levels}
    signed = row["index"] in ("prcc", "mu") and row["factor"] not in unordered
    return value_text(row[part], signed, ".3g" if row["method"] == "morris" else ".2f")


def value_text(value: float, signed: bool, digits: str = ".2f") -> str:
    if not math.isfinite(value):
        return "–"
    text = f"{value:{'+' if signed else ''}{digits}}"
    return text.lstrip("+-") if float(text) == 0 else text.replace("-", "−")


def refusal(row: pd.Series) -> str:
    """Why there is no index."""
    rows = say(f"analysis.rows_{row['method']}")
    return say(
        f"analysis.reason_{row['reason']}", rows=rows, used=row["used"], dropped=row["dropped"],
        total=row["used"] + row["dropped"], most=say(f"analysis.most_{row['method']}"),
    )  # fmt: skip
