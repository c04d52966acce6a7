"""The index of backwardness, and the three standards a village's income may be held against (三种考核标准).

All three are the same at t0 and part afterwards: `nominal` keeps the yuan of t0, as the documents do; `real` lets
them grow with prices; `relative` lets the income a village is held against grow with the county's median village.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from liancun_sim.parameters import fact
from liancun_sim.state import State

FloatArray = npt.NDArray[np.float64]
Standard = Literal["nominal", "real", "relative"]
STANDARDS: tuple[Standard, ...] = get_args(Standard)
"""In the order of the rows of ``village.listed_by_standard`` and its like."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What villages are held against this month, in current yuan: income per person, collective income. [yuan/year]"""

    income: float
    collective: float


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator of backwardness: its weight in the index and what it measures (higher is worse)."""

    name: str
    weight: float
    measure: Callable[[State, Yardstick], FloatArray]


PARTS = (
    Part("income_shortfall", 0.30, lambda s, held: shortfall(s.villages.income_per_person_yuan, held.income)),
    Part("collective_shortfall", 0.25, lambda s, held: shortfall(s.villages.collective_year_yuan, held.collective)),
    Part("poor_goods", 0.20, lambda s, _: 1 - s.villages.public_goods),
    Part("dissatisfaction", 0.15, lambda s, _: 1 - s.villages.satisfaction),
    Part("weak_capacity", 0.10, lambda s, _: 1 - s.villages.capacity),
)


def yardstick(state: State, standard: Standard) -> Yardstick:
    """A standard as it stands this month."""
    county = state.county
    income = float(county.standard_income_yuan[0])
    collective = fact("collective_income_standard").values[0]
    if standard == "real":
        prices = float(county.price_index[0] / county.start_price_index[0])
        return Yardstick(income * prices, collective * prices)
    if standard == "relative":
        now = float(np.median(state.villages.income_per_person_yuan))
        return Yardstick(income * now / float(county.median_income_yuan[0]), collective)
    return Yardstick(income, collective)


def shortfall(has: FloatArray, standard: float) -> FloatArray:
    """What a village lacks of a standard, as a share of it; a loss lacks no more than nothing at all does. [0–1]"""
    lacking: FloatArray = np.maximum(0.0, 1 - np.maximum(0.0, has) / standard)
    return lacking


def weighted_sum(state: State, held: Yardstick) -> FloatArray:
    """Σ w z over the indicators, in units of their spread at t0; an indicator without spread counts nothing."""
    total = np.zeros(len(state.villages))
    for part in PARTS:
        spread = float(getattr(state.county, f"{part.name}_sd")[0])
        if spread > 0:
            mean = float(getattr(state.county, f"{part.name}_mean")[0])
            total += part.weight * (part.measure(state, held) - mean) / spread
    return total


def true_index(state: State, standard: Standard) -> FloatArray:
    """B = −Σ w z / sd_0 (higher is better) under a standard. (village,) [SD of t0]"""
    index: FloatArray = -weighted_sum(state, yardstick(state, standard)) / state.county.index_scale[0]
    return index
