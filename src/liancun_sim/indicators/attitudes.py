"""What villages think of their proposal or union, term by term, and how households differ.

A term is the part of the anchor it adds or takes away, in SD of one household's answer; averaged over
villages with a live proposal or union, by households.
"""

from collections.abc import Callable

import numpy as np

from liancun_sim.indicators.indicator import FloatArray, Indicator
from liancun_sim.indicators.snapshot import Snapshot, once
from liancun_sim.state import COLUMNS, TERMS
from liancun_sim.vocabulary import Label


@once
def _concerned(s: Snapshot) -> FloatArray:
    """Households of villages with a live proposal or union."""
    villages = s.state.villages
    return np.where((villages.proposal >= 0) | (villages.union >= 0), villages.households, 0.0)


def _term(name: str) -> Callable[[Snapshot], FloatArray]:
    return lambda s: _concerned(s) * getattr(s.state.villages, name)


def _village_spread(s: Snapshot) -> FloatArray:
    return np.asarray(np.std(s.sums["attitude"].village / np.maximum(1.0, s.sums["households"].village)))


def _spread(s: Snapshot) -> FloatArray:
    return np.asarray(np.std(s.state.households.attitude, dtype=np.float64))


def _own_part(s: Snapshot) -> FloatArray:
    """Correlation of attitudes with households' own persistent views; NaN where either does not vary."""
    attitude, own = s.state.households.attitude, s.state.households.own_view
    if np.ptp(attitude) == 0 or np.ptp(own) == 0:
        return np.asarray(np.nan)
    return np.asarray(np.corrcoef(attitude, own)[0, 1])


@once
def _proposed(s: Snapshot) -> FloatArray:
    """Households of villages with a live proposal."""
    villages = s.state.villages
    return np.where(villages.proposal >= 0, villages.households, 0.0)


def _by_term(name: str) -> Indicator:
    label = COLUMNS[f"village.{name}"].label
    shown = Label(f"Effect on attitude: {label.en[0].lower()}{label.en[1:]}", f"对态度的影响：{label.zh}")
    return Indicator(name, shown, "SD", "neither", _term(name), _concerned)


INDICATORS = (
    *(_by_term(name) for name in TERMS),
    Indicator(
        "promise_weight", Label("Weight of trust in a live proposal's promises", "信任对在议动议承诺的作用"), "SD",
        "neither", lambda s: _proposed(s) * s.state.villages.expected_gain_weight, _proposed,
    ),
    Indicator(
        "attitude_village_spread", Label("Spread of attitudes over villages", "态度的村际标准差"), "SD", "neither",
        _village_spread, whole=True,
    ),
    Indicator(
        "attitude_spread", Label("Spread of attitudes over households", "态度的户际标准差"), "SD", "neither",
        _spread, every=12, whole=True,
    ),
    Indicator(
        "attitude_own_part", Label("Correlation of attitudes with households' own views", "态度与自身固有倾向的相关"),
        "1", "neither", _own_part, every=12, whole=True,
    ),
)  # fmt: skip
