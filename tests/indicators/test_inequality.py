"""Inequality measures against values worked by hand and a plain NumPy twin."""

from itertools import pairwise

import numpy as np
import pytest

from liancun_sim.indicators.inequality import Distribution, gini


def gini_by_pairs(income, weight):
    """Half the mean absolute difference over the mean, over all pairs of persons."""
    difference = np.abs(income[:, None] - income[None, :])
    pairs = weight[:, None] * weight[None, :]
    mean = np.average(income, weights=weight)
    return float((pairs * difference).sum() / pairs.sum() / (2 * mean))


def people(seed=1, households=600, villages=5):
    random = np.random.default_rng(seed)
    size = random.integers(1, 8, households).astype(np.uint8)
    income = (random.lognormal(8.3, 0.6, households) * size).astype(np.float32)
    return income, size, np.linspace(0, households, villages + 1).astype(np.int64)


def test_equal_incomes_have_no_inequality():
    assert gini(np.array([3.0, 1.0]), np.array([300.0, 100.0])) == pytest.approx(0.0)


def test_one_of_two_holding_everything_is_a_half():
    assert gini(np.array([1.0, 1.0]), np.array([0.0, 10.0])) == pytest.approx(0.5)


def test_the_county_gini_equals_the_mean_difference_of_all_pairs():
    income, size, first = people()
    expected = gini_by_pairs(income.astype(float) / size, size.astype(float))
    assert Distribution(income, size, first, 1.0).gini == pytest.approx(expected, abs=2e-4)


def test_each_village_gini_equals_its_own_twin():
    income, size, first = people()
    twins = [gini_by_pairs(income[a:b].astype(float) / size[a:b], size[a:b].astype(float)) for a, b in pairwise(first)]
    assert Distribution(income, size, first, 1.0).gini_within == pytest.approx(twins, abs=2e-4)


def test_median_and_fifths_agree_with_sorting_every_person():
    income, size, first = people()
    persons = np.sort(np.repeat(income / size, size))
    found = Distribution(income, size, first, 1.0)
    assert found.median == pytest.approx(np.median(persons), rel=5e-3)
    fifths = [part.mean() for part in np.array_split(persons, 5)]
    assert found.fifth_means == pytest.approx(fifths, rel=5e-3)


def test_prices_deflate_levels_and_leave_ratios():
    income, size, first = people()
    nominal, real = (Distribution(income, size, first, price) for price in (1.0, 1.25))
    assert real.median == pytest.approx(nominal.median / 1.25)
    assert real.gini == nominal.gini
