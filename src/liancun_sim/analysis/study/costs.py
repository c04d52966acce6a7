"""What a better outcome cost over the worlds of a study: ratios of means, as in a comparison."""

import numpy as np
import pandas as pd

from liancun_sim.analysis.statistics.ratio import TOO_FEW_PAIRS, TOO_FEW_WORLDS, Ratio, ratio_of_means
from liancun_sim.analysis.study.ranking import STOPPED
from liancun_sim.analysis.study.worlds import SIGN, comparable, unit_means
from liancun_sim.results.study.study import StudyResult

SPENDING = "public_yuan"  # money and staff time priced
OWN_SPENDING = "total_yuan"
NO_GAIN = "no_gain"
COSTS_COLUMNS = ("outcome", "scenario", "cost", "own_cost", "ratio", "ci_low", "ci_high", "worlds", "reason")


def study_costs(result: StudyResult) -> pd.DataFrame:
    """A row per outcome that has a better direction and scenario: money and staff time beyond the baseline's per gain.

    cost : mean extra money and staff time over worlds, over a whole run, in yuan. own_cost : the money alone.
    ratio : cost over the mean gain, with Fieller's interval over worlds; empty with a reason where nothing was
    gained or spent, or the worlds are too few. Empty altogether where the study did not record what was spent.
    Without an interval, and the reason ``stopped``, where a rule ends replication.
    """
    rows: list[dict[str, object]] = []
    if not {SPENDING, OWN_SPENDING} <= {*result.outcomes} or not result.baseline:
        return pd.DataFrame(columns=list(COSTS_COLUMNS))
    few = TOO_FEW_PAIRS if len(result.points) == 1 else TOO_FEW_WORLDS
    spent, own = comparable(result, SPENDING), comparable(result, OWN_SPENDING)
    for key in result.goals:
        found, sign = comparable(result, key), SIGN[result.outcomes[key].better]
        for name in result.policies_compared:
            pairs = [one.of(world) for one in (found, spent, own) for world in (name, result.baseline)]
            if not all(np.isfinite(one).any() for one in pairs):
                continue  # nobody is asked in the baseline
            units = unit_means(np.stack(pairs, axis=1), found.unit)
            gain, cost, of_policy = (
                sign * (units[:, 0] - units[:, 1]),
                units[:, 2] - units[:, 3],
                units[:, 4] - units[:, 5],
            )
            ratio: Ratio = ratio_of_means(cost, gain, NO_GAIN)
            rows.append(
                {
                    "outcome": key,
                    "scenario": name,
                    "cost": cost.mean() if len(cost) else np.nan,
                    "own_cost": of_policy.mean() if len(of_policy) else np.nan,
                    "ratio": ratio.value,
                    "ci_low": ratio.low if result.rule is None else np.nan,
                    "ci_high": ratio.high if result.rule is None else np.nan,
                    "worlds": ratio.replications,
                    "reason": few
                    if ratio.reason == TOO_FEW_PAIRS
                    else ratio.reason or ("" if result.rule is None else STOPPED),
                }
            )
    return pd.DataFrame(rows, columns=list(COSTS_COLUMNS))
