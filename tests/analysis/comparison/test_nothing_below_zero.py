"""No interval says that less than nothing was spent, paid or held."""

import re

import pytest

from liancun_sim.analysis import effects
from liancun_sim.analysis.statistics.possible import least_and_most
from liancun_sim.indicators import indicators
from liancun_sim.results import IndicatorInfo
from liancun_sim.vocabulary import Label
from small_comparison import pairs_of, small_comparison


def told(unit, values, base):
    key = "spending_yuan"
    info = {key: IndicatorInfo(key, Label("x", "甲"), unit, "neither")}
    table = effects(small_comparison(pairs=pairs_of(key, values, base), indicators=info))
    (row,) = table[table["indicator"] == key].to_dict("records")
    return row


@pytest.mark.parametrize("unit", ["yuan/month", "cadre-months/month", "assemblies/month", "jobs", "persons/village"])
def test_where_the_baseline_has_none_an_effect_is_no_less_than_nothing(unit):
    # 10,000 and 30,000 where nobody spent anything: t of one degree of freedom would reach far below zero
    row = told(unit, [10_000, 30_000], [0, 0])
    assert (row["ci_low"], row["low_5"], row["difference"]) == (0.0, 0.0, 20_000.0)
    assert row["ci_high"] > 100_000


def test_where_the_baseline_has_some_an_effect_can_take_as_much_away():
    row = told("yuan/month", [100, 30_000], [500, 700])
    assert (row["ci_low"], row["low_5"]) == (-600.0, -700.0)  # the mean of the baselines, and the larger


def test_income_may_fall_as_far_as_it_does():
    assert told("yuan/person/year", [10, 30], [0, 0])["ci_low"] < 0


@pytest.mark.parametrize("key", ["spending_yuan", "spending_staff_yuan", "cooperative_dividends", "contacts", "jobs",
                                 "suggestions_raised", "assemblies_held", "resolutions_passed", "works_waiting",
                                 "reserve_cadres", "spending_cadre_months"])  # fmt: skip
def test_what_is_counted_spent_or_paid_has_a_bound(key):
    assert least_and_most(indicators()[key].unit)[0] == 0.0


def test_no_label_of_a_yearly_mean_says_this_month():
    said = [str(label) for one in indicators().values() for label in (one.label.en, one.label.zh)]
    assert not [label for label in said if re.search("this month|当月|本月", label)]
