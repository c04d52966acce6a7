"""The three sames (三同): which neighbouring villages may join their branches.

Adjacent villages (村庄相邻), similar conditions (村情相近), the same road to wealth (致富路子相同).
Source: joint party branches, county report.
"""

from types import SimpleNamespace

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.lever import Lever
from liancun_sim.interventions.view import PolicyView
from liancun_sim.vocabulary import Label

THREE_SAMES: tuple[Lever, ...] = (
    Lever("max_size_ratio", 3.0, "ratio",
          Label("Most people of the larger village per one of the smaller (similar)", "两村人口之比上限（村情相近）"),
          "assumption; the source says similar and gives no number", 1, 20, plausible=(1.5, 6)),
    Lever("same_township", True, "yes/no", Label("Partners lie in one township", "须同属一个乡镇"),
          "assumption; the pairs named in the source each lie in one township", kind="yes_no"),
    Lever("same_trade", True, "yes/no", Label("Partners live by the same trade", "须致富路子相同"),
          "source documents, joint party branches: the three sames", kind="yes_no"),
)  # fmt: skip


def same(view: PolicyView, lever: SimpleNamespace, village: int, free: npt.NDArray[np.bool_]) -> list[int]:
    """The free villages that are the three sames with one, by id."""
    villages = view.villages
    near = [int(row) for row in view.adjacent(village) if free[row]]
    people = villages.persons
    return [
        row
        for row in sorted(near)
        if max(people[row], people[village]) <= lever.max_size_ratio * min(people[row], people[village])
        and (not lever.same_township or villages.township[row] == villages.township[village])
        and (not lever.same_trade or villages.leading_trade[row] == villages.leading_trade[village])
    ]
