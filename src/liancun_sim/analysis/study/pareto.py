"""Trade-offs: the scenarios that no other beats on every outcome at once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.study.worlds import SIGN, comparable
from liancun_sim.results.study.study import StudyResult

Floats = npt.NDArray[np.float64]


def pareto_table(result: StudyResult, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
    """A row per scenario: ``on_front`` by means, ``share_on_front`` over worlds, then the mean of each outcome.

    outcomes : those weighed against each other; by default all that have a better direction. Scenarios without
        a value in one of them are left out, and so are worlds.
    """
    keys = list(outcomes or result.goals)
    columns = ["scenario", "on_front", "share_on_front", "worlds", *keys]
    if not keys:
        return pd.DataFrame(columns=columns)
    stacked = np.stack([comparable(result, key).values for key in keys], axis=2)  # (world, scenario, outcome)
    measured = np.isfinite(stacked).any(axis=0).all(axis=1)
    names = [name for name, some in zip(result.scenarios, measured) if some]
    values = stacked[:, measured]
    values = values[np.isfinite(values).all(axis=(1, 2))]
    if not len(values):
        return pd.DataFrame(columns=columns)
    sign = np.array([SIGN[result.outcomes[key].better] for key in keys])
    means = values.mean(axis=0)
    share = np.mean([on_front(sign * world) for world in values], axis=0)
    return pd.DataFrame(
        {"scenario": names, "on_front": on_front(sign * means), "share_on_front": share, "worlds": len(values)}
        | dict(zip(keys, means.T))
    )


def on_front(values: Floats) -> npt.NDArray[np.bool_]:
    """Rows that no other row equals or exceeds everywhere and exceeds somewhere; larger is better."""
    at_least = (values[:, None] >= values[None]).all(axis=2)
    more = (values[:, None] > values[None]).any(axis=2)
    return np.asarray(~(at_least & more).any(axis=0))
