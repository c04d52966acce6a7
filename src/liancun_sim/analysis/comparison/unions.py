"""Every union that was proposed, by its members: how often it formed and lasted, how it was answered, what ended it."""

from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.analysis.comparison.proposals import DISSOLVED, IN_UNION, NO_OBSTACLE, last_rounds
from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.results import Comparison, rows_of

COLUMNS = (
    "scenario", "members", "lead", "form", "runs", "formed", "alive", "month_formed", "stated", "private", "believed",
    "true", "obstacle", "ended",
)  # fmt: skip


@remembered
def unions(comparison: Comparison) -> pd.DataFrame:
    """A row per scenario and set of members, those that formed most often first; the columns of `COLUMNS`.

    runs, formed, alive : replications in which it was proposed, formed, and lived at the end. month_formed : mean.
    stated, private : share of the lowest member in the last round, mean. believed, true : gain of log income when last
    seen, mean over members and replications. obstacle : of most failed rounds. ended : reason most members left for.
    """
    last = last_rounds(comparison)
    lives = _lives(comparison)
    rows = [
        _row(comparison, str(scenario), str(members), rounds, lives)
        for (scenario, members), rounds in last.groupby(["scenario", "members"], observed=True, sort=False)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    place = table["scenario"].map({key: i for i, key in enumerate(comparison.scenarios)})
    order = table.assign(place=place).sort_values(
        ["place", "formed", "alive", "runs", "members"], ascending=[True, False, False, False, True], kind="stable"
    )
    return order.drop(columns="place").reset_index(drop=True)


def _row(
    comparison: Comparison, scenario: str, members: str, rounds: pd.DataFrame, lives: pd.DataFrame
) -> dict[str, Any]:
    passed = rounds[rounds["fate"].isin([IN_UNION, DISSOLVED])]
    alive = rounds["fate"] == IN_UNION
    failed = [key for key in rounds["main_obstacle"].fillna("").astype(str) if key not in NO_OBSTACLE]
    own = lives[(lives["scenario"] == scenario) & lives["member"].isin(members.split(";"))]
    keys = set(zip(passed["replication"], passed["month_decided"]))
    own = own[np.array([key in keys for key in zip(own["replication"], own["formed"])], dtype=bool)]
    left = own[own["event"].isin(["left", "dissolved"])]
    seen = own[~own["event"].isin(["leaving_proposed"])].sort_values("month", kind="stable")
    latest = seen.drop_duplicates(["replication", "member"], keep="last")
    return {
        "scenario": scenario,
        "members": members,
        "lead": str(rounds["lead"].iloc[0]),
        "form": str(rounds["form"].iloc[0]),
        "runs": int(rounds["replication"].nunique()),
        "formed": int(passed["replication"].nunique()),
        "alive": int(rounds.loc[alive, "replication"].nunique()),
        "month_formed": _mean(passed["month_decided"]),
        "stated": _mean(rounds["stated_share_min"]),
        "private": _mean(rounds["private_share_min"]),
        "believed": _mean(latest["believed_gain"]),
        "true": _mean(latest["true_gain"]),
        "obstacle": _most(failed),
        "ended": _most([row["reason"] or row["event"] for row in rows_of(left)]),
    }


def _lives(comparison: Comparison) -> pd.DataFrame:
    """Events of unions with the month each union was formed in."""
    life = comparison.union_life
    keys = ["scenario", "replication", "union"]
    begun = life[life["event"] == "formed"].groupby(keys, observed=True, sort=False)["month"].min().rename("formed")
    return life.merge(begun.reset_index(), on=keys, how="inner")


def _mean(values: pd.Series) -> float:
    known = values.dropna().astype(float)
    return float(known.mean()) if len(known) else float(np.nan)


def _most(keys: list[str]) -> str:
    """What is said most often, the first in the alphabet among equals; empty for nothing."""
    return min(set(keys), key=lambda key: (-keys.count(key), key)) if keys else ""
