"""The life of unions, counted by hand on a small comparison."""

import math

import pytest

from liancun_sim.analysis import union_life
from liancun_sim.reports.comparison.sentences import on_proposals
from liancun_sim.reports.comparison.summary import summary
from small_comparison import life_of, rounds_of, series_of, small_comparison

EVENTS = (
    (0, "A", "formed", "", 0.04, 0.0, 0.9, 0.7),
    (0, "B", "formed", "", 0.04, 0.0, 0.7, 0.5),
    (0, "A", "month_6", "", 0.04, 0.02, 0.8, 0.6),
    (0, "A", "leaving_proposed", "voted_to_stay", 0.01, 0.03, 0.6, 0.55),
    (0, "B", "leaving_proposed", "resolved", -0.01, 0.02, 0.4, 0.3),
    (1, "B", "leaving_proposed", "resolved", -0.03, -0.04, 0.2, 0.1),
    (0, "B", "left", "resolved", -0.01, 0.02, math.nan, math.nan),
    (0, "A", "dissolved", "members_left", 0.01, 0.03, math.nan, math.nan),
)


@pytest.fixture(scope="module")
def comparison():
    return small_comparison(
        series=series_of("income_mean", {"baseline": [[0.0]] * 2, "policy": [[0.0]] * 2}),
        rounds=rounds_of({}),
        union_life=life_of(*EVENTS),
    )


def test_leavers_are_told_with_what_they_believed_and_what_was_true(comparison):
    left = union_life(comparison).set_index("happening").loc["resolved"]
    assert left["members"] == 1  # two votes in two replications; the months of going are no second leaving
    assert left["believed"] == pytest.approx(-0.02)  # of −.01 and −.03
    assert left["true"] == pytest.approx(-0.01)  # of .02 and −.04
    assert left["gained"] == 0.5
    assert (left["stated"], left["private"]) == (pytest.approx(0.3), pytest.approx(0.2))


def test_willingness_is_told_by_the_age_of_the_union(comparison):
    table = union_life(comparison).set_index("happening")
    assert list(table.index) == ["formed", "month_6", "voted_to_stay", "resolved", "dissolved"]
    assert (table.loc["formed", "stated"], table.loc["formed", "private"]) == (pytest.approx(0.8), pytest.approx(0.6))


def test_the_summary_tells_both(comparison):
    willing, leavers = on_proposals(comparison, "policy")[-2:]
    assert "at forming 60.0 % (80.0 %); after 6 months 60.0 % (80.0 %)" in willing
    assert leavers.startswith("Per run on average 1 village left their union, and 0.5 villages more lost it")
    assert leavers.endswith("believed it brought −2.0 % of income; in truth it brought −1.00 %.")
    assert willing in summary(comparison)


def test_a_baseline_has_no_truth_beside_it():
    alone = life_of((0, "A", "month_6", "", 0.04, math.nan, 0.8, 0.6))
    assert math.isnan(union_life(small_comparison(union_life=alone)).loc[0, "gained"])
