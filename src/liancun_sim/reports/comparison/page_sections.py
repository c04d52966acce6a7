"""The sections of the page that hold results, each a function from a comparison to HTML."""

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from liancun_sim.analysis import consent_gaps, fates, group_effects, levels
from liancun_sim.analysis.comparison.costs import COST_UNITS, GAIN, GAINERS, MONEY
from liancun_sim.analysis.comparison.idle import did_nothing
from liancun_sim.analysis.comparison.proposals import FATES
from liancun_sim.reports.common.markup import Cell, Html, both, element, interval_html, said, table, unit_html
from liancun_sim.reports.common.numbers import counted, number, quantity, rounds_to_zero, widest
from liancun_sim.reports.common.words import (
    indicator_name,
    name_of,
    period_name,
    policy_name,
    reason_of,
    scenario_name,
    uncertainty_name,
)
from liancun_sim.reports.comparison.effects_told import effect_row, no_difference, provisional
from liancun_sim.reports.comparison.headline import headline
from liancun_sim.reports.comparison.sentences import on_idle, on_proposals, public_money_of
from liancun_sim.results import GROUPS, SPENDING, Comparison, TableColumn, rows_of
from liancun_sim.vocabulary import say


def curves(comparison: Comparison) -> Html:
    """Where the page's modules draw the leading indicators month by month."""
    return element("div", [Html('<div id="curves-host"></div>'), _needs_javascript()])


def villages(comparison: Comparison) -> Html:
    """Where they list every village."""
    note = element("p", both(lambda: say("report.villages_note", runs=_runs(comparison))), kind="note")
    return element("div", [note, Html('<div id="village-table"></div>'), _needs_javascript()])


def _needs_javascript() -> Html:
    return element("noscript", element("p", said("needs_javascript"), kind="note"))


def scenario_html(comparison: Comparison, key: str) -> Html:
    return both(lambda: scenario_name(comparison, key))


def main_results(comparison: Comparison) -> Html:
    kind = comparison.leading_uncertainty
    head = [said("column_indicator"), said("column_baseline")]
    head += [scenario_html(comparison, s) for s in comparison.policies_compared]
    rows: list[list[str | Cell]] = []
    if not comparison.policies_compared:
        return _levels_table(comparison)
    idle = {s for s in comparison.policies_compared if did_nothing(comparison, s)}
    for key in headline(comparison):
        unit = comparison.indicators[key].unit
        found = [effect_row(comparison, s, key) for s in comparison.policies_compared]
        bases = [row["mean"] - row["difference"] for row in found if row is not None]
        base = next((value for value in bases if math.isfinite(value)), math.nan)
        rows.append([indicator_html(comparison, key, unit), _in_both_yuan(comparison, key, base, unit)])
        rows[-1] += [
            Cell(said("nothing_to_act_on"), "unclear")
            if scenario in idle
            else effect_cell(row, unit, _current(comparison, key, row))
            for scenario, row in zip(comparison.policies_compared, found, strict=True)
        ]
    note = element("p", both(partial(_main_note, comparison, kind)), kind="note")
    return element("div", [note, table(head, rows)])


def _main_note(comparison: Comparison, kind: str) -> str:
    few = provisional(comparison, comparison.runs(kind))
    period = period_name(comparison)
    return say("report.main_results_note", kind=uncertainty_name(kind), provisional=few, period=period)


def _current(comparison: Comparison, key: str, row: Mapping[str, Any] | None) -> Html:
    """An effect on a real amount in current yuan; nothing for anything else."""
    difference = math.nan if row is None else row["difference"]
    current = comparison.current_yuan(key, difference)
    return Html("") if current is None or not math.isfinite(current) else _current_yuan(current, signed=True)


