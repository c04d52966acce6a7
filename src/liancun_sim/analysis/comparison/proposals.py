"""The fate of proposals: what became of each, what was said against what was felt, what stood in the way."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.results import Comparison

IN_UNION, DISSOLVED, NEVER_ASKED = "living", "dissolved", "never_asked"
PASSED = ("formed", "dissolved")  # outcomes of a round that passed, whatever became of the union
FATES = (IN_UNION, DISSOLVED, "failed", "abandoned", NEVER_ASKED)
NO_OBSTACLE = ("", "none")


@remembered
def last_rounds(comparison: Comparison) -> pd.DataFrame:
    """The last round of every proposal, with its ``fate``.

    ``living`` and ``dissolved`` for proposals that passed (by whether the union lives at the end),
    ``never_asked`` for those given up before a first ballot, otherwise the outcome of the last round.
    """
    keys = ["scenario", "replication", "proposal"]
    rounds = comparison.rounds.sort_values([*keys, "month_decided", "round"])
    last = rounds.drop_duplicates(keys, keep="last").reset_index(drop=True)
    passed = last["outcome"].isin(PASSED)
    fate = last["outcome"].astype(str).to_numpy(dtype=object)
    fate[last["private_share_pooled"].isna().to_numpy()] = NEVER_ASKED
    fate[passed.to_numpy()] = DISSOLVED
    fate[is_alive(comparison, last)] = IN_UNION
    return last.assign(fate=fate)


def is_alive(comparison: Comparison, rounds: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """For each round, whether its proposal's union lives at the end."""
    keys = ["scenario", "replication", "proposal"]
    alive = pd.MultiIndex.from_frame(comparison.unions_at_end[keys].astype(str))
    return np.asarray(pd.MultiIndex.from_frame(rounds[keys].astype(str)).isin(alive))


@remembered
def fates(comparison: Comparison) -> pd.DataFrame:
    """scenario, fate, proposals: mean number per replication, for scenarios that propose unions."""
    last = last_rounds(comparison)
    count = last.groupby(["scenario", "fate"], observed=True, sort=False).size() / comparison.replications
    return count.rename("proposals").reset_index()


@remembered
def consent_gaps(comparison: Comparison) -> pd.DataFrame:
    """scenario, passed (yes/no), proposals, stated, private: mean consent in the decisive round.

    Pooled over the members of each proposal; the lowest member in ``stated_lowest``, ``private_lowest``.
    """
    last = last_rounds(comparison)
    passed = np.where(last["fate"].isin([IN_UNION, DISSOLVED]), "yes", "no")
    grouped = last.assign(passed=passed).groupby(["scenario", "passed"], observed=True, sort=False)
    means = grouped.agg(
        proposals=("round", "size"),
        stated=("stated_share_pooled", "mean"),
        private=("private_share_pooled", "mean"),
        stated_lowest=("stated_share_min", "mean"),
        private_lowest=("private_share_min", "mean"),
    ).reset_index()
    return means.assign(proposals=means["proposals"] / comparison.replications)


@remembered
def obstacles(comparison: Comparison) -> pd.DataFrame:
    """scenario, main_obstacle, rounds, share: of rounds that did not pass, by what stood in their way.

    A round that several things together stood in the way of counts for each: shares may sum to more than one.
    """
    failed = failed_rounds(comparison)
    total = failed.groupby("scenario", observed=True).size()
    each = failed.assign(main_obstacle=failed["main_obstacle"].astype(str).str.split(";")).explode("main_obstacle")
    size = each.groupby(["scenario", "main_obstacle"], observed=True, sort=False).size()
    count = size.rename("rounds").reset_index()
    share = count["rounds"] / count["scenario"].map(total).astype(float)
    return count.assign(share=share).sort_values(["scenario", "share"], ascending=[True, False])


def failed_rounds(comparison: Comparison) -> pd.DataFrame:
    """Rounds that did not pass and in whose way something stood."""
    rounds = comparison.rounds
    named = ~rounds["main_obstacle"].fillna("").astype(str).isin(NO_OBSTACLE)
    return rounds[~rounds["outcome"].isin(PASSED) & named]
