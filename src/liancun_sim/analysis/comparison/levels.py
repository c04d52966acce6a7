"""Levels of every indicator over the last 12 months, scenario by scenario, without comparing."""

import numpy as np
import pandas as pd

from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.analysis.statistics.possible import least_and_most, within
from liancun_sim.results import Comparison

MONTHS = 12


@remembered
def levels(comparison: Comparison) -> pd.DataFrame:
    """scenario, indicator, mean, ci_low, ci_high, replications: whole county, assumptions at their defaults.

    The mean over the last 12 months of each replication, then the t interval over replications,
    cut at what is possible.
    """
    series = comparison.series
    recent = series[(series["stratum"] == "county") & (series["month"] > comparison.months - MONTHS)]
    wide = recent.pivot_table("value", ["scenario", "indicator"], "replication", aggfunc="mean", observed=True)
    mean, _, low, high, count = t_interval(wide.to_numpy(dtype=np.float64), axis=1)
    table = wide.index.to_frame(index=False).astype(str)
    ends = np.array([least_and_most(comparison.indicators[key].unit) for key in table["indicator"]]).reshape(-1, 2)
    low, high = within(low, high, *ends.T)
    return table.assign(mean=mean, ci_low=low, ci_high=high, replications=count)
