"""Requests a policy makes once: refused, they are put again until they are granted or their policy ends."""

import pytest
from contract import Outcome

from liancun_sim.interventions import Build, GrantVillage, Lever, MoveChannel, Policy
from liancun_sim.simulation.schedule import paid_move
from liancun_sim.vocabulary import Label


class Early(Policy):
    """Takes the whole county budget of 100 yuan a month in its first two months."""

    key, label, source = "a_early", Label("Early", "先"), "a test"
    asks = (GrantVillage,)

    def act(self, view, asking, intensity):
        if view.month < 2:
            asking.ask(GrantVillage(0, 100.0), yuan=100.0)


class Once(Policy):
    """Asks for a road in its first month and never again."""

    key, label, source = "b_once", Label("Once", "一次"), "a test"
    levers = (Lever("standing", True, "yes/no", Label("Standing", "保留请求"), "assumption", kind="yes_no"),)
    asks = (Build,)

    def act(self, view, asking, intensity):
        if view.month == self.lever.start_month:
            asking.ask(Build(1, "road", 60.0), yuan=60.0, standing=self.lever.standing)


BUDGET = {"yuan_per_year": 1200.0}


@pytest.mark.parametrize(("standing", "spent", "refusals"), [(True, 60.0, 2), (False, 0.0, 1)])
def test_a_standing_request_is_put_again_until_it_is_granted(standing, spent, refusals, small_world):
    """Refused in months 0 and 1, when all 100 yuan are taken, and granted in month 2, once."""
    run = Outcome(small_world, [Early(), Once(levers={"standing": standing})], months=5, **BUDGET)
    assert run.yuan_by_month == [100, 100, spent, 0, 0]
    assert run.spending["b_once"].cut_requests == refusals
    assert run.state.waiting == ()


def test_it_falls_with_its_policy(small_world):
    run = Outcome(small_world, [Early(), Once(levers={"end_month": 2})], months=5, **BUDGET)
    assert run.spending["b_once"].yuan == 0


def test_a_move_that_costs_waits_for_its_grant_and_a_free_one_does_not(small_world):
    """Of two villages at 60 yuan each, 100 yuan pay for the first."""

    class Urge(Policy):
        key, label, source = "urge", Label("Urge", "劝"), "a test"
        moves = ("diffusion.adoption", "governance.learning")

        def act(self, view, asking, intensity):
            asking.add("diffusion.adoption", [3, 5], [1.0, 2.0], yuan=60.0)
            asking.scale("governance.learning", [3], 0.5)
            kept.extend(asking.contributions)
            asked.extend(one for request in asking.requests for one in request.each())

    kept, asked = [], []
    run = Outcome(small_world, [Urge()], months=1, **BUDGET)
    assert [(move.channel, move.kind) for move in kept] == [("governance.learning", "factor")]
    assert [request.action for request in asked] == [
        MoveChannel(3, "diffusion.adoption", "add", 1.0),
        MoveChannel(5, "diffusion.adoption", "add", 2.0),
    ]
    assert (run.yuan, run.cut) == (60, 1)
    move = paid_move("urge", asked[1].action)
    assert (move.villages.tolist(), move.amount.tolist()) == ([5], [2.0])
