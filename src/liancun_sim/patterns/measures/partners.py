"""What people say of partners: a hundred sets drawn by lot are asked at once, with staff for all.

Private consent of every village in the first round is regressed, as log odds, on how much poorer its partners are, how
much larger, and its own view.
"""

from collections.abc import Mapping

import numpy as np

from liancun_sim.patterns.measure import Ground, Measured, MeasureSet
from liancun_sim.vocabulary import Label

MONTHS, ASKED = 4, 3
ASKED_BY_LOT = {
    "extends": "baseline",
    "budget": {"cadre_months_per_month": 3000},
    "policies": [
        {
            "joint_village": {
                "proposals": 100, "pilots": 50, "spread_from": 0, "spread_to": 0, "pilots_formed": 0,
                "targeting": "random", "strong_weak_share": 0.1,
            }
        }
    ],
}  # fmt: skip
FEWEST = 30  # villages, below which four numbers are not fitted


def take(ground: Ground) -> Mapping[str, float]:
    state = ground.run(ASKED_BY_LOT, months=MONTHS).state
    villages, rows = state.villages, []
    for members in state.proposals.members:
        for village in members:
            if villages.consulted_month[village] != ASKED:
                continue
            others = [other for other in members if other != village]
            theirs = np.average(villages.income_per_person_yuan[others], weights=villages.persons[others])
            poorer = max(0.0, np.log(villages.income_per_person_yuan[village] / theirs))
            larger = max(0.0, np.log(villages.households[others].sum() / villages.households[village]))
            agree = np.clip(villages.private_share[village], 0.01, 0.99)
            rows.append((poorer, larger, villages.leaning[village], 1.0, np.log(agree / (1 - agree))))
    if len(rows) < FEWEST:
        return dict.fromkeys(("poorer", "larger"), float("nan"))
    data = np.array(rows)
    slope, *_ = np.linalg.lstsq(data[:, :4], data[:, 4], rcond=None)
    return {"poorer": float(slope[0]), "larger": float(slope[1])}


MEASURES = MeasureSet(
    "partners",
    (
        Measured("poorer", Label("Change of log odds of consent by a partner one log unit poorer", "对方收入低一个对数单位时同意的对数优势变化"), "log odds"),
        Measured("larger", Label("Change of log odds of consent by partners one log unit larger", "对方规模大一个对数单位时同意的对数优势变化"), "log odds"),
    ),
    take,
)  # fmt: skip
