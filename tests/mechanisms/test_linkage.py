"""Linked cadres: households chosen once, effort shaped by the assessment."""

import numpy as np
import pytest
from hamlets import hamlets, step

from liancun_sim.interventions import LinkUnit, VisitLinked
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.linkage import Linkage

PAPER_EFFORT = 0.05  # linkage.paper_effort


def linkage(**values):
    quiet = {"motive_spread": 0.0, "paper_only": 0.0, "score_noise": 0.0, "slackening": 0.0}
    return Linkage(Setup(), {f"linkage.{name}": value for name, value in {**quiet, **values}.items()})


def link(village, term=0, model=1, poor=1, weight=1.0, files=0.0, levels=4, poor_line=0.0):
    return LinkUnit(village, term, model, poor, weight, files, levels, poor_line)


def test_the_best_off_party_households_and_the_poorest_others_are_linked():
    state = hamlets(2, households=5)
    state.households.income_year_yuan[:5] = 4_000, 9_000, 1_000, 2_000, 20_000
    state.households.is_party[[0, 1, 2]] = 1
    step(linkage(), state, 0, [link(0, model=2, poor=1)])
    assert state.households.linked.tolist() == [1, 1, 0, 2, 0] + [0] * 5


def test_the_poor_are_below_the_line_if_there_is_one():
    """4 to a household: 250, 2,250, 300 and 500 yuan each; of three wanted two are below 400."""
    state = hamlets(1, households=4)
    state.households.income_year_yuan[:] = 1_000, 9_000, 1_200, 2_000
    step(linkage(), state, 0, [link(0, model=0, poor=3, poor_line=400.0)])
    assert state.households.linked.tolist() == [2, 0, 2, 0]
    assert (state.villages.linked_model[0], state.villages.linked_poor[0]) == (0, 2)
    step(linkage(), state, 1, [link(0, term=1, model=0, poor=3)])
    assert state.households.linked.tolist() == [2, 0, 2, 2]


def test_visits_are_made_where_the_cadre_is_let_go():
    state, mechanism = hamlets(3), linkage()
    step(mechanism, state, 0, [link(0), link(1)])
    step(mechanism, state, 1, [link(0), *(VisitLinked(row, 1.5) for row in range(3))], cut=[link(1)])
    assert state.villages.linked_visits.tolist() == [1.5, 0, 0]
    step(mechanism, state, 2, [link(0), link(1)])
    assert not state.villages.linked_visits.any()


def test_households_stay_the_same_until_targets_are_chosen_anew():
    state, mechanism = hamlets(1, households=3), linkage()
    state.households.income_year_yuan[:] = 1_000, 2_000, 3_000
    step(mechanism, state, 0, [link(0)])
    state.households.income_year_yuan[:] = 3_000, 2_000, 1_000
    step(mechanism, state, 1, [link(0)])
    assert state.households.linked.tolist() == [2, 0, 0]
    step(mechanism, state, 2, [link(0, term=1)])
    assert state.households.linked.tolist() == [0, 0, 2]


def test_a_village_no_longer_linked_is_left():
    state, mechanism = hamlets(2), linkage()
    step(mechanism, state, 0, [link(0), link(1)])
    step(mechanism, state, 1, [link(1)])
    assert state.villages.link_term.tolist() == [-1, 0]
    assert state.villages.link_effort.tolist() == [0, 0.5]
    assert not state.households.linked[:4].any()


def test_a_refused_month_is_lost_and_the_link_kept():
    """Effort is .6 after June; refused in July, he comes back in August to the same households with the same effort."""
    state, mechanism = hamlets(1, households=3), linkage()
    state.households.income_year_yuan[:] = 1_000, 2_000, 3_000
    for index in range(6):
        step(mechanism, state, index, [link(0)])
    state.households.income_year_yuan[:] = 3_000, 2_000, 1_000
    step(mechanism, state, 6, cut=[link(0)])
    assert (state.villages.link_active[0], state.villages.link_effort[0]) == (0, pytest.approx(0.6))
    step(mechanism, state, 7, [link(0)])
    assert (state.villages.link_active[0], state.villages.link_effort[0]) == (1, pytest.approx(0.6))
    assert state.households.linked.tolist() == [2, 0, 0]


