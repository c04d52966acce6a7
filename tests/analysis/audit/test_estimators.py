"""What evaluators would say, worked by hand on four villages."""

import numpy as np
import pandas as pd
import pytest

from four_villages import FOUR, an_audit, outcomes
from liancun_sim.analysis.audit.claim_split import audit_summary, audit_terms
from liancun_sim.analysis.audit.estimators import estimators, estimators_summary, nearest, standardised


def said(audit):
    return {row.estimator: (row.estimate, row.truth) for row in estimators(audit).itertuples()}


def test_each_estimator_on_four_villages():
    answers = said(an_audit(outcomes(FOUR)))
    truth = 11  # as in the split: mean of 130 − 118 and 238 − 228
    assert answers["before_after"] == pytest.approx((50, truth))
    # the fourth village was served earlier and is no control: the third alone is left
    assert answers["treated_untreated"] == pytest.approx(((150 + 250) / 2 - 331, truth))
    assert answers["difference_in_differences"] == pytest.approx((50 - 31, truth))  # changes: treated 60 and 40
    # traits 0 and 1 against 2 and 3: both treated villages are nearest to the third
    assert answers["matching"] == pytest.approx((((150 - 331) + (250 - 331)) / 2, truth))


def test_the_match_is_nearest_in_standardised_traits():
    """The second trait spreads a thousand times wider and would decide alone if it were not standardised."""
    traits = pd.DataFrame(
        {
            "scenario": "s",
            "replication": 0,
            "village_id": list("abcd"),
            "x": [0.0, 0.1, 3.0, 3.1],
            "y": [0.0, 1500.0, 100.0, 3000.0],
        }
    )
    treated = np.array([True, False, False, False])
    assert nearest(standardised(traits), treated, ~treated).tolist() == [1]
    assert nearest(traits[["x", "y"]].to_numpy(), treated, ~treated).tolist() == [2]


def test_of_two_equally_near_the_first_is_the_match():
    traits = np.array([[0.0], [1.0], [-1.0]])
    treated = np.array([True, False, False])
    assert nearest(traits, treated, ~treated).tolist() == [1]


def test_a_trait_without_spread_decides_nothing():
    traits = pd.DataFrame(
        {"scenario": "s", "replication": 0, "village_id": list("ab"), "x": [1.0, 3.0], "y": [7.0, 7.0]}
    )
    assert standardised(traits).tolist() == [[-1.0, 0.0], [1.0, 0.0]]


def test_without_untreated_villages_there_is_nothing_to_compare_with():
    everybody = [("treated", *row[1:]) for row in FOUR]
    assert np.isnan([estimate for estimate, _ in said(an_audit(outcomes(everybody))).values()]).all()


def test_all_listed_villages_have_no_untreated_to_be_set_against():
    assert estimators(an_audit(outcomes(FOUR, indicator="conversion_all_listed"))).empty


def test_the_summary_says_how_far_an_estimator_is_off():
    row = summarised(an_audit(outcomes(FOUR), outcomes(FOUR, 1))).loc["before_after"]
    assert row["error"] == pytest.approx(50 - 11)
    assert row["truth"] == pytest.approx(11)


def summarised(audit):
    return estimators_summary(estimators(audit), audit_terms(audit)).set_index("estimator")


def test_a_pooled_claim_is_estimated_over_villages_like_its_split():
    """Half of replications convert 1 of 1, the others 1 of 3: 2 of 4 villages, though replications average 2/3."""
    yes, no = ("treated", 0, 0, 1, 1, 1, 0, 0, 0), ("treated", 0, 0, 0, 0, 0, 0, 0, 0)
    alone, out = ("untreated", 0, 0, 0, 0, 0, 0, 0, 0), ("outside", 0, 0, 0, 0, 0, 0, 0, 0)
    worlds = [[yes, alone, out, out], [yes, no, no, alone]] * 2
    audit = an_audit(*(outcomes(rows, number, "conversion") for number, rows in enumerate(worlds)))
    row = summarised(audit).loc["before_after"]
    claimed = audit_summary(audit_terms(audit)).set_index("term").loc["claimed"]
    assert row["mean"] == claimed["mean"] == pytest.approx(2 / 4)
    assert (row["ci_low"], row["ci_high"]) == (claimed["ci_low"], claimed["ci_high"])
    assert row["truth"] == pytest.approx(2 / 4)
    assert row["error"] == pytest.approx(0)
