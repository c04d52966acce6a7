"""Intervals of an audit: none from too few, none of no width, none beyond what is possible."""

import numpy as np
import pytest

from liancun_sim.analysis.audit.averages import averaged, of_differences, possible_of

WITHIN_ONE = of_differences("share", 1)


def test_a_difference_of_two_shares_lies_between_minus_one_and_one():
    assert WITHIN_ONE == (-1, 1)
    assert possible_of("conversion", "displacement_mobilised") == (-1, 1)
    assert possible_of("conversion", "selection") == (-2, 2)  # (N(t1) - N(t0)) less the drift
    assert possible_of("consent_level_in_unions", "claimed") == (0, 1)
    assert possible_of("income", "claimed") == (-np.inf, np.inf)


def test_an_interval_is_cut_at_what_is_possible():
    # 0 and .25: mean .125, standard error .125, t(.975, 1) = 12.706: -1.463 to 1.713
    found = averaged(np.array([0.0, 0.25]), np.ones(2), False, WITHIN_ONE)
    assert (found.mean, found.low, found.high, found.reason) == (0.125, -1, 1, "")
    free = averaged(np.array([0.0, 0.25]), np.ones(2), False, (-np.inf, np.inf))
    assert (free.low, free.high) == (pytest.approx(-1.463, abs=1e-3), pytest.approx(1.713, abs=1e-3))


@pytest.mark.parametrize("pooled", [True, False])
def test_equal_replications_have_a_mean_and_no_interval_and_say_so(pooled):
    found = averaged(np.full(6, 0.1), np.full(6, 3.0), pooled, WITHIN_ONE)
    assert found.mean == pytest.approx(0.1)
    assert np.isnan([found.low, found.high]).all()
    assert found.reason == "all_alike"


@pytest.mark.parametrize(("count", "reason"), [(1, "one_replication"), (2, "few_replications"),
                                               (3, "few_replications"), (4, "")])  # fmt: skip
def test_few_replications_are_not_resampled(count, reason):
    found = averaged(np.arange(count) / 10, np.ones(count), True, WITHIN_ONE)
    assert found.reason == reason
    assert np.isfinite([found.low, found.high]).all() == (reason == "")
