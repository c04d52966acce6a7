"""What evaluators would say, worked by hand on four villages."""

import numpy as np
import pandas as pd
import pytest
from four_villages import FOUR, an_audit, outcomes

from liancun_sim.analysis.estimators import estimators, estimators_summary, nearest, standardised


def said(audit):
    return {row.estimator: (row.estimate, row.truth) for row in estimators(audit).itertuples()}


def test_each_estimator_on_four_villages():
    answers = said(an_audit(outcomes(FOUR)))
    truth = 11  # as in the split: mean of 130 − 118 and 238 − 228
    assert answers["before_after"] == pytest.approx((50, truth))
    assert answers["treated_untreated"] == pytest.approx(((150 + 250) / 2 - (331 + 95) / 2, truth))
    # changes: treated 60 and 40, others 31 and 15
    assert answers["difference_in_differences"] == pytest.approx((50 - 23, truth))
    # traits 0 and 1 against 2 and 3: both treated villages are nearest to the third
    assert answers["matching"] == pytest.approx((((150 - 331) + (250 - 331)) / 2, truth))


def test_the_match_is_nearest_in_standardised_traits():
    """The second trait spreads a thousand times wider and would decide alone if it were not standardised."""
    traits = pd.DataFrame(
        {"scenario": "s", "village_id": list("abcd"), "x": [0.0, 0.1, 3.0, 3.1], "y": [0.0, 1500.0, 100.0, 3000.0]}
    )
    treated = np.array([True, False, False, False])
    assert nearest(standardised(traits), treated, ~treated).tolist() == [1]
    assert nearest(traits[["x", "y"]].to_numpy(), treated, ~treated).tolist() == [2]


def test_of_two_equally_near_the_first_is_the_match():
    traits = np.array([[0.0], [1.0], [-1.0]])
    treated = np.array([True, False, False])
    assert nearest(traits, treated, ~treated).tolist() == [1]


def test_a_trait_without_spread_decides_nothing():
    traits = pd.DataFrame({"scenario": "s", "village_id": list("ab"), "x": [1.0, 3.0], "y": [7.0, 7.0]})
    assert standardised(traits).tolist() == [[-1.0, 0.0], [1.0, 0.0]]


def test_without_untreated_villages_there_is_nothing_to_compare_with():
    everybody = [("treated", *row[1:]) for row in FOUR]
    assert np.isnan([estimate for estimate, _ in said(an_audit(outcomes(everybody))).values()]).all()


def test_all_listed_villages_have_no_untreated_to_be_set_against():
    assert estimators(an_audit(outcomes(FOUR, indicator="conversion_all_listed"))).empty


def test_the_summary_says_how_far_an_estimator_is_off():
    table = estimators(an_audit(outcomes(FOUR), outcomes(FOUR, 1)))
    row = estimators_summary(table).set_index("estimator").loc["before_after"]
    assert row["error"] == pytest.approx(50 - 11)
    assert row["truth"] == pytest.approx(11)
