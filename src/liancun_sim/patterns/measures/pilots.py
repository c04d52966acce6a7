"""What pilots seem to show after two years, against villages never asked, and what they did.

That pilots form is taken as given: the question is what comparing them with others says, not whether they agree.
"""

from collections.abc import Mapping

import numpy as np

from liancun_sim.patterns.measure import Ground, Measured, MeasureSet
from liancun_sim.vocabulary import Label

MONTHS = 24
PILOTS = {
    "extends": "joint_village",
    "decision": {"threshold": 0.0},
    "policies": [{"joint_village": {"proposals": 40, "screening": 0.8}}],
}


def take(ground: Ground) -> Mapping[str, float]:
    with_ = ground.run(PILOTS, months=MONTHS).state
    without = ground.run("baseline", months=MONTHS).state
    proposals, unions = with_.proposals, with_.unions
    asked, pilots = np.zeros(len(with_.villages), dtype=bool), np.zeros(len(with_.villages), dtype=bool)
    for members in proposals.members:
        asked[list(members)] = True
    for row in range(len(unions)):
        if proposals.month_proposed[unions.proposal[row]] == 0:
            pilots[list(unions.members[row])] = True
    if not pilots.any() or asked.all():
        return {"overstated": float("nan")}
    income = np.log(with_.villages.income_per_person_yuan)
    true = (income - np.log(without.villages.income_per_person_yuan))[pilots].mean()
    return {"overstated": float(income[pilots].mean() - income[~asked].mean() - true)}


MEASURES = MeasureSet(
    "pilots",
    (
        Measured(
            "overstated",
            Label("What pilots seem to earn more than villages never asked, less what they truly gain",
                  "试点看上去比从未动员的村高出的收入减去实际增收"), "log",
        ),
    ),
    take,
)  # fmt: skip
