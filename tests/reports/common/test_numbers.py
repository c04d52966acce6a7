"""Numbers as a person reads them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liancun_sim.reports.common.numbers import ends, interval, number, quantity, rounded, span, unit_name
from liancun_sim.vocabulary import use_language
from liancun_sim.vocabulary.width import columns_of

NAN = math.nan


@pytest.mark.parametrize(
    ("value", "unit", "signed", "shown"),
    [
        (0.712, "share", False, "71.2"),
        (0.0042, "share", True, "+0.42"),
        (-45.4, "yuan/person/year", True, "−45.4"),
        (5722.4, "yuan/person/year", False, "5,722"),
        (1_234_567, "yuan", False, "1,230,000"),
        (0.3141, "0–1", False, "0.31"),
        (-0.00131, "0–1", True, "−0.0013"),
        (2.75, "unions", False, "2.8"),
        (-0.00001, "0–1", True, "0.0000"),
        (0.0, "share", True, "0.0"),
        (NAN, "share", False, "–"),
        (math.inf, "", False, "–"),
    ],
)
def test_a_number_has_as_many_digits_as_mean_something(value, unit, signed, shown):
    assert number(value, unit, signed) == shown


def test_both_ends_of_an_interval_have_the_same_digits():
    assert interval(-4.98, 90.0, "yuan/person/year") == "[−5.0 … +90.0]"
    assert interval(0.5, math.nan, "yuan", signed=False) == "[0.50 … no upper end]"
    assert interval(NAN, NAN) == ""


def test_a_difference_of_shares_is_in_points():
    assert quantity(0.05, "share", signed=True) == "+5.0 points"
    assert quantity(0.05, "share") == "5.0 %"
    use_language("zh")
    assert quantity(0.05, "share", signed=True) == "+5.0个百分点"
    use_language("zh-Hant")
    assert unit_name("share", difference=True) == "個百分點"


def test_large_sums_are_counted_in_ten_thousands_in_chinese():
    assert quantity(869_000, "yuan/village") == "869,000 yuan/village"
    use_language("zh")
    assert quantity(869_000, "yuan/village") == "86.9万元/村"
    assert quantity(5748.2, "yuan") == "5,748元"
    assert quantity(-231_000_000, "yuan", signed=True) == "−2.31亿元"
    assert span(630_000, 1_310_000, "yuan/village", signed=False) == "63万～131万元/村"
    assert quantity(30_000, "households") == "30,000户"
    use_language("zh-TW")
    assert quantity(869_000, "yuan/village") == "86.9萬元/村"


def test_an_unknown_unit_is_shown_as_it_stands():
    assert unit_name("furlongs") == "furlongs"


def test_a_chinese_character_takes_two_columns():
    assert columns_of("村 A1（甲）") == 2 + 1 + 2 + 2 + 2 + 2


@given(st.floats(-1e7, 1e7), st.sampled_from(["yuan", "share", "villages", "0–1"]))
def test_a_rounded_value_is_shown_as_the_value_itself(value, unit):
    handed_over = float(np.float32(rounded(np.array([value]), unit)[0]))
    first, second = (float(number(one, unit).replace(",", "").replace("−", "-")) for one in (value, handed_over))
    assert first == second  # 99.96 is 100.0 to one reader and 100 to the other


def test_a_range_that_begins_near_nothing_has_as_many_decimals_at_both_ends():
    use_language("zh")
    assert ends(0.0000001, 0.102, "share") == "0.0～10.2"
    assert number(0.0000001, "share") == "0.0"
    assert number(0.00002, "share") == "0.002"
