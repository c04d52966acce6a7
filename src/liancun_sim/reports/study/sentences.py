"""What a study found, in sentences; the same on the page and in the terminal."""

import math
from functools import partial
from typing import Any

import pandas as pd

from liancun_sim.analysis.discovery import Discovery, box_words, factor_name, path_words
from liancun_sim.analysis.study import Analysis
from liancun_sim.analysis.tree import leaves
from liancun_sim.reports.numbers import UNITS, interval, number, quantity, unit_name
from liancun_sim.reports.words import reason_of
from liancun_sim.results import rows_of
from liancun_sim.results.study import StudyResult
from liancun_sim.vocabulary import Label, say

LEADING_INDEX = {"sobol": "total", "morris": "mu_star", "rank": "prcc"}
NAMED_MOST = 4
COUNTED = Label("unit", "1个单位")
HUNDREDTHS = {"share": Label("percentage point", "1个百分点"), "0–1": Label("0.01 of the index", "指数的0.01")}


def title(result: StudyResult) -> str:
    named = result.name.en or result.name.zh
    return say("analysis.title", name=result.name) if named else say("analysis.title_unnamed")


def facts(result: StudyResult) -> str:
    """Size of the study in one line, with what failed."""
    return say(
        "analysis.facts", done=len(result.done), planned=result.planned, failed=len(result.failed),
        points=len(result.points), scenarios=len(result.scenarios), replications=result.replications,
        factors=len(result.factors),
    )  # fmt: skip


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
    if len(analysis.ranking):
        count = analysis.ranking["outcome"].nunique()
        said.append(say("analysis.one_outcome" if count == 1 else "analysis.many_outcomes", count=count))
    if result.levers and len(result.scenarios) > 1:
        said.append(levers_chosen(result))
    if result.stopped_by:
        said.append(say(f"analysis.stopped_{result.stopped_by}"))
    if len(result.points) > 1 and result.replications:
        several = "luck_shared" if result.replications > 1 else "one_draw"
        kind = "luck_own" if result.provenance.get("own_luck") else several
        said.append(say(f"analysis.{kind}", count=result.replications))
    if result.left > 0:
        said.append(say("analysis.runs_open", open=result.left, planned=result.planned))
    return said


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
        "p_best": f"{100 * first['p_best']:.0f}", "worlds": first["worlds"],
    }  # fmt: skip
    if len(may_lead) == 1:
        return [say("analysis.ranked_first", **fields)]
    others = [scenario_name(result, key) for key in may_lead["scenario"] if key != first["scenario"]]
    return [say("analysis.ranked_unclear", others=listed(others), **fields)]


def on_regret(analysis: Analysis, outcome: str) -> list[str]:
    table = analysis.regret[analysis.regret["outcome"] == outcome].set_index("scenario")
    if len(table) < 2:
        return []
    result, info = analysis.result, analysis.result.outcomes[outcome]
    sign = -1.0 if info.better == "lower" else 1.0
    minimax, mean = table["regret_max"].idxmin(), table["regret_mean"].idxmin()
    safest = str((sign * table["cvar"]).idxmax())
    name = partial(scenario_name, result)
    return [
        say(
            "analysis.advice",
            outcome=outcome_name(result, outcome),
            minimax=name(str(minimax)),
            largest=_amount(float(table["regret_max"].min()), info.unit),
            mean=name(str(mean)),
            average=_amount(float(table["regret_mean"].min()), info.unit),
            cvar=name(safest),
            worst=quantity(float(table["cvar"].loc[safest]), info.unit),
        )
    ]


def on_price(analysis: Analysis, outcome: str) -> list[str]:
    table = analysis.costs
    table = table[(table["outcome"] == outcome) & table["ratio"].notna()]
    if table.empty:
        return []
    cheapest = table.sort_values("ratio").iloc[0]
    result, share = analysis.result, _share(analysis.result, outcome)
    ends = interval(share * cheapest["ci_low"], share * cheapest["ci_high"], signed=False)
    return [
        say(
            "analysis.price",
            outcome=outcome_name(result, outcome),
            scenario=scenario_name(result, cheapest["scenario"]),
            ratio=number(share * cheapest["ratio"]),
            unit=unit_gained(result, outcome),
            ends=ends,
        )
    ]


