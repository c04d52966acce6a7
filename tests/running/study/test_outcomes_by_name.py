"""Outcomes of a month or a township are named in the reader's language."""

import pytest

from liancun_sim.running.study.model_outcomes import outcome_info


@pytest.mark.parametrize(("name", "en", "zh"), [
    ("income_mean", "Income per person", "人均纯收入"),
    ("income_mean@month:3", "Income per person (month 3)", "人均纯收入（第3个月）"),
    ("income_mean@township:T01", "Income per person (township T01)", "人均纯收入（乡镇：T01）"),
    ("income_mean@township:T01@month:24", "Income per person (township T01, month 24)",
     "人均纯收入（乡镇：T01，第24个月）"),
])  # fmt: skip
def test_a_month_and_a_township_are_named(name, en, zh):
    label = outcome_info(name).label
    assert (label.en, label.zh) == (en, zh)
