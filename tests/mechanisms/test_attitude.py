"""Attitude: opinions along ties, and what a proposal's terms are worth."""

import numpy as np
import pytest
from hamlets import hamlets, step, unite
from numpy.testing import assert_allclose
from scipy.special import ndtri

from liancun_sim.county.csr import Csr
from liancun_sim.draws import Draws
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.attitude.attitude import REFERENCE_IDENTITY, Attitude, own_view_spread, susceptibility_power


def attitude(**values):
    return Attitude(Setup(), {f"attitude.{name}": value for name, value in values.items()})


def begun(state, mechanism):
    mechanism.begin(state, Draws(3))
    return state


def ring(state, reach=2):
    """Everybody tied to the nearest households in row order, across village borders too."""
    n = len(state.households)
    rows = [sorted({(h + d) % n for d in range(-reach, reach + 1)} - {h}) for h in range(n)]
    state.ties = Csr(np.arange(n + 1, dtype=np.int64) * 2 * reach, np.array(rows, dtype=np.uint32).ravel())
    return state


def village_with_people(villages=3, households=30, **columns):
    state = ring(hamlets(villages, households=households, **columns))
    rng = np.random.default_rng(1)
    state.households.put("susceptibility", rng.beta(2, 3, len(state.households)))
    state.households.put("own_view", rng.normal(size=len(state.households)))
    state.villages.put("income_per_person_yuan", 4000.0)
    return state


def propose(state, *members, **values):
    row = state.proposals.append(lead=members[0], members=tuple(members), state="mobilising", **values)
    state.villages.proposal[list(members)] = row
    return row


def settle(mechanism, state, months=80):
    for index in range(months):
        step(mechanism, state, index)


def test_a_household_moves_between_what_it_hears_and_its_own_anchor():
    """Tied to a cadre (weight 3, x = 1) and to another (x = −1): it hears (3 − 1)/4 = .5; λ = .4, anchor β0 + ξ."""
    state = hamlets(1, households=3)
    state.ties = Csr(np.array([0, 2, 3, 4]), np.array([1, 2, 0, 0], dtype=np.uint32))
    state.households.put("susceptibility", 0.4)
    state.households.put("is_cadre", [0, 1, 0])
    mechanism = attitude()
    begun(state, mechanism)
    state.households.put("own_view", [0.5, 0, 0])
    state.households.put("attitude", [0, 1, -1])
    state.villages.put("attitude_moved", 1)
    step(mechanism, state, 0)
    anchor = mechanism.base + mechanism.own_spread * 0.5
    assert_allclose(state.households.attitude[0], 0.4 * 0.5 + 0.6 * anchor, rtol=1e-6)


def test_at_rest_a_campaign_that_reaches_everybody_moves_everybody_by_itself():
    mechanism = attitude()
    state = begun(village_with_people(), mechanism)
    before = state.households.attitude.copy()
    state.households.put("campaign", 0.7)
    state.villages.put("campaign_mean", 0.7)
    settle(mechanism, state)
    assert_allclose(state.households.attitude - before, 0.7, atol=1e-5)


def test_a_household_without_ties_keeps_its_own_view():
    mechanism = attitude()
    state = hamlets(2)
    state.households.put("susceptibility", 0.9)
    state.households.put("own_view", np.linspace(-1, 1, len(state.households)))
    begun(state, mechanism)
    assert_allclose(
        state.households.attitude, mechanism.base + mechanism.own_spread * state.households.own_view, rtol=1e-6
    )


def test_where_nothing_is_proposed_nothing_moves():
    mechanism = attitude()
    state = begun(village_with_people(), mechanism)
    before = state.households.attitude.copy()
    settle(mechanism, state, 5)
    assert np.array_equal(state.households.attitude, before)


def test_a_proposal_moves_its_villages_and_hardly_those_far_away():
    mechanism = attitude()
    state = begun(village_with_people(villages=8), mechanism)
    before = state.households.attitude.copy()
    propose(state, 0, 1, promise=0.3)
    settle(mechanism, state)
    moved = np.abs(state.households.attitude - before).reshape(8, 30).mean(axis=1)
    assert moved[:2].min() > 0.1
    assert moved[4] < 1e-3


def test_when_a_proposal_is_gone_attitudes_come_back():
    mechanism = attitude()
    state = begun(village_with_people(), mechanism)
    before = state.households.attitude.copy()
    propose(state, 0, 1, promise=0.3)
    settle(mechanism, state, 10)
    state.villages.put("proposal", -1)
    settle(mechanism, state)
    assert_allclose(state.households.attitude, before, atol=5e-5)
    assert not state.villages.offset.any()


def test_the_reference_proposal_finds_its_share_willing():
    """Three villages alike, promise .12, trust .5: attitude and answer noise have SD 1 and mean Φ⁻¹(.415)."""
    mechanism = attitude()
    state = begun(village_with_people(households=30), mechanism)
    kin = 1 - REFERENCE_IDENTITY
    state.kin_overlap = np.array([2 * kin, kin, kin, 2 * kin])  # the ends of the chain touch one of two partners
    state.households.put("trust", 0.5)
    propose(state, 0, 1, 2, promise=0.12)
    step(mechanism, state, 0)
    v = state.villages
    assert_allclose(mechanism.base + v.offset + 0.5 * v.expected_gain_weight, ndtri(0.415), atol=1e-12)


@pytest.mark.parametrize("values", [{}, {"income_weight": 1.0}, {"identity_weight": 0.0}, {"minority_weight": 0.4}])
def test_the_reference_holds_whatever_the_coefficients(values):
    mechanism = attitude(**values)
    k = mechanism.k
    terms = 0.06 * k.income_weight + 0.075 * k.goods_weight - np.log(2) * k.minority_weight - 0.98 * k.identity_weight
    assert_allclose(mechanism.base + terms, ndtri(0.415))


