"""The raw outcome of a comparison says at once when a table is not what it should be."""

import pytest

from liancun_sim.results import ASSUMPTIONS, CHANCE, village_rows
from liancun_sim.results.comparison import columns
from liancun_sim.running.common.outcomes import village_columns
from liancun_sim.state import OBSTACLES
from small_comparison import pairs_of, small_comparison


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match=r"Comparison\.pairs lacks the columns baseline_value"):
        small_comparison(pairs=pairs_of("income_mean", [1], [0]).drop(columns="baseline_value"))


def test_the_baseline_must_be_among_the_scenarios():
    with pytest.raises(ValueError, match=r"the baseline 'other' is not among the scenarios baseline, policy"):
        small_comparison(baseline="other")


def test_a_scenario_run_by_itself_is_told_though_nothing_is_compared():
    made = small_comparison()
    alone = small_comparison(scenarios={"baseline": made.scenarios["baseline"]})
    assert (made.told, alone.told, alone.policies_compared) == (("policy",), ("baseline",), ())


def test_the_wider_interval_leads_where_there_is_one():
    assert small_comparison(pairs=pairs_of("income_mean", [1], [0])).leading_uncertainty == CHANCE
    both = small_comparison(pairs=pairs_of("income_mean", [1], [0], ASSUMPTIONS))
    assert both.leading_uncertainty == ASSUMPTIONS


def test_an_unknown_village_in_a_member_list_is_an_error():
    with pytest.raises(ValueError, match="no village has every id of 'A;Z'"):
        village_rows(small_comparison(), "A;Z")


@pytest.mark.parametrize("table", ["SERIES", "PAIRS", "EFFECTS", "ROUNDS", "SPENDING", "GROUPS", "UNIONS_AT_END"])
def test_every_column_has_both_names_and_stands_once(table):
    declared = getattr(columns, table)
    names = [c.name for c in declared]
    assert len(names) == len(set(names))
    assert all(c.label.en and c.label.zh and c.meaning.en and c.meaning.zh for c in declared)


def test_village_outcomes_are_indicators_what_was_done_and_terms_each_once():
    declared = village_columns()
    names = [c.name for c in declared]
    assert len(names) == len(set(names))
    assert names[:3] == ["income_yuan_per_person", "collective_income_yuan", "public_goods"]
    assert tuple(names[-len(OBSTACLES) :]) == OBSTACLES
    assert {"approached", "treated", "in_union"} <= set(names)
    assert all(c.label.en and c.label.zh and c.meaning.en and c.meaning.zh for c in declared)
