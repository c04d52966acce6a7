"""What union policies share: one proposal a set, outreach while mobilising, support that fades."""

import pytest

from liancun_sim.decision_rules import decision_rules
from liancun_sim.interventions import (
    Broadcast,
    Build,
    KeepRhythm,
    Meeting,
    MoveChannel,
    NameSupported,
    PlannedUnion,
    ProposeUnion,
    Recognise,
    SendForms,
    SendWorkTeam,
    Train,
    UnionProgramme,
    Visit,
    taken_up,
    union_levers,
    worst_good,
)
from liancun_sim.vocabulary import Label
from stub_office import Office


class TwoPairs(UnionProgramme):
    """Proposes (0, 1) at once and (2, 3) in its third month."""

    key = "two_pairs"
    label = Label("Two pairs", "两对")
    source = "test"
    levers = union_levers()

    def plan(self, view):
        return [PlannedUnion(0, 0, (0, 1), "hub"), PlannedUnion(2, 3, (2, 3), "hub")]


def members_asked(office, policy, month):
    return [action.members for action in office.asked(policy, ProposeUnion, month)]


def test_each_set_is_proposed_in_its_month_and_once():
    office, policy = Office(), TwoPairs()
    assert members_asked(office, policy, 0) == [(0, 1)]
    office.propose(office.asked(policy, ProposeUnion, 0), "two_pairs", 0)
    assert members_asked(office, policy, 1) == []
    assert members_asked(office, policy, 2) == [(2, 3)]


def test_a_proposal_the_budget_cut_is_asked_for_again():
    office, policy = Office(), TwoPairs()
    assert members_asked(office, policy, 0) == [(0, 1)]
    assert members_asked(office, policy, 1) == [(0, 1)]


def test_a_set_taken_up_by_another_policy_waits_until_it_is_free():
    office, policy = Office(), TwoPairs()
    office.propose([ProposeUnion(1, (1, 2), "hub")], "other", 0, state="queued")
    assert members_asked(office, policy, 0) == []
    office.proposals.state[0] = "abandoned"
    assert members_asked(office, policy, 1) == [(0, 1)]


def test_the_announced_terms_are_the_levers():
    policy = TwoPairs(levers={"promise": 0.2, "charter_share": 0.4, "drop_dissenters": True})
    (offer,) = Office().asked(policy, ProposeUnion)
    assert (offer.promise, offer.charter_share, offer.drop_dissenters) == (0.2, 0.4, True)


def test_visits_top_up_what_the_village_s_own_people_and_broadcasts_do():
    office, policy = Office(), TwoPairs(levers={"contacts": 2.0, "broadcasts": 1.0})
    office.propose(office.asked(policy, ProposeUnion, 0), "two_pairs", 0)
    # 200 households: 400 contacts wanted; 4 cadres make 160, 20 party members 100, a broadcast is worth .1 · 200
    visits = [r for r in office.ask(policy, 1) if isinstance(r.action, Visit)]
    assert [r.action for r in visits] == [Visit(0, 120.0), Visit(1, 120.0)]
    assert [r.cadre_months for r in visits] == pytest.approx([120 / 60, 120 / 60])
    assert office.asked(TwoPairs(levers={"contacts": 1.0}), Visit, 1) == []


def test_meetings_reach_those_who_attend():
    office, policy = Office(), TwoPairs(levers={"meetings": 2, "attendance": 0.25})
    office.propose(office.asked(policy, ProposeUnion, 0), "two_pairs", 0)
    assert office.asked(policy, Meeting, 1) == [Meeting(0, 100.0), Meeting(1, 100.0)]


def test_forms_go_out_once_in_the_month_they_are_answered():
    office, policy = Office(), TwoPairs(levers={"forms": 1.5, "cost_form": 0.5})
    office.propose(office.asked(policy, ProposeUnion, 0), "two_pairs", 0)
    office.proposals.next_month[0] = 3
    asked = {month: [r for r in office.ask(policy, month) if isinstance(r.action, SendForms)] for month in (2, 3)}
    assert asked[2] == []
    # 1.5 for each of 200 households, at half a yuan
    assert [(r.action, r.yuan) for r in asked[3]] == [(SendForms(0, 300.0), 150.0), (SendForms(1, 300.0), 150.0)]
    office.proposals.state[0], office.proposals.next_month[0] = "waiting", 6  # another round: they have their forms
    assert office.asked(policy, SendForms, 6) == []


def test_broadcasts_are_heard_in_every_village_that_is_mobilised():
    office, policy = Office(), TwoPairs(levers={"broadcasts": 3, "cost_broadcast": 20.0})
    office.propose(office.asked(policy, ProposeUnion, 0), "two_pairs", 0)
    heard = [r for r in office.ask(policy, 1) if isinstance(r.action, Broadcast)]
    assert [(r.action, r.yuan) for r in heard] == [(Broadcast(0, 3), 60.0), (Broadcast(1, 3), 60.0)]
    assert office.asked(TwoPairs(levers={"broadcasts": 0}), Broadcast, 1) == []


def test_an_observation_visit_needs_a_union_to_see():
    office, policy = Office(), TwoPairs(levers={"observation": 0.5, "cost_observation": 400.0})
    office.propose(office.asked(policy, ProposeUnion, 0), "two_pairs", 0)

    assert office.moved(policy, 1) == {}
    office.unite(5, (5, 6), "other", 0)
    assert office.moved(policy, 1) == {"attitude.demonstration": {0: ("add", 0.5), 1: ("add", 0.5)}}
    visits = [request.yuan for request in office.ask(policy, 1) if isinstance(request.action, MoveChannel)]
    assert visits == [400.0, 400.0]


