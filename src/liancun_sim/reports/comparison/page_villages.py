"""Of every village: how often it was asked, and who its neighbours are."""

import numpy as np

from liancun_sim.analysis import neighbours
from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.results import Comparison


def times_asked(comparison: Comparison, scenario: str) -> list[int]:
    """In how many replications each village was asked for its consent."""
    if "private_consent" not in comparison.village_outcomes.columns:
        return [0] * len(comparison.villages)
    return [int(n) for n in np.isfinite(cube(comparison, "private_consent")[scenario]).sum(axis=0)]


def adjacent_names(comparison: Comparison) -> dict[str, str]:
    """Village id → names of the adjacent villages, with the township where it is another one."""
    names, towns = comparison.villages["village"].to_dict(), comparison.villages["township"].to_dict()
    return {
        village: "、".join(names[n] if towns[n] == towns[village] else f"{names[n]}（{towns[n]}）" for n in near)
        for village, near in neighbours(comparison).items()
    }
