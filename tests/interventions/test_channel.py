"""A channel is (base + additions) × factors, then bounds, whatever the order of policies."""

from itertools import permutations

import numpy as np
import pytest

from liancun_sim.interventions import Asking, Channel, ChannelValues
from liancun_sim.vocabulary import Label

PRESSURE = Channel("attitude.pressure", "SD", Label("Pressure", "压力"), 0.5, 0.0, 2.0)


def values(*askings):
    moves = [move for asking in askings for move in asking.contributions]
    return ChannelValues({PRESSURE.key: PRESSURE}, {PRESSURE.key: 0.5}, 3, moves)


def hand(policy, additions=(), factors=()):
    asking = Asking(policy, 0)
    for villages, amount in additions:
        asking.add(PRESSURE.key, villages, amount)
    for villages, amount in factors:
        asking.scale(PRESSURE.key, villages, amount)
    return asking


def test_an_unmoved_channel_is_its_base():
    channel = values()
    np.testing.assert_array_equal(channel[PRESSURE.key], [0.5, 0.5, 0.5])
    assert not channel.moved(PRESSURE.key)


def test_additions_come_before_factors():
    moved = values(hand("b", factors=[([0, 1], 2.0)]), hand("a", additions=[([1, 2], 0.25)]))
    np.testing.assert_array_equal(moved[PRESSURE.key], [0.5 * 2, (0.5 + 0.25) * 2, 0.5 + 0.25])
    assert moved.moved(PRESSURE.key)


def test_bounds_come_last():
    np.testing.assert_array_equal(
        values(hand("a", additions=[(0, 5.0), (1, -5.0)], factors=[(2, 3.0)]))[PRESSURE.key], [2.0, 0.0, 0.5 * 3]
    )


def test_one_village_named_twice_gets_both():
    assert values(hand("a", additions=[([0, 0], 0.1)]))[PRESSURE.key][0] == 0.5 + 0.1 + 0.1


def test_a_move_in_no_village_is_no_move():
    assert hand("a", additions=[([], 1.0)]).contributions == []


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_the_order_of_policies_changes_no_bit(order):
    amounts = {"a": 0.1, "b": 0.2, "c": 0.7000000000000001}
    moved = values(*(hand(name, additions=[(0, amounts[name])], factors=[(0, 1 + amounts[name])]) for name in order))
    sorted_sum = ((0.5 + 0.1) + 0.2) + 0.7000000000000001
    assert moved[PRESSURE.key][0] == min(2.0, ((sorted_sum * 1.1) * 1.2) * 1.7000000000000002)
