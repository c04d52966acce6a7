"""Who has a voice in a village, by electorate."""

import numpy as np
import pytest
from hamlets import hamlets

from liancun_sim.decision_rules import ELECTORATES, Decision
from liancun_sim.draws import Draws
from liancun_sim.interventions import ChannelValues, Granted
from liancun_sim.mechanisms import Month
from liancun_sim.mechanisms.polling.people import REPRESENTATIVE_SHARE, Living, households_of
from liancun_sim.mechanisms.polling.poll import POLLED, Poll
from liancun_sim.mechanisms.shared_coefficients import ADULT_SHARE
from liancun_sim.parameters import Coefficients

HOUSEHOLDS = 400


@pytest.fixture
def county():
    state = hamlets(2, households=HOUSEHOLDS)
    state.households.put("size", np.tile([1, 4, 5], 2 * HOUSEHOLDS)[: 2 * HOUSEHOLDS])
    state.households.put("is_party", np.arange(2 * HOUSEHOLDS) % 9 == 0)
    return state


def voices(county, electorate, village=1, seed=3):
    rows = households_of(county, np.array([village]))
    return ELECTORATES[electorate].voices(Living(county, Draws(seed), rows, ADULT_SHARE.value))


def test_every_household_or_every_adult_has_a_voice(county):
    assert voices(county, "households").tolist() == voices(county, "returned_forms").tolist() == [1] * HOUSEHOLDS
    sizes = county.households.size[HOUSEHOLDS : HOUSEHOLDS + 3].tolist()
    of_age = {1: 1, 4: 3, 5: 4}  # three quarters of its members, rounded up
    assert voices(county, "adults")[:3].tolist() == [of_age[size] for size in sizes]


def test_party_households_are_those_of_the_village(county):
    assert np.flatnonzero(voices(county, "party_members"))[0] == 5  # 405 is the first multiple of nine from 400 on


def test_one_household_in_ten_represents_its_village_the_same_all_through_a_run(county):
    chosen = voices(county, "representatives")
    assert (chosen == voices(county, "representatives")).all()
    assert (chosen != voices(county, "representatives", seed=4)).any()
    assert (chosen != voices(county, "representatives", village=0)).any()
    expected = REPRESENTATIVE_SHARE * HOUSEHOLDS
    assert abs(chosen.sum() - expected) < 4 * np.sqrt(expected * (1 - REPRESENTATIVE_SHARE))


@pytest.mark.parametrize("electorate", ELECTORATES)
def test_an_electorate_gives_every_household_a_number_of_voices(electorate, county):
    given = voices(county, electorate)
    assert given.shape == (HOUSEHOLDS,)
    assert (given >= 0).all()
    assert given.any()


def asked(county, **decision):
    poll = Poll("test.answer", Decision(**decision), np.zeros(2), Coefficients(POLLED))
    month = Month(county, 0, Draws(3), ChannelValues({}, {}, 2, ()), Granted())
    return poll.ask(month, np.array([0, 1]), np.array([-1.0, -1.0]))


def test_registered_adults_who_live_elsewhere_are_entitled_and_do_not_answer(county):
    county.county.away_share[0] = 0.3
    resident, registered = (asked(county, unit="adults", voters=voters) for voters in ("resident", "registered"))
    assert (resident.answered == resident.entitled).all()
    np.testing.assert_array_equal(registered.entitled, resident.entitled)
    # 400 households of 1 to 4 adults: the share that answers is known to .46·√(1 + .2)/√400 = .025
    np.testing.assert_allclose(registered.answered / registered.entitled, 0.7, atol=0.08)
    # a household answers as long as anybody is there
    households = asked(county, unit="households", voters="registered")
    assert (households.answered == households.entitled).all()


def test_as_many_forms_come_back_as_usual_unless_a_scenario_says_how_many(county):
    for said, share in ((1.0, 0.85), (0.6, 0.6)):
        back = asked(county, unit="returned_forms", response_rate=said)
        assert (back.entitled == HOUSEHOLDS).all()
        expected = share * 2 * HOUSEHOLDS
        assert abs(back.answered.sum() - expected) < 4 * np.sqrt(expected * (1 - share))
    households = asked(county, unit="households")
    assert (households.answered == HOUSEHOLDS).all()
