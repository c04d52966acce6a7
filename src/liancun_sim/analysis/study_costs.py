"""What a better outcome cost over the worlds of a study: ratios of means, as in a comparison."""

import numpy as np
import pandas as pd

from liancun_sim.analysis.costs import Ratio, ratio_of_means
from liancun_sim.analysis.worlds import SIGN, comparable, unit_means
from liancun_sim.results.study import StudyResult

SPENDING = "total_yuan"
NO_GAIN = "no_gain"
COSTS_COLUMNS = ("outcome", "scenario", "cost", "ratio", "ci_low", "ci_high", "worlds", "reason")


def study_costs(result: StudyResult) -> pd.DataFrame:
    """A row per outcome that has a better direction and scenario: money spent beyond the baseline per unit gained.

    cost : mean extra spending over worlds, over a whole run, in yuan. ratio : that over the mean
    gain, with a bootstrap interval over worlds; empty with a reason where nothing was gained or spent. Empty
    altogether where the study did not record what was spent.
    """
    rows: list[dict[str, object]] = []
    if SPENDING not in result.outcomes or not result.baseline:
        return pd.DataFrame(columns=list(COSTS_COLUMNS))
    spent = comparable(result, SPENDING)
    for key in result.goals:
        found, sign = comparable(result, key), SIGN[result.outcomes[key].better]
        for name in result.policies_compared:
            four = (found.of(name), found.of(result.baseline), spent.of(name), spent.of(result.baseline))
            if not all(np.isfinite(one).any() for one in four):
                continue  # nobody is asked in the baseline
            units = unit_means(np.stack(four, axis=1), found.unit)
            cost, gain = units[:, 2] - units[:, 3], sign * (units[:, 0] - units[:, 1])
            ratio: Ratio = ratio_of_means(cost, gain, NO_GAIN)
            rows.append(
                {
                    "outcome": key,
                    "scenario": name,
                    "cost": cost.mean() if len(cost) else np.nan,
                    "ratio": ratio.value,
                    "ci_low": ratio.low,
                    "ci_high": ratio.high,
                    "worlds": ratio.replications,
                    "reason": ratio.reason,
                }
            )
    return pd.DataFrame(rows, columns=list(COSTS_COLUMNS))
