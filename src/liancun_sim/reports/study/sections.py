"""The sections of a study's page, each a function from an `Analysis` to HTML."""

import math
from functools import partial
from typing import Any

import pandas as pd

from liancun_sim.analysis.statistics.tree import leaves
from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.analysis.study.discovery import Discovery, factor_name, path_words
from liancun_sim.reports.common.markup import Cell, Html, both, both_lines, element, html, interval_html, table
from liancun_sim.reports.common.numbers import number, percent_sign, plain_span, telling, unit_name
from liancun_sim.reports.common.patterns import patterns_section
from liancun_sim.reports.common.provenance import came_from
from liancun_sim.reports.study.choices import price
from liancun_sim.reports.study.drivers import depends, index_text, indices_of, targets
from liancun_sim.reports.study.events import asked, event_name, on_event, tree_held
from liancun_sim.reports.study.names import (
    listed,
    outcome_name,
    scenario_name,
    shared,
    target_name,
    unit_gained,
    varied,
)
from liancun_sim.reports.study.sentences import findings, honesty, levers_chosen
from liancun_sim.results import rows_of
from liancun_sim.results.study.study import FactorInfo
from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.units import declared_unit_label

ERRORS_MOST = 20
TOLD_FACTORS = 12

Row = list[str | Cell]
NOTHING = Html("")


def spoken(key: str, **fields: object) -> Html:
    """A message of the analysis in both languages."""
    return both(lambda: say(f"analysis.{key}", **fields))


def in_short(analysis: Analysis) -> Html:
    lines = both_lines(lambda: findings(analysis))
    notes = both_lines(lambda: honesty(analysis)) if honesty(analysis) else []
    return _div([_list(lines), *(element("p", line, kind="note") for line in notes)])


def ranking(analysis: Analysis) -> Html:
    result = analysis.result
    note = "ranking_note" if result.rule is None else "ranking_note_stopped"
    parts: list[Html] = [_note(analysis, note)]
    for outcome in result.goals:
        unit, mine = result.outcomes[outcome].unit, analysis.ranking[analysis.ranking["outcome"] == outcome]
        alone = len(mine) < 2
        rows: list[Row] = [
            [
                _scenario(analysis, row["scenario"]),
                Cell(number(row["mean"], unit), "n"),
                _difference(row, unit),
                Cell("–" if alone else _places(row), "n"),
                Cell("–" if alone else both(partial(_percent, row["p_best"])), "n"),
                Cell(f"{row['worlds']} ({row['left_out']})", "n"),
            ]
            for row in rows_of(mine)
        ]
        name = both(partial(outcome_name, result, outcome))
        heads = [_unit_head("column_mean", unit), _unit_head("column_difference", unit, difference=True)]
        heads += [spoken(f"column_{one}") for one in ("place", "best", "left_out")]
        shown = table([name, *heads], rows)
        parts.append(shown if outcome in analysis.focus else element("details", [element("summary", name), shown]))
    return _div(parts)


def _places(row: dict[str, Any]) -> str:
    if row["rank_low"] is pd.NA:
        return "–"
    return str(row["rank_low"]) if row["rank_low"] == row["rank_high"] else "{rank_low}～{rank_high}".format(**row)


def _unit_head(name: str, unit: str, difference: bool = False) -> Html:
    """A heading with the unit below it."""
    return Html(spoken(name) + element("span", both(partial(unit_name, unit, difference=difference)), kind="unit"))


def unsure(analysis: Analysis) -> Html:
    result = analysis.result
    if result.levers:
        return _div([element("p", both(lambda: levers_chosen(result)), kind="note")])
    parts: list[Html] = [_note(analysis, "unsure_note" if len(result.points) > 1 else "unsure_note_replications")]
    for outcome in (key for key in analysis.focus if key in result.goals):
        unit = result.outcomes[outcome].unit
        rows: list[Row] = []
        for row in rows_of(analysis.regret[analysis.regret["outcome"] == outcome]):
            measures = [Cell(_regret(row[f"regret_{name}"], unit), "n") for name in ("mean", "90", "max")]
            sign = "≤" if result.outcomes[outcome].better == "lower" else "≥"
            demand = Html(f"{sign} {_scenario(analysis, result.baseline)}") if result.baseline else "–"
            if math.isfinite(row["demand"]):
                demand = both(lambda row=row, sign=sign, unit=unit: f"{sign} {asked(row['demand'], unit)}")  # type: ignore[misc]
            rows.append(
                [
                    _scenario(analysis, row["scenario"]),
                    *measures,
                    Cell(number(row["cvar"], unit), "n"),
                    Cell(both(partial(_percent, row["satisficing"])), "n"),
                    Cell(demand, "n"),
                ]
            )
        heads = [_unit_head(f"column_regret_{name}", unit, difference=True) for name in ("mean", "90", "max")]
        heads += [_unit_head("column_cvar", unit), spoken("column_satisficing"), spoken("column_demand")]
        parts.append(table([both(partial(outcome_name, result, outcome)), *heads], rows))
    return _div(parts)


