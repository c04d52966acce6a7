"""What an honest evaluator would have estimated from the reports, against the truth.

The evaluator knows what was reported of every village at the start and at the end and which villages
were treated, not what would have happened without the policy:

    before_after              = mean_T [A(t1) − A(t0)]
    treated_untreated         = mean_T A(t1) − mean_{not T} A(t1)
    difference_in_differences = mean_T [A(t1) − A(t0)] − mean_{not T} [A(t1) − A(t0)]
    matching                  = mean_T [A(t1) − A_match(t1)], the match being the untreated village nearest in traits

Not in T, for an evaluator, are villages never united or served: one served earlier is no comparison.
"""

from dataclasses import astuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.audit.averages import averaged, of_differences
from liancun_sim.analysis.audit.claim_split import COUNTED_BY, Villages, each, policy_effect, treated_counts
from liancun_sim.results.audit.audit import Audit
from liancun_sim.results.audit.columns import (
    CLAIMS,
    ESTIMATOR_LABELS,
    ESTIMATORS,
    ESTIMATORS_SUMMARY,
    NEVER_REACHED,
    TREATED,
)

Floats = npt.NDArray[np.float64]
WITHOUT_UNTREATED = ("conversion_all_listed",)  # every village of the claim counts as treated: nobody to compare with


def estimators(audit: Audit) -> pd.DataFrame:
    """Every estimate with its truth: the columns of ESTIMATORS."""
    grouped = audit.traits.groupby(["scenario", "replication"], sort=False)
    traits = {keys: standardised(part) for keys, part in grouped}
    rows = []
    for (world, number, claim), villages in each(audit):
        if claim in WITHOUT_UNTREATED or CLAIMS[claim].level:  # of a level, the estimates of its rise
            continue
        truth = policy_effect(villages)
        found = estimates(villages, traits[audit.worlds[world].scenario, number])
        rows += [(world, number, claim, name, found[name], truth) for name in ESTIMATOR_LABELS]
    return pd.DataFrame(rows, columns=[c.name for c in ESTIMATORS])


def estimates(villages: Villages, traits: Floats) -> dict[str, float]:
    """Each estimator's answer; NaN where nobody was treated, or nobody was not.

    traits : (village, trait) standardised.
    """
    group = villages.columns["group"]
    treated, untreated = group == TREATED, np.isin(group, NEVER_REACHED)
    if not (treated.any() and untreated.any()):
        return dict.fromkeys(ESTIMATOR_LABELS, float("nan"))
    after, change = villages["assessed_after"], villages["assessed_after"] - villages["assessed_before"]
    match = nearest(traits, treated, untreated)
    return {
        "before_after": float(change[treated].mean()),
        "treated_untreated": float(after[treated].mean() - after[untreated].mean()),
        "difference_in_differences": float(change[treated].mean() - change[untreated].mean()),
        "matching": float((after[treated] - after[match]).mean()),
    }


def nearest(traits: Floats, treated: npt.NDArray[np.bool_], untreated: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """For each treated village the row of the nearest untreated one, by Euclidean distance; ties by row.

    A village may serve several times.
    """
    rows = np.flatnonzero(untreated)
    distance = ((traits[treated][:, None, :] - traits[rows][None, :, :]) ** 2).sum(axis=2)
    return np.asarray(rows[distance.argmin(axis=1)])


def standardised(traits: pd.DataFrame) -> Floats:
    """(village, trait) each trait with mean 0 and SD 1 over all villages; one without spread is 0."""
    values = traits.drop(columns=["scenario", "replication", "village_id"]).to_numpy(dtype=np.float64)
    spread = values.std(axis=0)
    return np.asarray((values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def estimators_summary(table: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Mean estimate, truth and error over replications with intervals: the columns of ESTIMATORS_SUMMARY.

    Of a pooled claim replications weigh by their treated villages, as in `audit_summary`.

    terms : the columns of AUDIT, of the same audit.
    """
    counts = treated_counts(terms)
    rows = []
    for (world, claim, name), part in table.groupby(["scenario", "indicator", "estimator"], sort=False):
        estimate, truth = part["estimate"].to_numpy(np.float64), part["truth"].to_numpy(np.float64)
        weights = counts.loc[pd.MultiIndex.from_frame(part[COUNTED_BY])].to_numpy(dtype=np.float64)
        pooled, unit = CLAIMS[str(claim)].pooled, CLAIMS[str(claim)].unit
        steps = 2 if name == "difference_in_differences" else 1
        found = averaged(estimate, weights, pooled, of_differences(unit, steps))
        error = averaged(estimate - truth, weights, pooled, of_differences(unit, steps + 1))
        truths = np.where(np.isfinite(estimate), truth, np.nan)
        true_mean = averaged(truths, weights, pooled, of_differences(unit, 1)).mean
        rows.append((world, claim, name, unit, *astuple(found), true_mean, error.mean, error.low, error.high))
    return pd.DataFrame(rows, columns=[c.name for c in ESTIMATORS_SUMMARY])
