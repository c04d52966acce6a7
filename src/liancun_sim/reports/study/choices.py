"""Which scenario does best, which to choose without knowing more, and what an improvement costs, in sentences."""

import math
from functools import partial
from typing import Any

import numpy as np

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.analysis.study.ranking import lead
from liancun_sim.analysis.study.worlds import comparable
from liancun_sim.reports.common.numbers import after_blank, interval, number, quantity, unit_name, widest
from liancun_sim.reports.common.words import reason_of
from liancun_sim.reports.study.names import (
    HUNDREDTHS,
    INDEX,
    compared,
    joined,
    listed,
    outcome_name,
    scenario_name,
    unit_gained,
)
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import Label, say

TIED = 1e-12


def on_ranks(analysis: Analysis, outcome: str) -> list[str]:
    table = analysis.ranking[analysis.ranking["outcome"] == outcome]
    if len(table) < 2:
        return []
    result, first = analysis.result, table.iloc[0]
    may_lead = table[table["rank_low"] == 1]
    fields = {
        "outcome": outcome_name(result, outcome), "first": scenario_name(result, first["scenario"]),
        "p_best": f"{100 * first['p_best']:.0f}", "compared": compared(result, first["worlds"]),
    }  # fmt: skip
    if len(table) == 2 and _tied(analysis, outcome):
        return [f"{outcome_name(result, outcome)}{Label(': ', '：')}{_on_lead(analysis, outcome)}"]
    if table["rank_low"].isna().all():
        return [say("analysis.ranked_stopped", **fields)]
    if len(may_lead) == 1:
        return [joined(say("analysis.ranked_first", **fields), _on_lead(analysis, outcome))]
    others = [scenario_name(result, key) for key in may_lead["scenario"] if key != first["scenario"]]
    return [joined(say("analysis.ranked_unclear", others=listed(others), **fields), _on_lead(analysis, outcome))]


def _tied(analysis: Analysis, outcome: str) -> bool:
    """Whether the two best means are the same in every world."""
    table = analysis.ranking[analysis.ranking["outcome"] == outcome]
    first, second = (str(key) for key in table["scenario"].iloc[:2])
    found = comparable(analysis.result, outcome)
    difference = found.of(first) - found.of(second)
    known = difference[np.isfinite(difference)]
    return known.size > 0 and bool((np.abs(known) <= TIED).all())


def _on_lead(analysis: Analysis, outcome: str) -> str:
    """By how much the best mean is better than the next, and whether the two can be told apart."""
    result = analysis.result
    table = analysis.ranking[analysis.ranking["outcome"] == outcome]
    first, second = (str(key) for key in table["scenario"].iloc[:2])
    better, low, high = lead(result, outcome, first, second)
    unit = result.outcomes[outcome].unit
    fields = {"first": scenario_name(result, first), "second": scenario_name(result, second)}
    if _tied(analysis, outcome):
        return say("analysis.lead_none", **fields)
    ends = after_blank(interval(low, high, unit))
    by = quantity(better, unit, signed=True, like=widest(low, high))
    key = "lead" if low > 0 else "lead_unclear" if math.isfinite(low) else "lead_unsaid"
    return say(f"analysis.{key}", difference=by, ends=ends, **fields)


def _on_cost(analysis: Analysis, outcome: str, scenario: str) -> str:
    """What the choice costs the public beyond the baseline; nothing where that is not known or nothing."""
    table = analysis.costs
    mine = table[(table["outcome"] == outcome) & (table["scenario"] == scenario)]
    if mine.empty or not float(mine["cost"].iloc[0]) > 0:
        return ""
    result = analysis.result
    names = {"scenario": scenario_name(result, scenario), "baseline": scenario_name(result, result.baseline)}
    return say("analysis.advice_costs", cost=quantity(float(mine["cost"].iloc[0]), "yuan"), **names)


def on_regret(analysis: Analysis, outcome: str) -> list[str]:
    table = analysis.regret[analysis.regret["outcome"] == outcome].set_index("scenario")
    if len(table) < 2 or (len(table) == 2 and _tied(analysis, outcome)):  # nothing to choose: said with the ranks
        return []
    result, info = analysis.result, analysis.result.outcomes[outcome]
    sign = -1.0 if info.better == "lower" else 1.0
    minimax, mean = table["regret_max"].idxmin(), table["regret_mean"].idxmin()
    worst = sign * table["cvar"]
    safest = str(minimax if worst.loc[str(minimax)] == worst.max() else worst.idxmax())  # a tie is no other choice
    name = partial(scenario_name, result)
    key = "advice_same" if minimax == mean == safest else "advice"
    key = "advice_replications" if len(result.points) == 1 else key
    chosen = list(dict.fromkeys((str(minimax), str(mean), safest)))
    return [
        joined(
            say(
                f"analysis.{key}",
                outcome=outcome_name(result, outcome),
                minimax=name(str(minimax)),
                largest=_amount(float(table["regret_max"].min()), info.unit),
                mean=name(str(mean)),
                average=_amount(float(table["regret_mean"].min()), info.unit),
                cvar=name(safest),
                worst=_level(float(table["cvar"].loc[safest]), info.unit),
            ),
            _on_lead(analysis, outcome),
            *(_on_cost(analysis, outcome, one) for one in chosen),
        )
    ]


def on_price(analysis: Analysis, outcome: str) -> list[str]:
    table = analysis.costs
    table = table[(table["outcome"] == outcome) & table["ratio"].notna()]
    if table.empty:
        return []
    cheapest = table.sort_values("ratio").iloc[0]
    result, share = analysis.result, _share(analysis.result, outcome)
    ends = interval(share * cheapest["ci_low"], share * cheapest["ci_high"], "yuan", signed=False, worded=True)
    return [
        say(
            "analysis.price" if len(table) > 1 else "analysis.price_alone",
            outcome=outcome_name(result, outcome),
            scenario=scenario_name(result, cheapest["scenario"]),
            ratio=quantity(share * cheapest["ratio"], "yuan"),
            unit=unit_gained(result, outcome),
            ends=after_blank(ends),
        )
    ]


def _amount(value: float, unit: str) -> str:
    """What a choice falls short by, with its unit; of shares, percentage points; of an index, the bare number."""
    shown = number(value, unit) if value else "0"
    return shown if unit == INDEX else f"{shown}{after_blank(unit_name(unit, difference=True))}"


def _level(value: float, unit: str) -> str:
    """A level with its unit; of an index, the bare number."""
    return number(value, unit) if unit == INDEX else quantity(value, unit)


def _share(result: StudyResult, outcome: str) -> float:
    """Prices of shares and indices are told per hundredth."""
    return 0.01 if result.outcomes[outcome].unit in HUNDREDTHS else 1.0


def price(result: StudyResult, row: dict[str, Any]) -> tuple[str, str]:
    """A cost ratio and its interval as shown, or the reason why there is none."""
    if not math.isfinite(row["ratio"]):
        known = row["reason"] == "no_gain"
        return say("analysis.reason_no_gain") if known else reason_of(str(row["reason"])), ""
    share = _share(result, row["outcome"])
    ends = interval(share * row["ci_low"], share * row["ci_high"], "yuan", signed=False, worded=True)
    return quantity(share * row["ratio"], "yuan").removesuffix(unit_name("yuan")).rstrip(), ends
