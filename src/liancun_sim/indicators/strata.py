"""Parts of the county for which outcomes are reported."""

import numpy as np
import numpy.typing as npt

from liancun_sim.state import State


def treated_villages(state: State) -> npt.NDArray[np.bool_]:
    """(village,) villages that were ever in a union or named as supported in this world."""
    villages = state.villages
    return np.asarray((villages.ever_in_union != 0) | (villages.ever_supported != 0))


def united_villages(state: State) -> npt.NDArray[np.bool_]:
    """(village,) villages that are in a union now."""
    return np.asarray(state.villages.union >= 0)


def village_strata(state: State) -> dict[str, npt.NDArray[np.bool_]]:
    """Strata fixed by the county: all villages, and each township by name."""
    town = state.villages.township
    everywhere = {"county": np.ones(town.size, dtype=bool)}
    return everywhere | {f"township:{name}": town == row for row, name in enumerate(state.township_ids)}
