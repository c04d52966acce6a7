"""What every policy is held to, and how two worlds are compared."""

from collections import Counter
from dataclasses import fields

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
            count_spending(self.spending, granted, self.state.county.cadre_month_yuan[0])
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

    yuan = cadre_months = staff_yuan = cut_yuan = cut_cadre_months = 0.0
    cut_requests = 0


def same(one, other):
    if one.shape != other.shape:
        return False
    if one.dtype == object:
        return one.tolist() == other.tolist()
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def handed_over(world, policy, months=MONTHS):
    """The hand of a policy in every month, while its own requests are granted."""
    handed = []

    def act(view, asking, intensity):
        type(policy).act(policy, view, asking, intensity)
        handed.append(asking)

    policy.act = act
    Outcome(world, [policy], months=months)
    assert all(isinstance(asking, Asking) for asking in handed)
    return handed


def asked_over(world, policy, months=MONTHS):
    """Everything a policy asks for and the channels it moves."""
    handed = handed_over(world, policy, months)
    requests = [one for asking in handed for request in asking.requests for one in request.each()]
    paid = [r.action.channel for r in requests if isinstance(r.action, MoveChannel)]
    return requests, {*paid, *(move.channel for asking in handed for move in asking.contributions)}


def done_over(world, policy, months=MONTHS):
    """What a policy does in all: of every action the requests, their money, their staff and each of their amounts;
    of every channel by how much it is added to, and multiplied.

    An amount is a number that is no row of a village: visits, persons, yuan to build with. A factor counts by its
    logarithm, as it is one and changes nothing where nothing is done.
    """
    done = Counter()
    for asking in handed_over(world, policy, months):
        for request in (one for asked in asking.requests for one in asked.each()):
            action = request.action
            if isinstance(action, MoveChannel):
                done[action.channel, action.kind] += strength(action.kind, action.amount)
            amounts = {f.name: getattr(action, f.name) for f in fields(action) if f.name != "amount"}
            kind = type(action).__name__
            done[kind, "requests"] += 1
            done[kind, "money"] += request.yuan
            done[kind, "staff"] += request.cadre_months
            for name, amount in amounts.items():
                if isinstance(amount, float):
                    done[kind, name] += abs(amount)
        for move in asking.contributions:
            done[move.channel, move.kind] += strength(move.kind, move.amount).sum()
    return done


def strength(kind, amount):
    return np.abs(np.log(amount) if kind == "factor" else amount)
