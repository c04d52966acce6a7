"""The sections of a study's page, each a function from an `Analysis` to HTML."""

import json
import math
from collections.abc import Callable
from functools import partial
from typing import Any

from liancun_sim.analysis.discovery import Discovery, factor_name, path_words
from liancun_sim.analysis.study import Analysis
from liancun_sim.analysis.tree import leaves
from liancun_sim.reports.markup import Cell, Html, both, both_lines, element, html, table
from liancun_sim.reports.numbers import interval, number, unit_name, widest
from liancun_sim.reports.study import sentences
from liancun_sim.results import rows_of
from liancun_sim.results.study import Factor
from liancun_sim.vocabulary import say

ERRORS_MOST = 20
TOLD_FACTORS = 12

Row = list[str | Cell]
NOTHING = Html("")


def spoken(key: str, **fields: object) -> Html:
    """A message of the analysis in both languages."""
    return both(lambda: say(f"analysis.{key}", **fields))


def in_short(analysis: Analysis) -> Html:
    lines = both_lines(lambda: sentences.findings(analysis))
    notes = both_lines(lambda: sentences.honesty(analysis)) if sentences.honesty(analysis) else []
    return _div([_list(lines), *(element("p", line, kind="note") for line in notes)])


def ranking(analysis: Analysis) -> Html:
    result = analysis.result
    parts: list[Html] = [_note(analysis, "ranking_note")]
    for outcome in result.goals:
        rows: list[Row] = []
        unit = result.outcomes[outcome].unit
        for row in rows_of(analysis.ranking[analysis.ranking["outcome"] == outcome]):
            places = spoken("column_places", low=row["rank_low"], high=row["rank_high"])
            best = spoken("column_best", share=f"{100 * row['p_best']:.0f}")
            counted = f"{row['worlds']} ({row['left_out']})"
            rows.append(
                [
                    _scenario(analysis, row["scenario"]),
                    Cell(number(row["mean"], unit), "n"),
                    _difference(row, unit),
                    places,
                    best,
                    Cell(counted, "n"),
                ]
            )
        name = both(partial(sentences.outcome_name, result, outcome))
        difference = both(partial(unit_name, unit, difference=True))
        shown = table([name, spoken("column_mean"), difference, NOTHING, NOTHING, spoken("column_left_out")], rows)
        parts.append(shown if outcome in analysis.focus else element("details", [element("summary", name), shown]))
    return _div(parts)


def unsure(analysis: Analysis) -> Html:
    result = analysis.result
    if result.levers:
        return _div([element("p", both(lambda: sentences.levers_chosen(result)), kind="note")])
    parts: list[Html] = [_note(analysis, "unsure_note")]
    for outcome in (key for key in analysis.focus if key in result.goals):
        unit = result.outcomes[outcome].unit
        rows: list[Row] = []
        for row in rows_of(analysis.regret[analysis.regret["outcome"] == outcome]):
            measures = [Cell(number(row[f"regret_{name}"], unit), "n") for name in ("mean", "90", "max")]
            sign = "≤" if result.outcomes[outcome].better == "lower" else "≥"
            demand = f"{sign} {number(row['demand'], unit)}" if math.isfinite(row["demand"]) else "–"
            rows.append(
                [
                    _scenario(analysis, row["scenario"]),
                    *measures,
                    Cell(number(row["cvar"], unit), "n"),
                    Cell(_percent(row["satisficing"]), "n"),
                    Cell(demand, "n"),
                ]
            )
        names = ("regret_mean", "regret_90", "regret_max", "cvar", "satisficing", "demand")
        head = both(partial(sentences.outcome_name, result, outcome))
        parts.append(table([head, *(spoken(f"column_{name}") for name in names)], rows))
    return _div(parts)


def tradeoffs(analysis: Analysis) -> Html:
    result, front = analysis.result, analysis.pareto
    keys = [key for key in front.columns if key in result.outcomes]
    rows: list[Row] = [
        [
            _scenario(analysis, row["scenario"]),
            Html(f"{spoken('yes' if row['on_front'] else 'no')} · {_percent(row['share_on_front'])}"),
            *(Cell(number(row[key], result.outcomes[key].unit), "n") for key in keys),
        ]
        for row in rows_of(front)
    ]
    head: list[Html | str] = ["", spoken("column_front"), *(_outcome_head(analysis, key) for key in keys)]
    parts: list[Html] = [element("p", spoken("tradeoffs_note"), kind="note"), table(head, rows)]
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
        names = [both(partial(sentences.outcome_name, result, outcome)) for outcome in focus]
        units = [both(partial(sentences.unit_gained, result, outcome)) for outcome in focus]
        heads = [Html(name + element("span", Html(f"/ {unit}"), kind="unit")) for name, unit in zip(names, units)]
        parts += [
            _note(analysis, "costs_note"),
            table(["", spoken("column_cost"), spoken("column_own_cost"), *heads], lines),
        ]
    return _div(parts)


