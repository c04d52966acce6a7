"""Which of the drawn assumptions decide whether an indicator rises or falls."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from liancun_sim.analysis.statistics.deciding import LEAST_EACH, rank_sum_p, surviving
from liancun_sim.analysis.statistics.ranges import Part, assumptions_part
from liancun_sim.results import AGAIN, ASSUMPTIONS, LAST_YEAR, Comparison


@dataclass(frozen=True, slots=True)
class Deciders:
    """keys : of the assumptions that survive, strongest first. draws : looked at. one_sign : nothing is to decide."""

    keys: tuple[str, ...]
    draws: int
    one_sign: bool


def deciders(comparison: Comparison, scenario: str, indicator: str) -> Deciders | None:
    """By the rank sums of draws above zero and the others, Holm's correction at 5 %; None where nothing was drawn.

    With fewer than five draws of either sign nothing is named.
    """
    drawn = comparison.drawn
    difference = _differences(comparison, scenario, indicator, ASSUMPTIONS)
    difference = difference[[number in drawn.index for number in difference.index]].dropna()
    if difference.empty:
        return None
    above = (difference > 0).to_numpy()
    many, one_sign = len(above), bool((difference > 0).all() or (difference < 0).all())
    if min(above.sum(), many - above.sum()) < LEAST_EACH:
        return Deciders((), many, one_sign)
    values = drawn.loc[difference.index].to_numpy(dtype=np.float64)
    kept = surviving(rank_sum_p(values, above))
    return Deciders(tuple(str(drawn.columns[place]) for place in kept), many, one_sign)


def part_of_assumptions(comparison: Comparison, scenario: str, indicator: str) -> Part:
    """What share of an indicator's spread over single histories is the assumptions', where draws were run twice."""
    first, second = (_differences(comparison, scenario, indicator, kind) for kind in (ASSUMPTIONS, AGAIN))
    both = first.index.intersection(second.index)
    return assumptions_part(np.asarray(first[both], dtype=np.float64), np.asarray(second[both], dtype=np.float64))


def _differences(comparison: Comparison, scenario: str, indicator: str, uncertainty: str) -> "pd.Series[float]":
    pairs = comparison.pairs
    mine = pairs[
        (pairs["scenario"] == scenario)
        & (pairs["indicator"] == indicator)
        & (pairs["stratum"] == "county")
        & (pairs["period"] == LAST_YEAR)
        & (pairs["uncertainty"] == uncertainty)
    ]
    return (mine["value"] - mine["baseline_value"]).set_axis(mine["replication"].to_numpy()).sort_index()