def test_an_answer_without_pressure_has_spread_one():
    """σ_v² + σ_z² + s²·E(1 − λ)²/(1 − E λ²/15) = 1 with λ ~ Beta(2, 3): E λ² = .2, E(1 − λ)² = .4."""
    spread = own_view_spread(0.35, 0.5, 0.4)
    assert_allclose(0.35**2 + 0.5**2 + spread**2 * 0.4 / (1 - 0.2 / 15), 1)


@pytest.mark.parametrize("mean", [0.2, 0.4, 0.7])
def test_susceptibility_gets_the_mean_asked_for(mean):
    draws = np.random.default_rng(2).beta(2, 3, 200_000)
    assert abs((draws ** susceptibility_power(mean)).mean() - mean) < 4 * 0.2 / np.sqrt(draws.size)


def offsets(**columns):
    """Anchor of two villages in a proposal with the given village columns."""
    state = begun(village_with_people(2), attitude())
    for name, values in columns.items():
        state.villages.put(name, values)
    propose(state, 0, 1, promise=0.15)
    step(attitude(), state, 0)
    return state.villages.offset + 0.5 * state.villages.expected_gain_weight


def test_a_poorer_partner_lowers_consent():
    equal, unequal = offsets(), offsets(income_per_person_yuan=[5000.0, 4000.0])
    assert_allclose(unequal - equal, [-0.6 * np.log(5 / 4), 0])


def test_being_the_minority_lowers_consent():
    """Households 30 and 90: ln 3 for the smaller, nothing for the larger."""
    equal, unequal = offsets(), offsets(households=[30, 90])
    assert_allclose(unequal - equal, [-0.15 * np.log(3), 0])


def test_kin_and_earlier_ties_raise_consent():
    apart = offsets()
    tied = offsets(tied_to=[1, -1])
    assert_allclose(tied - apart, 0.3)


def test_posts_at_risk_concern_cadres_alone():
    mechanism = attitude()
    state = village_with_people(2)
    state.households.is_cadre[::10] = 1
    begun(state, mechanism)
    row = propose(state, 0, 1, promise=0.15, posts_lost=0.5)
    step(mechanism, state, 0)
    assert_allclose(state.villages.cadre_offset, -0.5)
    assert_allclose(state.villages.term_posts, -0.5 * 0.1)
    state.proposals.posts_lost[row] = 0
    step(mechanism, state, 1)
    assert not state.villages.cadre_offset.any()


def test_a_neighbouring_union_is_seen_and_its_accounts_take_the_place_of_promises():
    """One neighbour's accounts, of which two weigh as much as a promise: w = 1/3; promise .15·τ counts two thirds,
    the gain of .03 one third. Where half of the promises nearby were kept, the promise counts half."""
    mechanism = attitude()
    state = begun(village_with_people(4), mechanism)
    state.households.put("trust", 0.5)
    unite(state, 0, 1)
    state.county.observation_ratio[0] = 2.0
    state.villages.gain_accounted[1], state.villages.accounts[1] = 0.03, 1
    state.villages.promise_record[3] = 0.5
    propose(state, 2, 3, promise=0.15)
    step(mechanism, state, 0)
    v = state.villages
    assert_allclose(v.term_demonstration, [0, 0, 0.3, 0])
    assert_allclose(v.term_expected_gain[2], 4 * (2 / 3 * 0.5 * 0.15 + 1 / 3 * 0.03))
    assert_allclose(v.term_expected_gain[3], 4 * 0.5 * 0.15 * 0.5)


def test_a_union_without_accounts_is_seen_and_tells_nothing_of_gains():
    mechanism = attitude()
    state = begun(village_with_people(4), mechanism)
    state.households.put("trust", 0.5)
    unite(state, 0, 1)
    state.county.observation_ratio[0] = 2.0
    state.villages.gain_accounted[1] = 0.03
    propose(state, 2, 3, promise=0.15)
    step(mechanism, state, 0)
    assert_allclose(state.villages.term_demonstration, [0, 0, 0.3, 0])
    assert_allclose(state.villages.term_expected_gain[2], 4 * 0.5 * 0.15)


def test_neighbours_of_ones_own_trade_are_looked_at_first():
    mechanism = attitude()
    state = begun(village_with_people(5, leading_trade=[0, 1, 1, 0, 0]), mechanism)
    unite(state, 0, 1)
    unite(state, 3, 4)
    state.county.observation_ratio[0] = 2.0
    state.villages.gain_accounted[1], state.villages.gain_accounted[3] = 0.05, -0.05
    state.villages.accounts[[1, 3]] = 1
    propose(state, 2, promise=0.0)
    step(mechanism, state, 0)
    assert_allclose(state.villages.term_expected_gain[2], 4 * 0.05 / 3)


def test_in_a_union_what_is_believed_replaces_what_was_promised():
    mechanism = attitude()
    state = begun(village_with_people(2), mechanism)
    unite(state, 0, 1, promise=0.15)
    state.villages.put("gain_believed", [0.02, -0.01])
    state.villages.put("resentment", [0.0, 0.8])
    state.villages.put("public_goods", 0.6)
    state.villages.put("founding_road", 0.2)  # what was built before the union is not its doing
    state.villages.put("goods_at_forming", 0.5)
    step(mechanism, state, 0)
    v = state.villages
    assert_allclose(v.term_expected_gain, [0.08, -0.04])
    assert_allclose(v.term_expected_goods, 0.1)
    assert_allclose(v.term_resentment, [0, -0.4])
    assert not v.expected_gain_weight.any()
