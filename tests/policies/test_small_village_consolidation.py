"""Small villages merge in adjacent pairs, small with small first."""

import numpy as np

from liancun_sim.interventions import ProposeUnion
from liancun_sim.policies.small_village_consolidation import SmallVillageConsolidation
from stub_office import Office, is_connected


def with_small(*rows):
    office = Office()
    office.villages.persons[list(rows)] = 200 + np.arange(len(rows))
    return office


def plan(office, **levers):
    return SmallVillageConsolidation(levers=levers).plan(office.view())


def test_two_small_neighbours_are_paired_and_the_larger_leads():
    (pair,) = plan(with_small(10, 11))
    assert (pair.members, pair.lead, pair.form) == ((10, 11), 11, "small_village")


def test_a_small_village_alone_goes_to_its_smallest_neighbour():
    (pair,) = plan(with_small(10))
    assert pair.members == (2, 10)  # 802 persons against 809, 811 and 818
    assert pair.lead == 2


def test_small_only_leaves_the_lone_village_alone():
    assert plan(with_small(10), small_only=True) == []


def test_small_with_small_comes_before_small_with_larger():
    pairs = plan(with_small(10, 30, 31))
    assert [pair.members for pair in pairs] == [(30, 31), (2, 10)]


def test_no_village_is_in_two_pairs():
    office = with_small(*range(0, 48, 2))
    together = [row for pair in plan(office, pairs=40) for row in pair.members]
    assert len(together) == len(set(together))
    assert all(is_connected(office, pair.members) for pair in plan(office, pairs=40))


def test_a_neighbour_too_large_is_no_partner():
    assert plan(with_small(10), max_partner_population=700) == []


def test_the_proposal_says_that_posts_will_go():
    (offer,) = with_small(10, 11).asked(SmallVillageConsolidation(levers={"posts_lost": 0.3}), ProposeUnion)
    assert (offer.posts_lost, offer.form, offer.promise) == (0.3, "small_village", 0.08)


def test_what_counts_as_small_is_a_lever():
    office = with_small(10, 11)
    assert len(plan(office, max_population=201, max_partner_population=201)) == 0
    assert len(plan(office, max_population=300)) == 1