@pytest.mark.parametrize("state", ["queued", "formed", "abandoned"])
def test_nobody_is_visited_for_a_proposal_that_is_not_live(state):
    office, policy = Office(), TwoPairs()
    office.propose([ProposeUnion(0, (0, 1), "hub")], "two_pairs", 0, state=state)
    assert office.asked(policy, Visit, 1) == []


def test_another_policy_s_proposals_and_unions_are_left_alone():
    office, policy = Office(), TwoPairs()
    office.propose([ProposeUnion(0, (0, 1), "hub")], "other", 0)
    office.unite(2, (2, 3), "other", 0)
    assert office.ask(policy, 1) == []


def test_a_team_stays_for_its_push_and_a_rhythm_for_the_support():
    office, policy = Office(), TwoPairs(levers={"team_effort": 0.8, "push_months": 6, "support_months": 12})
    office.unite(0, (0, 1), "two_pairs", 4)
    teams = [[action.effort for action in office.asked(policy, SendWorkTeam, month)] for month in (5, 10, 11)]
    assert teams == [[0.8, 0.8], [0.8, 0.8], []]
    rhythm = [office.asked(policy, KeepRhythm, month) for month in (5, 16, 17)]
    assert rhythm == [[KeepRhythm(0, 4, 2, 1), KeepRhythm(1, 4, 2, 1)]] * 2 + [[]]


def test_reports_and_meetings_take_staff():
    costs = {"cost_report": 0.01, "cost_dispatch": 0.03, "cost_exchange": 0.05}
    office, policy = Office(), TwoPairs(levers={"reports": 4, "dispatches": 2, "exchanges": 1, **costs})
    office.unite(0, (0, 1), "two_pairs", 0)
    staff = [r.cadre_months for r in office.ask(policy, 1) if isinstance(r.action, KeepRhythm)]
    assert staff == pytest.approx([0.15, 0.15])  # 4 · .01 + 2 · .03 + .05
    silent = TwoPairs(levers={"reports": 0, "dispatches": 0, "exchanges": 0})
    assert office.asked(silent, KeepRhythm, 1) == []


def test_a_proposal_may_bring_its_own_rule_and_electorate():
    own = {"rule": "two_recommend_one_elect", "electorate": "party_members", "threshold": 0.5}
    (offer,) = Office().asked(TwoPairs(levers=own), ProposeUnion)
    assert (offer.rule, offer.electorate, offer.threshold) == ("two_recommend_one_elect", "party_members", 0.5)
    (usual,) = Office().asked(TwoPairs(), ProposeUnion)
    assert (usual.rule, usual.electorate, usual.threshold) == (None, None, None)


def test_every_decision_rule_can_be_a_proposal_s_own():
    (rule,) = [lever for lever in TwoPairs.levers if lever.name == "rule"]
    assert set(rule.choices) == set(decision_rules())


def test_a_union_is_trained_by_the_quarter_and_funded_by_the_year():
    office, policy = Office(), TwoPairs(levers={"support_months": 24})
    office.unite(0, (0, 1), "two_pairs", 4)
    assert [month for month in range(5, 13) if office.asked(policy, Train, month)] == [5, 8, 11]
    assert [month for month in range(5, 40) if office.asked(policy, Build, month)] == [5, 17]


def test_the_lead_is_recognised_while_supported_unless_it_is_not_wanted():
    office = Office()
    office.unite(1, (0, 1), "two_pairs", 0)
    assert office.asked(TwoPairs(), Recognise, 1) == [Recognise(1)]
    assert office.asked(TwoPairs(levers={"recognise": False}), Recognise, 1) == []


def test_members_stay_named_while_the_union_lives():
    office, policy = Office(), TwoPairs()
    row = office.unite(0, (0, 1), "two_pairs", 0)
    assert office.asked(policy, NameSupported, 59) == [NameSupported(0), NameSupported(1)]
    office.unions.dissolved_month[row] = 59
    assert office.asked(policy, NameSupported, 60) == []


def test_the_works_go_to_the_poorest_good_of_the_poorest_member():
    office = Office()
    office.villages.public_goods[:2] = 0.6, 0.4
    office.villages.road[1], office.villages.irrigation[1], office.villages.services[1] = 0.5, 0.3, 0.4
    assert worst_good(office.view(), (0, 1)) == (1, "irrigation")


def test_taken_up_counts_unions_and_open_proposals():
    office = Office()
    office.unite(0, (0, 1), "any", 0)
    office.propose([ProposeUnion(2, (2, 3), "hub")], "any", 0, state="queued")
    office.propose([ProposeUnion(4, (4, 5), "hub")], "any", 0, state="abandoned")
    assert list(taken_up(office.view())[:6]) == [True, True, True, True, False, False]


def test_the_ramp_lets_the_first_planned_go_first():
    office = Office()
    policy = TwoPairs(levers={"ramp_months": 4})
    # half the ramp is reached in the second month: one of two sets
    assert members_asked(office, policy, 0) == []  # round(2 × 1/4) = 0
    assert members_asked(office, policy, 1) == [(0, 1)]
    assert members_asked(office, policy, 3) == [(0, 1), (2, 3)]
