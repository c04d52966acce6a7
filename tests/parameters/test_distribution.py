"""An assumed number is drawn from its range, and its default is the median."""

import numpy as np
import pytest

from liancun_sim.interventions.lever import COMMON_LEVERS, Lever
from liancun_sim.parameters import Coefficient
from liancun_sim.parameters.distribution import ASSUMPTION, drawn
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import Label

SHARES = (np.arange(2000) + 0.5) / 2000
LEVERS = {f"{kind.key}.{one.name}": one for kind in policies().values() for one in kind.all_levers() if one.is_drawn}


@pytest.mark.parametrize("key", COEFFICIENTS)
def test_the_default_of_a_coefficient_is_the_median_of_what_is_drawn(key):
    one = COEFFICIENTS[key]
    values = np.array([one.drawn(share) for share in SHARES])
    assert one.drawn(0.5) == one.value
    assert (values < one.value).mean() <= 0.5
    assert (values > one.value).mean() <= 0.5
    assert (values.min(), values.max()) == pytest.approx((one.low, one.high), abs=2e-3 * (one.high - one.low))


@pytest.mark.parametrize("key", LEVERS)
def test_the_default_of_a_lever_is_the_median_of_what_is_drawn(key):
    one = LEVERS[key]
    assert one.drawn(0.5) == one.default
    assert one.plausible[0] <= one.drawn(0.01) <= one.default <= one.drawn(0.99) <= one.plausible[1]


def test_each_half_is_spread_evenly_over_its_part():
    values = drawn(SHARES, 2, 6, 24)
    assert np.quantile(values, [0.25, 0.5, 0.75]) == pytest.approx([4, 6, 15], abs=0.02)


def test_what_is_off_on_purpose_is_exactly_off_in_its_share_of_the_draws():
    assert (drawn(SHARES, 0, 0, 2, at_median=0.6) == 0).mean() == pytest.approx(0.6)
    assert (drawn(SHARES, 0, 1, 1, at_median=0.5) == 1).mean() == pytest.approx(0.5)
    off = [one.key for one in COEFFICIENTS.values() if one.at_default]
    assert all(COEFFICIENTS[key].value in (COEFFICIENTS[key].low, COEFFICIENTS[key].high) for key in off)


def test_a_default_at_an_end_of_its_range_is_refused():
    label = Label("x", "甲")
    with pytest.raises(ValueError, match="not the median"):
        Coefficient("a.b", 9, 4, 9, "1", label, ASSUMPTION, raises=("income_mean",))
    assert Coefficient("a.b", 9, 4, 9, "1", label, ASSUMPTION, at_default=0.5).drawn(0.5) == 9


def test_a_lever_at_an_end_of_its_range_is_a_choice_and_stays():
    label = Label("x", "甲")
    assert not Lever("works", 0.0, "yuan", label, ASSUMPTION, 0, 10, plausible=(0, 10)).is_drawn
    assert not Lever("works", 2.0, "yuan", label, "a document says so", 0, 10, plausible=(0, 10)).is_drawn
    whole = Lever("pairs", 12, "pairs", label, ASSUMPTION, 0, 200, "integer", plausible=(4, 40))
    assert {type(whole.drawn(share)) for share in (0.1, 0.77)} == {int}


def test_every_number_assumed_of_all_policies_is_drawn_or_a_choice_at_an_end():
    assumed = [one for one in COMMON_LEVERS if ASSUMPTION in one.source and one.kind in ("number", "integer")]
    assert assumed
    assert all(one.is_drawn or one.default in one.plausible for one in assumed)
