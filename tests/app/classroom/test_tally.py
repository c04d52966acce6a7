"""Guesses and plans counted, by hand."""

from math import nan

import pytest

from liancun_sim.app.classroom.tally import MEASURES, bars_of, drawn_together, judged, ranks


def test_every_guess_stands_in_one_bar_and_a_hundred_in_the_last():
    assert bars_of([0, 9.9, 10, 55, 99, 100]) == [2, 1, 0, 0, 0, 1, 0, 0, 0, 2]


def numbers(income, formed=2.0, left=0.0, private=nan, spent=0.0):
    return {
        "unions_formed": formed, "dissolved_unions": left, "private_consent": private, "income_quintile_1": income / 2,
        "income_mean": income, "converted_true": 0.5, "public_yuan": spent,
    }  # fmt: skip


def test_a_plan_is_judged_beside_the_same_draws_without_it():
    plan = [numbers(110.0, 2.0, 1.0, 0.6, 50.0), numbers(95.0, 3.0, 0.0, nan, 70.0)]
    alone = [numbers(100.0), numbers(100.0)]
    found = judged(plan, alone)
    assert found["lasting"] == pytest.approx((1 + 3) / 2)
    assert found["willing"] == pytest.approx(0.6)  # one draw asked nobody
    assert found["income"] == pytest.approx((10 - 5) / 2)
    assert found["poorest"] == pytest.approx((5 - 2.5) / 2)
    assert found["worst"] == pytest.approx(-5)
    assert found["cost"] == pytest.approx(60)
    assert found["converted"] == 0


def test_places_follow_each_measures_direction_and_equals_share_the_better():
    plans = {number: {one.key: 0.0 for one in MEASURES} for number in (1, 2, 3)}
    plans[1] |= {"income": 3.0, "cost": 9.0, "willing": nan}
    plans[2] |= {"income": 5.0, "cost": 1.0}
    plans[3] |= {"income": 3.0, "cost": 4.0}
    found = ranks(plans)
    assert [found[number]["income"] for number in (1, 2, 3)] == [2, 1, 2]
    assert [found[number]["cost"] for number in (1, 2, 3)] == [3, 1, 2]
    assert [found[number]["willing"] for number in (1, 2, 3)] == [3, 1, 1]


def test_measures_disagree_so_that_nobody_need_win_everything():
    assert {one.higher for one in MEASURES} == {True, False}
    few, many = numbers(101.0, 1.0, spent=10.0), numbers(108.0, 4.0, spent=90.0)
    places = ranks({1: judged([few], [numbers(100.0)]), 2: judged([many], [numbers(100.0)])})
    assert places[1]["cost"] == 1 < places[2]["cost"]
    assert places[2]["lasting"] == 1 < places[1]["lasting"]


def test_plans_lie_on_one_map():
    villages, ties = drawn_together([[(0, 1), (2, 3, 4)], [(1, 0)], [(0, 1)]])
    assert villages == {0: 3, 1: 3, 2: 1, 3: 1, 4: 1}
    assert ties == {(0, 1): 2, (1, 0): 1, (2, 3): 1, (2, 4): 1}
