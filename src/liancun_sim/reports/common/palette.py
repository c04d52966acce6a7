"""Colours that colour-blind readers can tell apart, the same in figures and in Excel's charts.

References
----------
Okabe & Ito, "Color universal design: how to make figures and presentations that are friendly to
colorblind people", 2008.
"""

from typing import Protocol

BASELINE_COLOUR = "#5A5A5A"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")


class Shown(Protocol):
    """What is compared with what: a comparison or a study."""

    @property
    def baseline(self) -> str: ...

    @property
    def policies_compared(self) -> tuple[str, ...]: ...


def scenario_colour(comparison: Shown, scenario: str) -> str:
    """Grey for the baseline, then one colour per scenario in the order shown."""
    if scenario == comparison.baseline:
        return BASELINE_COLOUR
    return COLOURS[comparison.policies_compared.index(scenario) % len(COLOURS)]
