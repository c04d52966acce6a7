"""Who gains and who loses: the strong villages, the lead villages, and those a policy passed by.

The same villages are compared with and without the policy, replication by replication, so that a
group chosen by what happened in the policy's world carries no selection into the difference.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.comparison.proposals import PASSED, is_alive
from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.analysis.statistics.intervals import NOT_MEASURED, ONE_REPLICATION, t_interval
from liancun_sim.results import GROUPS, Comparison, village_rows
from liancun_sim.vocabulary import Label

Masks = npt.NDArray[np.bool_]

GROUP_LABELS: Mapping[str, Label] = {
    "strong_villages": Label("Strong villages (richest fifth at the start)", "强村（期初收入最高的五分之一）"),
    "lead_villages": Label("Lead villages of unions", "联村牵头村"),
    "union_members": Label("All members of unions", "全部联村成员村"),
    "mobilised_not_formed": Label("Mobilised, no union formed", "动员过但未组建联村"),
    "never_approached": Label("Never approached", "从未涉及的村"),
}
WATCHED = ("income_yuan_per_person", "collective_income_yuan", "satisfaction")  # for each, less is worse


@remembered
def group_effects(comparison: Comparison) -> pd.DataFrame:
    """Differences by group of villages: the columns of GROUPS; an unweighted mean over villages."""
    outcomes = [name for name in WATCHED if name in comparison.village_outcomes.columns]
    values = {name: cube(comparison, name) for name in outcomes}
    rows = []
    for scenario in comparison.policies_compared:
        masks = group_masks(comparison, scenario)
        for group, mask in masks.items():
            for name in outcomes:
                policy, base = values[name][scenario], values[name][comparison.baseline]
                rows.append(
                    {"scenario": scenario, "baseline": comparison.baseline, "group": group, "indicator": name}
                    | _paired(policy, base, mask)
                )
    return pd.DataFrame(rows, columns=[c.name for c in GROUPS])


def group_masks(comparison: Comparison, scenario: str) -> dict[str, Masks]:
    """Group → (replication, village) membership in the policy's world."""
    replications = np.unique(comparison.village_outcomes["replication"])
    shape = replications.size, len(comparison.villages)
    members, leads, asked = (np.zeros(shape, dtype=bool) for _ in range(3))
    for table, targets in ((comparison.unions_at_end, (members, leads)), (comparison.rounds, (asked, None))):
        mine = table[table["scenario"] == scenario]
        for replication, lead, ids in zip(mine["replication"], mine["lead"], mine["members"]):
            row = np.searchsorted(replications, replication)
            targets[0][row, village_rows(comparison, ids)] = True
            if targets[1] is not None:
                targets[1][row, village_rows(comparison, lead)] = True
    if "approached" in comparison.village_outcomes.columns:  # by a proposal that is still under way, too
        asked |= cube(comparison, "approached")[scenario] > 0
    asked |= members
    reached = asked.copy()
    if "treated" in comparison.village_outcomes.columns:
        reached |= cube(comparison, "treated")[scenario] > 0
    formed = members | _dissolved_since(comparison, scenario, replications)
    return {
        "strong_villages": np.broadcast_to(_strong(comparison), shape),
        "lead_villages": leads,
        "union_members": members,
        "mobilised_not_formed": asked & ~formed,
        "never_approached": ~reached,
    }


def _dissolved_since(comparison: Comparison, scenario: str, replications: npt.NDArray[np.int64]) -> Masks:
    """Villages whose proposal passed and whose union has dissolved since."""
    formed = np.zeros((replications.size, len(comparison.villages)), dtype=bool)
    rounds = comparison.rounds
    passed = rounds[(rounds["scenario"] == scenario) & rounds["outcome"].isin(PASSED)]
    passed = passed[~is_alive(comparison, passed)]  # of the living, the members are known: some may have been dropped
    for replication, ids in zip(passed["replication"], passed["members"]):
        row = np.searchsorted(replications, replication)
        formed[row, village_rows(comparison, ids)] = True
    return formed


def _strong(comparison: Comparison) -> Masks:
    """The richest fifth of villages at the start (by the baseline's last year if the start is not known)."""
    if "income_at_start_yuan" in comparison.villages.columns:
        income = comparison.villages["income_at_start_yuan"].to_numpy(dtype=np.float64)
    else:
        income = cube(comparison, "income_yuan_per_person")[comparison.baseline].mean(axis=0)
    return np.asarray(income >= np.quantile(income, 0.8))


def _paired(policy: npt.NDArray[np.float64], base: npt.NDArray[np.float64], mask: Masks) -> dict[str, object]:
    """Mean difference over the group's villages in each replication, then the interval over replications."""
    use = mask & np.isfinite(policy) & np.isfinite(base)
    worse = use & (policy < base)
    count = use.sum(axis=1)

    def mean_of(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        total = np.where(use, values, 0.0).sum(axis=1)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)

    difference, error, low, high, n = (float(x) for x in t_interval(mean_of(policy - base)))
    return {
        "villages": float(count.mean()),
        "mean": float(t_interval(mean_of(policy))[0]),
        "difference": difference,
        "standard_error": error,
        "ci_low": low,
        "ci_high": high,
        "share_worse": float(worse.sum() / use.sum()) if use.any() else np.nan,
        "loss": float((base - policy)[worse].mean()) if worse.any() else np.nan,
        "replications": int(n),
        "reason": NOT_MEASURED if n == 0 else ONE_REPLICATION if n == 1 else "",
    }
