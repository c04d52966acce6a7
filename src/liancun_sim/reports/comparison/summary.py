"""The comparison as plain text for a terminal, in the current language."""

import math

from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.numbers import columns_of, interval, number, unit_name, widest
from liancun_sim.reports.common.words import indicator_name, reason_of, scenario_name, uncertainty_name
from liancun_sim.reports.comparison.headline import SUMMARY
from liancun_sim.reports.comparison.sentences import county_effect, facts, findings, on_proposals, title
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import say


def summary(comparison: Comparison) -> str:
    """What was compared, a block per scenario with effects and intervals, then the limits."""
    kind = uncertainty_name(comparison.leading_uncertainty)
    lines = [
        title(comparison),
        facts(comparison),
    ]
    if comparison.policies_compared:
        lines += ["", say("report.summary_note", kind=kind)]
    for scenario in comparison.told:
        lines += ["", scenario_name(comparison, scenario)]
        told = on_proposals if comparison.policies_compared else findings
        lines += [f"  {sentence}" for sentence in told(comparison, scenario)]
        lines += _effects(comparison, scenario)
    lines += ["", say("report.limits"), *(f"  - {text}" for text in limits(comparison))]
    return "\n".join(lines) + "\n"


def _effects(comparison: Comparison, scenario: str) -> list[str]:
    """A line per leading indicator: name, difference, interval, unit; columns aligned."""
    cells = []
    for key in SUMMARY:
        row = county_effect(comparison, scenario, key)
        if row is None or not (math.isfinite(row["difference"]) or key not in comparison.indicators):
            continue
        name = indicator_name(comparison, key)
        if key in comparison.indicators:
            unit, low, high = comparison.indicators[key].unit, row["ci_low"], row["ci_high"]
            ends = interval(low, high, unit) or reason_of(row["reason"])
            unit_shown = unit_name(unit, True)
            current = comparison.current_yuan(key, row["difference"])
            if current is not None:
                yuan = number(current, unit, True, widest(low, high))
                unit_shown = f"{unit_shown}  {say('report.in_current_yuan', yuan=yuan)}"
            cells.append((name, number(row["difference"], unit, True, widest(low, high)), ends, unit_shown))
        elif math.isfinite(row["mean"]):
            ends = interval(row["ci_low"], row["ci_high"], signed=False) or reason_of(row["reason"])
            cells.append((name, number(row["mean"]), ends, unit_name(row["unit"])))
        else:
            cells.append((name, "–", reason_of(row["reason"]), ""))
    widths = [max((columns_of(cell[i]) for cell in cells), default=0) for i in range(3)]
    lines = []
    for name, value, ends, unit in cells:
        shown = _padded(name, widths[0]), _padded(value, widths[1], right=True), _padded(ends, widths[2]), unit
        lines.append("  " + "  ".join(shown).rstrip())
    return lines


def _padded(text: str, width: int, right: bool = False) -> str:
    blanks = " " * (width - columns_of(text))
    return blanks + text if right else text + blanks
