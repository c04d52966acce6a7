"""Every union that was proposed, by its members: how often it formed and lasted, how it was answered, what ended it."""

from typing import Any

import pandas as pd

from liancun_sim.analysis.comparison.proposals import DISSOLVED, IN_UNION, NO_OBSTACLE, last_rounds
from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.results import Comparison

COLUMNS = (
    "scenario", "members", "lead", "form", "runs", "formed", "alive", "month_formed", "stated", "private", "believed",
    "true", "obstacle", "ended",
)  # fmt: skip
KEYS = ["scenario", "members"]


@remembered
def unions(comparison: Comparison) -> pd.DataFrame:
    """A row per scenario and set of members, those that formed most often first; the columns of `COLUMNS`.

    runs, formed, alive : replications in which it was proposed, formed, and lived at the end. month_formed : mean.
    stated, private : share of the lowest member in the last round, mean. believed, true : gain of log income when last
    seen, mean over members and replications. obstacle : of most failed rounds. ended : reason most members left for.
    """
    last = last_rounds(comparison)
    passed, alive = last[last["fate"].isin([IN_UNION, DISSOLVED])], last[last["fate"] == IN_UNION]
    failed = last.assign(obstacle=last["main_obstacle"].fillna("").astype(str))
    own = _lives(comparison, passed)
    left = own[own["event"].isin(["left", "dissolved"])]
    told = left["reason"].astype(object).where(left["reason"].notna() & (left["reason"] != ""), left["event"])
    latest = own[own["event"] != "leaving_proposed"].sort_values("month", kind="stable")
    latest = latest.drop_duplicates([*KEYS, "replication", "member"], keep="last")
    rounds = _by_union(last)
    table = rounds.agg(
        lead=("lead", "first"), form=("form", "first"), runs=("replication", "nunique"),
        stated=("stated_share_min", "mean"), private=("private_share_min", "mean"),
    ).assign(
        formed=_by_union(passed)["replication"].nunique(),
        alive=_by_union(alive)["replication"].nunique(),
        month_formed=_by_union(passed)["month_decided"].mean(),
        believed=_by_union(latest)["believed_gain"].mean(),
        true=_by_union(latest)["true_gain"].mean(),
        obstacle=_most(failed[~failed["obstacle"].isin(NO_OBSTACLE)], "obstacle"),
        ended=_most(left.assign(told=told.astype(str)), "told"),
    ).fillna({"formed": 0, "alive": 0, "obstacle": "", "ended": ""}).reset_index()  # fmt: skip
    table = table.astype({"scenario": str, "members": str, "lead": str, "form": str, "formed": int, "alive": int})
    place = table["scenario"].map({key: i for i, key in enumerate(comparison.scenarios)})
    order = table.assign(place=place).sort_values(
        ["place", "formed", "alive", "runs", "members"], ascending=[True, False, False, False, True], kind="stable"
    )
    found: pd.DataFrame = order[list(COLUMNS)].reset_index(drop=True)
    return found


def _lives(comparison: Comparison, passed: pd.DataFrame) -> pd.DataFrame:
    """Events in the lives of unions that formed, with whose they are: the columns of `KEYS`."""
    life = comparison.union_life
    union = ["scenario", "replication", "union"]
    begun = life[life["event"] == "formed"].groupby(union, observed=True, sort=False)["month"].min().rename("formed")
    lives = life.merge(begun.reset_index(), on=union, how="inner")
    whose = passed[[*KEYS, "replication", "month_decided"]].drop_duplicates()
    whose = whose.assign(member=whose["members"].astype(str).str.split(";")).explode("member")
    whose = whose.rename(columns={"month_decided": "formed"})
    return lives.astype({"scenario": str, "member": str}).merge(
        whose.astype({"scenario": str, "members": str, "member": str}),
        on=["scenario", "replication", "member", "formed"],
        how="inner",
    )


def _by_union(rows: pd.DataFrame) -> Any:
    return rows.astype({"scenario": str, "members": str}).groupby(KEYS, sort=False)


def _most(rows: pd.DataFrame, column: str) -> pd.Series:
    """What is said most often of each union, the first in the alphabet among equals."""
    counted: pd.Series = _by_union(rows)[column].value_counts().rename("times")
    ordered = counted.reset_index().sort_values(["times", column], ascending=[False, True])
    return ordered.drop_duplicates(KEYS).set_index(KEYS)[column]
