"""What a conversion effect rests on: leadership, and assumptions on how far teams and lead villages lift it."""

import math

import numpy as np

from liancun_sim.reports.common.numbers import number, plain_span
from liancun_sim.reports.common.words import indicator_name
from liancun_sim.reports.comparison.effects_told import draws_of, effect_row, no_difference
from liancun_sim.results import ASSUMPTIONS, LAST_YEAR, Comparison
from liancun_sim.vocabulary import say

CONVERSION, CAPACITY = "converted_true", "capacity"
TEAM, LEARNING = "governance.team", "governance.learning"
ENOUGH_EACH = 4
"""Draws in either half below which their means are not set side by side."""


def on_leadership(comparison: Comparison, scenario: str) -> list[str]:
    """What leadership gained where villages are treated, by which assumptions, and conversion in draws of either half.

    Nothing where conversion or capacity is as in the baseline, or no village is treated.
    """
    assumed = {one.key: one for one in comparison.coefficients}
    treated = effect_row(comparison, scenario, CAPACITY, stratum="treated:yes")
    if treated is None or not math.isfinite(treated["difference"]) or not {TEAM, LEARNING} <= set(assumed):
        return []
    for key in (CONVERSION, CAPACITY):
        row = effect_row(comparison, scenario, key)
        if row is None or not math.isfinite(row["difference"]) or no_difference(row, comparison.indicators[key].unit):
            return []
    words = {"name": indicator_name(comparison, CONVERSION), "gain": number(treated["difference"], "0–1", signed=True)}
    for name, key in (("team", TEAM), ("learning", LEARNING)):
        one = assumed[key]
        words |= {name: f"{one.value:g}", f"{name}_range": plain_span(one.low, one.high)}
    return [say("report.on_leadership", **words), *_in_halves(comparison, scenario)]


def _in_halves(comparison: Comparison, scenario: str) -> list[str]:
    """Mean effect on conversion in the draws in which teams do less than in the middle one, and in the others."""
    drawn, pairs = comparison.drawn, comparison.pairs
    if TEAM not in drawn.columns:
        return []
    mine = pairs[(pairs["scenario"] == scenario) & (pairs["indicator"] == CONVERSION) & (pairs["period"] == LAST_YEAR)]
    mine = mine[(mine["stratum"] == "county") & (mine["uncertainty"] == ASSUMPTIONS)].set_index("replication")
    effect = (mine["value"] - mine["baseline_value"]).dropna()
    effect = effect[effect.index.isin(drawn.index)]
    strength = drawn.loc[effect.index, TEAM].to_numpy(dtype=np.float64)
    middle = np.median(strength) if strength.size else math.nan
    less, more = (effect.to_numpy(dtype=np.float64)[some] for some in (strength < middle, strength > middle))
    if min(less.size, more.size) < ENOUGH_EACH:
        return []
    unit = comparison.indicators[CONVERSION].unit
    means = {name: number(float(half.mean()), unit, signed=True) for name, half in (("less", less), ("more", more))}
    return [say("report.conversion_by_team", draws=draws_of(comparison, effect.size), **means)]
