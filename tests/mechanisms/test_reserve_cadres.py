"""Reserve cadres: training, leaving, and what they are worth at an election."""

import numpy as np
import pytest
from hamlets import hamlets, step

from liancun_sim.interventions import TrainReserve
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.governance import Governance
from liancun_sim.mechanisms.reserve_cadres import ReserveCadres

FOR_GOOD = {"reserve_cadres.stay": 1e9}


def train(state, months, persons=3.0, **values):
    mechanism = ReserveCadres(Setup(), {f"reserve_cadres.{name}": value for name, value in values.items()})
    for month in range(months):
        step(mechanism, state, month, [TrainReserve(0, persons)])
    return state.villages


def test_a_reserve_is_worth_most_when_trained():
    """Three people after 9 of 18 months: .10 · ½ · (1 − 2⁻³); after 18 twice as much, and no more later."""
    assert train(hamlets(2), 9, stay=1e9).reserve_gain[0] == pytest.approx(0.10 * 0.5 * 7 / 8, rel=1e-6)
    assert train(hamlets(2), 18, stay=1e9).reserve_gain[0] == pytest.approx(0.10 * 7 / 8, rel=1e-6)
    assert train(hamlets(2), 30, stay=1e9).reserve_gain.tolist() == [pytest.approx(0.10 * 7 / 8, rel=1e-6), 0]


def test_half_of_a_reserve_leaves_in_the_months_named():
    state = hamlets(1)
    train(state, 1, persons=4.0)
    mechanism = ReserveCadres(Setup())
    for month in range(1, 49):
        step(mechanism, state, month)
    assert state.villages.reserve_persons[0] == pytest.approx(2.0)


def test_who_follows_those_who_left_begins_untrained():
    state, mechanism = hamlets(1, reserve_persons=4.0, reserve_training=18.0), ReserveCadres(Setup(), FOR_GOOD)
    step(mechanism, state, 0, [TrainReserve(0, 8.0)])
    assert state.villages.reserve_persons[0] == pytest.approx(8.0)
    assert state.villages.reserve_training[0] == pytest.approx(18 / 2 + 1)


def test_a_village_with_a_reserve_elects_a_better_secretary():
    state = hamlets(2, capacity=0.5, founding_capacity=0.5, capacity_anchor=0.5, reserve_gain=np.array([0.08, 0.0]))
    state.county.is_election[0] = 1
    step(Governance(Setup(), {"governance.election_noise": 0.0}), state, 0)
    assert state.villages.secretary_quality == pytest.approx([0.58, 0.5])
