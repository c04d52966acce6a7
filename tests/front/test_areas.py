"""The ground of villages on a map."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from fake_comparison import fake_comparison
from liancun_sim.front.areas import GRID, areas
from small_comparison import small_comparison


@pytest.fixture(scope="module")
def comparison():
    return fake_comparison(villages=40, replications=1, months=2)


def polygons(ground):
    return [shapely.union_all([shapely.Polygon(ring) for ring in rings]) for rings in ground.rings]


def test_every_village_lies_on_its_own_ground_and_no_ground_overlaps(comparison):
    ground = areas(comparison)
    drawn = polygons(ground)
    assert all(area.buffer(2).contains(shapely.Point(seat)) for area, seat in zip(drawn, ground.seats))
    together = shapely.union_all(drawn).area
    assert sum(area.area for area in drawn) == pytest.approx(together, rel=0.01)
    assert max(ground.size) == GRID


def test_true_outlines_are_drawn_where_the_county_brings_them(comparison):
    x, y = comparison.villages.loc["V0003", ["x_km", "y_km"]].to_numpy(dtype=float)
    square = np.array([[x, y], [x + 2, y], [x + 2, y + 2], [x, y + 2], [x, y]])
    ground = areas(replace(comparison, outlines={"V0003": (square,)}))
    assert ground.true
    assert polygons(ground)[3].area * ground.km**2 == pytest.approx(4.0, rel=0.01)


@pytest.mark.parametrize("count", [1, 2, 6])
def test_few_villages_in_a_row_or_at_one_point_have_ground_each(count):
    few = small_comparison()
    table = few.villages.iloc[:count].copy()
    table["x_km"] = 0.0
    ground = areas(replace(few, villages=table, edges=()))
    assert len(ground.rings) == count
    assert all(rings and len(rings[0]) >= 3 for rings in ground.rings)


def test_a_path_draws_the_ring_it_is_made_of(comparison):
    ground = areas(comparison)
    start, steps = ground.paths[0][1:-1].split("l")
    points = [np.array(list(map(int, start.split())))]
    for x, y in zip(*[iter(map(int, steps.split()))] * 2):
        points.append(points[-1] + np.array([x, y]))
    np.testing.assert_array_equal(points, ground.rings[0][0])


def test_the_frame_of_villages_is_not_changed(comparison):
    before = comparison.villages.copy()
    areas(comparison)
    pd.testing.assert_frame_equal(before, comparison.villages)
