"""Outreach: who is contacted how often, what it leaves, how it fades."""

import numpy as np
import pytest
from hamlets import hamlets, step
from numpy.testing import assert_allclose

from liancun_sim.interventions import Broadcast, Contribution, Meeting, SendForms, Visit
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.outreach.outreach import Outreach


def outreach(**values):
    return Outreach(Setup(), {f"outreach.{name}": value for name, value in values.items()})


def mobilising(state, *members, started=0):
    row = state.proposals.append(lead=members[0], members=members, state="mobilising", started_month=started)
    state.villages.proposal[list(members)] = row
    return state


def test_cadres_and_party_members_work_where_something_is_proposed():
    """3 cadres at 40 and 4 party members at 5 make 140 contacts with 100 households."""
    state = mobilising(hamlets(2, households=100, cadre_posts=3, party_members=4), 0)
    step(outreach(), state, 2)
    assert_allclose(state.villages.contacts_per_household, [1.4, 0])


def test_visits_and_meetings_add_contacts_anywhere():
    """60 visits and 100 contacts at meetings, worth half: 110 for 100 households."""
    state = hamlets(2, households=100)
    step(outreach(), state, 0, [Visit(1, contacts=60.0), Meeting(1, contacts=100.0)])
    assert_allclose(state.villages.contacts_per_household, [0, 1.1])


def test_a_form_is_worth_a_quarter_of_a_visit_and_a_broadcast_a_tenth_for_every_household():
    """120 forms are 30 visits to 100 households; 4 broadcasts are .4 for each."""
    state = hamlets(3, households=100)
    step(outreach(), state, 0, [SendForms(0, forms=120.0), Broadcast(1, broadcasts=4.0)])
    assert_allclose(state.villages.contacts_per_household, [0.3, 0.4, 0])


def test_a_household_is_contacted_no_more_often_than_it_bears():
    state = hamlets(1, households=10)
    step(outreach(), state, 0, [Visit(0, contacts=1000.0)])
    assert_allclose(state.villages.contacts_per_household, 3.5)


def test_policies_may_add_capacity():
    state = hamlets(2, households=100)
    capacity = Contribution("test", "outreach.contact_capacity", "add", np.array([1]), np.array([80.0]))
    step(outreach(), state, 0, moves=[capacity])
    assert_allclose(state.villages.contacts_per_household, [0, 0.8])


def test_a_campaign_persuades_fewer_with_every_further_contact():
    """40,000 households, f = .08 and r = .6, two visits each a month: .08·(1 + .6) are persuaded in the first month,
    and, with nothing forgotten, .08·(.36 + .216) is the chance of the second, .08/.4 = .2 of any number. Those already
    persuaded are not persuaded again: 1 − (1 − .128)(1 − .0461) in two months. Four standard errors."""
    state = hamlets(1, households=40_000)
    mechanism = outreach(effect=1.0, half_life=24.0)
    state.households.put("exposure", 0.0)
    step(mechanism, state, 0, [Visit(0, contacts=80_000.0)])
    first = (state.households.campaign > 0).mean()
    assert abs(first - 0.128) < 4 * np.sqrt(0.128 / 40_000)
    state.households.exposure[:] /= 2.0 ** (-1 / 24)  # as if nothing were forgotten
    step(mechanism, state, 1, [Visit(0, contacts=80_000.0)])
    second = (state.households.campaign > 0).mean()
    assert abs(second - (1 - 0.872 * (1 - 0.04608))) < 4 * np.sqrt(0.17 / 40_000)


def test_nobody_is_persuaded_twice_over():
    """However long a campaign lasts, it leaves δ at most, and few are reached who were not reached before."""
    state = hamlets(1, households=2_000)
    for index in range(24):
        step(outreach(), state, index, [Visit(0, contacts=6_000.0), Broadcast(0, broadcasts=10.0)])
    assert state.households.campaign.max() <= 1.5
    assert state.villages.campaign_mean[0] < 1.5 * 0.5


def test_in_the_first_month_party_and_cadres_come_first():
    """At twice the rate against a fifth: 1.4·2 and 1.4·.2 contacts of worth Σ .6ᵏ, at a chance that cannot miss 5 %."""
    state = mobilising(hamlets(1, households=20_000, cadre_posts=600, party_members=800), 0, started=4)
    state.households.is_party[:4000] = 1
    state.households.is_cadre[4000:6000] = 1
    step(outreach(effect=1.0, persuasion=0.2), state, 5)
    won = state.households.campaign > 0
    assert abs(won[:6000].mean() - 0.5 * (1 - 0.6**2.8)) < 0.03
    assert abs(won[6000:].mean() - 0.5 * (1 - 0.6**0.28)) < 0.01


def test_half_of_what_a_talk_leaves_is_forgotten_in_its_half_life():
    state = hamlets(2)
    state.households.put("campaign", 1.2)
    state.villages.put("campaign_mean", 1.2)
    for index in range(6):
        step(outreach(), state, index)
    assert_allclose(state.households.campaign, 0.6, rtol=1e-5)


def test_what_publicity_leaves_is_gone_within_weeks():
    """At a half-life of a week a month leaves a sixteenth; the rest of the effect was by a talk and stays."""
    state = hamlets(1)
    state.households.put("campaign", 1.5)
    state.households.put("publicity", 0.5)
    state.villages.put("campaign_mean", 1.5)
    step(outreach(), state, 0)
    kept = 2.0 ** (-1 / 6)
    assert_allclose(state.households.campaign, kept + 0.5 / 16, rtol=1e-5)
    assert_allclose(state.households.publicity, 0.5 / 16, rtol=1e-5)


def test_what_is_nearly_forgotten_is_forgotten():
    state = hamlets(1)
    state.households.put("campaign", 1.0)
    state.villages.put("campaign_mean", 1.0)
    for index in range(100):
        step(outreach(), state, index)
    assert not state.households.campaign.any()
    assert not state.villages.campaign_mean.any()


@pytest.mark.parametrize("fewer, more", [(10.0, 11.0), (40.0, 80.0), (100.0, 300.0)])
def test_more_visits_never_leave_anybody_less_persuaded(fewer, more):
    one, other = hamlets(1, households=100), hamlets(1, households=100)
    step(outreach(), one, 0, [Visit(0, contacts=fewer)])
    step(outreach(), other, 0, [Visit(0, contacts=more)])
    assert (other.households.campaign >= one.households.campaign).all()


def test_nobody_is_persuaded_without_contacts():
    state = hamlets(3)
    step(outreach(), state, 0)
    assert not state.households.campaign.any()
    assert not state.villages.contacts_per_household.any()
