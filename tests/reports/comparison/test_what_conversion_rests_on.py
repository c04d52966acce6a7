"""A reader of a conversion effect is told which assumption it rests on, and why a mean stands at its interval's end."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fake_comparison import fake_comparison
from liancun_sim.reports.common.numbers import plain_span
from liancun_sim.reports.comparison.answer import how_sure
from liancun_sim.reports.comparison.conversion import on_leadership
from liancun_sim.reports.comparison.effects_told import told_effect
from liancun_sim.reports.comparison.sentences import findings
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import use_language

SCENARIO, TEAM = "cadre_assistance", "governance.team"


@pytest.fixture
def comparison():
    whole = fake_comparison(villages=20, replications=9, months=14)
    strength = pd.DataFrame({TEAM: np.linspace(0.001, 0.029, 9)}, index=pd.RangeIndex(9, name="replication"))
    return replace(
        whole, coefficients=tuple(COEFFICIENTS[key] for key in (TEAM, "governance.learning")), drawn=strength
    )


def changed(comparison, indicator, uncertainty=None, **columns):
    """The same comparison with other values of an indicator in one scenario, in every stratum."""
    pairs = comparison.pairs.copy()
    some = (pairs["scenario"] == SCENARIO) & (pairs["indicator"] == indicator)
    if uncertainty:
        some &= pairs["uncertainty"] == uncertainty
    for name, value in columns.items():
        pairs.loc[some, name] = value(pairs[some]) if callable(value) else value
    return replace(comparison, pairs=pairs)


def test_conversion_names_what_leadership_rests_on_with_its_range(comparison):
    (said, _) = on_leadership(comparison, SCENARIO)
    team, learning = (COEFFICIENTS[key] for key in (TEAM, "governance.learning"))
    assert f"{team.value:g} a month for a work team" in said
    assert plain_span(team.low, team.high) in said
    assert f"{learning.value:g} for a lead village" in said
    use_language("zh")
    assert "没有资料测量过" in on_leadership(comparison, SCENARIO)[0]
    assert f"每月{team.value:g}" in on_leadership(comparison, SCENARIO)[0]


def test_conversion_is_told_where_teams_do_little_and_where_they_do_much(comparison):
    comparison = changed(
        comparison, "converted_true", baseline_value=0.5, value=lambda rows: 0.5 + 0.02 * rows["replication"]
    )
    assert "of 9 draws, conversion changes by +3.0 points" in on_leadership(comparison, SCENARIO)[1].lower()
    assert "by +13.0 in the other" in on_leadership(comparison, SCENARIO)[1]
    few = replace(comparison, drawn=comparison.drawn.iloc[:7])
    assert len(on_leadership(few, SCENARIO)) == 1


def test_it_stands_on_the_page_in_the_workbook_and_in_the_summary(comparison):
    said = on_leadership(comparison, SCENARIO)
    assert how_sure(comparison, SCENARIO)[-2:] == said
    assert set(said) <= set(findings(comparison, SCENARIO))
    assert all(line in summary(comparison) for line in said)


@pytest.mark.parametrize("indicator", ["converted_true", "capacity"])
def test_nothing_is_said_where_conversion_or_leadership_is_as_without_policy(comparison, indicator):
    alike = changed(comparison, indicator, value=lambda rows: rows["baseline_value"])
    assert on_leadership(alike, SCENARIO) == []


def test_nothing_is_said_where_no_village_is_treated(comparison):
    pairs = comparison.pairs.copy()
    pairs.loc[pairs["stratum"] == "treated:yes", ["value", "baseline_value"]] = np.nan
    assert on_leadership(replace(comparison, pairs=pairs), SCENARIO) == []


def test_a_mean_at_the_end_of_its_interval_says_that_no_more_is_possible(comparison):
    all_of_them = changed(
        comparison, "converted_true", value=1.0, baseline_value=lambda rows: 0.8 + 0.01 * (rows["replication"] % 9)
    )
    (said,) = told_effect(all_of_them, SCENARIO, "converted_true")
    assert "+16.0]" not in said
    assert "+16.0; no more is possible: in every pair it is all of them]" in said
    assert "the interval ends at the figure itself" in summary(all_of_them)
    use_language("zh")
    assert "不可能更多：各次模拟均为全部" in told_effect(all_of_them, SCENARIO, "converted_true")[0]


def test_an_interval_that_is_cut_says_so(comparison):
    wide = changed(
        comparison, "converted_true", baseline_value=0.85, value=lambda rows: np.where(rows["replication"] < 8, 1, 0.2)
    )
    assert "+15.0, cut where no more is possible]" in told_effect(wide, SCENARIO, "converted_true")[0]


def test_what_comes_out_at_the_defaults_beyond_the_range_of_the_draws_is_named(comparison):
    assert not any("With every assumption at its default" in line for line in how_sure(comparison, SCENARIO))
    beyond = changed(comparison, "capacity", CHANCE, baseline_value=0.4, value=0.9)
    beyond = changed(beyond, "capacity", ASSUMPTIONS, baseline_value=0.4, value=0.5)
    (said,) = [line for line in how_sure(beyond, SCENARIO) if "With every assumption at its default" in line]
    assert "capacity" in said.lower()
