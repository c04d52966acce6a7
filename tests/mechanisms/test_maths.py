"""Small maths of the kernels: close to the exact functions, and the same sum whatever the machine."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from liancun_sim.compiled import kernel
from liancun_sim.mechanisms.kernels.lanes import sum32, summed_plainly
from liancun_sim.mechanisms.kernels.maths import exp32, largest, log32, sum_over_ties


@kernel
def compiled_sum(values, count):
    return sum32(values, count)


def each(function, values):
    return np.array([function.py_func(x) for x in values], dtype=np.float32)


@pytest.mark.filterwarnings("ignore:overflow")
def test_exp_is_exact_to_a_few_units_in_the_last_place():
    x = np.linspace(-80, 80, 4001, dtype=np.float32)
    assert_allclose(each(exp32, x), np.exp(x.astype(float)), rtol=3e-7)
    assert exp32.py_func(np.float32(0)) == 1


def test_exp_stays_finite_beyond_its_range():
    assert np.isfinite(exp32.py_func(np.float32(1000)))
    assert exp32.py_func(np.float32(-1000)) > 0


def test_log_is_exact_to_a_few_units_in_the_last_place():
    x = np.geomspace(1e-6, 1e9, 4001).astype(np.float32)
    assert_allclose(each(log32, x), np.log(x.astype(float)), rtol=3e-7, atol=1e-7)
    assert log32.py_func(np.float32(1)) == 0


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 100])
def test_a_sum_runs_over_sixteen_lanes_and_then_from_the_first_to_the_last(count):
    values = np.random.default_rng(count).normal(size=count + 5).astype(np.float32)
    lanes = [np.float32(0)] * 16
    for i in range(count):
        lanes[i % 16] = lanes[i % 16] + values[i]
    assert compiled_sum(values, count) == summed_plainly(values, count) == sum(float(lane) for lane in lanes)


@pytest.mark.parametrize("count", [0, 15, 100])
def test_ones_are_counted(count):
    chosen = np.random.default_rng(count).integers(0, 2, count + 5).astype(np.uint8)
    assert compiled_sum(chosen, count) == chosen[:count].sum()


def test_the_sum_over_ties_takes_each_tie_once():
    values = np.array([1, 2, 4, 8, 16, 32, 64], dtype=np.float32)
    indices = np.array([0, 6, 5, 4, 3, 2, 1, 0], dtype=np.uint16)
    assert sum_over_ties.py_func(values, indices, 1, 8) == 64 + 32 + 16 + 8 + 4 + 2 + 1
    assert sum_over_ties.py_func(values, indices, 3, 3) == 0


def test_the_largest_village_is_found():
    assert largest.py_func(np.array([0, 3, 10, 12])) == 7
