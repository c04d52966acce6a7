"""Outcomes village by village: means over replications, differences, main obstacle, neighbours."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.comparison.proposals import failed_rounds
from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.results import Comparison, is_term

Floats = npt.NDArray[np.float64]


def cube(comparison: Comparison, outcome: str) -> dict[str, Floats]:
    """Scenario → (replication, village) values of one outcome; NaN where not measured.

    Villages run in the order of `comparison.villages`, replications in ascending order.
    """
    table = comparison.village_outcomes
    names = list(comparison.scenarios)
    replications = np.unique(table["replication"])
    values = np.full((len(names), replications.size, len(comparison.villages)), np.nan)
    row = pd.Index(names).get_indexer(pd.Index(table["scenario"].astype(str)))
    column = comparison.villages.index.get_indexer(pd.Index(table["village_id"].astype(str)))
    values[row, np.searchsorted(replications, table["replication"]), column] = table[outcome]
    return dict(zip(names, values))


@remembered
def village_means(comparison: Comparison) -> pd.DataFrame:
    """A row per scenario and village: each outcome's mean, standard error and difference from the baseline.

    Columns: scenario, village_id, township, village, then per outcome ``x``, ``x_standard_error``,
    ``x_difference``, ``x_difference_standard_error``; attitude terms have their mean alone. The baseline
    has no differences.
    """
    villages = comparison.villages
    names, count = list(comparison.scenarios), len(villages)
    columns: dict[str, npt.NDArray[np.generic] | list[str]] = {
        "scenario": np.repeat(names, count),
        "village_id": np.tile(villages.index.astype(str), len(names)),
        "township": np.tile(villages["township"].astype(str), len(names)),
        "village": np.tile(villages["village"].astype(str), len(names)),
    }
    for column in comparison.outcomes:
        values = cube(comparison, column.name)
        base = values[comparison.baseline]
        found = [t_interval(values[name]) for name in names]
        columns[column.name] = np.concatenate([mean for mean, *_ in found])
        if is_term(column.name):
            continue
        against = [t_interval(values[name] - (base if name != comparison.baseline else np.nan)) for name in names]
        columns[f"{column.name}_standard_error"] = np.concatenate([error for _, error, *_ in found])
        columns[f"{column.name}_difference"] = np.concatenate([mean for mean, *_ in against])
        columns[f"{column.name}_difference_standard_error"] = np.concatenate([error for _, error, *_ in against])
    return pd.DataFrame(columns)


@remembered
def main_obstacles(comparison: Comparison) -> list[str]:
    """For each row of `village_means`, the obstacle of most failed rounds the village was asked in; empty for none."""
    failed = failed_rounds(comparison)
    asked = failed.assign(village_id=failed["members"].astype(str).str.split(";")).explode("village_id")
    count = (
        asked.groupby(["scenario", "village_id", "main_obstacle"], observed=True).size().rename("rounds").reset_index()
    )
    count = count.sort_values(["rounds", "main_obstacle"], ascending=[False, True], kind="stable")
    most = count.drop_duplicates(["scenario", "village_id"])
    found = dict(zip(zip(most["scenario"].astype(str), most["village_id"].astype(str)), most["main_obstacle"]))
    return [found.get((name, village), "") for name in comparison.scenarios for village in comparison.villages.index]


def neighbours(comparison: Comparison) -> Mapping[str, tuple[str, ...]]:
    """Village id → ids of the adjacent villages, sorted."""
    found: dict[str, set[str]] = {name: set() for name in comparison.villages.index}
    for first, second in comparison.edges:
        found[first].add(second)
        found[second].add(first)
    return {name: tuple(sorted(near)) for name, near in found.items()}
