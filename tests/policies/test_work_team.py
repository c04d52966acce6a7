"""Teams push in listed villages, then move on."""

from liancun_sim.interventions import NameSupported, SendWorkTeam
from liancun_sim.policies.work_team import WorkTeam
from stub_office import Office


def placed(office, policy, month):
    return [action.village for action in office.asked(policy, SendWorkTeam, month)]


def test_teams_go_to_listed_villages_alone_worst_first():
    office = Office()
    listed = [row for row in range(48) if office.villages.listed[row]]
    assert placed(office, WorkTeam(), 0) == listed[::-1]
    assert placed(office, WorkTeam(levers={"count": 2}), 0) == listed[::-1][:2]


def test_after_the_push_teams_move_to_the_villages_listed_then():
    office, policy = Office(), WorkTeam(levers={"push_months": 6})
    first = placed(office, policy, 0)
    office.villages.put("listed", [row in (3, 4) for row in range(48)])
    assert placed(office, policy, 5) == first
    assert placed(office, policy, 6) == [4, 3]


def test_a_team_that_does_not_move_on_goes_home():
    office, policy = Office(), WorkTeam(levers={"push_months": 6, "moves_on": False})
    assert placed(office, policy, 5)
    assert office.ask(policy, 6) == []


def test_staff_and_money_follow_the_effort():
    requests = [r for r in Office().ask(WorkTeam(levers={"effort": 0.5})) if isinstance(r.action, SendWorkTeam)]
    assert {(r.yuan, r.cadre_months) for r in requests} == {(300 * 0.5, 2.0 * 0.5)}


def test_nobody_listed_means_nobody_sent():
    office = Office()
    office.villages.put("listed", 0)
    assert office.ask(WorkTeam()) == []


def test_who_has_a_team_is_named_as_supported():
    office = Office()
    named = [action.village for action in office.asked(WorkTeam(), NameSupported)]
    assert named == placed(office, WorkTeam(), 0)