def _regret(value: float, unit: str) -> str:
    return number(value, unit) if value else "0"


def tradeoffs(analysis: Analysis) -> Html:
    result, front = analysis.result, analysis.pareto
    keys = [key for key in front.columns if key in result.outcomes]
    rows: list[Row] = [
        [
            _scenario(analysis, row["scenario"]),
            Cell(
                Html(
                    f"{spoken('yes' if row['on_front'] else 'no')} · {both(partial(_percent, row['share_on_front']))}"
                ),
                "n",
            ),
            *(Cell(number(row[key], result.outcomes[key].unit), "n") for key in keys),
        ]
        for row in rows_of(front)
    ]
    head: list[Html | str] = ["", spoken("column_front"), *(_outcome_head(analysis, key) for key in keys)]
    parts: list[Html] = [_note(analysis, "tradeoffs_note"), table(head, rows)]
    focus = [key for key in analysis.focus if (analysis.costs["outcome"] == key).any()]
    if focus:
        priced = {(row["outcome"], row["scenario"]): row for row in rows_of(analysis.costs)}
        costs = analysis.costs.drop_duplicates("scenario").set_index("scenario")
        lines: list[Row] = [
            [
                _scenario(analysis, key),
                Cell(number(costs["cost"][key]), "n"),
                Cell(number(costs["own_cost"][key]), "n"),
                *(_price(analysis, priced[o, key]) for o in focus),
            ]
            for key in costs.index
        ]
        names = [both(partial(outcome_name, result, outcome)) for outcome in focus]
        units = [both(partial(unit_gained, result, outcome)) for outcome in focus]
        heads = [Html(name + element("span", Html(f"/ {unit}"), kind="unit")) for name, unit in zip(names, units)]
        parts += [
            _note(analysis, "costs_note" if result.rule is None else "costs_note_stopped"),
            table(["", _unit_head("column_cost", "yuan"), _unit_head("column_own_cost", "yuan"), *heads], lines),
        ]
    return _div(parts)


def sensitivity(analysis: Analysis) -> Html:
    parts: list[Html] = [element("p", spoken("sensitivity_note"), kind="note")]
    parts.append(_list(both_lines(lambda: depends(analysis))))
    for target in targets(analysis):
        found, row = indices_of(analysis, target)
        if found.empty:
            continue
        named = {factor.key: _factor(factor) for factor in analysis.result.factors}
        others = _other_indices(analysis, target, row)
        rows: list[Row] = [
            [named[one["factor"]], _index(analysis, one), *(_index(analysis, other[one["factor"]]) for other in others)]
            for one in rows_of(found[:TOLD_FACTORS])
        ]
        name = both(partial(target_name, analysis.result, *target))
        used = both(lambda row=row: _used(row))  # type: ignore[misc]
        indices = [row["index"], *(next(iter(other.values()))["index"] for other in others)]
        shown = table([spoken("column_factor"), *(spoken(f"index_{index}") for index in indices)], rows)
        parts.append(element("details", [element("summary", name), element("p", used, kind="note"), shown]))
    return _div(parts)


def _other_indices(analysis: Analysis, target: tuple[str, str, str], leading: Any) -> list[dict[str, dict[str, Any]]]:
    """The other indices of the same method, each by factor."""
    table = analysis.sensitivity
    mine = table[(table[["outcome", "target", "against"]] == list(target)).all(axis=1)]
    mine = mine[(mine["method"] == leading["method"]) & (mine["index"] != leading["index"])]
    return [{row["factor"]: row for row in rows_of(group)} for _, group in mine.groupby("index", sort=False)]


def _used(row: Any) -> str:
    rows = say(f"analysis.rows_{row['method']}")
    return say("analysis.column_used", used=row["used"], dropped=row["dropped"], rows=rows)


def discovery(analysis: Analysis) -> Html:
    lines = both_lines(lambda: [on_event(analysis, found) for found in analysis.discoveries])
    parts: list[Html] = [element("p", spoken("discovery_note"), kind="note"), _list(lines)]
    grown = [found for found in analysis.discoveries if found.tree is not None]
    parts += [_tree(analysis, found) for found in grown if found.tree_firm]
    said = both_lines(lambda: [_no_tree(analysis, found) for found in grown if not found.tree_firm])
    return _div([*parts, *([_list(said)] if any(not found.tree_firm for found in grown) else [])])


def _no_tree(analysis: Analysis, found: Discovery) -> str:
    return say("analysis.no_tree", event=event_name(analysis.result, found))


def runs(analysis: Analysis) -> Html:
    result = analysis.result
    counts = (
        result.runs.drop_duplicates(["scenario", "run_id"])
        .value_counts(["scenario", "status"])
        .sort_index()
        .reset_index()
    )
    rows: list[Row] = [
        [_scenario(analysis, row["scenario"]), spoken(f"status_{row['status']}"), Cell(str(row["count"]), "n")]
        for row in rows_of(counts)
    ]
    parts: list[Html] = [table(["", spoken("column_status"), spoken("column_runs")], rows)]
    failed = result.failed
    if failed.empty:
        return _div([element("p", spoken("runs_none_failed")), *parts])
    errors = failed["error"].value_counts()[:ERRORS_MOST].reset_index()
    lines: list[Row] = [[str(row["error"]), Cell(str(row["count"]), "n")] for row in rows_of(errors)]
    parts.append(table([spoken("column_error"), spoken("column_runs")], lines))
    return _div([element("p", spoken("runs_failed", failed=len(failed))), *parts])


