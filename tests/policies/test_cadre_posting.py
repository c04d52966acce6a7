"""Posted cadres: whom they are sent to, for how long, at what cost."""

import pytest

from liancun_sim.interventions import GrantVillage, NameSupported, PostCadre
from liancun_sim.policies.cadre_posting import CadrePosting
from stub_office import Office


def listed(office, *rows):
    office.villages.listed[:] = 0
    office.villages.listed[list(rows)] = 1


def test_only_backward_villages_get_a_cadre_the_neediest_first():
    office = Office()
    listed(office, 3, 30, 40)
    sent = office.asked(CadrePosting(levers={"count": 2, "quality": 0.8}), PostCadre)
    assert [(action.village, action.quality) for action in sent] == [(40, 0.8), (30, 0.8)]


def test_a_cadre_costs_a_cadre_month_and_an_allowance_every_month():
    office = Office()
    listed(office, 3)
    policy = CadrePosting(levers={"cost_posting": 500})
    requests = [r for month in range(12) for r in office.ask(policy, month)]
    posted = [r for r in requests if isinstance(r.action, PostCadre)]
    assert [(r.yuan, r.cadre_months) for r in posted] == [(500, 1.0)] * 12


def test_the_fund_comes_in_halves_to_the_yuan():
    office = Office()
    listed(office, 3)
    policy = CadrePosting(levers={"fund": 6_000})
    grants = [r for month in range(12) for r in office.ask(policy, month) if isinstance(r.action, GrantVillage)]
    assert [(r.action.yuan, r.yuan) for r in grants] == [(3_000, 3_000)] * 2


@pytest.mark.parametrize(("moves_on", "after"), [(True, [5]), (False, [])])
def test_after_a_term_cadres_go_where_villages_are_listed_then(moves_on, after):
    office, policy = Office(), CadrePosting(levers={"count": 5, "term_months": 12, "moves_on": moves_on})
    listed(office, 3)
    assert [action.village for action in office.asked(policy, NameSupported, 0)] == [3]
    listed(office, 5)
    assert [action.village for action in office.asked(policy, NameSupported, 11)] == [3]
    assert [action.village for action in office.asked(policy, NameSupported, 12)] == after


def test_posted_cadres_raise_capacity(small_world):
    from contract import Outcome

    plain, posted = Outcome(small_world), Outcome(small_world, [CadrePosting(levers={"quality": 0.9})])
    helped = posted.state.villages.ever_supported == 1
    assert helped.any()
    assert (posted.state.villages.capacity[helped] > plain.state.villages.capacity[helped]).all()
