"""Sums of several worlds at once are, lane by lane, the sums of each alone to the bit."""

import numpy as np
import pytest

from liancun_sim.compiled import kernel
from liancun_sim.mechanisms.kernels.lanes import LANES, sum_lanes
from liancun_sim.mechanisms.kernels.maths import sum_over_ties
from liancun_sim.mechanisms.kernels.worlds import AT_ONCE, seated

HOUSEHOLDS = 23
"""With no tie, one tie, … 22: whole fours and what is left of them."""


@kernel
def together(values, indices, start, sums):
    for i in range(start.shape[0] - 1):
        sum_lanes(values, indices, np.uint64(start[i]), np.uint64(start[i + 1]), sums, np.uint64(i))


@kernel
def alone(values, indices, start, sums):
    for i in range(start.shape[0] - 1):
        sums[i] = sum_over_ties(values, indices, start[i], start[i + 1])


@pytest.mark.parametrize("width", ["uint16", "uint32"])
def test_every_lane_is_summed_as_it_is_alone(width):
    random = np.random.default_rng(1)
    values = random.normal(size=(50, LANES)).astype(np.float32)
    start = np.cumsum(np.arange(HOUSEHOLDS + 1)) - np.arange(HOUSEHOLDS + 1)
    indices = random.integers(0, 50, start[-1]).astype(width)
    sums = np.full((HOUSEHOLDS, LANES), np.nan, np.float32)
    together(values.ravel(), indices, start, sums.ravel())
    for lane in range(LANES):
        own = np.empty(HOUSEHOLDS, np.float32)
        alone(np.ascontiguousarray(values[:, lane]), indices, start, own)
        np.testing.assert_array_equal(sums[:, lane], own)
    assert np.abs(sums[2:]).min() > 0


def test_there_is_a_lane_for_every_world():
    assert LANES == AT_ONCE


def test_one_world_sits_alone_and_more_in_a_full_house():
    assert seated(["a"]) == ("a",)
    assert seated(["a", "b"]) == ("a", "b", *"a" * (AT_ONCE - 2))
