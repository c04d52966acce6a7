"""Sets of villages are connected, stay in the township while they can, and go by merit."""

import numpy as np

from liancun_sim.interventions import connected_groups, grow
from stub_office import Office, is_connected


def everyone(office):
    return np.ones(len(office.villages), dtype=bool)


def test_a_set_takes_the_adjacent_village_of_most_merit():
    office = Office(width=4, height=2)  # one township: 0 1 2 3 over 4 5 6 7
    merit = np.array([0, 5, 1, 0, 4, 0, 0, 9.0])
    # from 0 its neighbours are 1 (merit 5) and 4 (merit 4); 7 is best of all but not adjacent
    assert grow(office.view(), [0], 3, everyone(office), merit) == (0, 1, 4)


def test_equal_merit_goes_to_the_lower_id():
    office = Office(width=4, height=2)
    assert grow(office.view(), [1], 2, everyone(office), np.zeros(8)) == (0, 1)


def test_a_set_leaves_its_township_only_where_nobody_else_is_left():
    office = Office(width=2, height=4)  # rows 0–3 one township, rows 4–7 the next
    merit = np.array([0, 0, 0, 0, 9, 9, 9, 9.0])
    assert grow(office.view(), [2], 3, everyone(office), merit) == (0, 1, 2)
    assert grow(office.view(), [0], 5, everyone(office), merit) == (0, 1, 2, 3, 4)


def test_a_set_is_smaller_where_no_neighbour_is_free():
    office = Office(width=4, height=1)
    free = np.array([True, True, False, True])
    assert grow(office.view(), [0], 4, free, np.zeros(4)) == (0, 1)


def test_sets_are_connected_from_every_seed():
    office = Office()
    merit = np.random.default_rng(0).normal(size=48)
    for seed in range(48):
        members = grow(office.view(), [seed], 5, everyone(office), merit)
        assert len(members) == 5
        assert is_connected(office, members)


def test_named_villages_fall_into_their_groups():
    office = Office(width=4, height=2)
    assert connected_groups(office.view(), [7, 0, 3, 1, 5]) == [(3, 7), (0, 1, 5)]
