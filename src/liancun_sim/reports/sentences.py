"""What was found about one scenario, in sentences; the same on the page and in the workbook."""

import math
from collections.abc import Mapping

import pandas as pd

from liancun_sim.analysis import consent_gaps, effects, fates
from liancun_sim.analysis.proposals import DISSOLVED, IN_UNION
from liancun_sim.reports.numbers import interval, number, quantity, widest
from liancun_sim.reports.words import indicator_name, reason_of
from liancun_sim.results import LAST_YEAR, Comparison
from liancun_sim.vocabulary import say

Row = Mapping[str, object]
TOLD = ("income_mean", "converted_assessed", "converted_true")


def findings(comparison: Comparison, scenario: str) -> list[str]:
    """Sentences on proposals and consent, then on income, conversion and cost, each with its interval."""
    return [*_on_proposals(comparison, scenario), *_on_effects(comparison, scenario), *_on_cost(comparison, scenario)]


def county_effect(comparison: Comparison, scenario: str, key: str, uncertainty: str | None = None) -> pd.Series | None:  # type: ignore[type-arg]
    """The row of `effects` for the whole county, under the leading kind of uncertainty unless another is named."""
    table = effects(comparison)
    chosen = table[
        (table["scenario"] == scenario)
        & (table["indicator"] == key)
        & (table["stratum"] == "county")
        & (table["period"] == LAST_YEAR)
        & (table["uncertainty"] == (uncertainty or comparison.leading_uncertainty))
    ]
    return None if chosen.empty else chosen.iloc[0]


def effect_text(row: "pd.Series", unit: str) -> str:  # type: ignore[type-arg]
    """``+45 yuan/person/year [+12 … +78]``, or why there is none."""
    if not math.isfinite(row["difference"]):
        return reason_of(row["reason"])
    ends = interval(row["ci_low"], row["ci_high"], unit) or f"({reason_of(row['reason'])})"
    like = widest(row["ci_low"], row["ci_high"])
    return f"{quantity(row['difference'], unit, signed=True, like=like)} {ends}"


def _on_proposals(comparison: Comparison, scenario: str) -> list[str]:
    table = fates(comparison)
    mine = table[table["scenario"] == scenario].set_index("fate")["proposals"]
    if mine.empty:
        return [say("report.no_proposals")]
    passed = mine.get(IN_UNION, 0.0) + mine.get(DISSOLVED, 0.0)
    said = [
        say(
            "report.proposals_fate",
            tried=number(mine.sum()),
            passed=number(passed),
            dissolved=number(mine.get(DISSOLVED, 0.0)),
        )
    ]
    gaps = consent_gaps(comparison)
    gaps = gaps[(gaps["scenario"] == scenario) & (gaps["passed"] == "yes")]
    for row in gaps.itertuples():
        said.append(say("report.consent_gap", stated=number(row.stated, "share"), private=number(row.private, "share")))
    return said


def _on_effects(comparison: Comparison, scenario: str) -> list[str]:
    said = []
    for key in TOLD:
        row = county_effect(comparison, scenario, key)
        if row is None:
            continue
        unit = comparison.indicators[key].unit
        verdict = ""
        if math.isfinite(row["ci_low"]):
            spans = row["ci_low"] <= 0 <= row["ci_high"]
            verdict = say("report.spans_zero" if spans else "report.clear_of_zero")
        said.append(
            say(
                "report.effect",
                name=indicator_name(comparison, key),
                effect=effect_text(row, unit),
                base=quantity(row["mean"] - row["difference"], unit),
                verdict=verdict,
            )
        )
    return said


def _on_cost(comparison: Comparison, scenario: str) -> list[str]:
    row = county_effect(comparison, scenario, "cost_per_converted_village")
    if row is None:
        return []
    if math.isfinite(row["mean"]):
        cost = f"{quantity(row['mean'], row['unit'])} {interval(row['ci_low'], row['ci_high'], row['unit'], signed=False)}"
        return [say("report.cost_of_conversion", cost=cost.strip())]
    return [say("report.cost_unknown", reason=reason_of(row["reason"]))]
