"""Colours that colour-blind readers can tell apart, the same in figures and in Excel's charts.

References
----------
Okabe & Ito, "Color universal design: how to make figures and presentations that are friendly to
colorblind people", 2008.
"""

from liancun_sim.results import Comparison

BASELINE_COLOUR = "#5A5A5A"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")


def scenario_colour(comparison: Comparison, scenario: str) -> str:
    """Grey for the baseline, then one colour per scenario in the order shown."""
    if scenario == comparison.baseline:
        return BASELINE_COLOUR
    return COLOURS[comparison.policies_compared.index(scenario) % len(COLOURS)]
