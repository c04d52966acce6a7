"""The greenhouse subsidy: nothing outside its dates and its budget, and only to who applied."""

import numpy as np
from contract import Outcome
from numpy.testing import assert_allclose

from liancun_sim.policies.greenhouse_subsidy import GreenhouseSubsidy

KEEN = {"diffusion.required_yuan": 500.0, "diffusion.scattered_share": 0.01}
NOTICES = 60 * 5


def subsidised(world, months=24, **levers):
    return Outcome(world, [GreenhouseSubsidy(levers=levers)], KEEN, months)


def planted_with_help(outcome):
    """Households that paid less than a greenhouse costs; without help all cost 10,000 yuan or more."""
    households = outcome.state.households
    return int(((households.planting_month >= 0) & (households.greenhouse_yuan < 9_000)).sum())


def test_every_yuan_stands_for_a_greenhouse_and_none_is_spent_beyond_the_budget(small_world):
    """120,000 yuan a year pay for one of 6,000 a month and the notices of 60 villages at 5; the rest lapses."""
    outcome = subsidised(small_world, budget_yuan_per_year=120_000)
    helped = planted_with_help(outcome)
    assert 12 < helped <= 23  # nobody has applied yet in the first month
    assert outcome.spending["greenhouse_subsidy"].yuan == 6_000 * helped + 24 * NOTICES
    assert_allclose(outcome.spending["greenhouse_subsidy"].cadre_months, 0.05 * helped)
    assert max(outcome.yuan_by_month) == 6_000 + NOTICES


def test_nothing_is_paid_before_it_starts_and_after_it_ends(small_world):
    outcome = subsidised(small_world, start_month=6, end_month=12)
    assert np.flatnonzero(outcome.yuan_by_month).tolist() == list(range(6, 12))
    assert outcome.yuan_by_month[6] == NOTICES  # nobody has applied yet
    assert outcome.yuan_by_month[7] > NOTICES
    assert not (outcome.state.households.considering >= 2).any()


def test_more_greenhouses_a_year_let_more_plant(small_world):
    helped = [planted_with_help(subsidised(small_world, houses=houses)) for houses in (0, 24, 160)]
    assert helped[0] == 0 < helped[1] < helped[2]


def test_where_only_the_poor_may_apply_fewer_are_paid(small_world):
    outcome = subsidised(small_world, whom="poor")
    assert outcome.spending["greenhouse_subsidy"].yuan == 6_000 * planted_with_help(outcome) + 24 * NOTICES
    assert planted_with_help(outcome) < planted_with_help(subsidised(small_world))
