"""Cost ratios: ratios of means with a bootstrap interval, empty with a reason when nothing was gained."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from liancun_sim.analysis import cost_ratios, public_money
from liancun_sim.analysis.comparison.costs import NOTHING_CONVERTED
from liancun_sim.analysis.statistics.ratio import UNBOUNDED, ratio_of_means
from small_comparison import pairs_of, small_comparison, spending_of


def ratio(values, base, yuan, indicator="converted_villages_true"):
    made = small_comparison(
        pairs=pairs_of(indicator, values, base), spending=spending_of(*((r, "p", y) for r, y in enumerate(yuan)))
    )
    table = cost_ratios(made)
    assert len(table) == 2  # of all public money, then of the policy's own
    return table.iloc[0]


def test_the_ratio_is_of_means_not_a_mean_of_ratios():
    # 300 and 100 yuan bought 1 and 3 villages: 200 / 2 = 100, not (300 + 33.3) / 2
    row = ratio([2, 4], [1, 1], [300.0, 100.0])
    assert row["mean"] == 100.0
    assert math.isnan(row["difference"])


def test_cost_per_percent_is_taken_of_mean_income():
    # income 1,000 → 1,020 and 1,040: +3 % of 1,000 on average, for 600 yuan a run: 200 per percent
    row = ratio([1020, 1040], [1000, 1000], [600.0, 600.0], "income_mean")
    assert row["mean"] == pytest.approx(200.0)
    assert row["unit"] == "yuan/percent"


def test_equal_pairs_leave_no_width():
    row = ratio([3, 3, 3], [1, 1, 1], [50.0, 50.0, 50.0])
    assert (row["mean"], row["ci_low"], row["ci_high"], row["reason"]) == (25.0, 25.0, 25.0, "")


def test_the_interval_covers_the_ratio_and_is_the_same_on_every_call():
    values, yuan = [3.0, 5.0, 4.0, 6.0, 8.0, 4.0], [90.0, 100.0, 110.0, 95.0, 105.0, 100.0]
    first, second = ratio(values, [1] * 6, yuan), ratio(values, [1] * 6, yuan)
    assert first["ci_low"] < first["mean"] < first["ci_high"]
    assert (first["ci_low"], first["ci_high"]) == (second["ci_low"], second["ci_high"])


def test_no_village_more_than_in_the_baseline_has_no_price():
    row = ratio([1, 0], [1, 1], [100.0, 100.0])
    assert np.isnan([row["mean"], row["ci_low"], row["ci_high"]]).all()
    assert row["reason"] == "nothing_converted"


def test_an_upper_end_that_resamples_cannot_bound_is_left_open():
    # gains −1, −1, +3: a resample of only the first two (2³/3³ = 30 %) gains nothing
    found = ratio_of_means(np.array([10.0, 10.0, 10.0]), np.array([-1.0, -1.0, 3.0]), NOTHING_CONVERTED)
    assert found.value == pytest.approx(30.0)
    assert found.reason == UNBOUNDED
    assert math.isnan(found.high)
    assert found.low == pytest.approx(10 / 3)  # 10 / 3: every pair drawn is the third, the best case


def test_one_pair_has_a_ratio_and_no_interval():
    row = ratio([3], [1], [50.0])
    assert row["mean"] == 25.0
    assert math.isnan(row["ci_low"])
    assert row["reason"] == "one_replication"


def test_money_spent_in_the_baseline_is_not_charged_to_the_policy():
    made = small_comparison(pairs=pairs_of("converted_villages_true", [3], [1]), spending=spending_of((0, "p", 50.0)))
    also = made.spending.assign(scenario="baseline", yuan=10.0)
    both = replace(made, spending=pd.concat([made.spending, also], ignore_index=True))
    assert cost_ratios(both).iloc[0]["mean"] == 20.0  # (50 − 10) / 2


def with_staff(policy, base):
    """Two villages more for 50 yuan, and staff time worth so much in either world."""
    made = small_comparison(pairs=pairs_of("converted_villages_true", [3], [1]), spending=spending_of((0, "p", 50.0)))
    mine, others = made.spending.assign(staff_yuan=policy), made.spending.assign(scenario="baseline", yuan=0.0)
    return replace(made, spending=pd.concat([mine, others.assign(staff_yuan=base)], ignore_index=True))


def test_cost_leads_with_money_and_staff_time_together():
    # 50 yuan and 30,000 − 24,000 of staff time: 6,050 / 2 villages; of money alone 50 / 2
    table = cost_ratios(with_staff(30_000.0, 24_000.0)).set_index("indicator")["mean"]
    assert table["cost_per_converted_village"] == 3_025.0
    assert table["own_cost_per_converted_village"] == 25.0


def test_public_money_is_what_is_spent_and_what_staff_time_is_worth():
    table = public_money(with_staff(30_000.0, 24_000.0)).set_index("indicator")
    assert table["difference"].to_dict() == {"total_yuan": 50.0, "staff_yuan": 6_000.0, "public_yuan": 6_050.0}
    assert table["mean"].to_dict() == {"total_yuan": 50.0, "staff_yuan": 30_000.0, "public_yuan": 30_050.0}


def test_what_saves_public_money_has_no_price():
    # less staff than in the baseline: 50 − 60,000 yuan
    table = cost_ratios(with_staff(0.0, 60_000.0)).set_index("indicator")
    assert math.isnan(table.loc["cost_per_converted_village", "mean"])
    assert table.loc["cost_per_converted_village", "reason"] == "money_saved"
