"""The range of one history, the part of it that is assumptions, and what decides a sign."""

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from liancun_sim.analysis.statistics.deciding import rank_sum_p, surviving
from liancun_sim.analysis.statistics.ranges import ENOUGH_DRAWS, LEAST_TWICE, assumptions_part, prediction_range


def test_few_draws_give_a_t_prediction_interval():
    # 1, 2, 3, 6: mean 3, s = √(14/3); t(.95, 3) = 2.3534; √(1 + 1/4)
    low, high = prediction_range(np.array([1.0, 2.0, 3.0, 6.0]))
    half = 2.3533634348018264 * np.sqrt(14 / 3) * np.sqrt(1.25)
    assert (low, high) == pytest.approx((3 - half, 3 + half), rel=1e-12)


def test_forty_draws_give_quantiles_between_which_a_fresh_one_lies_nine_times_in_ten():
    # 1 … 99: 5 % of 100 is the fifth, 95 % the ninety-fifth; of 100 places for a fresh one 90 lie between
    low, high = prediction_range(np.random.default_rng(1).permutation(np.arange(1.0, 100.0)))
    assert (low, high) == (5.0, 95.0)
    # 1 … 40: the 2.05th and the 38.95th
    low, high = prediction_range(np.arange(1.0, ENOUGH_DRAWS + 1))
    assert (low, high) == pytest.approx((2.05, 38.95))


def test_rows_of_unlike_length_stand_beside_each_other():
    values = np.full((3, 99), np.nan)
    values[0] = np.arange(1.0, 100.0)
    values[1, :4] = [1.0, 2.0, 3.0, 6.0]
    values[2, 0] = 1.0
    low, high = prediction_range(values, axis=1)
    assert (low[0], high[0]) == (5.0, 95.0)
    assert (low[1], high[1]) == pytest.approx(prediction_range(np.array([1.0, 2.0, 3.0, 6.0])))
    assert np.isnan([low[2], high[2]]).all()


@pytest.mark.parametrize(("assumed", "luck"), [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (3.0, 1.0)])
def test_the_part_of_assumptions_is_found_again(assumed, luck):
    rng = np.random.default_rng(3)
    shared = assumed * rng.normal(size=4000)
    part = assumptions_part(shared + luck * rng.normal(size=4000), shared + luck * rng.normal(size=4000))
    assert part.share == pytest.approx(assumed**2 / (assumed**2 + luck**2), abs=0.05)
    assert part.low <= part.share <= part.high


def test_few_draws_run_twice_tell_nothing():
    assert np.isnan(assumptions_part(np.arange(LEAST_TWICE - 1.0), np.arange(LEAST_TWICE - 1.0)).share)


def test_rank_sums_are_wilcoxons():
    rng = np.random.default_rng(5)
    drawn = np.column_stack([rng.normal(size=60), np.round(rng.normal(size=60)), np.zeros(60)])
    above = rng.random(60) < 0.4
    expected = [mannwhitneyu(one[above], one[~above], method="asymptotic").pvalue for one in drawn.T[:2]]
    assert rank_sum_p(drawn, above)[:2] == pytest.approx(expected, rel=1e-9)
    assert rank_sum_p(drawn, above)[2] == 1.0


def test_holm_stops_at_the_first_that_does_not_survive():
    # of four: .05/4 = .0125, .05/3 = .0167, .05/2 = .025: the third, .03, fails, and with it the fourth
    assert surviving(np.array([0.03, 0.01, 0.016, 0.04])) == [1, 2]
    assert surviving(np.array([0.013, 0.013, 0.013, 0.013])) == []


def test_numbers_that_decide_nothing_are_seldom_named():
    rng = np.random.default_rng(7)
    named = sum(bool(surviving(rank_sum_p(rng.random((60, 200)), rng.random(60) < 0.5))) for _ in range(200))
    assert named <= 20  # 10 expected at 5 %; more than 20 has a chance of .001
