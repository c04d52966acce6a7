"""What a study found, in sentences; the same on the page and in the terminal."""

import math
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.analysis.statistics.tree import leaves
from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.analysis.study.discovery import Discovery, box_words, factor_name, path_words
from liancun_sim.analysis.study.ranking import lead
from liancun_sim.analysis.study.worlds import comparable
from liancun_sim.reports.common.numbers import MINUS, after_blank, factor, interval, number, quantity, unit_name, widest
from liancun_sim.reports.common.words import reason_of
from liancun_sim.results import rows_of
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import Label, say

LEADING_INDEX = {"sobol": "total", "morris": "mu_star", "rank": "prcc"}
NAMED_MOST = 4
INDEX = "0–1"
TIED = 1e-12
COUNTED = Label("unit", "1个单位")
HUNDREDTHS = {"share": Label("percentage point", "1个百分点"), INDEX: Label("0.01 of the index", "分值0.01")}


def title(result: StudyResult) -> str:
    named = result.name.en or result.name.zh
    return say("analysis.title", name=result.name) if named else say("analysis.title_unnamed")


def facts(result: StudyResult) -> str:
    """Size of the study in one line, with what failed."""
    points = say("analysis.points" if result.levers else "analysis.worlds", count=len(result.points))
    parts = [say("analysis.facts", done=len(result.done), planned=result.planned, failed=len(result.failed))]
    if len(result.points) == 1:
        points = ""
    size = [points, say("analysis.scenarios", count=len(result.scenarios)) if len(result.scenarios) > 1 else "",
            replications(result.replications)]  # fmt: skip
    parts.append(" × ".join(part for part in size if part))
    if result.factors:
        parts.append(say("analysis.varied", factors=varied(result)))
    return " · ".join(parts)


def shared(analysis: Analysis) -> dict[str, str]:
    """What several notes name: the baseline, what is compared over, and the outcome a rule ranks on."""
    result = analysis.result
    most = int(analysis.ranking["worlds"].max()) if len(analysis.ranking) else len(result.points)
    return {
        "baseline": scenario_name(result, result.baseline) if result.baseline else "–",
        "compared": compared(result, most),
        "ruled": outcome_name(result, result.rule.outcome) if result.rule is not None else "",
    }


def replications(count: int) -> str:
    return say("analysis.replication" if count == 1 else "analysis.replications", count=count)


def varied(result: StudyResult) -> str:
    """How many assumptions, levers or both."""
    return say(f"analysis.factors_{_roles(result)}", count=len(result.factors))


def _roles(result: StudyResult) -> str:
    roles = {factor.role for factor in result.factors}
    return roles.pop() if len(roles) == 1 else "both"


def compared(result: StudyResult, count: int) -> str:
    """So many of what is compared over: replications of one world, worlds, or points that are choices as well."""
    if len(result.points) == 1:
        return replications(count)
    return say("analysis.points" if result.levers else "analysis.worlds", count=count)


def scenario_name(result: StudyResult, key: str) -> str:
    return str(result.scenarios[key].label)


def outcome_name(result: StudyResult, key: str) -> str:
    return str(result.outcomes[key].label)


def findings(analysis: Analysis) -> list[str]:
    """Ranks, what to choose without knowing, and the price, of each outcome in focus."""
    said = []
    for outcome in analysis.focus:
        said += [*on_ranks(analysis, outcome), *on_regret(analysis, outcome), *on_price(analysis, outcome)]
    return said


def honesty(analysis: Analysis) -> list[str]:
    """What the numbers are not."""
    result = analysis.result
    said = []
    counts = analysis.ranking["outcome"].value_counts()
    ranked = int((counts > 1).sum())
    if ranked:
        said.append(say("analysis.one_outcome" if ranked == 1 else "analysis.many_outcomes", count=ranked))
    if ranked and len(result.points) > 1:
        said.append(say("analysis.no_probability"))
    if result.levers and len(result.scenarios) > 1:
        said.append(levers_chosen(result))
    if result.rule is not None:
        said += on_stopping(result)
    if len(result.points) > 1 and result.replications:
        said.append(on_luck(result))
    if result.left > 0:
        said.append(say("analysis.runs_open", open=result.left, planned=result.planned))
    return said


def on_stopping(result: StudyResult) -> list[str]:
    """That a rule ended replication, and which intervals that leaves."""
    assert result.rule is not None
    fields = {"outcome": outcome_name(result, result.rule.outcome), "level": f"{100 * result.rule.confidence:g}"}
    said = [say(f"analysis.stopped_{result.stopped_by}", **fields)] if result.stopped_by else []
    return [*said, say("analysis.stopped_intervals", **fields)]


def on_luck(result: StudyResult) -> str:
    """Whose draws of luck the worlds have."""
    if result.rule is not None:
        outcome = outcome_name(result, result.rule.outcome)
        return say("analysis.luck_until_settled", count=result.replications, outcome=outcome)
    several = "luck_shared" if result.replications > 1 else "one_draw"
    kind = "luck_own" if result.provenance.get("own_luck") else several
    return say(f"analysis.{kind}", count=result.replications)


