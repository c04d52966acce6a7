"""Regret, the worst tenth, demands, trade-offs and prices: worked by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from liancun_sim.analysis.statistics.ratio import LEAST_PAIRS, TOO_FEW_PAIRS
from liancun_sim.analysis.study.analysed import analyse_study, failed_runs
from liancun_sim.analysis.study.costs import study_costs
from liancun_sim.analysis.study.pareto import on_front, pareto_table
from liancun_sim.analysis.study.regret import cvar, regret, regret_table
from liancun_sim.analysis.study.worlds import worlds
from liancun_sim.reports.study.names import facts
from liancun_sim.reports.study.sentences import honesty
from liancun_sim.results.store import OutcomeInfo
from liancun_sim.vocabulary import Label
from small_study import replicated_study, scattered_study, worlds_study


def row(table, scenario):
    return table[table["scenario"] == scenario].iloc[0]


def test_regret_is_what_the_best_choice_of_the_same_world_would_have_given_more():
    # worlds (5, 3), (1, 4): best 5 and 4
    assert regret(np.array([[5.0, 3.0], [1.0, 4.0]])).tolist() == [[0, 2], [3, 0]]


def test_regret_of_a_cost_is_what_was_paid_too_much():
    assert regret(np.array([[5.0, 3.0]]), sign=-1).tolist() == [[2, 0]]


def test_mean_ninety_percent_and_largest_regret():
    # ten worlds in which the policy is 0, 1, …, 9 short of base: mean 4.5, largest 9, 90 % between 8 and 9: 8.1
    found = row(regret_table(worlds_study({"base": [10.0] * 10, "policy": [10.0 - i for i in range(10)]})), "policy")
    assert (found["regret_mean"], found["regret_max"]) == (4.5, 9.0)
    assert found["regret_90"] == pytest.approx(8.1)


def test_cvar_is_the_mean_of_the_worst_tenth_the_last_counted_in_part():
    # 15 values 0 … 14: the worst tenth is 1.5 values, 0 and half of 1: 0.5 / 1.5
    assert cvar(np.arange(15.0)[::-1]) == pytest.approx(1 / 3)
    # where less is better the worst are 14 and half of 13: (14 + 6.5) / 1.5
    assert cvar(np.arange(15.0), sign=-1) == pytest.approx(20.5 / 1.5)


def test_cvar_of_fewer_than_ten_values_is_the_worst_one():
    assert cvar(np.array([3.0, 1.0, 2.0])) == 1.0


def test_satisficing_is_the_share_of_worlds_that_meet_the_demand():
    study = worlds_study({"base": [1.0, 2, 3, 4], "policy": [2.0, 2, 2, 5]})
    asked = row(regret_table(study, {"y": 2.0}), "base")
    assert (asked["demand"], asked["satisficing"]) == (2.0, 0.75)  # 2, 3, 4 of 1, 2, 3, 4


def test_without_a_demand_the_baseline_of_the_same_world_must_be_reached():
    # 2 ≥ 1, 2 ≥ 2, 2 < 3, 5 ≥ 4
    found = row(regret_table(worlds_study({"base": [1.0, 2, 3, 4], "policy": [2.0, 2, 2, 5]})), "policy")
    assert found["satisficing"] == 0.75
    assert np.isnan(found["demand"])


def test_the_front_holds_what_nothing_else_beats_everywhere():
    # (3, 1) and (1, 3) trade; (1, 1) is beaten by both; (3, 1) again stands beside its equal
    values = np.array([[3.0, 1.0], [1.0, 3.0], [1.0, 1.0], [3.0, 1.0]])
    assert on_front(values).tolist() == [True, True, False, True]


def two_outcomes(study, better="lower", **values):
    """A second outcome z by scenario."""
    runs = study.runs
    z = pd.concat([pd.Series(values[name]) for name in study.scenarios], ignore_index=True)
    object.__setattr__(study, "runs", runs.assign(z=z.to_numpy(dtype=float)))
    study.outcomes["z"] = OutcomeInfo("z", Label("z", "z"), "", better)
    return study


def test_trade_offs_respect_each_outcomes_direction():
    # y: more is better, z: less. base (0, 0), cheap (2, 1), dear (1, 5): dear is beaten by cheap
    study = replicated_study({"base": [0, 0], "cheap": [2, 2], "dear": [1, 1]})
    table = pareto_table(two_outcomes(study, base=[0, 0], cheap=[1, 1], dear=[5, 5]), ["y", "z"])
    assert table.set_index("scenario")["on_front"].to_dict() == {"base": True, "cheap": True, "dear": False}
    assert row(table, "dear")["share_on_front"] == 0.0


def paid(study, own, staff):
    """What each scenario spent and what its staff time was worth, the same in every run."""
    runs = study.runs.assign(total_yuan=study.runs["scenario"].map(own).astype(float))
    runs["public_yuan"] = runs["total_yuan"] + runs["scenario"].map(staff)
    object.__setattr__(study, "runs", runs)
    for key in ("total_yuan", "public_yuan"):
        study.outcomes[key] = OutcomeInfo(key, Label("Spent", "支出"), "yuan", "lower")
    return study


def test_the_price_of_a_unit_is_extra_money_and_staff_time_over_extra_outcome():
    # 400 yuan and 700 − 300 of staff time, for 1 and 3 more in turn: 800 / 2
    study = replicated_study({"base": [1, 1] * 4, "policy": [2, 4] * 4})
    found = row(study_costs(paid(study, {"base": 0, "policy": 400}, {"base": 300, "policy": 700})), "policy")
    assert (found["cost"], found["own_cost"], found["ratio"]) == (800.0, 400.0, 400.0)
    assert found["ci_low"] < 400.0 < found["ci_high"] and found["reason"] == ""


def test_of_fewer_pairs_than_a_price_needs_what_was_spent_is_told_and_no_price():
    fewer = LEAST_PAIRS - 1
    study = replicated_study({"base": [1] * fewer, "policy": [2] * fewer})
    found = row(study_costs(paid(study, {"base": 0, "policy": 400}, {"base": 300, "policy": 700})), "policy")
    assert (found["cost"], found["own_cost"], found["reason"]) == (800.0, 400.0, TOO_FEW_PAIRS)
    assert np.isnan([found["ratio"], found["ci_low"], found["ci_high"]]).all()


def test_what_gained_nothing_has_no_price_but_a_reason():
    study = replicated_study({"base": [1, 1], "policy": [1, 0]})
    found = row(study_costs(paid(study, {"base": 0, "policy": 400}, {"base": 0, "policy": 0})), "policy")
    assert np.isnan(found["ratio"])
    assert found["reason"] == "no_gain"


def test_where_levers_vary_there_is_no_regret_but_a_reason():
    study = scattered_study(
        {"base": lambda x, r: x["k"], "policy": lambda x, r: 1 - x["k"]}, {"k": (0.0, 1.0)}, 50, baseline="base",
        role="lever",
    )  # fmt: skip
    assert regret_table(study).empty
    assert any("The design varies levers (k), which somebody sets" in one for one in honesty(analyse_study(study)))


def test_an_outcome_measured_in_no_scenario_has_no_regret():
    nothing = [float("nan")] * 3
    assert regret_table(replicated_study({"base": nothing, "policy": nothing})).empty


def test_of_an_unfinished_study_only_replications_of_all_scenarios_are_compared():
    # the outcome is the replicate, the policy .1 better. Left: base 0 and 1, policy 1 and 2. Both have two, but
    # only 1 in common: 1.1 − 1, not 1.6 − .5 = 1.1
    functions = {"base": lambda x, r: r + 0 * x["a"], "policy": lambda x, r: r + 0.1 + 0 * x["a"]}
    study = scattered_study(functions, {"a": (0.0, 1.0)}, 4, baseline="base", replicates=3)
    runs = study.runs
    kept = runs["replicate"] != runs["scenario"].map({"base": 2, "policy": 0})
    found = worlds(replace(study, runs=runs[kept].reset_index(drop=True)), "y")
    np.testing.assert_allclose(found.of("policy") - found.of("base"), 0.1)


def test_a_failed_run_that_points_share_is_one_failure():
    # base does not use x: its run r0 stands at each of three points. Two runs failed, in four rows; 4 runs in all
    study = scattered_study({"base": lambda x, r: x["x"], "policy": lambda x, r: x["x"]}, {"x": (0.0, 1.0)}, 3)
    runs = study.runs.assign(run_id=["r0", "r0", "r0", "r1", "r2", "r3"], status=["failed"] * 4 + ["ok"] * 2)
    result = replace(study, runs=runs, planned=4)
    assert (len(result.failed), len(result.done), result.left) == (2, 2, 0)
    assert failed_runs(result)["run_id"].tolist() == ["r0", "r1"]
    assert facts(result).startswith("2 of 4 runs finished, 2 failed")
