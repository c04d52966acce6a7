"""The comparison as plain text for a terminal, in the current language."""

import math

from liancun_sim.analysis.comparison.idle import did_nothing
from liancun_sim.reports.common.limits import limits as limits_of
from liancun_sim.reports.common.numbers import interval, number, rounds_to_zero, unit_name, widest
from liancun_sim.reports.common.words import indicator_name, period_name, reason_of, scenario_name, uncertainty_name
from liancun_sim.reports.comparison.conversion import on_leadership
from liancun_sim.reports.comparison.effects_told import (
    DECIDED,
    effect_row,
    is_at_bound,
    no_difference,
    provisional,
    told_effect,
)
from liancun_sim.reports.comparison.headline import SUMMARY
from liancun_sim.reports.comparison.sentences import facts, findings, on_cost, on_idle, on_proposals, title
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.width import columns_of


def summary(comparison: Comparison, limits: bool = True) -> str:
    """What was compared, a block per scenario with effects and ranges, then the limits, if wanted."""
    lines = [title(comparison), facts(comparison)]
    if comparison.policies_compared:
        kind = comparison.leading_uncertainty
        few = provisional(comparison, comparison.runs(kind))
        period = period_name(comparison)
        lines += ["", say("report.summary_note", kind=uncertainty_name(kind), provisional=few, period=period)]
    for scenario in comparison.told:
        lines += ["", scenario_name(comparison, scenario)]
        if not comparison.policies_compared or did_nothing(comparison, scenario):
            lines += [f"  {sentence}" for sentence in findings(comparison, scenario)]
            continue
        said = [*on_idle(comparison, scenario), *on_proposals(comparison, scenario)]
        said += told_effect(comparison, scenario, DECIDED)[1:]  # its first sentence stands in the table
        lines += [f"  {sentence}" for sentence in said]
        lines += _effects(comparison, scenario)
        lines += [f"  {sentence}" for sentence in on_leadership(comparison, scenario)]
        lines += [f"  {sentence}" for sentence in on_cost(comparison, scenario)]
    if limits:
        lines += ["", say("report.limits"), *(f"  - {text}" for text in limits_of(comparison))]
    return "\n".join(lines) + "\n"


def _effects(comparison: Comparison, scenario: str) -> list[str]:
    """A line per leading indicator: name, range, share better, mean, its interval, unit; columns aligned."""
    cells, at_bound = [], []
    for key in SUMMARY:
        row = effect_row(comparison, scenario, key)
        if row is None or not math.isfinite(row["difference"]):
            continue
        name, unit = indicator_name(comparison, key), comparison.indicators[key].unit
        if no_difference(row, unit):
            cells.append((name, say("report.no_difference"), "", "", "", ""))
            continue
        low, high, share = row["ci_low"], row["ci_high"], row["p_better"]
        better = say("report.better_in", share=f"{100 * share:.0f}") if math.isfinite(share) else ""
        ends = interval(low, high, unit) or reason_of(row["reason"])
        shown = number(row["difference"], unit, True, widest(low, high))
        if rounds_to_zero(row["difference"], low, high, unit=unit):
            shown, ends = say("report.about_nothing"), ""
        elif is_at_bound(row, unit):
            at_bound.append(name)
        unit_shown = unit_name(unit, True)
        current = comparison.current_yuan(key, row["difference"])
        if current is not None:
            yuan = number(current, unit, True, widest(low, high))
            unit_shown = f"{unit_shown}  {say('report.in_current_yuan', yuan=yuan)}"
        cells.append((name, interval(row["low_5"], row["high_95"], unit), better, shown, ends, unit_shown))
    widths = [max((columns_of(cell[i]) for cell in cells), default=0) for i in range(5)]
    lines = []
    for *texts, unit in cells:
        padded = [_padded(text, width, right=i == 3) for i, (text, width) in enumerate(zip(texts, widths, strict=True))]
        lines.append("  " + "  ".join([*padded, unit]).rstrip())
    if at_bound:
        lines.append("  " + say("report.interval_at_bound", names=say("report.list_between").join(at_bound)))
    return lines


def _padded(text: str, width: int, right: bool = False) -> str:
    blanks = " " * (width - columns_of(text))
    return blanks + text if right else text + blanks