def _in_both_yuan(comparison: Comparison, key: str, value: float, unit: str) -> Cell:
    """A level; a real amount also in current yuan."""
    current = comparison.current_yuan(key, value)
    below = "" if current is None or not math.isfinite(current) else f"<small>{_current_yuan(current)}</small>"
    return Cell(Html(f"{number(value, unit)}{below}"), "n")


def _current_yuan(value: float, signed: bool = False) -> Html:
    return said("in_current_yuan", yuan=number(value, "yuan", signed))


def _levels_table(comparison: Comparison) -> Html:
    """Of a scenario run by itself: its own levels."""
    found = {row["indicator"]: row for row in rows_of(levels(comparison))}
    rows: list[list[str | Cell]] = []
    for key in headline(comparison):
        unit, row = comparison.indicators[key].unit, found.get(key)
        if row is not None and math.isfinite(row["mean"]):
            ends = interval_html(row["ci_low"], row["ci_high"], unit, signed=False)
            like = widest(row["ci_low"], row["ci_high"])
            current = comparison.current_yuan(key, row["mean"])
            below = "" if current is None else f"<small>{_current_yuan(current)}</small>"
            content = Html(f"{number(row['mean'], unit, like=like)}<small>{ends}</small>{below}")
            rows.append([indicator_html(comparison, key, unit), Cell(content, "n")])
    note = element("p", both(lambda: say("report.levels_note", period=period_name(comparison))), kind="note")
    return element("div", [note, table([said("column_indicator"), said("column_level")], rows)])


def indicator_html(comparison: Comparison, key: str, unit: str) -> Html:
    return Html(both(lambda: indicator_name(comparison, key)) + element("span", unit_html(unit), kind="unit"))


def effect_cell(values: Mapping[str, Any] | None, unit: str, current: Html | str = "") -> Cell:
    """Range of one history, share of better pairs, mean with its interval; the level where there is no counterpart."""
    if values is None:
        return Cell("–", "n")
    if not math.isfinite(values["mean"]) and values["reason"]:
        return Cell(both(lambda: reason_of(str(values["reason"]))), "unclear")
    if not math.isfinite(values["difference"]):
        return Cell(Html(f"{number(values['mean'], unit)}<small>{said('level_only')}</small>"), "n unclear")
    if no_difference(values, unit):
        return Cell(said("no_difference"), "n unclear")
    low, high, share = values["low_5"], values["high_95"], values["p_better"]
    better = said("better_in", share=f"{100 * share:.0f}") if math.isfinite(share) else ""
    mean = mean_cell(values, unit, current)
    if not math.isfinite(low):
        return mean
    parts = [f"<small>{better}</small>" if better else "", f"<small>{said('column_mean')} {mean.content}</small>"]
    content = Html(interval_html(low, high, unit) + "".join(parts))
    return Cell(content, "n unclear" if low <= 0 <= high else "n")


def mean_cell(values: Mapping[str, Any], unit: str, current: Html | str = "") -> Cell:
    """Mean difference with its interval, or why there is none."""
    low, high = values["ci_low"], values["ci_high"]
    if rounds_to_zero(values["difference"], low, high, unit=unit):
        return Cell(said("about_nothing"), "n unclear")
    small = interval_html(low, high, unit) or both(lambda: reason_of(str(values["reason"])))
    shown = number(values["difference"], unit, signed=True, like=widest(low, high))
    unclear = not math.isfinite(low) or low <= 0 <= high
    below = f"<small>{current}</small>" if current else ""
    return Cell(Html(f"{shown}<small>{small}</small>{below}"), "n unclear" if unclear else "n")


