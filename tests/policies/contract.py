"""What every policy is held to, and how two worlds are compared."""

import numpy as np

from liancun_sim.draws import Draws
from liancun_sim.interventions import Asking, MoveChannel
from liancun_sim.mechanisms import Setup
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import count_spending

MONTHS = 14
STORES = ("households", "villages", "unions", "proposals", "consultations", "townships", "county")


class Outcome:
    """A run of some months: its last state, and what each policy spent and was refused."""

    def __init__(self, world, policies=(), values=None, months=MONTHS, backwards=False, **means):
        schedule = Schedule(Setup(months=months, **means), values or {}, policies)
        if backwards:
            schedule.policies.reverse()
        self.state = world.begin(schedule)
        self.spending = {policy.name: Spent() for policy in policies}
        self.yuan_by_month, self.cadre_months_by_month = [], []
        for index in range(months):
            granted = schedule.step(self.state, index, Draws(1, 0)).granted
            count_spending(self.spending, granted)
            self.yuan_by_month.append(granted.yuan)
            self.cadre_months_by_month.append(granted.cadre_months)

    @property
    def yuan(self):
        return sum(spent.yuan for spent in self.spending.values())

    @property
    def cadre_months(self):
        return sum(spent.cadre_months for spent in self.spending.values())

    @property
    def cut(self):
        return sum(spent.cut_requests for spent in self.spending.values())

    def differs_from(self, other):
        """Keys of the columns that are not the same bits in both."""
        return {
            f"{store}.{name}"
            for store in STORES
            for name, array in getattr(self.state, store).arrays().items()
            if not same(array, getattr(other.state, store).arrays()[name])
        }


class Spent:
    """What one policy spent, as `count_spending` counts it."""

    yuan = cadre_months = cut_yuan = cut_cadre_months = 0.0
    cut_requests = 0


def same(one, other):
    if one.shape != other.shape:
        return False
    if one.dtype == object:
        return one.tolist() == other.tolist()
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def asked_over(world, policy, months=MONTHS):
    """Everything a policy asks for and moves while its own requests are granted."""
    handed = []

    def act(view, asking, intensity):
        type(policy).act(policy, view, asking, intensity)
        handed.append(asking)

    policy.act = act
    Outcome(world, [policy], months=months)
    assert all(isinstance(asking, Asking) for asking in handed)
    requests = [request for asking in handed for request in asking.requests]
    paid = [r.action.channel for r in requests if isinstance(r.action, MoveChannel)]
    return requests, {*paid, *(move.channel for asking in handed for move in asking.contributions)}
