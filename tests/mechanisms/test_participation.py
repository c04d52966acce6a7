"""Taking part: points, awards, works households do themselves, care for public goods."""

import numpy as np
import pytest
from hamlets import hamlets, step

from liancun_sim.interventions import AwardWorks, KeepPoints
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.participation import Participation
from liancun_sim.mechanisms.public_works import PublicWorks

HABIT = 0.3  # participation.habit


def village(households=1_000, trust=0.5, **values):
    state = hamlets(2, households=households, **values)
    state.households.put("number", np.tile(np.arange(households), 2))
    state.households.put("trust", trust)
    return state


def took_part(state):
    return int((state.households.award_yuan > 0).sum())


def test_the_share_that_takes_part_is_as_stated():
    """Trust .5, all in touch with a centre household, 5 yuan a household: .2·.5 + .15 + .2·½ = .35."""
    state = village()
    step(Participation(Setup()), state, 0, [KeepPoints(0, 5_000.0, 1.0)])
    assert took_part(state) == pytest.approx(350, abs=3 * np.sqrt(1_000 * 0.35 * 0.65))
    assert state.villages.participation[0] == pytest.approx(HABIT * took_part(state) / 1_000)
    assert state.villages.participation[1] == 0


def test_awards_are_shared_by_those_who_took_part():
    state = village()
    step(Participation(Setup()), state, 0, [KeepPoints(0, 5_000.0, 1.0)])
    assert state.households.award_yuan.sum(dtype=float) == pytest.approx(5_000, rel=1e-5)
    assert np.unique(state.households.award_yuan).size == 2
    assert state.households.points[state.households.award_yuan > 0] == pytest.approx(1.0)


@pytest.mark.parametrize("more", [{"yuan": 20_000.0}, {"centre": 1.0}])
def test_awards_and_centre_households_bring_more(more):
    few, many = village(), village()
    step(Participation(Setup()), few, 0, [KeepPoints(0, 2_000.0)])
    step(Participation(Setup()), many, 0, [KeepPoints(0, **{"yuan": 2_000.0, "centre": 0.0, **more})])
    assert took_part(many) > took_part(few)


def test_points_pile_up_and_are_forgotten_slowly():
    """Who takes part every month has Σ 2^(−k/12) points after a year, k = 0 … 11."""
    state, mechanism = village(households=50, trust=1.0), Participation(Setup(), {"participation.from_trust": 2.0})
    for month in range(12):
        step(mechanism, state, month, [KeepPoints(0, 100.0)])
    assert state.households.points[:50] == pytest.approx(sum(2 ** (-k / 12) for k in range(12)))


def test_when_points_end_awards_stop_and_the_habit_fades():
    state, mechanism = village(), Participation(Setup())
    step(mechanism, state, 0, [KeepPoints(0, 5_000.0, 1.0)])
    habit = state.villages.participation[0]
    step(mechanism, state, 1)
    assert took_part(state) == 0
    assert state.villages.award_yuan[0] == 0
    assert state.villages.participation[0] == pytest.approx(habit * (1 - HABIT))


def test_an_award_is_a_part_of_what_is_built():
    """6,000 yuan in award cover half: works of 12,000 go into the worst good, .45 a 150,000 project."""
    state = village(road=0.6, irrigation=0.2, services=0.6)
    step(Participation(Setup()), state, 0, [AwardWorks(0, 6_000.0)])
    assert state.villages.self_built_yuan[0] == pytest.approx(12_000)
    step(PublicWorks(Setup(), {"public_works.decay": 0.0}), state, 0)
    assert state.villages.irrigation == pytest.approx([0.2 + 3 * 0.15 * 12_000 / 150_000, 0.2])
    assert state.villages.road == pytest.approx([0.6, 0.6])


def test_care_slows_decay():
    state = village(road=0.5, irrigation=0.5, services=0.5, upkeep=np.array([0.5, 0.0]))
    step(PublicWorks(Setup()), state, 0)
    assert state.villages.road == pytest.approx([0.5 - 0.00075, 0.5 - 0.0015])
