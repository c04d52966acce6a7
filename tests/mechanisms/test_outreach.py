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


def test_every_contact_persuades_where_persuasion_is_certain():
    """Two contacts a household: 2·δ = 3 SD for everybody."""
    state = hamlets(1, households=10)
    step(outreach(persuasion=0.2), state, 0, [Visit(0, contacts=20.0)],
         [Contribution("test", "outreach.persuasion", "add", np.array([0]), np.array([0.8]))])  # fmt: skip
    assert_allclose(state.households.campaign, 3.0)
    assert_allclose(state.villages.campaign_mean, 3.0)


def test_contacts_persuade_as_often_as_stated():
    """20,000 households, 1.5 contacts, f = .08: the mean number persuaded is .12, within 4 standard errors."""
    state = hamlets(1, households=20_000)
    step(outreach(effect=1.0), state, 0, [Visit(0, contacts=30_000.0)])
    assert abs(state.villages.campaign_mean[0] - 0.12) < 4 * np.sqrt(1.5 * 0.08 / 20_000)


def test_in_the_first_month_party_and_cadres_come_first():
    """At twice the rate against a fifth: 1.4·2 and 1.4·.2 contacts, each persuading."""
    state = mobilising(hamlets(1, households=1000, cadre_posts=30, party_members=40), 0, started=4)
    state.households.is_party[:200] = 1
    state.households.is_cadre[200:300] = 1
    certain = [Contribution("test", "outreach.persuasion", "add", np.array([0]), np.array([1.0]))]
    step(outreach(effect=1.0), state, 5, moves=certain)
    first = state.households.campaign.copy()
    assert abs(first[:300].mean() - 2.8) < 0.1
    assert abs(first[300:].mean() - 0.28) < 0.1
    state.households.put("campaign", 0)
    step(outreach(effect=1.0), state, 6, moves=certain)
    assert abs(state.households.campaign[300:].mean() - 1.4) < 0.1


def test_half_of_a_campaign_is_forgotten_in_its_half_life():
    state = hamlets(2)
    state.households.put("campaign", 1.6)
    state.villages.put("campaign_mean", 1.6)
    for index in range(6):
        step(outreach(), state, index)
    assert_allclose(state.households.campaign, 0.8, rtol=1e-5)


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
