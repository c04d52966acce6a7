"""Classes of differences, and the codes a page is given."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liancun_sim.front.classes import CLASSES, MIDDLE, MISSING, scale


def decoded(one, code):
    """As the page reads a code."""
    if code == MISSING:
        return math.nan
    if code == MIDDLE:
        return 0.0
    size = one.bounds[0] * math.exp((abs(int(code) - MIDDLE) - 1) * math.log(one.top / one.bounds[0]) / 126)
    return math.copysign(size, int(code) - MIDDLE)


def test_bounds_are_1_and_3_times_powers_of_ten_up_to_the_largest():
    assert scale(180.0).bounds == (1, 3, 10, 30, 100)
    assert scale(0.35).bounds == pytest.approx((0.003, 0.01, 0.03, 0.1, 0.3))


def test_classes_are_the_same_on_both_sides_of_zero():
    one = scale(180.0)
    found = one.classes(np.array([0.0, 0.99, 1.0, 2.9, 3.0, 99.0, 100.0, 1e6, math.nan]))
    assert found.tolist() == [0, 0, 1, 1, 2, 4, 5, 5, 0]
    assert one.classes(np.array([-0.5, -1.0, -30.0, -500.0])).tolist() == [0, -1, -4, -CLASSES]


def test_what_was_not_measured_is_told_from_no_change():
    assert scale(180.0).codes(np.array([math.nan, 0.0, 0.4, -0.4])).tolist() == [MISSING, MIDDLE, MIDDLE, MIDDLE]


@given(st.floats(1e-6, 1e7), st.floats(-1.0, 1.0))
def test_a_code_is_within_4_percent_of_the_difference(largest, part):
    one, value = scale(largest), part * largest
    code = one.codes(np.array([value]))[0]
    if abs(value) < one.bounds[0]:
        assert code == MIDDLE
    else:
        assert decoded(one, code) == pytest.approx(value, rel=0.04)


def test_nothing_that_differs_still_has_a_scale():
    assert scale(0.0).bounds[-1] == 1.0
