"""One belief about what a union brings: what is seen, what is made of it, and what is made of promises nearby."""

import numpy as np
import pytest
from hamlets import dissolve, hamlets, step, unite

from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.belief import Belief


def belief(**values):
    return Belief(Setup(), {f"belief.{name}": value for name, value in values.items()})


# --- gains seen ---


def test_a_gain_is_growth_beyond_that_of_the_township_outside_unions():
    state = hamlets(6, towns=("east", "west"), mean_log_income=8.0)  # 0, 2, 4 lie in the east
    life = belief()
    unite(state, 0, 1, month=0)
    step(life, state, 0)
    assert not state.villages.gain_seen.any()
    state.villages.mean_log_income[:] = [8.10, 8.10, 8.02, 8.05, 8.04, 8.05]
    step(life, state, 1)
    # the east outside grew by .03 on average, the west by .05
    np.testing.assert_allclose(state.villages.gain_seen, [0.07, 0.05, 0, 0, 0, 0])


def test_where_all_of_a_township_has_united_the_calendar_is_the_measure():
    state = hamlets(2, mean_log_income=8.0)
    life = belief()
    unite(state, 0, 1)
    step(life, state, 0)
    state.villages.mean_log_income[:] += 0.05
    state.county.expected_growth_log[0] = 0.01
    step(life, state, 1)
    np.testing.assert_allclose(state.villages.gain_seen, 0.04)


def test_gains_are_counted_from_forming_and_end_with_the_union():
    state = hamlets(3, mean_log_income=8.0)
    life = belief()
    step(life, state, 0)
    state.villages.mean_log_income[0] += 0.2
    row = unite(state, 0, 1, month=1)
    step(life, state, 1)
    assert state.villages.gain_seen[0] == 0
    state.villages.mean_log_income[0] += 0.1
    step(life, state, 2)
    assert state.villages.gain_seen[0] == pytest.approx(0.1)
    dissolve(state, row, 3)
    step(life, state, 3)
    assert state.villages.gain_seen[0] == 0


def test_another_township_changes_no_gain_seen():
    few = hamlets(("a", "b", "c"), mean_log_income=8.0)
    many = hamlets(("a", "b", "c", "d"), towns=("east", "far"), township=[0, 0, 0, 1], mean_log_income=8.0)
    for state in (few, many):
        life = belief()
        unite(state, 0, 1)
        step(life, state, 0)
        state.villages.mean_log_income[:] = [8.3, 8.2, 8.1, 9.9][: len(state.villages)]
        step(life, state, 1)
    np.testing.assert_array_equal(few.villages.gain_seen, many.villages.gain_seen[:3])


# --- belief ---


def test_a_union_begins_with_what_it_promises_as_far_as_that_is_trusted():
    """Promise .15 at trust .4 and .6, where half of the promises nearby were kept: .03 and .045."""
    state = hamlets(3, households=2, promise_record=[0.5, 0.5, 1.0], mean_log_income=8.0)
    state.households.trust[:] = 0.3, 0.5, 0.6, 0.6, 0.5, 0.5
    unite(state, 0, 1, month=4, promise=0.15)
    step(belief(), state, 4)
    np.testing.assert_allclose(state.villages.gain_believed, [0.03, 0.045, 0], rtol=1e-6)


def accounted(seen, outside, **values):
    """A union of two villages a year old whose members grew by `seen` beside others that grew by `outside`."""
    count = 2 + len(outside)
    state = hamlets(count, mean_log_income=8.0, gain_prior=0.06, gain_believed=0.06)
    mechanism = belief(**values)
    unite(state, 0, 1, month=0, promise=0.12)
    state.villages.log_income_yearly[0] = 8.0
    state.villages.mean_log_income[:] = 8.0 + np.array([seen, seen, *outside])
    state.villages.mean_log_income_before[:] = state.villages.mean_log_income
    state.villages.gain_seen[:2] = seen
    step(mechanism, state, 12)
    return state


def test_a_years_accounts_move_the_belief_by_as_much_as_they_can_tell():
    """Outside villages grew by −.06, 0, .06: their spread is σ = .06 (two degrees of freedom). With σ₀ = .03
    w = .0009/(.0009 + .0036) = 1/5, so that .06 believed and .01 seen make .05."""
    state = accounted(0.01, [-0.06, 0.0, 0.06], prior_spread=0.03)
    np.testing.assert_allclose(state.villages.gain_believed[:2], 0.8 * 0.06 + 0.2 * 0.01)
    np.testing.assert_allclose(state.villages.broken_promise[:2], 0.05 - 0.12)
    np.testing.assert_allclose(state.villages.promise_kept[:2], 0.05 / 0.12)
    assert state.county.observation_ratio[0] == pytest.approx(4)  # (.06/.03)²


def test_the_same_growth_everywhere_outside_leaves_no_doubt():
    state = accounted(0.01, [0.0, 0.0, 0.0])
    np.testing.assert_allclose(state.villages.gain_believed[:2], 0.01)


@pytest.mark.parametrize("month", [11, 13, 20])
def test_accounts_are_shown_once_a_year(month):
    state = hamlets(5, mean_log_income=8.0, gain_prior=0.06, gain_believed=0.06, gain_seen=[0.5, 0.5, 0, 0, 0])
    mechanism = belief()
    unite(state, 0, 1, month=0, promise=0.12)
    state.villages.mean_log_income_before[:] = 8.0
    step(mechanism, state, month)
    np.testing.assert_array_equal(state.villages.gain_believed, 0.06)
    assert not state.villages.accounts.any()


def test_a_larger_gain_seen_never_lowers_the_belief():
    found = [accounted(seen, [-0.05, 0.02, 0.06, -0.01]).villages.gain_believed[0] for seen in (-0.2, 0, 0.1, 0.3)]
    assert found == sorted(found)


# --- the record of promises ---


def test_promises_broken_next_door_are_believed_less_than_those_broken_far_away():
    """A chain of six; villages 0 and 1 unite and come to believe in .04 of the .12 promised: a third kept.

    ρ = (2 + Σ kept)/(2 + n), by hearsay (.05) for those that are no neighbours. Village 1 sees two promises (its own
    and 0's), village 2 one and hears of one, village 4 hears of two.
    """
    state = accounted(0.04, [0.0, 0.0, 0.0, 0.0])
    third = 1 / 3
    near = (2 + 2 * third) / (2 + 2)
    beside = (2 + 1.05 * third) / (2 + 1.05)
    far = (2 + 0.1 * third) / (2 + 0.1)
    np.testing.assert_allclose(state.villages.promise_record, [near, near, beside, far, far, far])


def test_without_promises_due_the_record_is_clean():
    state = hamlets(3, mean_log_income=8.0)
    for index in range(13):
        step(belief(), state, index)
    np.testing.assert_array_equal(state.villages.promise_record, 1)
