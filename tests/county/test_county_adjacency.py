"""Neighbours from positions: planar, connected, and safe for awkward positions."""

import numpy as np
import pytest

from liancun_sim.county.adjacency import adjacency_of, connected_parts, edges_by_position, neighbours_by_position
from liancun_sim.county.sites import lay_out, township_of_sites, village_sites
from liancun_sim.draws import Draws


def test_a_village_between_two_others_parts_them():
    line = np.array([[0.0, 0.0], [1.0, 0.05], [2.0, 0.0]])
    assert neighbours_by_position(line).tolist() == [[0, 1], [1, 2]]


def test_a_square_has_its_sides_and_at_most_one_diagonal():
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    edges = {tuple(edge) for edge in neighbours_by_position(square).tolist()}
    assert {(0, 1), (1, 2), (2, 3), (0, 3)} <= edges
    assert len(edges) <= 5


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_villages_need_no_triangle(count):
    assert len(neighbours_by_position(np.arange(2.0 * count).reshape(-1, 2))) == max(0, count - 1)


def test_villages_on_one_line_form_a_chain():
    line = np.column_stack([[3.0, 0.0, 1.0, 2.0], [3.0, 0.0, 1.0, 2.0]])
    assert neighbours_by_position(line).tolist() == [[0, 3], [1, 2], [2, 3]]


def test_villages_on_one_spot_become_neighbours_and_stay_connected():
    spot = np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    ids = list("abcdef")
    edges = edges_by_position(ids, spot)
    assert connected_parts(adjacency_of(ids, edges)).max() == 0
    assert edges == tuple(sorted(edges))


def test_neighbour_lists_are_symmetric_and_ascending():
    adjacency = adjacency_of(list("abcd"), [("a", "c"), ("a", "b"), ("c", "d")])
    assert [adjacency.of(row).tolist() for row in range(4)] == [[1, 2], [0], [0, 3], [2]]


def test_parts_without_a_road_between_them_are_told_apart():
    adjacency = adjacency_of(list("abcde"), [("a", "c"), ("b", "d")])
    assert connected_parts(adjacency).tolist() == [0, 1, 0, 1, 2]


def test_townships_are_whole_pieces_of_the_asked_sizes():
    sites = village_sites(60, Draws(1))
    sizes = np.array([10, 25, 5, 20])
    assert np.bincount(township_of_sites(sites, sizes)).tolist() == sizes.tolist()


def test_villages_of_a_township_are_laid_out_together():
    townships = np.array(["x", "y"] * 30, dtype=object)
    placed = lay_out(townships, Draws(2))
    gap = np.abs(placed[townships == "x"].mean(axis=0) - placed[townships == "y"].mean(axis=0)).max()
    assert gap > 3  # km between the centres of two pieces of 46 km² each
    assert len(np.unique(placed, axis=0)) == 60
