"""Levels of every indicator over the last 12 months, scenario by scenario, without comparing."""

import numpy as np
import pandas as pd

from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.results import Comparison

MONTHS = 12


@remembered
def levels(comparison: Comparison) -> pd.DataFrame:
    """scenario, indicator, mean, ci_low, ci_high, replications: whole county, assumptions at their defaults.

    The mean over the last 12 months of each replication, then the t interval over replications,
    cut at 0 and 1 for shares.
    """
    series = comparison.series
    recent = series[(series["stratum"] == "county") & (series["month"] > comparison.months - MONTHS)]
    wide = recent.pivot_table("value", ["scenario", "indicator"], "replication", aggfunc="mean", observed=True)
    mean, _, low, high, count = t_interval(wide.to_numpy(dtype=np.float64), axis=1)
    table = wide.index.to_frame(index=False).astype(str)
    share = np.array([comparison.indicators[key].unit == "share" for key in table["indicator"]], dtype=bool)
    low, high = np.where(share, np.maximum(low, 0.0), low), np.where(share, np.minimum(high, 1.0), high)
    return table.assign(mean=mean, ci_low=low, ci_high=high, replications=count)