def _amount(value: float, unit: str) -> str:
    """What a choice falls short by, with its unit; of shares, percentage points."""
    return f"{number(value, unit)} {unit_name(unit, difference=True)}".rstrip()


def unit_gained(result: StudyResult, outcome: str) -> str:
    """What one unit of improvement is called; of shares and indices 0–1, a hundredth."""
    unit = result.outcomes[outcome].unit
    if unit in HUNDREDTHS:
        return str(HUNDREDTHS[unit])
    return str(UNITS.get(unit, Label(unit, unit)) if unit else COUNTED)


def _share(result: StudyResult, outcome: str) -> float:
    """Prices of shares and indices are told per hundredth."""
    return 0.01 if result.outcomes[outcome].unit in HUNDREDTHS else 1.0


def price(result: StudyResult, row: dict[str, Any]) -> tuple[str, str]:
    """A cost ratio and its interval as shown, or the reason why there is none."""
    if not math.isfinite(row["ratio"]):
        known = row["reason"] == "no_gain"
        return say("analysis.reason_no_gain") if known else reason_of(str(row["reason"])), ""
    share = _share(result, row["outcome"])
    return number(share * row["ratio"]), interval(share * row["ci_low"], share * row["ci_high"], signed=False)


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
        return say(f"analysis.no_drivers_{row['method']}", target=name, count=len(result.factors))
    labels = {factor.key: factor_name(factor) for factor in result.factors}
    named = [f"{labels[one['factor']]} ({index_text(result, one)})" for one in rows_of(clear[:NAMED_MOST])]
    fields = {"factors": listed(named), "clear": len(clear), "count": len(result.factors)}
    return say(f"analysis.drivers_{row['method']}", target=name, **fields)


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
    return value_text(row[part], row["index"] in ("prcc", "mu") and row["factor"] not in unordered)


def value_text(value: float, signed: bool) -> str:
    text = f"{value:+.2f}" if signed else f"{value:.3g}"
    return text.replace("-", "−")


def refusal(row: pd.Series) -> str:
    """Why there is no index."""
    rows = say(f"analysis.rows_{row['method']}")
    return say(
        f"analysis.reason_{row['reason']}", rows=rows, used=row["used"], dropped=row["dropped"],
        total=row["used"] + row["dropped"],
    )  # fmt: skip


def event_name(result: StudyResult, found: Discovery) -> str:
    event = found.event
    level = quantity(event.level, result.outcomes[event.outcome].unit) if math.isfinite(event.level) else ""
    return say(
        f"analysis.event_{event.kind}",
        scenario=scenario_name(result, event.scenario),
        outcome=outcome_name(result, event.outcome),
        baseline=scenario_name(result, result.baseline) if result.baseline else "",
        level=level,
    )


def on_event(analysis: Analysis, found: Discovery) -> str:
    """Where an event happens, with how well that is known."""
    result = analysis.result
    fields: dict[str, object] = {
        "event": event_name(result, found), "worlds": found.worlds, "cases": found.cases,
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
    if found.reason in ("never", "always", "too_few_cases"):
        return say(f"analysis.found_{found.reason}", **fields)
    return say("analysis.found_nothing_firm", **fields)


def on_tree(analysis: Analysis, found: Discovery) -> list[str]:
    """The leaves of an event's tree where it happens at all, a line each under a line that names the event."""
    ends = [leaf for leaf in leaves(found.tree) if leaf.share > 0] if found.tree is not None else []
    if not any(leaf.conditions for leaf in ends):
        return []
    said = [say("analysis.tree_of", event=event_name(analysis.result, found))]
    for leaf in ends:
        shares = {"coverage": f"{100 * leaf.coverage:.0f}", "density": f"{100 * leaf.share:.0f}"}
        words = path_words(leaf.conditions, analysis.result.factors)
        said.append("  " + say("analysis.tree_leaf", words=words, worlds=leaf.points, **shares))
    return said


def listed(names: list[str]) -> str:
    return str(Label(", ", "、")).join(names)
