"""Which scenario is best, and how sure that is: every expected number can be had by hand."""

import numpy as np
import pytest

from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.analysis.study.ranking import chance_of_best, rank_interval, ranking, settled, together
from small_study import replicated_study, scattered_study, worlds_study


def row(table, scenario):
    return table[table["scenario"] == scenario].iloc[0]


def test_a_difference_is_taken_replicate_by_replicate():
    # 12−10, 23−20, 31−30 = 2, 3, 1: mean 2, s = 1, standard error 1/√3; t(.975, 2) = 4.3027
    found = row(ranking(replicated_study({"base": [10, 20, 30], "policy": [12, 23, 31]})), "policy")
    assert found["difference"] == 2.0
    assert found["ci_low"] == pytest.approx(2 - 4.302653 / 3**0.5, abs=1e-5)
    assert (found["p_better"], found["rank"]) == (1.0, 1)


def test_the_interval_for_all_differences_at_once_is_wider():
    # three scenarios, three pairs: 1 − .05/3 two-sided, t(1 − .05/6, 3) = 4.8567
    table = ranking(replicated_study({"base": [0, 0, 0, 0], "one": [1, 2, 3, 4], "two": [0, 1, 0, 1]}))
    found = row(table, "one")
    error = np.std([1, 2, 3, 4], ddof=1) / 2
    assert found["all_high"] == pytest.approx(2.5 + 4.8566 * error, abs=1e-3)
    assert found["ci_high"] == pytest.approx(2.5 + 3.18245 * error, abs=1e-4)


def test_chance_of_best_shares_ties():
    # best: first; both; second; first → (1 + ½ + 0 + 1) / 4
    values = np.array([[2.0, 1.0], [1.0, 1.0], [0.0, 5.0], [3.0, 1.0]])
    assert chance_of_best(values).tolist() == [0.625, 0.375]


def test_smaller_is_better_where_the_outcome_says_so():
    table = ranking(replicated_study({"base": [5, 6], "policy": [1, 2]}, better="lower"))
    assert table["scenario"].tolist() == ["policy", "base"]
    assert table["p_best"].tolist() == [1.0, 0.0]


def test_ranks_that_cannot_be_told_apart_share_an_interval():
    # one and two differ by ±1 in turn (mean 0); both lie 10 above base in every replicate, never less than 9
    table = ranking(
        replicated_study({"base": [0] * 6, "one": [10, 11, 10, 11, 10, 11], "two": [11, 10, 11, 10, 11, 10]})
    )
    assert table.set_index("scenario")[["rank_low", "rank_high"]].T.to_dict("list") == {
        "one": [1, 2],
        "two": [1, 2],
        "base": [3, 3],
    }
    assert not settled(table, "y")


def test_a_clear_order_is_settled():
    table = ranking(replicated_study({"base": [0, 1, 2], "policy": [5, 6.1, 7]}))
    assert row(table, "policy")[["rank_low", "rank_high"]].tolist() == [1, 1]
    assert settled(table, "y")


def test_equal_scenarios_are_never_ranked_apart():
    low, high = rank_interval(np.ones((5, 3)), together(3))
    assert (low.tolist(), high.tolist()) == ([1, 1, 1], [3, 3, 3])


def test_rank_intervals_hold_all_true_ranks_at_least_as_often_as_they_say():
    # four scenarios, true means 0, 0, .5, 1, noise 1, 30 worlds; ranks of the tied may be 3 or 4
    rng = np.random.default_rng(0)
    held = 0
    for _ in range(300):
        low, high = rank_interval(rng.normal([0, 0, 0.5, 1.0], 1.0, (30, 4)), together(4))
        held += bool(low[3] == 1 and low[2] <= 2 <= high[2] and (high[:2] == 4).all() and (low[:2] <= 3).all())
    assert held / 300 > 0.93


def test_the_points_of_one_base_row_count_once():
    # two identical points in a row carry no more than one: widths as of two independent values, 1 and 3
    study = worlds_study({"base": [0.0, 0, 0, 0], "policy": [1.0, 1, 3, 3]})
    study.points["group"] = [0, 0, 1, 1]
    object.__setattr__(study, "design", "sobol")
    found = row(ranking(study), "policy")
    expected = t_interval(np.array([1.0, 3.0]))
    assert (found["difference"], found["ci_low"]) == (2.0, expected[2])


def test_a_world_with_a_failed_run_is_left_out_for_all_and_counted():
    functions = {"base": lambda x, r: x["a"], "policy": lambda x, r: x["a"] + 1}
    study = scattered_study(functions, {"a": (0.0, 1.0)}, 50, baseline="base", failing=[3, 53, 57])
    table = ranking(study)  # point 3 of base, points 3 and 7 of policy
    assert table["worlds"].tolist() == [48, 48]
    assert table["left_out"].tolist() == [2, 2]
    assert row(table, "policy")["difference"] == pytest.approx(1.0)


def test_an_outcome_the_baseline_never_measures_ranks_the_others():
    table = ranking(replicated_study({"base": [np.nan] * 3, "one": [1, 2, 3], "two": [2, 3, 4]}))
    assert table["scenario"].tolist() == ["two", "one"]
    assert table["difference"].isna().all()
    assert table["worlds"].tolist() == [3, 3]


def test_one_replicate_has_no_interval_and_says_so():
    found = row(ranking(replicated_study({"base": [1], "policy": [2]})), "policy")
    assert found["difference"] == 1.0
    assert np.isnan(found["ci_low"])
    assert found["reason"] == "one_replication"
