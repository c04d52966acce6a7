"""Village means, paths over time and levels."""

import math

import numpy as np
import pytest

from liancun_sim.analysis import levels, main_obstacles, neighbours, over_time, village_means
from small_comparison import outcomes_of, rounds_of, series_of, small_comparison


def test_means_errors_and_differences_of_a_village():
    made = small_comparison(
        village_outcomes=outcomes_of(
            income_yuan_per_person={
                "baseline": [[100.0] * 6, [200.0] * 6],
                "policy": [[110.0] * 6, [214.0] * 6],
            }
        )
    )
    row = village_means(made).set_index(["scenario", "village_id"]).loc[("policy", "A")]
    assert row["income_yuan_per_person"] == 162.0
    assert row["income_yuan_per_person_standard_error"] == pytest.approx(52.0)  # half the distance of two values
    assert row["income_yuan_per_person_difference"] == 12.0  # of 10 and 14
    assert row["income_yuan_per_person_difference_standard_error"] == pytest.approx(2.0)
    base = village_means(made).set_index(["scenario", "village_id"]).loc[("baseline", "A")]
    assert math.isnan(base["income_yuan_per_person_difference"])


def test_consent_is_averaged_over_the_runs_in_which_a_village_was_asked():
    nobody = [[np.nan] * 6] * 2
    asked = [[0.6, *[np.nan] * 5], [np.nan] * 6]
    made = small_comparison(village_outcomes=outcomes_of(private_consent={"baseline": nobody, "policy": asked}))
    rows = village_means(made).set_index(["scenario", "village_id"])["private_consent"]
    assert rows[("policy", "A")] == 0.6
    assert math.isnan(rows[("policy", "B")])


def test_a_village_is_told_the_obstacle_of_most_failed_rounds_it_was_asked_in():
    failed = {"outcome": "failed", "members": "A;B"}
    made = small_comparison(
        rounds=rounds_of(
            failed | {"main_obstacle": "posts"},
            failed | {"main_obstacle": "own_view;minority", "round": 2},
            failed | {"main_obstacle": "own_view;minority", "round": 3},
            failed | {"main_obstacle": "own_view;minority", "members": "B;C"},
            {"main_obstacle": "identity", "members": "D;E"},  # passed
        )
    )
    assert main_obstacles(made)[6:] == ["own_view;minority", "own_view;minority", "own_view;minority", "", "", ""]
    assert main_obstacles(made)[:6] == [""] * 6  # the baseline asks nobody


def test_neighbours_hold_both_ways():
    assert neighbours(small_comparison())["B"] == ("A", "C")
    assert neighbours(small_comparison())["F"] == ()


def test_a_path_against_the_baseline_is_paired():
    made = small_comparison(
        series=series_of(
            "income_mean", {"baseline": [[10.0, 20.0], [50.0, 90.0]], "policy": [[10.0, 21.0], [50.0, 93.0]]}
        )
    )
    (path,) = over_time(made, "income_mean", against_baseline=True)
    assert path.scenario == "policy"
    assert list(path.mean) == [0.0, 2.0]  # of 1 and 3
    # error 1, t with 1 degree of freedom 12.706: the worlds' own swings do not enter
    assert path.high[1] == pytest.approx(2 + 12.706204736432095)
    assert [p.scenario for p in over_time(made, "income_mean")] == ["baseline", "policy"]
    assert over_time(made, "unheard_of") == []


def test_levels_are_of_the_last_twelve_months():
    months = [0.0] * 13 + [3.0] * 12  # months 0 to 24; the last twelve are 13 to 24
    made = small_comparison(series=series_of("income_mean", {"policy": [months, [2 * m for m in months]]}))
    (row,) = levels(made).to_dict("records")
    assert (row["scenario"], row["indicator"], row["mean"], row["replications"]) == ("policy", "income_mean", 4.5, 2)
