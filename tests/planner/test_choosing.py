"""The best plan is the best by brute force; where there is none, the rules named contradict one another."""

from itertools import combinations

import numpy as np
import pytest

from liancun_sim.planner import choosing
from liancun_sim.planner.choosing import Here, choose, conflict, frontier, without
from liancun_sim.planner.milp import Solver
from liancun_sim.planner.packing import Packing, Row, overlap_cuts, worst_mean
from small_counties import best_by_brute_force, every_choice, kept, random_packing, rules_of_every_kind

pytestmark = pytest.mark.long
COUNTIES, FEWER = 50, 12
HERE = Here()


@pytest.mark.parametrize("cautious", [False, True], ids=["mean", "worst fifth"])
def test_equal_to_brute_force_for_every_kind_of_rule(cautious):
    for number in range(COUNTIES):
        packing, rng = random_packing(number, cautious)
        table = every_choice(packing)
        for kind, ruled in rules_of_every_kind(packing, rng).items():
            expected, found = best_by_brute_force(ruled, table), choose(ruled, HERE, gap=0.0)
            if expected is None:
                assert not found.feasible and found.proven, (number, kind)
                continue
            assert abs(found.value - expected) < 1e-9, (number, kind)
            assert not ruled.broken_by(found.chosen), (number, kind)


def test_leaving_out_what_cannot_be_in_a_best_plan_changes_nothing(monkeypatch):
    monkeypatch.setattr(choosing, "FEW", 0)
    for number in range(FEWER):
        packing, rng = random_packing(number)
        table = every_choice(packing)
        for kind, ruled in rules_of_every_kind(packing, rng).items():
            expected, found = best_by_brute_force(ruled, table), choose(ruled, HERE, gap=0.0)
            assert found.feasible == (expected is not None), (number, kind)
            if expected is not None:
                assert abs(found.value - expected) < 1e-9, (number, kind)
                assert found.bound >= expected - 1e-9, (number, kind)


def test_the_rules_named_are_in_conflict_and_none_of_them_can_be_spared():
    named = 0
    for number in range(FEWER):
        packing, rng = random_packing(number)
        table = every_choice(packing)
        ones = np.ones(packing.worth.shape[1])
        kinds = rules_of_every_kind(packing, rng)
        hard = kinds["a forbidden village"].with_rows(
            *kinds["a forced village"].rows, Row("many", ones, low=3), Row("few", ones, high=2),
            *kinds["caps of townships"].rows,
        )  # fmt: skip
        assert best_by_brute_force(hard, table) is None
        rules = conflict(hard, HERE)
        named += len(rules)

        def possible(among, of=hard, rows=table):
            part = Packing(
                of.incidence, of.worth,
                tuple(row for row in of.rows if row.rule in among),
                tuple(one for one in of.exclusions if one.rule in among),
            )  # fmt: skip
            return bool(kept(part, rows).any())

        assert not possible(rules)
        assert all(possible(fewer) for fewer in combinations(rules, len(rules) - 1))
    assert named >= 2 * FEWER


def test_order_of_candidates_changes_nothing():
    for number in range(10):
        packing, rng = random_packing(number)
        ruled = rules_of_every_kind(packing, rng)["all together"]
        order = rng.permutation(packing.worth.shape[1])
        turned = Packing(
            ruled.incidence[:, order], ruled.worth[:, order],
            tuple(Row(row.rule, row.weights[order], row.low, row.high) for row in ruled.rows),
            tuple(type(one)(one.rule, one.broken[order]) for one in ruled.exclusions),
        )  # fmt: skip
        assert set(order[choose(turned, HERE).chosen]) == set(choose(ruled, HERE).chosen)


def test_alternatives_share_no_more_than_they_may():
    packing, _ = random_packing(3)
    plans = [choose(packing, HERE).chosen]
    for _ in range(3):
        cut = packing.with_rows(*overlap_cuts(plans, packing.worth.shape[1], 0.7))
        plans.append(choose(cut, HERE).chosen)
    for first, second in combinations(plans, 2):
        assert len(set(first) & set(second)) <= 0.7 * len(first)


def test_a_frontier_gives_up_one_aim_for_the_other():
    packing, rng = random_packing(5)
    other = rng.random(packing.worth.shape[1])
    found = list(frontier(packing, other, 4, HERE))
    own, others = [one.value for one in found], [float(other[one.chosen].sum()) for one in found]
    assert own == sorted(own, reverse=True) and others == sorted(others)
    assert own[0] == pytest.approx(best_by_brute_force(packing, every_choice(packing)))
    assert others[-1] == pytest.approx(float((every_choice(packing) @ other).max()))


def test_a_choice_without_a_candidate_does_without_it():
    packing, _ = random_packing(2)
    best = choose(packing, HERE)
    left = choose(without(packing, int(best.chosen[0])), HERE)
    assert best.chosen[0] not in left.chosen and left.value <= best.value + 1e-12


def test_the_worst_fifth_of_seven_draws_is_the_worst_and_four_tenths_of_the_next():
    assert worst_mean(np.array([5.0, 1, 2, 9, 9, 9, 9])) == pytest.approx((1 + 0.4 * 2) / 1.4)


def test_a_process_of_its_own_finds_the_same_and_is_ended_when_its_time_is_up():
    packing, _ = random_packing(1)
    with Solver(30) as solver:
        assert set(choose(packing, solver).chosen) == set(choose(packing, HERE).chosen)
        solver._process.kill()  # from outside: nothing is known, and the next question starts another
        assert not choose(packing, solver).feasible
        assert choose(packing, solver).feasible
