"""The life of unions: how willing their members stay, who leaves, believing what, and what was true."""

import pandas as pd

from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.results import Comparison

AGES = ("formed", "month_6", "month_12", "month_24")
LEFT, DISSOLVED = "resolved", "dissolved"
HAPPENINGS = (*AGES, "voted_to_stay", "not_approved", LEFT, DISSOLVED)
"""Ages of living unions; what votes on leaving came to; and members whose union ended as others left."""


@remembered
def union_life(comparison: Comparison) -> pd.DataFrame:
    """scenario, happening, members, believed, true, gained, stated, private, in the order of `HAPPENINGS`.

    members : per replication. believed, true : mean gain of log income. gained : share of members whose true gain is
    above zero, of those with a true gain. stated, private : mean share of households that say they want the union,
    and that want it; of those that left, at their vote.
    """
    life = comparison.union_life
    happening = life["event"].where(life["event"] != "leaving_proposed", life["reason"])
    told = life.assign(
        happening=happening, gained=(life["true_gain"] > 0).astype(float).where(life["true_gain"].notna())
    )
    told = told[told["happening"].isin(HAPPENINGS)]
    means = (
        told.groupby(["scenario", "happening"], observed=True, sort=False)
        .agg(
            members=("member", "size"),
            believed=("believed_gain", "mean"),
            true=("true_gain", "mean"),
            gained=("gained", "mean"),
            stated=("stated_share", "mean"),
            private=("private_share", "mean"),
        )
        .reset_index()
    )
    means = means.assign(members=means["members"] / comparison.replications)
    order = means["happening"].map({name: i for i, name in enumerate(HAPPENINGS)})
    return means.assign(order=order).sort_values(["scenario", "order"]).drop(columns="order").reset_index(drop=True)
