"""The worlds of a study: one outcome of every scenario at every point of the design.

A world is a point: one set of assumptions. Its replications are averaged, with the same numbers for every
scenario, so that scenarios are compared under the same luck: of an unfinished study those replications that
every scenario has been run with at the point. A scenario with a failed replication at a point, or fewer than
elsewhere, has no value there, and a comparison leaves out that whole world and counts it.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.results.store.planned import OK
from liancun_sim.results.study.study import GROUP, ROLE, StudyResult

Floats = npt.NDArray[np.float64]
SIGN = {"higher": 1.0, "lower": -1.0, "neither": 1.0}


@dataclass(frozen=True, eq=False)
class Worlds:
    """One outcome over worlds.

    Parameters
    ----------
    values : (point, scenario) means over replications, NaN where a replication failed or measured nothing.
    scenarios : names of the columns. points : labels of the rows.
    unit : (point,) the independent unit each point belongs to.
    """

    outcome: str
    values: Floats
    scenarios: tuple[str, ...]
    points: npt.NDArray[np.int64]
    unit: npt.NDArray[np.int64]

    @property
    def whole(self) -> npt.NDArray[np.bool_]:
        """(point,) whether every scenario has a value."""
        return np.isfinite(self.values).all(axis=1)

    def of(self, scenario: str) -> Floats:
        return self.values[:, self.scenarios.index(scenario)]


@lru_cache(maxsize=256)
def worlds(result: StudyResult, outcome: str) -> Worlds:
    """The values of one outcome, point by scenario. Callers must not change them."""
    runs, names = in_common(result.runs), tuple(result.scenarios)
    values = runs[outcome].where(runs["status"] == OK).astype(np.float64)
    keyed = runs.assign(value=values).groupby(["point", "scenario"], observed=True)["value"]
    counted = keyed.agg(["sum", "count", "size"])
    complete = (counted["count"] == counted["size"]) & (counted["size"] == counted["size"].max())
    means = (counted["sum"] / counted["count"].clip(lower=1)).where(complete)
    wide = np.full((len(result.points), len(names)), np.nan)
    row = result.points.index.get_indexer(means.index.get_level_values("point"))
    column = pd.Index(names).get_indexer(means.index.get_level_values("scenario"))
    wide[row, column] = means.to_numpy(dtype=np.float64)
    return Worlds(outcome, wide, names, result.points.index.to_numpy(), _units(result))


def in_common(runs: pd.DataFrame) -> pd.DataFrame:
    """The runs at those (point, replicate) at which every scenario that has any run has one."""
    scenarios = runs.groupby(["point", "replicate"])["scenario"].transform("nunique")
    return runs[scenarios == runs["scenario"].nunique()]


def unit_means(values: Floats, unit: npt.NDArray[np.int64]) -> Floats:
    """Means over the points of each independent unit that are whole: (unit, …), units without any left out."""
    flat = values.reshape(len(values), int(np.prod(values.shape[1:], dtype=np.int64)))
    whole = np.isfinite(flat).all(axis=1)
    units, group = np.unique(unit[whole], return_inverse=True)
    sums = np.zeros((len(units), flat.shape[1]))
    np.add.at(sums, group, flat[whole])
    count = np.bincount(group, minlength=len(units))
    return (sums / count[:, None]).reshape(len(units), *values.shape[1:])


def by_replication(result: StudyResult, outcome: str) -> Worlds:
    """As `worlds`, but a row per replication: means over the points, NaN where a run is missing or failed."""
    runs, names = result.runs, tuple(result.scenarios)
    values = runs[outcome].where(runs["status"] == OK).astype(np.float64)
    keyed = runs.assign(value=values).groupby(["replicate", "scenario"], observed=True)["value"]
    counted = keyed.agg(["sum", "count"])
    means = (counted["sum"] / len(result.points)).where(counted["count"] == len(result.points)).rename("mean")
    wide = means.reset_index().pivot_table("mean", "replicate", "scenario", observed=True, dropna=False)
    wide = wide.reindex(columns=list(names))
    rows = wide.index.to_numpy(dtype=np.int64)
    return Worlds(outcome, wide.to_numpy(dtype=np.float64), names, rows, rows)


def comparable(result: StudyResult, outcome: str) -> Worlds:
    """Rows over which scenarios are compared: worlds, or replications where there is one world only."""
    return by_replication(result, outcome) if len(result.points) == 1 else worlds(result, outcome)


def factor_values(result: StudyResult) -> Floats:
    """(point, factor) values of the design."""
    return result.points[[factor.key for factor in result.factors]].to_numpy(dtype=np.float64)


def independent(result: StudyResult) -> npt.NDArray[np.bool_]:
    """(point,) points drawn independently of one another: of a Sobol design A and B, of a Morris path its start."""
    if not result.structured:
        return np.ones(len(result.points), dtype=bool)
    return result.points[ROLE].isin(["A", "B", "start"]).to_numpy()


def _units(result: StudyResult) -> npt.NDArray[np.int64]:
    if result.structured:
        return result.points[GROUP].to_numpy(dtype=np.int64)
    return np.arange(len(result.points), dtype=np.int64)
