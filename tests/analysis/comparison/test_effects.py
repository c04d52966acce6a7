"""Paired effects, with the expected numbers derived in view."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fake_comparison import fake_comparison
from liancun_sim.analysis import effects
from liancun_sim.results import EFFECTS
from small_comparison import pairs_of, small_comparison, spending_of

T_975_WITH_3 = 3.182446305284263  # Student t, 97.5 %, 3 degrees of freedom: any table of t


def only(pairs):
    """The one effect of one indicator (its cost ratio apart)."""
    table = effects(small_comparison(pairs=pairs))
    (row,) = table[table["indicator"] == pairs["indicator"].iloc[0]].to_dict("records")
    return row


def test_the_interval_is_the_paired_t_interval():
    # differences 1, 2, 3, 6: mean 3, squares about it 4 + 1 + 0 + 9 = 14, s² = 14/3, error √(14/3/4) = √(7/6)
    row = only(pairs_of("income_mean", [11, 22, 33, 46], [10, 20, 30, 40]))
    error = math.sqrt(7 / 6)
    assert row["mean"] == 28.0
    assert row["difference"] == 3.0
    assert row["standard_error"] == pytest.approx(error, rel=1e-12)
    assert row["ci_low"] == pytest.approx(3 - T_975_WITH_3 * error, rel=1e-12)
    assert row["ci_high"] == pytest.approx(3 + T_975_WITH_3 * error, rel=1e-12)
    assert (row["replications"], row["unit"], row["reason"]) == (4, "yuan/person/year", "")


def test_pairing_removes_what_the_worlds_share():
    # the baseline swings by thousands, the policy adds 5 to each: no spread is left
    row = only(pairs_of("income_mean", [1005, 9005, 5005], [1000, 9000, 5000]))
    assert (row["difference"], row["standard_error"], row["ci_low"], row["ci_high"]) == (5.0, 0.0, 5.0, 5.0)


@pytest.mark.parametrize(("indicator", "share"), [("income_mean", 0.5), ("poverty_headcount", 0.25)])
def test_better_is_counted_in_the_declared_direction_and_a_tie_is_not_better(indicator, share):
    # differences +1, +1, 0, −1: two of four higher, one of four lower
    row = only(pairs_of(indicator, [2, 2, 1, 0], [1, 1, 1, 1]))
    assert row["p_better"] == share


def test_an_indicator_without_a_direction_has_no_better_share():
    assert math.isnan(only(pairs_of("cadre_posts", [2, 3], [1, 1]))["p_better"])


def test_one_replication_has_a_difference_and_no_interval_and_says_why():
    row = only(pairs_of("income_mean", [12], [10]))
    assert row["difference"] == 2.0
    assert np.isnan([row["standard_error"], row["ci_low"], row["ci_high"]]).all()
    assert (row["replications"], row["reason"]) == (1, "one_replication")


def test_consent_has_a_level_but_no_difference_where_nobody_is_asked_in_the_baseline():
    row = only(pairs_of("private_consent", [0.6, 0.8], [np.nan, np.nan]))
    assert row["mean"] == pytest.approx(0.7)
    assert math.isnan(row["difference"])
    assert math.isnan(row["p_better"])
    assert (row["replications"], row["reason"]) == (2, "no_counterpart")


def test_nothing_measured_is_said_to_be_so():
    row = only(pairs_of("private_consent", [np.nan, np.nan], [np.nan, np.nan]))
    assert math.isnan(row["mean"])
    assert (row["replications"], row["reason"]) == (0, "not_measured")


def test_a_pair_with_one_side_missing_does_not_enter():
    # pairs (3 − 1) and (5 − 1) remain: mean 3
    row = only(pairs_of("income_mean", [3, np.nan, 5], [1, 1, 1]))
    assert (row["difference"], row["replications"]) == (3.0, 2)


def test_the_order_of_rows_changes_nothing():
    made = fake_comparison(villages=30, replications=3, months=12)
    again = effects(replace(made, pairs=made.pairs.sample(frac=1, random_state=1)))
    pd.testing.assert_frame_equal(effects(made), again, check_exact=True)


def test_every_scenario_stratum_and_kind_of_uncertainty_has_a_row():
    made = fake_comparison(villages=30, replications=3, months=12)
    table = effects(made)
    assert list(table.columns) == [c.name for c in EFFECTS]
    keys = ["scenario", "indicator", "stratum", "period", "uncertainty"]
    assert not table.duplicated(keys).any()
    paired = made.pairs[keys].astype(str).drop_duplicates()
    priced = ~table["indicator"].isin(list(made.indicators))
    assert len(table[~priced]) == len(paired)
    assert (table["ci_low"].isna() | (table["ci_low"] <= table["ci_high"]) | table["ci_high"].isna()).all()
    assert ((table["reason"] != "") | table["ci_high"].notna()).all()


def test_a_cost_ratio_without_spending_rows_is_told_apart_from_a_free_lunch():
    pairs = pairs_of("converted_villages_true", [5, 6], [1, 1])
    table = effects(small_comparison(pairs=pairs, spending=spending_of()))
    row = table[table["indicator"] == "cost_per_converted_village"].iloc[0]
    assert math.isnan(row["mean"])
    assert row["reason"] == "nothing_spent"