def test_a_refused_assessment_month_leaves_score_and_effort_alone():
    state, mechanism = hamlets(1), linkage(slackening=0.1)
    step(mechanism, state, 0, [link(0)])
    state.villages.link_effort[0] = 0.9
    step(mechanism, state, 5, cut=[link(0)])
    assert (state.villages.link_effort[0], state.villages.link_score[0]) == (0.9, 0)


def test_a_link_refused_from_the_start_is_none_yet():
    state, mechanism = hamlets(1), linkage()
    step(mechanism, state, 0, cut=[link(0)])
    assert state.villages.link_term[0] == -1
    assert not state.households.linked.any()


def test_a_new_choice_of_targets_ends_the_old_link_even_where_it_is_refused():
    state, mechanism = hamlets(1), linkage()
    step(mechanism, state, 0, [link(0)])
    step(mechanism, state, 1, cut=[link(0, term=1)])
    assert (state.villages.link_term[0], state.villages.link_effort[0]) == (-1, 0)
    assert not state.households.linked.any()


def test_a_second_policy_leaves_a_running_link_alone():
    state, mechanism = hamlets(1), linkage()
    step(mechanism, state, 0, [link(0)])
    state.villages.link_effort[0] = 0.9
    step(mechanism, state, 1, [link(0), link(0, term=1)])
    assert (state.villages.link_term[0], state.villages.link_effort[0]) == (0, 0.9)


def test_a_cadre_without_assessment_does_what_he_is_minded_to():
    state, mechanism = hamlets(1), linkage()
    for index in range(24):
        step(mechanism, state, index, [link(0, weight=0.0)])
    assert state.villages.link_effort[0] == 0.5


def test_a_low_score_raises_effort_twice_a_year_until_it_satisfies():
    """score = effort; effort' = effort + .5 · (.7 − effort) in June and December, from .5."""
    state, mechanism = hamlets(1), linkage()
    seen = []
    for index in range(12):
        step(mechanism, state, index, [link(0)])
        seen.append(state.villages.link_effort[0])
    assert seen == pytest.approx([0.5] * 5 + [0.6] * 6 + [0.65])
    assert state.villages.link_score[0] == pytest.approx(0.6)


def test_an_assessment_of_files_alone_lets_effort_go():
    """Files are in order everywhere: the score is 1, .3 above what satisfies."""
    state, mechanism = hamlets(1), linkage()
    for index in range(48):
        step(mechanism, state, index, [link(0, files=1.0)])
    assert state.villages.link_effort[0] == 0


@pytest.mark.parametrize("files", [0.0, 0.2, 0.4])
def test_effort_settles_where_deeds_and_files_together_satisfy(files):
    """files + (1 − files) · effort = .7."""
    state, mechanism = hamlets(1), linkage()
    for index in range(120):
        step(mechanism, state, index, [link(0, files=files)])
    assert state.villages.link_effort[0] == pytest.approx((0.7 - files) / (1 - files), abs=1e-3)


def test_some_units_have_only_paper_plans():
    state = hamlets(2_000, households=1)
    step(linkage(paper_only=0.3), state, 0, [link(row) for row in range(2_000)])
    share = np.mean(state.villages.link_effort == PAPER_EFFORT)
    assert share == pytest.approx(0.3, abs=0.031)  # three standard errors of .0102


def test_more_levels_see_more_truly():
    def spread(levels):
        state, mechanism = hamlets(500, households=1), linkage(score_noise=0.2)
        for index in range(6):
            step(mechanism, state, index, [link(row, levels=levels) for row in range(500)])
        return np.std(state.villages.link_score)

    assert spread(1) == pytest.approx(0.2, rel=0.1)
    assert spread(4) == pytest.approx(0.1, rel=0.1)


def test_effort_slackens_towards_what_is_made_unprompted():
    state, mechanism = hamlets(1), linkage(slackening=0.1)
    step(mechanism, state, 0, [link(0)])
    state.villages.link_effort[0] = 0.9
    step(mechanism, state, 1, [link(0)])
    assert state.villages.link_effort[0] == pytest.approx(0.9 - 0.1 * 0.4)
