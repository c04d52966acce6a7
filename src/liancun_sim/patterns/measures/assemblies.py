"""Assemblies of representatives under the eight steps, in the third year, when every village that takes them up has."""

from collections.abc import Mapping

import numpy as np

from liancun_sim.patterns.measure import Ground, Measured, MeasureSet, village_series
from liancun_sim.vocabulary import Label

MONTHS, LAST = 36, 12
RECORDED = ("assemblies_held", "resolutions_passed")


def take(ground: Ground) -> Mapping[str, float]:
    steps = {"extends": "five_rings_eight_steps", "policies": ["eight_step_assembly"]}
    run = ground.run(steps, RECORDED, months=MONTHS)
    using = np.asarray(run.state.villages.assembly_until > MONTHS - 1)  # the others resolve as before
    held, passed = (float(village_series(run, key)[-LAST:, using].sum()) for key in RECORDED)
    return {
        "assemblies": held / using.sum() if using.any() else float("nan"),
        "resolving": passed / held if held else float("nan"),
    }


MEASURES = MeasureSet(
    "assemblies",
    (
        Measured("assemblies", Label("Assemblies a village and year", "每村每年村民代表会议次数"), "assemblies/village/year"),
        Measured("resolving", Label("Assemblies that resolve", "形成决议的会议占比"), "share", 0, 1),
    ),
    take,
)  # fmt: skip
