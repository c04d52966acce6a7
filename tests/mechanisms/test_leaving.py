"""Staying or leaving: who may ask, who votes, what it costs, what remains."""

from dataclasses import replace

import numpy as np
import pytest
from hamlets import hamlets, unite

from liancun_sim.decision_rules import Decision
from liancun_sim.draws import Draws
from liancun_sim.interventions import ChannelValues, Granted
from liancun_sim.mechanisms import LeavingRules, Month, Setup
from liancun_sim.mechanisms.attitude.attitude import Attitude
from liancun_sim.mechanisms.collective_economy.collective_economy import CollectiveEconomy
from liancun_sim.mechanisms.consultation.consultation import Consultation
from liancun_sim.mechanisms.leaving import Leaving

CERTAIN = {"attitude.answer_noise": 0.0, "leaving.inertia": 0.0, "leaving.cost_share": 0.0}
TENTH = LeavingRules(proposed_by="households", petition_share=0.1)  # a tenth of the households may ask
OPENED = {channel.key: channel for channel in (*Attitude.opens, *CollectiveEconomy.opens)}
DUE = 15  # three months after the first accounts


def villages(count=4, **values):
    """Twenty households in each village of a chain, all content."""
    state = hamlets(count, households=20, income_per_person_yuan=4_000.0, **values)
    state.households.attitude[:] = 1.0
    return state


def discontent(state, village, share, depth=1.0):
    """Let this share of a village's households wish to leave."""
    rows = np.flatnonzero(state.households.village == village)
    state.households.attitude[rows[: round(share * rows.size)]] = -depth


def month(mechanism, state, index, pressure=0.0):
    """One month of a mechanism under social pressure ψ."""
    bases = {"attitude.promise": 0.0, "attitude.demonstration": 0.0, "attitude.pressure": pressure}
    channels = ChannelValues(OPENED, bases | {"collective_economy.market_access": 1.0}, len(state.villages))
    mechanism.step(Month(state, index, Draws(7), channels, Granted()))


def decided(state, index=DUE, rules=TENTH, pressure=0.0, **values):
    """The month of the decision and, a month later, what is made of it."""
    named = {f"leaving.{name}": value for name, value in values.items()}
    leaving = Leaving(Setup(leaving=rules), CERTAIN | named)
    month(leaving, state, index, pressure)
    month(Consultation(Setup()), state, index + 1)
    month(leaving, state, index + 1, pressure)
    return state


def union_of(*members, count=4, **values):
    state = villages(count)
    return state, unite(state, *members, **({"form": "hub", "month": 0} | values))


def events(state, village):
    life = state.life
    return [(life.event[i], life.reason[i]) for i in np.flatnonzero(life.village == village)]


# --- who remains ---


def test_a_village_whose_majority_wishes_leaves_and_the_others_stay_one_union():
    state, row = union_of(0, 1, 2)
    discontent(state, 2, 0.6)
    decided(state)
    assert state.unions.members[row] == (0, 1)
    assert list(state.villages.union) == [row, row, -1, -1]
    assert state.unions.dissolved_month[row] == -1
    assert events(state, 2) == [("leaving_proposed", "resolved"), ("left", "resolved")]


def test_half_is_no_majority():
    state, row = union_of(0, 1, 2)
    discontent(state, 2, 0.5)
    decided(state)
    assert state.unions.members[row] == (0, 1, 2)
    assert events(state, 2) == [("leaving_proposed", "voted_to_stay")]


def test_fewer_than_may_ask_are_not_heard():
    state, _ = union_of(0, 1, 2)
    discontent(state, 2, 0.05)  # one household of twenty; a tenth may ask
    decided(state)
    assert events(state, 2) == []


def test_a_union_whose_lead_leaves_is_led_by_the_largest_that_stays():
    state, row = union_of(2, 0, 1)  # 2 leads
    state.villages.households[:] = 20, 25, 20, 20
    discontent(state, 2, 1.0)
    decided(state)
    assert (state.unions.members[row], state.unions.lead[row]) == ((0, 1), 1)


@pytest.mark.parametrize(
    ("members", "leaver", "reason"),
    [((0, 1), 1, "members_left"), ((0, 1), 0, "lead_left"), ((0, 1, 2), 1, "members_left")],
    ids=["one alone", "its lead gone", "two apart"],
)
def test_what_cannot_stand_dissolves(members, leaver, reason):
    state, row = union_of(*members)
    state.consultations.append(proposal=0, outcome="formed", reason="all_pass")
    discontent(state, leaver, 1.0)
    decided(state)
    assert (state.unions.dissolved_month[row], state.unions.dissolution_reason[row]) == (DUE + 1, reason)
    assert (state.villages.union == -1).all()
    others = [village for village in members if village != leaver]
    assert all(("dissolved", reason) in events(state, village) for village in others)
    assert (state.consultations.outcome[0], state.consultations.reason[0]) == ("dissolved", reason)


# --- when ---


@pytest.mark.parametrize(
    ("index", "election", "asked"), [(3, 1, False), (12, 0, False), (15, 0, True), (27, 0, True), (20, 1, True)]
)
def test_leaving_is_put_once_a_year_after_the_accounts_and_at_elections(index, election, asked):
    state, _ = union_of(0, 1, 2)
    state.county.is_election[0] = election
    discontent(state, 2, 1.0)
    decided(state, index)
    assert (state.villages.left_month[2] == index + 1) == asked


