"""What was found about one scenario, in sentences; the same on the page and in the workbook."""

import math
from collections.abc import Mapping
from typing import Any

from liancun_sim.analysis import consent_gaps, effects, fates, levels, public_money, union_life
from liancun_sim.analysis.comparison.costs import MONEY, PER_CONVERTED
from liancun_sim.analysis.comparison.proposals import DISSOLVED, IN_UNION
from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.comparison.union_life import AGES, LEFT
from liancun_sim.analysis.comparison.union_life import DISSOLVED as UNION_ENDED
from liancun_sim.reports.common.numbers import interval, number, percent_of_log, quantity, widest
from liancun_sim.reports.common.words import indicator_name, reason_of, scenario_name
from liancun_sim.results import ASSUMPTIONS, CHANCE, LAST_YEAR, Comparison, rows_of
from liancun_sim.vocabulary import say

TOLD = ("income_mean", "converted_assessed", "converted_true")


def title(comparison: Comparison) -> str:
    """What was compared, or which scenario was run by itself."""
    if comparison.policies_compared:
        return say("report.page_title", county=comparison.county)
    name = scenario_name(comparison, comparison.baseline)
    return say("report.page_title_alone", county=comparison.county, scenario=name)


def facts(comparison: Comparison) -> str:
    """Size of the comparison in one line."""
    return say(
        "report.page_facts", months=comparison.months, start=comparison.start, villages=len(comparison.villages),
        chance=comparison.runs(CHANCE), assumptions=comparison.runs(ASSUMPTIONS),
    )  # fmt: skip


def findings(comparison: Comparison, scenario: str) -> list[str]:
    """Sentences on proposals and consent, then on income, conversion and cost, each with its interval."""
    if not comparison.policies_compared:
        return [*on_proposals(comparison, scenario), *on_levels(comparison, scenario)]
    return [*on_proposals(comparison, scenario), *on_effects(comparison, scenario), *on_cost(comparison, scenario)]


def county_effect(
    comparison: Comparison, scenario: str, key: str, uncertainty: str | None = None
) -> dict[str, Any] | None:
    """The row of `effects` for the whole county, under the leading kind of uncertainty unless another is named."""
    return _county_effects(comparison).get((scenario, key, uncertainty or comparison.leading_uncertainty))


@remembered
def _county_effects(comparison: Comparison) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Rows of `effects` for the whole county over the last year, by scenario, indicator and kind of uncertainty."""
    table = effects(comparison)
    county = table[(table["stratum"] == "county") & (table["period"] == LAST_YEAR)]
    return {(row["scenario"], row["indicator"], row["uncertainty"]): row for row in rows_of(county)}


def effect_text(row: Mapping[str, Any], unit: str) -> str:
    """``+45 yuan/person/year [+12 … +78]``, or why there is none."""
    if not math.isfinite(row["difference"]):
        return reason_of(row["reason"])
    ends = interval(row["ci_low"], row["ci_high"], unit) or f"({reason_of(row['reason'])})"
    like = widest(row["ci_low"], row["ci_high"])
    return f"{quantity(row['difference'], unit, signed=True, like=like)} {ends}"


def on_proposals(comparison: Comparison, scenario: str) -> list[str]:
    """How many proposals passed, how many unions lasted, what was said against what was wanted."""
    table = fates(comparison)
    mine = table[table["scenario"] == scenario].set_index("fate")["proposals"]
    if mine.empty:
        return [say("report.no_proposals")]
    passed = mine.get(IN_UNION, 0.0) + mine.get(DISSOLVED, 0.0)
    said = [
        say(
            "report.proposals_fate",
            tried=number(mine.sum(), "proposals"),
            passed=number(passed, "proposals"),
            dissolved=number(mine.get(DISSOLVED, 0.0), "unions"),
        )
    ]
    gaps = consent_gaps(comparison)
    gaps = gaps[(gaps["scenario"] == scenario) & (gaps["passed"] == "yes")]
    for row in rows_of(gaps):
        said.append(
            say("report.consent_gap", stated=number(row["stated"], "share"), private=number(row["private"], "share"))
        )
    return [*said, *_on_union_life(comparison, scenario)]


def _on_union_life(comparison: Comparison, scenario: str) -> list[str]:
    """How willing members are as their unions age; who left, believing what, and what was true."""
    table = union_life(comparison)
    found = {row["happening"]: row for row in rows_of(table[table["scenario"] == scenario])}
    said = []
    asked = [found[age] for age in AGES if age in found]
    if asked:
        ages = [
            say("report.life_at", age=say(f"report.life_{row['happening']}"),
                private=number(row["private"], "share"), stated=number(row["stated"], "share"))
            for row in asked
        ]  # fmt: skip
        said.append(say("report.life_willing", ages=say("report.list_between").join(ages)))
    if LEFT in found:
        left = found[LEFT]
        ended = found.get(UNION_ENDED, {"members": 0.0})["members"]
        said.append(
            say("report.life_leavers", left=number(left["members"], "villages"), ended=number(ended, "villages"),
                believed=percent_of_log(left["believed"]), true=percent_of_log(left["true"]))
        )  # fmt: skip
    return said


def on_effects(comparison: Comparison, scenario: str) -> list[str]:
    """What it changes in the whole county, each with its interval."""
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


def on_levels(comparison: Comparison, scenario: str) -> list[str]:
    """Where it stands, of a scenario run by itself."""
    table = levels(comparison)
    found = {row["indicator"]: row for row in rows_of(table[table["scenario"] == scenario])}
    said = []
    for key in (key for key in TOLD if key in found):
        row, unit = found[key], comparison.indicators[key].unit
        ends = interval(row["ci_low"], row["ci_high"], unit, signed=False)
        level = f"{quantity(row['mean'], unit, like=widest(row['ci_low'], row['ci_high']))} {ends}".strip()
        current = comparison.current_yuan(key, row["mean"])
        if current is not None and math.isfinite(current):
            level += f" ({say('report.in_current_yuan', yuan=number(current, unit))})"
        said.append(say("report.level", name=indicator_name(comparison, key), level=level))
    return said


def on_cost(comparison: Comparison, scenario: str) -> list[str]:
    """Money and staff time beyond the baseline, and what a converted village costs of them."""
    said = []
    money = {row["indicator"]: row for row in public_money_of(comparison, scenario)}
    if money:
        own, staff, public = (effect_text(money[key], "yuan") for key in MONEY)
        said.append(say("report.public_money", own=own, staff=staff, public=public))
    row = county_effect(comparison, scenario, PER_CONVERTED)
    if row is None:
        return said
    if math.isfinite(row["mean"]):
        ends = interval(row["ci_low"], row["ci_high"], row["unit"], signed=False)
        cost = f"{quantity(row['mean'], row['unit'])} {ends}".strip()
        return [*said, say("report.cost_of_conversion", cost=cost)]
    return [*said, say("report.cost_unknown", reason=reason_of(row["reason"]))]


def public_money_of(comparison: Comparison, scenario: str) -> list[dict[str, Any]]:
    """Rows of `public_money` under the leading kind of uncertainty: money, staff time priced, both."""
    table = public_money(comparison)
    kind = comparison.leading_uncertainty
    return list(rows_of(table[(table["scenario"] == scenario) & (table["uncertainty"] == kind)]))