def proposals(comparison: Comparison) -> Html:
    note = element("p", both(lambda: say("report.proposals_note", runs=_runs(comparison))), kind="note")
    counts = fates(comparison)
    if counts.empty:
        lines = [both(partial(_on_none, comparison, scenario)) for scenario in comparison.told]
        return element("div", [element("p", line) for line in lines])
    kinds = sorted(set(counts["fate"]), key=FATES.index)
    wide = counts.set_index(["scenario", "fate"])["proposals"]
    shown = [s for s in comparison.told if s in set(counts["scenario"])]
    first = table(
        [said("scenario"), *(name_html(kind) for kind in kinds)],
        [
            [scenario_html(comparison, s), *(Cell(number(wide.get((s, k), 0.0), "proposals"), "n") for k in kinds)]
            for s in shown
        ],
    )
    gaps = consent_gaps(comparison)
    place = gaps["scenario"].map({s: i for i, s in enumerate(shown)})
    order = gaps.assign(place=place).sort_values(["place", "passed"], ascending=[True, False])
    measures = ("stated", "private", "stated_lowest", "private_lowest")
    second = table(
        [said("scenario"), said("column_passed"), said("column_proposals"), *(said(f"column_{m}") for m in measures)],
        [
            [
                scenario_html(comparison, row["scenario"]),
                said(row["passed"]),
                Cell(number(row["proposals"], "proposals"), "n"),
                *(Cell(both(partial(quantity, row[m], "share")), "n") for m in measures),
            ]
            for row in rows_of(order)
        ],
    )
    return element("div", [note, first, second])


def _runs(comparison: Comparison) -> str:
    return counted(comparison.replications, "runs")


def _on_none(comparison: Comparison, scenario: str) -> str:
    """Of a scenario in which no round was held."""
    said_of = on_idle(comparison, scenario) or on_proposals(comparison, scenario)
    return f"{scenario_name(comparison, scenario)}: {' '.join(said_of)}"


def name_html(key: str) -> Html:
    return both(lambda: name_of(key))


def costs(comparison: Comparison) -> Html:
    kind = comparison.leading_uncertainty
    note = element("p", both(lambda: say("report.costs_note", kind=uncertainty_name(kind))), kind="note")
    spending = comparison.spending
    spending = spending[spending["uncertainty"] == kind]
    columns = ("yuan", "cadre_months", "staff_yuan", "cut_yuan", "cut_cadre_months", "cut_requests")
    sums = spending.groupby(["scenario", "policy"], observed=True, sort=False)[list(columns)].sum()
    units = {c.name: c.unit for c in SPENDING}
    spent = table(
        [said("scenario"), _head(SPENDING, "policy"), *(_head(SPENDING, c) for c in columns)],
        [
            [
                scenario_html(comparison, scenario),
                both(partial(policy_name, comparison, policy)),
                *(Cell(number(value, units[name]), "n") for name, value in zip(columns, row)),
            ]
            for (scenario, policy), row in zip(sums.index, sums.to_numpy() / comparison.runs(kind))
        ],
    )
    if not comparison.policies_compared:
        return element("div", [note, spent])
    money: list[list[Html | Cell]] = []
    ratios: list[list[Html | Cell]] = []
    for scenario in comparison.policies_compared:
        found = {row["indicator"]: row for row in public_money_of(comparison, scenario)}
        money.append([scenario_html(comparison, scenario), *(effect_cell(found.get(key), "yuan") for key in MONEY)])
        cells: list[Html | Cell] = [scenario_html(comparison, scenario)]
        cells += [ratio_cell(effect_row(comparison, scenario, GAIN, stratum=stratum)) for stratum in GAINERS]
        cells += [ratio_cell(effect_row(comparison, scenario, key)) for key in COST_UNITS]
        ratios.append(cells)
    head = [said("scenario")]
    for stratum in GAINERS:
        whose = said(f"column_gain_{stratum.replace(':', '_')}")
        head.append(Html(whose + element("span", unit_html("yuan/yuan"), kind="unit")))
    head += [Html(name_html(k) + element("span", unit_html(u), kind="unit")) for k, u in COST_UNITS.items()]
    kinds = [said(f"column_{name}") for name in ("own_money", "staff_time", "public_money")]
    yuan = element("span", unit_html("yuan"), kind="unit")
    caused = table([said("scenario"), *(Html(name + yuan) for name in kinds)], money)
    notes = [element("p", said(name), kind="note") for name in ("public_money_note", "gain_note")]
    return element("div", [note, spent, notes[0], caused, notes[1], table(head, ratios)])