# --- who decides ---


def test_representatives_ask_where_the_scenario_says_so():
    """A third of the representatives may ask; nobody else is heard until they do."""
    state, _ = union_of(0, 1, 2)
    discontent(state, 2, 1.0)
    decided(state, rules=LeavingRules())
    assert state.villages.left_month[2] == DUE + 1


def test_pressure_holds_a_village_whose_cadres_want_to_stay():
    """Everybody wishes to leave by .3 SD but the cadres; ψ = 1 pushes those in sight of them to stay."""
    state, _ = union_of(0, 1, 2)
    rows = np.flatnonzero(state.households.village == 2)
    state.households.is_cadre[rows[-3:]] = 1
    state.households.attitude[rows[:-3]] = -0.05
    held, free = state, state.copy()
    decided(held, pressure=1.0)
    decided(free, rules=replace(TENTH, decision=replace(TENTH.decision, secret_ballot=True)), pressure=0.0)
    assert free.villages.left_month[2] == DUE + 1
    assert held.villages.left_month[2] == -1


@pytest.mark.parametrize(("approval", "fund", "leaves"), [
    ("none", 0.0, True), ("township", 0.0, False), ("township", 1e6, True), ("never", 1e6, False),
])  # fmt: skip
def test_approval_from_above_is_a_choice_of_the_scenario(approval, fund, leaves):
    state, _ = union_of(0, 1, 2)
    state.villages.fund_yuan[:] = fund
    discontent(state, 2, 1.0)
    decided(state, rules=replace(TENTH, approval=approval), cost_share=0.01)
    assert (state.villages.left_month[2] == DUE + 1) == leaves
    assert (("leaving_proposed", "not_approved") in events(state, 2)) == (not leaves)


def test_a_joint_branch_is_ended_by_its_party_members_at_elections_with_approval():
    state, _ = union_of(0, 1, form="joint_branch", count=3)
    rows = np.flatnonzero(state.households.village == 1)
    state.households.is_party[rows[:4]] = 1
    state.households.attitude[rows[:3]] = -1.0  # three of four members; three of twenty households
    state.villages.fund_yuan[:] = 1e6
    state.consultations.append(proposal=0, outcome="formed", reason="all_pass")
    yearly = state.copy()
    decided(yearly)
    assert yearly.villages.left_month[1] == -1
    state.county.is_election[0] = 1
    decided(state)
    assert state.villages.left_month[1] == DUE + 1
    poor = yearly
    poor.county.is_election[0], poor.villages.fund_yuan[1] = 1, -1.0
    decided(poor, 36)
    assert ("leaving_proposed", "not_approved") in events(poor, 1)


# --- what it costs ---


def test_the_leaver_pays_for_undoing_and_takes_its_part_of_the_account():
    """.01 of 80 people's 4,000 yuan, and half of a third of 90,000 yuan of joint works: 3,200 + 15,000 yuan.
    Of the account of 30,000 yuan a third goes with it."""
    state, row = union_of(0, 1, 2, works_built_yuan=90_000.0, joint_account_yuan=30_000.0)
    discontent(state, 2, 1.0)
    rules = replace(TENTH, decision=Decision(rule="threshold", threshold=0.5))
    leaving, economy = Leaving(Setup(leaving=rules), CERTAIN | {"leaving.cost_share": 0.01}), CollectiveEconomy(Setup())
    month(leaving, state, DUE)
    assert state.villages.leaving_cost_yuan[2] == pytest.approx(3_200 + 15_000)
    usual = state.copy()
    usual.villages.leaving_cost_yuan[:] = 0
    for one in (state, usual):
        month(economy, one, DUE)
    worth = [float(one.villages.fund_yuan[2] - one.villages.debt_yuan[2]) for one in (usual, state)]
    assert worth[0] - worth[1] == pytest.approx(18_200)
    month(Consultation(Setup()), state, DUE + 1)
    month(economy, state, DUE + 1)
    assert state.unions.joint_account_yuan[row] == pytest.approx(20_000)


def test_inertia_and_cost_never_make_more_villages_leave():
    def leavers(**values):
        state, _ = union_of(0, 1, 2, 3)
        state.consultations.append(proposal=0, outcome="formed", reason="all_pass")
        rng = np.random.default_rng(3)
        state.households.attitude[:] = rng.normal(-0.4, 0.5, len(state.households)).astype(np.float32)
        return int((decided(state, **values).villages.left_month >= 0).sum())

    for name, steps in (("inertia", (0.0, 0.3, 0.6, 1.5)), ("cost_share", (0.0, 0.05, 0.2))):
        found = [leavers(**{name: value}) for value in steps]
        assert found == sorted(found, reverse=True)
        assert found[0] > found[-1]


# --- what members want of it ---


def test_willingness_is_asked_at_six_twelve_and_twenty_four_months():
    state, _ = union_of(0, 1)
    discontent(state, 1, 0.25)
    leaving = Leaving(Setup(leaving=replace(TENTH, approval="never")), CERTAIN)
    for index in range(25):
        month(leaving, state, index)
    life = state.life
    of_second = life.village == 1
    asked = of_second & np.isin(life.event, ["month_6", "month_12", "month_24"])
    assert list(life.month[asked]) == [6, 12, 24]
    np.testing.assert_allclose(life.private_share[asked], 0.75)
    assert life.event[of_second][0] == "formed"
