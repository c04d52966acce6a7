"""Joint branches of the named pairs: how many are founded within a year of being proposed, in how many townships."""

from collections.abc import Mapping

import numpy as np

from liancun_sim.patterns.measure import Ground, Measured, MeasureSet
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput, Label

YEAR = 12


def take(ground: Ground) -> Mapping[str, float]:
    begins = int(load_scenario("joint_branch").policies[0].levers["start_month"])
    try:
        state = ground.run("joint_branch", months=begins + YEAR + 1).state
    except BadInput:  # a county without the villages the pairs are named of
        return dict.fromkeys(("founded", "townships"), float("nan"))
    leads = [state.unions.members[row][0] for row in np.flatnonzero(state.unions.formed_month <= begins + YEAR)]
    return {
        "founded": len(leads) / len(state.proposals),
        "townships": float(len({int(state.villages.township[lead]) for lead in leads})),
    }


MEASURES = MeasureSet(
    "joint_branches",
    (
        Measured("founded", Label("Proposed pairs that found a joint branch within a year", "提出后一年内组建联合支部的结对村占比"), "share", 0, 1),
        Measured("townships", Label("Townships with a joint branch", "建有联合支部的乡镇"), "townships", 0),
    ),
    take,
)  # fmt: skip
