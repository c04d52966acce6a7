"""Indicators month by month with a band over replications, as levels or as paired differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.results import Comparison

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Path:
    """One scenario's path: month, mean and 95 % band over replications (NaN with one replication)."""

    scenario: str
    month: npt.NDArray[np.int64]
    mean: Floats
    low: Floats
    high: Floats


def over_time(
    comparison: Comparison, indicator: str, against_baseline: bool = False, stratum: str = "county"
) -> list[Path]:
    """Paths of one indicator, a scenario each in the order to be shown; empty if it was not recorded.

    With `against_baseline`, paired differences, without the baseline itself. Assumptions at their defaults.
    """
    rows = _rows(comparison).get((stratum, indicator))
    if rows is None:
        return []
    chosen = comparison.series.iloc[rows]
    names = list(comparison.scenarios)
    months, replications = np.unique(chosen["month"]), np.unique(chosen["replication"])
    values = np.full((len(names), replications.size, months.size), np.nan)
    row = np.array([names.index(name) for name in chosen["scenario"].astype(str)])
    run, month = np.searchsorted(replications, chosen["replication"]), np.searchsorted(months, chosen["month"])
    values[row, run, month] = chosen["value"]
    base = values[names.index(comparison.baseline)] if against_baseline else 0.0
    paths = []
    for name, mine in zip(names, values):
        if against_baseline and name == comparison.baseline:
            continue
        mean, _, low, high, _ = t_interval(mine - base)
        paths.append(Path(name, months, mean, low, high))
    return paths


@remembered
def _rows(comparison: Comparison) -> dict[tuple[str, str], npt.NDArray[np.intp]]:
    """(stratum, indicator) → its rows in `series`, which has millions: sorted once, whatever is asked afterwards."""
    found: Mapping[Any, Any] = comparison.series.groupby(["stratum", "indicator"], observed=True, sort=False).indices
    return {(str(stratum), str(indicator)): np.asarray(rows) for (stratum, indicator), rows in found.items()}