def sensitivity(analysis: Analysis) -> Html:
    parts: list[Html] = [element("p", spoken("sensitivity_note"), kind="note")]
    lines = both_lines(lambda: [sentences.on_drivers(analysis, target) for target in sentences.targets(analysis)])
    parts.append(_list(lines))
    for target in sentences.targets(analysis):
        found, row = sentences.indices_of(analysis, target)
        if found.empty:
            continue
        named = {factor.key: _factor(factor) for factor in analysis.result.factors}
        rows: list[Row] = [
            [
                named[one["factor"]],
                Cell(_index(analysis, one), "n" if one["clear"] else "n unclear"),
            ]
            for one in rows_of(found[:TOLD_FACTORS])
        ]
        name = both(partial(sentences.target_name, analysis.result, *target))
        used = both(lambda row=row: _used(row))  # type: ignore[misc]
        shown = table([spoken("column_factor"), spoken(f"index_{row['index']}")], rows)
        parts.append(element("details", [element("summary", name), element("p", used, kind="note"), shown]))
    return _div(parts)


def _used(row: Any) -> str:
    rows = say(f"analysis.rows_{row['method']}")
    return say("analysis.column_used", used=row["used"], dropped=row["dropped"], rows=rows)


def discovery(analysis: Analysis) -> Html:
    lines = both_lines(lambda: [sentences.on_event(analysis, found) for found in analysis.discoveries])
    parts: list[Html] = [element("p", spoken("discovery_note"), kind="note"), _list(lines)]
    parts += [_tree(analysis, found) for found in analysis.discoveries if found.tree is not None]
    return _div(parts)


def runs(analysis: Analysis) -> Html:
    result = analysis.result
    counts = (
        result.runs.drop_duplicates(["scenario", "run_id"])
        .value_counts(["scenario", "status"])
        .sort_index()
        .reset_index()
    )
    rows: list[Row] = [
        [_scenario(analysis, row["scenario"]), row["status"], Cell(str(row["count"]), "n")] for row in rows_of(counts)
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
            both(partial(unit_name, factor.unit)),
        ]
        for factor in analysis.result.factors
    ]
    head = [spoken("column_factor"), spoken("column_range"), ""]
    return element("details", [element("summary", spoken("factors")), table(head, rows)])


def _span(factor: Factor) -> str:
    """The range of a factor, or its choices."""
    return sentences.listed([str(name) for name in factor.names]) or f"{factor.low:g} – {factor.high:g}"


def provenance(analysis: Analysis) -> Html:
    hidden = ("factors", "outcomes", "scenario_details")
    rows: list[Row] = [
        [key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)]
        for key, value in analysis.result.provenance.items()
        if key not in hidden
    ]
    return table(["", ""], rows)


def _tree(analysis: Analysis, found: Discovery) -> Html:
    ends = leaves(found.tree) if found.tree is not None else []
    rows: list[Row] = [
        [
            both(partial(path_words, leaf.conditions, analysis.result.factors)),
            Cell(_percent(leaf.coverage), "n"),
            Cell(_percent(leaf.share), "n"),
            Cell(str(leaf.points), "n"),
        ]
        for leaf in ends
    ]
    head = [spoken(f"column_{name}") for name in ("condition", "coverage", "density", "worlds")]
    name = both(partial(sentences.event_name, analysis.result, found))
    return element("details", [element("summary", name), table(head, rows)])


def _difference(row: dict[str, Any], unit: str) -> Cell:
    """The difference from the baseline with both intervals."""
    if not math.isfinite(row["difference"]):
        return Cell("–", "n")
    one, wide = interval(row["ci_low"], row["ci_high"], unit), interval(row["all_low"], row["all_high"], unit)
    unclear = not row["ci_low"] > 0 and not row["ci_high"] < 0
    shown = number(row["difference"], unit, signed=True, like=widest(row["ci_low"], row["ci_high"]))
    return Cell(Html(f"{shown}<small>{one}</small><small>{wide}</small>"), "n unclear" if unclear else "n")


def _price(analysis: Analysis, row: dict[str, Any]) -> Cell:
    if not math.isfinite(row["ratio"]):
        return Cell(both(lambda: sentences.price(analysis.result, row)[0]), "unclear")
    value, ends = sentences.price(analysis.result, row)
    return Cell(Html(f"{value}<small>{ends}</small>"), "n")


def _index(analysis: Analysis, row: dict[str, Any]) -> Html:
    text, low, high = (sentences.index_text(analysis.result, row, part) for part in ("value", "low", "high"))
    return Html(f"{element('b', text) if row['clear'] else text}<small>[{low} … {high}]</small>")


def _outcome_head(analysis: Analysis, key: str) -> Html:
    unit = both(partial(unit_name, analysis.result.outcomes[key].unit))
    return Html(both(partial(sentences.outcome_name, analysis.result, key)) + element("span", unit, kind="unit"))


def _note(analysis: Analysis, key: str) -> Html:
    """A note that names the baseline."""
    result = analysis.result
    name: Callable[[], str] = lambda: sentences.scenario_name(result, result.baseline) if result.baseline else "–"  # noqa: E731
    return element("p", both(lambda: say(f"analysis.{key}", baseline=name())), kind="note")


def _scenario(analysis: Analysis, key: str) -> Html:
    return both(partial(sentences.scenario_name, analysis.result, key))


def _factor(factor: Factor) -> Html:
    """Name and key."""
    return Html(f"{both(partial(factor_name, factor))}<span class='unit'>{html(factor.key)}</span>")


def _list(lines: list[Html]) -> Html:
    return element("ul", [element("li", line) for line in lines])


def _div(parts: list[Html]) -> Html:
    return element("div", parts)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if math.isfinite(share) else "–"
