"""The answer: what a scenario does, for whom, how sure that is, what it costs, what could go wrong; in sentences."""

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from liancun_sim.analysis import group_effects
from liancun_sim.analysis.comparison.idle import did_nothing
from liancun_sim.reports.common.markup import Html, both_lines, element, said
from liancun_sim.reports.common.numbers import interval, number, quantity, rounds_to_zero
from liancun_sim.reports.common.words import indicator_name, name_of
from liancun_sim.reports.comparison.conversion import on_leadership
from liancun_sim.reports.comparison.effects_told import draws_of, effect_row, provisional
from liancun_sim.reports.comparison.headline import headline
from liancun_sim.reports.comparison.sentences import on_cost, on_effects, on_idle, on_levels, on_proposals
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, rows_of
from liancun_sim.vocabulary import say

INCOME = "income_yuan_per_person"
NEGLIGIBLE_LOSS = 1.0
"""Assumption: a village that has less by less than this is said to lose nothing of weight. [yuan/person/year]"""
GROUPS = ("union_members", "mobilised_not_formed", "never_approached")
NAMED_MOST = 6

Speak = Callable[[Comparison, str], list[str]]


def answer(comparison: Comparison, scenario: str) -> Html:
    """The questions as headings, sentences below each; of a scenario run by itself, what can be said of it alone."""
    parts = []
    for question, speak in (QUESTIONS if comparison.policies_compared else ALONE).items():
        lines = both_lines(partial(speak, comparison, scenario))
        if lines:
            first, *rest = lines
            told: list[Html] = [element("p", first)]
            told += [element("p", line, kind="more") for line in rest]
            parts += [element("dt", said(f"answer_{question}")), element("dd", told)]
    return element("dl", parts, kind="answer")


def for_whom(comparison: Comparison, scenario: str) -> list[str]:
    """Income of members of unions, of those asked in vain, of those never approached, and who is worse off."""
    if did_nothing(comparison, scenario):
        return []
    table = group_effects(comparison)
    mine = table[(table["scenario"] == scenario) & (table["indicator"] == INCOME)]
    found = {str(row["group"]): row for row in rows_of(mine) if row["villages"] > 0}
    told = []
    for group in (key for key in GROUPS if key in found):
        row = found[group]
        if math.isfinite(row["difference"]):
            same = rounds_to_zero(row["difference"], row["ci_low"], row["ci_high"], unit="yuan")
            key = "report.answer_group_same" if same else "report.answer_group"
            told.append(say(key, group=name_of(group), **_group_words(row)))
            if row["difference"] < 0 and row["ci_high"] < 0 and not same:
                told.append(say(f"report.worse_{group}"))
    return told


def _group_words(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "villages": quantity(row["villages"], "villages"),
        "gain": number(row["difference"], "yuan", signed=True),
        "ends": interval(row["ci_low"], row["ci_high"], "yuan"),
        "losers": _losers(row),
    }


def _losers(row: Mapping[str, Any]) -> str:
    """How many lose, with how much they lose; a loss below `NEGLIGIBLE_LOSS` is said to be of no weight."""
    if not row["share_worse"] > 0:
        return say("report.losers_none")
    worse, loss = number(row["share_worse"], "share"), number(row["loss"], "yuan")
    if row["loss"] < NEGLIGIBLE_LOSS:
        return say("report.losers_negligible", worse=worse, loss=loss, least=f"{NEGLIGIBLE_LOSS:g}")
    return say("report.losers", worse=worse, loss=loss)


def how_sure(comparison: Comparison, scenario: str) -> list[str]:
    """Of the leading indicators that have a better direction: better, or worse, over the whole range of one history."""
    if did_nothing(comparison, scenario):
        return []
    better: list[str] = []
    worse: list[str] = []
    beyond: list[str] = []
    undecided = 0
    for key in headline(comparison):
        row, way = effect_row(comparison, scenario, key), comparison.indicators[key].better
        if row is None or way == "neither" or not math.isfinite(row["low_5"]):
            continue
        low, high = row["low_5"], row["high_95"]
        beyond += [indicator_name(comparison, key)] if _default_beyond(comparison, scenario, key, low, high) else []
        if low <= 0 <= high:
            undecided += 1
        else:
            (better if (low > 0) == (way == "higher") else worse).append(indicator_name(comparison, key))
    runs = comparison.runs(comparison.leading_uncertainty)
    leadership = on_leadership(comparison, scenario)
    if not better and not worse and not undecided:
        return [say("report.answer_no_range", draws=draws_of(comparison, runs)), *leadership]
    counts = {"better": len(better), "worse": len(worse), "undecided": undecided}
    few = provisional(comparison, runs)
    told = [say("report.answer_counted", draws=draws_of(comparison, runs), provisional=few, **counts)]
    if better:
        told.append(say("report.answer_better", names=_listed(better)))
    if beyond:
        told.append(say("report.answer_default_beyond", names=_listed(beyond)))
    return [*told, *leadership]


def _default_beyond(comparison: Comparison, scenario: str, key: str, low: float, high: float) -> bool:
    """Whether an effect at the defaults lies beyond the range over drawn assumptions."""
    if comparison.leading_uncertainty != ASSUMPTIONS:
        return False
    row = effect_row(comparison, scenario, key, CHANCE)
    return row is not None and not low <= row["difference"] <= high


def _worse(comparison: Comparison, scenario: str) -> list[str]:
    names = []
    for key in headline(comparison):
        row, way = effect_row(comparison, scenario, key), comparison.indicators[key].better
        if row is not None and way != "neither" and math.isfinite(row["ci_low"]):
            clear = row["ci_high"] < 0 if way == "higher" else row["ci_low"] > 0
            names += [indicator_name(comparison, key)] if clear else []
    return [say("report.answer_worse", names=_listed(names))] if names else []


def _listed(names: list[str]) -> str:
    more = say("report.answer_more", count=len(names) - NAMED_MOST) if len(names) > NAMED_MOST else ""
    return say("report.list_between").join(names[:NAMED_MOST]) + more


def what_could_go_wrong(comparison: Comparison, scenario: str) -> list[str]:
    """What became of proposals, what was said against what was wanted, who left; then what gets clearly worse."""
    if did_nothing(comparison, scenario):
        return []
    return [*_worse(comparison, scenario), *on_proposals(comparison, scenario)]


def does(comparison: Comparison, scenario: str) -> list[str]:
    """What found nothing to act on and why, then what the rest changes."""
    idle = on_idle(comparison, scenario)
    if did_nothing(comparison, scenario):
        return [*idle, say("report.nothing_done")]
    return [*idle, *on_effects(comparison, scenario)]


def costs(comparison: Comparison, scenario: str) -> list[str]:
    """Nothing where nothing was done."""
    return [] if did_nothing(comparison, scenario) else on_cost(comparison, scenario)


QUESTIONS: Mapping[str, Speak] = {
    "does": does,
    "whom": for_whom,
    "sure": how_sure,
    "costs": costs,
    "wrong": what_could_go_wrong,
}
ALONE: Mapping[str, Speak] = {"does": on_levels, "wrong": on_proposals}
