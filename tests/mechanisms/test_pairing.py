"""A stronger village helps a weaker one, whose cadres resist until help arrives."""

import numpy as np
import pytest
from hamlets import hamlets, step, unite

from liancun_sim.interventions import AssistPartner
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.attitude.anchor_terms import partners
from liancun_sim.mechanisms.governance import Governance
from liancun_sim.mechanisms.pairing import Pairing
from liancun_sim.mechanisms.public_works import PublicWorks
from liancun_sim.mechanisms.union_life.union_life import UnionLife


def pairing(**values):
    return Pairing(Setup(), {f"pairing.{name}": value for name, value in values.items()})


def assisted(yuan, sponsored, roads=0.5, fund=0.0, **values):
    """Village 0 helps village 1 once, of 100 households each."""
    state = hamlets(3, households=100, fund_yuan=[fund, 0, 0])
    step(pairing(**values), state, 0, [AssistPartner(1, 0, yuan, sponsored, roads)])
    return state


def test_the_weaker_side_resists_at_first():
    state = assisted(0, 0)
    assert state.villages.paired_with.tolist() == [-1, 0, -1]
    assert state.villages.resistance.tolist() == [0, 0.8, 0]
    assert state.villages.partner_advice.tolist() == [0, 1, 0]


def test_help_that_arrives_halves_resistance():
    """30,000 yuan, half for wells and half for two roads: 22,500 reach the weaker village, 225 a household."""
    state = assisted(30_000, 30_000)
    assert state.villages.resistance[1] == pytest.approx(0.8 * 2 ** (-225 / 150))


def test_money_goes_to_both_roads_and_the_weaker_village_s_wells():
    state = assisted(30_000, 30_000, roads=0.6)
    assert state.villages.raised_road_yuan.tolist() == [9_000, 9_000, 0]
    assert state.villages.raised_wells_yuan.tolist() == [0, 12_000, 0]
    assert state.villages.raised_given_yuan.tolist() == [0, 0, 0]


def test_the_stronger_village_gives_what_is_asked_as_far_as_its_fund_goes():
    assert assisted(30_000, 21_000, fund=1_000_000).villages.raised_given_yuan[0] == 9_000
    poor = assisted(30_000, 21_000, fund=100_000)  # two per cent of the fund
    assert poor.villages.raised_given_yuan[0] == 2_000
    assert (poor.villages.raised_road_yuan + poor.villages.raised_wells_yuan).sum() == 23_000
    assert assisted(30_000, 21_000, fund=-5_000).villages.raised_given_yuan[0] == 0


def test_two_weak_partners_share_what_one_village_gives():
    state = hamlets(3, households=100, fund_yuan=[100_000, 0, 0])
    asked = [AssistPartner(1, 0, 1_500, 0, 0.0), AssistPartner(2, 0, 1_500, 0, 0.0)]
    step(pairing(), state, 0, asked)
    assert state.villages.raised_wells_yuan.tolist() == [0, 1_500, 500]
    assert state.villages.raised_given_yuan[0] == 2_000


def test_resistance_does_not_fade_by_itself_and_a_month_without_help_is_empty():
    state, mechanism = hamlets(2), pairing()
    step(mechanism, state, 0, [AssistPartner(1, 0, 100, 100, 0.5)])
    before = state.villages.resistance[1]
    step(mechanism, state, 1)
    assert state.villages.resistance[1] == before
    assert not state.villages.partner_advice.any()
    assert not state.villages.raised_road_yuan.any()


def test_what_is_raised_becomes_roads_and_wells():
    """15,000 yuan are a tenth of a standard project, which raises one good by .45."""
    state = hamlets(2, households=100, road=0.2, irrigation=0.2)
    step(pairing(), state, 0, [AssistPartner(1, 0, 45_000, 45_000, 2 / 3)])
    works = PublicWorks(Setup(), {"public_works.decay": 0.0})
    step(works, state, 0)
    np.testing.assert_allclose(state.villages.road, 0.2 + 0.045)
    np.testing.assert_allclose(state.villages.irrigation, [0.2, 0.245])


def test_advice_is_heard_as_far_as_it_is_not_resisted():
    def learnt(resistance):
        state = hamlets(2, capacity=[0.9, 0.3])
        governance = Governance(Setup(), {})
        governance.begin(state, None)
        state.villages.paired_with[1], state.villages.partner_advice[1] = 0, 1
        state.villages.resistance[1] = resistance
        step(governance, state, 0)
        return state.villages.capacity[1] - 0.3

    assert learnt(0.0) == pytest.approx(0.012 * 0.6)
    assert learnt(0.75) == pytest.approx(0.012 * 0.6 / 4)
    assert learnt(1.0) == pytest.approx(0)


def test_resistance_weakens_the_tie_between_paired_villages():
    state = hamlets(3, tied_to=[1, 0, -1])
    state.villages.proposal[:2] = 0
    state.proposals.append(members=(0, 1))
    assert partners(state).tie.tolist() == [1, 1, 0]
    state.villages.paired_with[1], state.villages.resistance[1] = 0, 0.75
    with_them = partners(state)
    assert with_them.tie.tolist() == [0.25, 0.25, 0]
    assert with_them.resistance.tolist() == [0, 0.75, 0]


def test_a_pairing_with_a_village_outside_the_proposal_counts_nothing():
    state = hamlets(3)
    state.villages.proposal[1:] = 0
    state.proposals.append(members=(1, 2))
    state.villages.paired_with[1], state.villages.resistance[1] = 0, 0.5
    assert not partners(state).tie.any()
    assert not partners(state).resistance.any()


def test_a_village_helped_before_loses_less_face_when_it_joins():
    state = hamlets(4, income_per_person_yuan=4_000.0)
    state.villages.paired_with[1], state.villages.resistance[1] = 0, 0.25
    life = UnionLife(Setup(), {"union_life.satisfaction_noise": 0.0, "union_life.resentment_memory": 1.0})
    unite(state, 0, 1, form="twinned")
    unite(state, 2, 3, form="twinned")
    step(life, state, 0)
    assert state.villages.resentment.tolist() == pytest.approx([0, 0.4 * 0.25, 0, 0.4])
