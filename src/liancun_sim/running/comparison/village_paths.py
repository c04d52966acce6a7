"""Outcomes of every village month by month, beside the baseline: summed as replications finish, none of them kept."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from liancun_sim.results.comparison.village_paths import VillagePaths
from liancun_sim.running.common.outcomes import VILLAGE_INDICATORS

if TYPE_CHECKING:
    from liancun_sim.simulation.world import Run

PATHS = (
    "income_yuan_per_person", "collective_income_yuan", "public_goods", "satisfaction", "trust", "capacity",
    "adoption_share", "in_union", "backward_listed", "backward_true",
)  # fmt: skip
"""Outcomes that every village has every month."""
FINE = 1 << 20  # sums are of whole numbers, so that replications may finish in any order

Monthly = Mapping[str, npt.NDArray[np.float32]]


def monthly_outcomes(run: "Run") -> dict[str, npt.NDArray[np.float32]]:
    """Outcome → (month · village,) values of a run, t0 first."""
    keys = {name: VILLAGE_INDICATORS[name] for name in PATHS}
    found = run.recorder.village_months(set(keys.values()))
    return {name: found[key].ravel() for name, key in keys.items()}


class PathSums:
    """Differences from the baseline, summed over replications.

    villages : how many there are.
    """

    def __init__(self, villages: int):
        self.villages, self.count = villages, 0
        self.sums: dict[str, npt.NDArray[np.int64]] = {}

    def add(self, worlds: Iterable[tuple[str, Monthly]], baseline: str) -> None:
        """Add the worlds of one replication, by scenario; a replication without monthly outcomes adds nothing."""
        of = {scenario: monthly for scenario, monthly in worlds if monthly}
        if baseline not in of:
            return
        self.count += 1
        for scenario, monthly in of.items():
            if scenario != baseline:
                apart = [monthly[name].astype(np.float64) - of[baseline][name] for name in PATHS]
                fine = np.rint(np.stack(apart) * FINE).astype(np.int64)
                self.sums[scenario] = self.sums[scenario] + fine if scenario in self.sums else fine

    def means(self) -> VillagePaths:
        """Means over the replications added; empty where there was nothing to compare."""
        shape = (len(PATHS), -1, self.villages)
        means = {
            scenario: (total / (FINE * self.count)).astype(np.float32).reshape(shape)
            for scenario, total in self.sums.items()
        }
        return VillagePaths(PATHS if means else (), means)
