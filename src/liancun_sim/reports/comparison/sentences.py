"""What was found about one scenario, in sentences; the same on the page and in the workbook."""

import math
from typing import Any

from liancun_sim.analysis import consent_gaps, fates, levels, public_money, union_life
from liancun_sim.analysis.comparison.costs import MONEY, PER_CONVERTED
from liancun_sim.analysis.comparison.idle import did_nothing, idle_policies
from liancun_sim.analysis.comparison.proposals import DISSOLVED, IN_UNION
from liancun_sim.analysis.comparison.union_life import AGES, LEFT
from liancun_sim.analysis.comparison.union_life import DISSOLVED as UNION_ENDED
from liancun_sim.reports.common.numbers import (
    counted,
    interval,
    mean_count,
    months_told,
    number,
    percent_of_log,
    quantity,
    span,
    widest,
)
from liancun_sim.reports.common.words import indicator_name, period_name, policy_name, reason_of, scenario_name
from liancun_sim.reports.comparison.conversion import on_leadership
from liancun_sim.reports.comparison.effects_told import draws_of, effect_row, money_text, told_effect, told_gain
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, rows_of
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
    drawn = comparison.runs(ASSUMPTIONS)
    return say(
        "report.page_facts" if drawn else "report.page_facts_defaults", 
        time=months_told(comparison.start, comparison.months), months=counted(comparison.months, "months"),
        villages=counted(len(comparison.villages), "villages"),
        chance=counted(comparison.runs(CHANCE), "replications"), assumptions=counted(drawn, "replications"),
    )  # fmt: skip


def findings(comparison: Comparison, scenario: str) -> list[str]:
    """Sentences on what was found to act on, proposals and consent, income, conversion and cost."""
    idle = on_idle(comparison, scenario)
    if did_nothing(comparison, scenario):
        return [*idle, say("report.nothing_done")]
    told = [*idle, *on_proposals(comparison, scenario)]
    if not comparison.policies_compared:
        return [*told, *on_levels(comparison, scenario)]
    return [
        *told,
        *on_effects(comparison, scenario),
        *on_leadership(comparison, scenario),
        *on_cost(comparison, scenario),
    ]


def on_idle(comparison: Comparison, scenario: str) -> list[str]:
    """What found nothing to act on, in how many runs, and why."""
    said = []
    for one in idle_policies(comparison, scenario):
        runs, all_runs = (draws_of(comparison, count) for count in (one.runs, one.of))
        often = say("report.idle_often", runs=runs, all=all_runs) if one.runs < one.of else ""
        said.append(say("report.idle", policy=policy_name(comparison, one.policy), often=often, why=one.why))
    return said


def on_proposals(comparison: Comparison, scenario: str) -> list[str]:
    """How many proposals passed, how many unions lasted, what was said against what was wanted."""
    table = fates(comparison)
    mine = table[table["scenario"] == scenario].set_index("fate")["proposals"]
    if mine.empty:
        return [_on_no_round(comparison, scenario)]
    passed = mine.get(IN_UNION, 0.0) + mine.get(DISSOLVED, 0.0)
    ended = mine.get(DISSOLVED, 0.0)
    told = "proposals_fate" if ended else "proposals_passed" if passed else "no_proposal_passed"
    said = [
        say(
            f"report.{told}",
            tried=mean_count(mine.sum(), "proposals"),
            passed=mean_count(passed, "proposals"),
            dissolved=mean_count(ended, "unions"),
        )
    ]
    if comparison.runs(ASSUMPTIONS):  # effects stand beside it over drawn assumptions
        said[0] = say("report.at_defaults", told=said[0])
    gaps = consent_gaps(comparison)
    gaps = gaps[(gaps["scenario"] == scenario) & (gaps["passed"] == "yes")]
    for row in rows_of(gaps):
        said.append(
            say("report.consent_gap", stated=number(row["stated"], "share"), private=number(row["private"], "share"))
        )
    return [*said, *_on_union_life(comparison, scenario)]


def _on_no_round(comparison: Comparison, scenario: str) -> str:
    """Nobody was asked: because nothing was proposed, or because the run ends before the first ballot."""
    outcomes = comparison.village_outcomes
    approached = 0.0
    if "approached" in outcomes.columns:
        approached = float(outcomes.loc[outcomes["scenario"] == scenario, "approached"].sum())
    if not approached:
        return say("report.no_proposals")
    spending = comparison.spending
    mine = spending[(spending["scenario"] == scenario) & (spending["uncertainty"] == CHANCE)]
    money = float(mine[["yuan", "staff_yuan"]].sum().sum()) / comparison.replications
    villages = quantity(approached / comparison.replications, "villages")
    return say("report.under_way", villages=villages, money=quantity(money, "yuan"))


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
            say("report.life_leavers", left=quantity(left["members"], "villages"), ended=quantity(ended, "villages"),
                believed=percent_of_log(left["believed"]), true=percent_of_log(left["true"]))
        )  # fmt: skip
    return said


def on_effects(comparison: Comparison, scenario: str) -> list[str]:
    """What it changes, range first."""
    return [line for key in TOLD for line in told_effect(comparison, scenario, key)]


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
            level += say("report.in_brackets", text=say("report.in_current_yuan", yuan=number(current, unit)))
        name, period = indicator_name(comparison, key), period_name(comparison)
        said.append(say("report.level", name=name, level=level, period=period))
    return said


def on_cost(comparison: Comparison, scenario: str) -> list[str]:
    """Money and staff time beyond the baseline, what was gained for them, and what a converted village costs."""
    said = []
    money = {row["indicator"]: row for row in public_money_of(comparison, scenario)}
    if money:
        own, staff, public = (money_text(money[key]) for key in MONEY)
        said.append(say("report.public_money", own=own, staff=staff, public=public))
    said += told_gain(comparison, scenario)
    row = effect_row(comparison, scenario, PER_CONVERTED)
    if row is None:
        return said
    if math.isfinite(row["mean"]):
        ends = span(row["ci_low"], row["ci_high"], row["unit"], signed=False) or reason_of(row["reason"])
        cost = quantity(row["mean"], row["unit"]) + (say("report.beside", text=ends) if ends else "")
        return [*said, say("report.cost_of_conversion", cost=cost)]
    return [*said, say("report.cost_unknown", reason=reason_of(row["reason"]))]


def public_money_of(comparison: Comparison, scenario: str) -> list[dict[str, Any]]:
    """Rows of `public_money` under the leading kind of uncertainty: money, staff time priced, both."""
    table = public_money(comparison)
    kind = comparison.leading_uncertainty
    return list(rows_of(table[(table["scenario"] == scenario) & (table["uncertainty"] == kind)]))
