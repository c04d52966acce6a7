"""Ratios of means with Fieller's interval, empty with a reason when nothing was gained or pairs are few."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from declared import declared
from liancun_sim.analysis import cost_ratios, public_money
from liancun_sim.analysis.comparison.costs import NOTHING_CONVERTED
from liancun_sim.analysis.statistics.ratio import LEAST_PAIRS, TOO_FEW_PAIRS, UNBOUNDED, ratio_of_means
from liancun_sim.results import PRESENT
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
    row = ratio([2, 4] * 4, [1, 1] * 4, [300.0, 100.0] * 4)
    assert row["mean"] == 100.0
    assert math.isnan(row["difference"])


def test_equal_pairs_leave_no_width():
    row = ratio([3] * 8, [1] * 8, [50.0] * 8)
    assert (row["mean"], row["ci_low"], row["ci_high"], row["reason"]) == (25.0, 25.0, 25.0, "")


def test_the_interval_is_fiellers():
    # every ratio whose mean residual a t test with 7 degrees of freedom leaves: |m(c − ρg)| = 2.3646·s(c − ρg)/√8
    cost = np.array([90.0, 100.0, 110.0, 95.0, 105.0, 100.0, 120.0, 80.0])
    gain = np.array([2.0, 4.0, 3.0, 5.0, 7.0, 3.0, 4.0, 4.0])
    found = ratio_of_means(cost, gain, NOTHING_CONVERTED)
    for end in (found.low, found.high):
        left = cost - end * gain
        assert abs(left.mean()) == pytest.approx(2.3646242510102993 * left.std(ddof=1) / np.sqrt(8), rel=1e-9)
    assert found.low < found.value < found.high


def test_no_village_more_than_in_the_baseline_has_no_price():
    row = ratio([1, 0], [1, 1], [100.0, 100.0])
    assert np.isnan([row["mean"], row["ci_low"], row["ci_high"]]).all()
    assert row["reason"] == "nothing_converted"


def test_an_upper_end_that_may_be_nothing_gained_is_left_open():
    # gains −1 and +2 by turns: mean ½, standard error 1.6/√8 = .57, so that nothing gained is not ruled out
    found = ratio_of_means(np.full(8, 10.0), np.array([-1.0, 2.0] * 4), NOTHING_CONVERTED)
    assert found.value == pytest.approx(20.0)
    assert found.reason == UNBOUNDED
    assert math.isnan(found.high)
    assert found.low == pytest.approx(10 / (0.5 + 2.3646242510102993 * np.sqrt(18 / 7) / np.sqrt(8)))


@pytest.mark.parametrize("pairs", [1, LEAST_PAIRS - 1])
def test_few_pairs_get_no_ratio(pairs):
    row = ratio([3] * pairs, [1] * pairs, [50.0] * pairs)
    assert math.isnan(row["mean"])
    assert math.isnan(row["ci_low"])
    assert row["reason"] == TOO_FEW_PAIRS


def test_what_is_gained_per_yuan_is_of_means_and_of_each_group():
    gained = {"county": [30.0, 50.0], "treated:yes": [40.0, 60.0], "treated:no": [-10.0, -10.0]}
    rows = [
        {"scenario": "policy", "replication": pair, "uncertainty": "chance", "stratum": stratum, "villages": 3,
         "gained_yuan": values[pair % 2], "spent_yuan": 100.0}
        for stratum, values in gained.items()
        for pair in range(8)
    ]  # fmt: skip
    made = small_comparison(pairs=pairs_of("income_mean", [], []), present=declared(PRESENT, rows))
    table = cost_ratios(made).set_index("stratum")
    assert table["mean"].to_dict() == {"county": 0.4, "treated:yes": 0.5, "treated:no": pytest.approx(-0.1)}
    assert table["p_better"].to_dict() == {"county": 1.0, "treated:yes": 1.0, "treated:no": 0.0}
    spread = 0.1 * np.sqrt(8 / 7)  # of .3 and .5 by turns; one more history: t(.95, 7)·s·√(1 + 1/8)
    assert table.loc["county", "high_95"] == pytest.approx(0.4 + 1.894578605061305 * spread * np.sqrt(9 / 8))
    assert set(table["unit"]) == {"yuan/yuan"}


def test_money_spent_in_the_baseline_is_not_charged_to_the_policy():
    made = small_comparison(pairs=pairs_of("converted_villages_true", [3] * 8, [1] * 8),
                            spending=spending_of(*((pair, "p", 50.0) for pair in range(8))))  # fmt: skip
    also = made.spending.assign(scenario="baseline", yuan=10.0)
    both = replace(made, spending=pd.concat([made.spending, also], ignore_index=True))
    assert cost_ratios(both).iloc[0]["mean"] == 20.0  # (50 − 10) / 2


def with_staff(policy, base):
    """Two villages more for 50 yuan, and staff time worth so much in either world."""
    made = small_comparison(pairs=pairs_of("converted_villages_true", [3] * 8, [1] * 8),
                            spending=spending_of(*((pair, "p", 50.0) for pair in range(8))))  # fmt: skip
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


def test_money_and_staff_time_together_reach_no_further_than_their_parts_added_up():
    # money 0 or 100 yuan, its t range cut at 0, for there is none to save; staff time 100 in every pair
    made = with_staff(100.0, 0.0)
    uneven = made.spending["yuan"].where(made.spending["yuan"] == 0, made.spending["replication"] % 2 * 100.0)
    table = public_money(replace(made, spending=made.spending.assign(yuan=uneven))).set_index("indicator")
    assert table.loc["total_yuan", "low_5"] == 0
    assert table.loc["staff_yuan", "low_5"] == pytest.approx(100)
    assert table.loc["public_yuan", "low_5"] == pytest.approx(0 + 100)
    for end in ("ci_low", "low_5"):
        assert table.loc["public_yuan", end] >= table.loc["total_yuan", end] + table.loc["staff_yuan", end] - 1e-9


def test_what_saves_public_money_has_no_price():
    # less staff than in the baseline: 50 − 60,000 yuan
    table = cost_ratios(with_staff(0.0, 60_000.0)).set_index("indicator")
    assert math.isnan(table.loc["cost_per_converted_village", "mean"])
    assert table.loc["cost_per_converted_village", "reason"] == "money_saved"