def ratio_cell(values: Mapping[str, Any] | None) -> Cell:
    """A ratio: of a gain the range of one history first, then the ratio of means with its interval."""
    if values is None:
        return Cell("–")
    if not math.isfinite(values["mean"]):
        return Cell(both(lambda: reason_of(str(values["reason"]))), "unclear")
    low, high = values["ci_low"], values["ci_high"]
    if rounds_to_zero(values["mean"], low, high, values["low_5"], values["high_95"]):
        return Cell(said("about_nothing"), "n")
    ends = interval_html(low, high, signed=False) or both(lambda: reason_of(str(values["reason"])))
    mean = Html(f"{number(values['mean'], like=widest(low, high))}<small>{ends}</small>")
    span = interval_html(values["low_5"], values["high_95"], signed=False)
    if not span:
        return Cell(mean, "n")
    return Cell(Html(f"{span}<small>{said('column_mean')} {mean}</small>"), "n")


def groups(comparison: Comparison) -> Html:
    rows_of = group_effects(comparison)
    outcomes = list(dict.fromkeys(rows_of["indicator"]))
    units = {c.name: c.unit for c in comparison.outcomes}
    tables = []
    for scenario in comparison.policies_compared:
        mine = rows_of[rows_of["scenario"] == scenario]
        rows = []
        for group in dict.fromkeys(mine["group"]):
            own = mine[mine["group"] == group].set_index("indicator")
            if not own["villages"].iloc[0] > 0:
                continue
            cells: list[Html | Cell] = [name_html(group), Cell(number(own["villages"].iloc[0], "villages"), "n")]
            for key in outcomes:
                cells.append(_group_cell(own.loc[key].to_dict(), units[key]))
            rows.append([*cells, _losers_cell(own.iloc[0].to_dict(), units[outcomes[0]])])
        head = [_head(GROUPS, "group"), _head(GROUPS, "villages")]
        head += [indicator_html(comparison, key, units[key]) for key in outcomes]
        head.append(
            Html(
                _head(GROUPS, "share_worse")
                + element("span", both(partial(indicator_name, comparison, outcomes[0])), kind="unit")
            )
        )
        tables += [element("h3", scenario_html(comparison, scenario)), table(head, rows)]
        tables += [element("p", said(f"worse_{group}"), kind="note") for group in worse_groups(mine)]
    return element("div", [element("p", said("groups_note"), kind="note"), *tables])


def _losers_cell(row: Mapping[str, Any], unit: str) -> Cell:
    """The share worse off, and below it how much these villages have less."""
    share = both(partial(quantity, float(row["share_worse"]), "share"))
    if not row["loss"] > 0:
        return Cell(share, "n")
    return Cell(Html(f"{share}<small>{both(partial(quantity, -float(row['loss']), unit, signed=True))}</small>"), "n")


def worse_groups(mine: pd.DataFrame) -> list[str]:
    """Groups of one scenario that are worse off in something watched, beyond luck."""
    worse = mine[(mine["difference"] < 0) & (mine["ci_high"] < 0)]
    return list(dict.fromkeys(worse["group"]))


def _group_cell(values: Mapping[str, Any], unit: str) -> Cell:
    if not math.isfinite(values["difference"]):
        return Cell("–", "n")
    return Cell(said("no_difference"), "n unclear") if no_difference(values, unit) else mean_cell(values, unit)


def _head(columns: tuple[TableColumn, ...], name: str) -> Html:
    """The label of a table column, with its unit below."""
    column = next(c for c in columns if c.name == name)
    return Html(both(column.label) + (element("span", unit_html(column.unit), kind="unit") if column.unit else ""))
