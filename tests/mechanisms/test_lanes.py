"""Sums of several worlds at once are, lane by lane, the sums of each alone to the bit."""

from typing import NamedTuple

import numpy as np
import pytest

from liancun_sim.compiled import kernel
from liancun_sim.mechanisms.kernels.lanes import LANES, sum_lanes
from liancun_sim.mechanisms.kernels.maths import sum_over_ties
from liancun_sim.mechanisms.kernels.worlds import AT_ONCE, seated, stacked

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


def test_seats_without_a_world_repeat_the_first():
    assert seated(["a"]) == ("a",) * AT_ONCE
    assert seated(["a", "b"]) == ("a", "b", *"a" * (AT_ONCE - 2))


class Pair(NamedTuple):
    one: np.ndarray
    other: np.ndarray


@pytest.mark.parametrize("worlds", [1, 3])
def test_stacked_fields_hold_every_world_in_its_place(worlds):
    groups = [Pair(np.arange(4) + 10 * w, np.arange(2, dtype=np.uint8)) for w in range(worlds)]
    found = stacked(groups)
    assert found.one.tolist() == [[10 * w + v for v in range(4)] for w in range(worlds)]
    assert found.other.shape == (worlds, 2)
    assert all(field.flags.c_contiguous for field in found)
