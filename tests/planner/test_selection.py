"""Selecting the best of several plans: rarely wrong where one is clearly better, and ties are called ties."""

import numpy as np

from liancun_sim.planner.comparing import known_well, told_of
from liancun_sim.planner.rules_file import RulesFile
from liancun_sim.planner.selection import FIRST, best_of, standing, tied_with


def trial(number, means, spread=3.0, common=5.0, draws=400):
    """Values of plans under common draws: (draw, plan)."""
    rng = np.random.default_rng(number)
    luck = rng.normal(0, common, (draws, 1))
    return np.array(means) + luck + rng.normal(0, spread, (draws, len(means)))


def test_of_200_planted_trials_at_most_16_select_a_plan_that_is_clearly_worse():
    means, wrong, used = [10.0, 8.0, 8.0, 7.0, 6.0, 8.0], 0, []
    for number in range(200):
        values = trial(number, means)
        found = standing(values, 2.0, 0.95)
        assert found.settled
        wrong += found.kept != (0,)
        used.append(next(n for n in range(FIRST, 401) if standing(values[:n], 2.0, 0.95).settled) if number < 5 else 0)
    assert wrong <= 16
    assert max(used) < 400


def test_before_the_first_draws_are_in_nobody_is_dropped():
    assert standing(trial(1, [10.0, 0.0])[: FIRST - 1], 1.0, 0.95).kept == (0, 1)


def test_plans_that_are_equal_are_tied_and_one_clearly_behind_is_not():
    values = trial(3, [10.0, 10.0, 2.0], draws=60)
    best = best_of(values, (0, 1))
    tied = tied_with(values, best, 1.0)
    assert tied[0] and tied[1] and not tied[2]


def test_the_luck_all_plans_share_changes_nothing():
    values = trial(4, [10.0, 8.0, 9.0])
    luck = np.random.default_rng(9).normal(0, 50, (len(values), 1))
    assert standing(values, 2.0, 0.95) == standing(values + luck, 2.0, 0.95)


def test_among_tied_plans_the_one_best_by_prediction_is_told_not_the_luckiest():
    values = trial(5, [10.0, 10.3, 2.0], draws=20)
    assert told_of(values, (0, 1), 1.0) == 0
    assert told_of(trial(5, [2.0, 10.0, 2.0], draws=20), (1,), 1.0) == 1


def test_simulation_goes_on_until_what_was_promised_too_much_is_known_within_a_union():
    """Standard deviation 4.4: an error of 1.4 on ten draws, of .98 on twenty."""
    over = np.tile([4.4, -4.4], 10) * np.sqrt(19 / 20)
    assert not known_well(over[:10], RulesFile())
    assert known_well(over, RulesFile())
    assert known_well(over[:10], RulesFile(objective="conversions"))  # not counted in unions