def factors(analysis: Analysis) -> Html:
    rows: list[Row] = [
        [
            _factor(factor),
            Cell(both(partial(_span, factor)), "n"),
            both(declared_unit_label(factor.unit)),
        ]
        for factor in analysis.result.factors
    ]
    head = [spoken("column_factor"), spoken("column_range"), ""]
    varying = both(lambda: say("analysis.factors_list", factors=varied(analysis.result)))
    return element("details", [element("summary", varying), table(head, rows)])


def _span(factor: FactorInfo) -> str:
    """The range of a factor, or its choices."""
    return listed([str(name) for name in factor.names]) or plain_span(factor.low, factor.high)


def provenance(analysis: Analysis) -> Html:
    """The manifest, without what other sections tell."""
    hidden = ("factors", "outcomes", "scenario_details", "name", "question")
    return came_from({key: value for key, value in analysis.result.provenance.items() if key not in hidden})


def patterns(analysis: Analysis) -> Html:
    """What the model is held to."""
    return patterns_section(str(analysis.result.provenance.get("model_digest", "")))


def _tree(analysis: Analysis, found: Discovery) -> Html:
    ends = leaves(found.tree) if found.tree is not None else []
    rows: list[Row] = [
        [
            both(partial(path_words, leaf.conditions, analysis.result.factors)),
            Cell(both(partial(_percent, leaf.coverage)), "n"),
            Cell(both(partial(_percent, leaf.share)), "n"),
            Cell(str(leaf.points), "n"),
        ]
        for leaf in ends
    ]
    head = [spoken(f"column_{name}") for name in ("condition", "coverage", "density", "worlds")]
    event = partial(event_name, analysis.result, found)
    name = element("summary", both(lambda: say("analysis.tree_of", event=event())))
    held = element("p", both(partial(tree_held, analysis.result, found)), kind="note")
    return element("details", [name, held, table(head, rows)])


def _difference(row: dict[str, Any], unit: str) -> Cell:
    """The difference from the baseline with both intervals."""
    if not math.isfinite(row["difference"]):
        return Cell("–", "n")
    one, wide = interval_html(row["ci_low"], row["ci_high"], unit), interval_html(row["all_low"], row["all_high"], unit)
    unclear = not row["ci_low"] > 0 and not row["ci_high"] < 0
    shown = number(row["difference"], unit, signed=True, like=telling(row["ci_low"], row["ci_high"], unit))
    ends = [end for end in dict.fromkeys((one, wide)) if end]
    return Cell(Html(shown + "".join(f"<small>{end}</small>" for end in ends)), "n unclear" if unclear else "n")


def _price(analysis: Analysis, row: dict[str, Any]) -> Cell:
    if not math.isfinite(row["ratio"]):
        return Cell(both(lambda: price(analysis.result, row)[0]), "unclear")
    value, ends = (both(lambda part=part: price(analysis.result, row)[part]) for part in (0, 1))  # type: ignore[misc]
    return Cell(Html(f"{value}<small>{ends}</small>") if ends else value, "n")


def _index(analysis: Analysis, row: dict[str, Any]) -> Cell:
    if not math.isfinite(row["value"]):
        return Cell("–", "n unclear")
    text, low, high = (index_text(analysis.result, row, part) for part in ("value", "low", "high"))
    value = element("b", text) if row["clear"] else text
    ends = both(lambda: say("report.interval", low=low, high=high))
    return Cell(Html(f"{value}<small>{ends}</small>"), "n" if row["clear"] else "n unclear")


def _outcome_head(analysis: Analysis, key: str) -> Html:
    unit = both(partial(unit_name, analysis.result.outcomes[key].unit))
    return Html(both(partial(outcome_name, analysis.result, key)) + element("span", unit, kind="unit"))


def _note(analysis: Analysis, key: str) -> Html:
    """A note that may name the baseline, what is compared over, and the outcome a rule ranks on."""
    return element("p", both(lambda: say(f"analysis.{key}", **shared(analysis))), kind="note")


def _scenario(analysis: Analysis, key: str) -> Html:
    return both(partial(scenario_name, analysis.result, key))


def _factor(factor: FactorInfo) -> Html:
    """Name and key."""
    return Html(f"{both(partial(factor_name, factor))}<code class='unit'>{html(factor.key)}</code>")


def _list(lines: list[Html]) -> Html:
    return element("ul", [element("li", line) for line in lines])


def _div(parts: list[Html]) -> Html:
    return element("div", parts)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}{percent_sign()}" if math.isfinite(share) else "–"
