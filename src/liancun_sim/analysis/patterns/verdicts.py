"""Each pattern beside the model: the measure with its interval, and whether that lies where it must."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.results import rows_of
from liancun_sim.results.patterns.columns import FAILED, NOT_MEASURED, OPEN, PASSED, PATTERNS
from liancun_sim.results.patterns.pattern_runs import PatternRuns


def verdicts(runs: PatternRuns) -> pd.DataFrame:
    """PATTERNS columns, a row per pattern that was asked; an open end is NaN."""
    rows: list[dict[str, object]] = []
    taken: dict[str, npt.NDArray[np.float64]] = {
        str(key): group["value"].to_numpy(float) for key, group in runs.values.groupby("measure")
    }
    for asked in rows_of(runs.asked):
        mean, error, *ends, count = (one.item() for one in t_interval(taken[asked["measure"]]))
        low, high = np.clip(ends, asked["least"], asked["most"]).tolist()  # no interval reaches what cannot be
        found: dict[str, object] = {
            "model": mean, "standard_error": error, "ci_low": low, "ci_high": high, "replications": count,
            "verdict": verdict(mean, low, high, asked["low"], asked["high"]),
        }  # fmt: skip
        closed = {end: asked[end] if np.isfinite(asked[end]) else np.nan for end in ("low", "high")}
        rows.append({**asked, **closed, **found})
    return pd.DataFrame(rows)[[column.name for column in PATTERNS]]


def verdict(mean: float, ci_low: float, ci_high: float, low: float, high: float) -> str:
    """Whether a mean with its interval lies within ``low``–``high``; the ends themselves are within.

    Open where the interval reaches across an end, or there is none (one replication).
    """
    if np.isnan(mean):
        return NOT_MEASURED
    if np.isnan(ci_low):
        return OPEN
    if low <= ci_low and ci_high <= high:
        return PASSED
    return FAILED if ci_high < low or ci_low > high else OPEN