def levers_chosen(result: StudyResult) -> str:
    """Why there is no regret where levers vary."""
    return say("analysis.levers_chosen", levers=listed([str(one.label) for one in result.levers]))


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
        return [_joined(say("analysis.ranked_first", **fields), _on_lead(analysis, outcome))]
    others = [scenario_name(result, key) for key in may_lead["scenario"] if key != first["scenario"]]
    return [_joined(say("analysis.ranked_unclear", others=listed(others), **fields), _on_lead(analysis, outcome))]


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


def _joined(*sentences: str) -> str:
    return str(Label(" ", "")).join(filter(None, sentences))


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
        _joined(
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


def unit_gained(result: StudyResult, outcome: str) -> str:
    """What one unit of improvement is called; of shares and indices 0–1, a hundredth."""
    unit = result.outcomes[outcome].unit
    if unit in HUNDREDTHS:
        return str(HUNDREDTHS[unit])
    if not unit:
        return str(COUNTED)
    return str(Label("{}", "1{}")).format(unit_name(unit))


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


def target_name(result: StudyResult, outcome: str, scenario: str, against: str) -> str:
    """What a sensitivity is of."""
    fields = {"outcome": outcome_name(result, outcome), "scenario": scenario_name(result, scenario)}
    if not against:
        return say("analysis.target_level", **fields)
    if against == result.baseline:
        return say("analysis.target_effect", **fields)
    return say("analysis.target_lead", against=scenario_name(result, against), **fields)


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


def event_name(result: StudyResult, found: Discovery) -> str:
    event = found.event
    level = asked(event.level, result.outcomes[event.outcome].unit) if math.isfinite(event.level) else ""
    return say(
        f"analysis.event_{event.kind}",
        scenario=scenario_name(result, event.scenario),
        outcome=outcome_name(result, event.outcome),
        baseline=scenario_name(result, result.baseline) if result.baseline else "",
        level=level,
    )


def asked(level: float, unit: str) -> str:
    """A level as somebody asked for it, with its unit: not a digit less."""
    shown = f"{factor(unit) * level:,.10g}".replace("-", MINUS)
    return shown if unit == INDEX else f"{shown}{after_blank(unit_name(unit))}"


def on_event(analysis: Analysis, found: Discovery) -> str:
    """Where an event happens, with how well that is known, and how many worlds could not be asked."""
    said = [_where(analysis, found)]
    if 0 < found.ties < found.worlds:
        said.append(say("analysis.found_ties", ties=found.ties))
    if found.left_out:
        said.append(say("analysis.found_without", worlds=compared(analysis.result, found.left_out)))
    return str(Label(" ", "")).join(said)


def _where(analysis: Analysis, found: Discovery) -> str:
    result = analysis.result
    if found.worlds and found.ties == found.worlds:
        tied = {"scenario": scenario_name(result, found.event.scenario),
                "baseline": scenario_name(result, result.baseline)}  # fmt: skip
        outcome = outcome_name(result, found.event.outcome)
        return say("analysis.found_all_ties", outcome=outcome, worlds=compared(result, found.worlds), **tied)
    fields: dict[str, object] = {
        "event": event_name(result, found), "worlds": compared(result, found.worlds), "cases": found.cases,
        "share": number(found.share, "share"),
    }  # fmt: skip
    if found.box is not None and found.held_out is not None and found.firm:
        return say(
            "analysis.found_box",
            words=box_words(found.box, result.factors),
            coverage=f"{100 * found.box.coverage:.0f}",
            density=f"{100 * found.box.density:.0f}",
            held_coverage=f"{100 * found.held_out.coverage:.0f}",
            held_density=f"{100 * found.held_out.density:.0f}",
            **fields,
        )
    if found.reason in ("never", "always", "too_few_cases", "no_box"):
        return say(f"analysis.found_{found.reason}", **fields)
    return say("analysis.found_nothing_firm", **fields)


def on_tree(analysis: Analysis, found: Discovery) -> list[str]:
    """The leaves of an event's tree where it happens at all, a line each under a line that names the event.

    None where trees say nothing about worlds they were not grown on.
    """
    if found.tree is None or not found.tree_firm:
        return []
    ends = [leaf for leaf in leaves(found.tree) if leaf.share > 0]
    said = [say("analysis.tree_of", event=event_name(analysis.result, found))]
    for leaf in ends:
        shares = {"coverage": f"{100 * leaf.coverage:.0f}", "density": f"{100 * leaf.share:.0f}"}
        words = path_words(leaf.conditions, analysis.result.factors)
        worlds = compared(analysis.result, leaf.points)
        said.append("  " + say("analysis.tree_leaf", words=words, worlds=worlds, **shares))
    return [*said, "  " + tree_held(analysis.result, found)]


def tree_held(result: StudyResult, found: Discovery) -> str:
    """How an event's tree does on worlds it was not grown on."""
    held = found.tree_held_out
    assert held is not None
    return say(
        "analysis.tree_held", coverage=f"{100 * held.coverage:.0f}", density=f"{100 * held.density:.0f}",
        share=number(found.share, "share"), worlds=compared(result, found.worlds),
    )  # fmt: skip


def listed(names: list[str]) -> str:
    return str(Label(", ", "、")).join(names)
