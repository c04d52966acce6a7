"""Neighbours by their borders, what is odd about a map, what parts and joins villages: squares of one kilometre."""

import numpy as np
import pytest
import shapely
from drawn_maps import geojson

from liancun_sim.county.boundaries.barriers import linked, parted
from liancun_sim.county.boundaries.borders import neighbours
from liancun_sim.county.boundaries.defects import areas_and_defects, is_tangle
from liancun_sim.county.boundaries.rings import areas_of
from liancun_sim.county.importing import import_county

LINE = shapely.LineString


def square(column: float, row: float, size: float = 1.0) -> shapely.Polygon:
    return shapely.box(1000 * column, 1000 * row, 1000 * (column + size), 1000 * (row + size))


def block() -> np.ndarray:
    """Four squares: 0 and 1 below, 2 and 3 above."""
    return np.array([square(0, 0), square(1, 0), square(0, 1), square(1, 1)])


def pairs(found):
    return set(map(tuple, found.tolist()))


SIDES = {(0, 1), (0, 2), (1, 3), (2, 3)}


def test_a_common_corner_is_no_border():
    assert pairs(neighbours(block())) == SIDES


def test_a_strip_of_nobodys_ground_narrower_than_the_tolerance_is_a_border():
    apart = block()
    apart[2:] = shapely.transform(apart[2:], lambda points: points + np.array([0, 40]))
    assert pairs(neighbours(apart)) == SIDES
    apart[2:] = shapely.transform(apart[2:], lambda points: points + np.array([0, 20]))
    assert pairs(neighbours(apart)) == {(0, 1), (2, 3)}


def test_a_short_border_is_none():
    """Of each border the part within 50 m of the other counts: what is shared, and 50 m on at both ends."""
    for shared, expected in ((0.01, set()), (0.03, {(0, 1)})):
        assert pairs(neighbours(np.array([square(0, 0), square(1, 1 - shared)]))) == expected


def test_a_village_without_an_outline_has_no_border():
    areas = block()
    areas[1] = None
    assert pairs(neighbours(areas)) == {(0, 2), (2, 3)}


def test_bow_ties_exclaves_and_overlaps_are_told_and_not_mended():
    bow_tie = shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    drawn = [[bow_tie], [square(1, 0)], [square(2, 0), square(5, 5)], [square(1.5, 0.5)], []]
    areas, defects = areas_and_defects(drawn)
    assert defects.crossing == (0,)
    assert defects.apart == (2,)
    assert [(a, b, round(share, 2)) for a, b, share in defects.overlapping] == [(1, 3, 0.25), (2, 3, 0.25)]
    assert areas[4] is None and shapely.is_valid(areas[:4]).all()
    assert drawn[0][0] is bow_tie


def test_parts_that_touch_are_one_village():
    _, defects = areas_and_defects([[square(0, 0), square(1, 0)]])
    assert defects.crossing == defects.apart == ()


@pytest.mark.parametrize("turned", [False, True])
def test_rings_within_rings_are_holes_whatever_way_they_are_drawn(turned):
    rings = [shapely.get_coordinates(square(*place))[:: -1 if turned else 1] for place in
             ((0.3, 0.3, 0.1), (0, 0), (0.2, 0.2, 0.5), (3, 3))]  # fmt: skip
    area = areas_of(rings)
    assert area.area == pytest.approx(1e6 * (1 - 0.25 + 0.01 + 1))
    assert shapely.is_valid(area)


def test_a_river_along_the_border_parts_and_one_across_it_does_not():
    found = neighbours(block())
    along = np.array([LINE([(-500, 1010), (2500, 990)])])
    assert {tuple(pair) for pair in found[parted(found, block(), along)].tolist()} == {(0, 2), (1, 3)}
    across = np.array([LINE([(500, -500), (500, 2500)])])
    assert not parted(found, block(), across).any()


def test_a_bridge_joins_the_two_villages_at_its_ends():
    banks = np.array([square(0, 0), square(0, 1.2), square(1, 0)])  # a river of 200 m between 0 and 1
    assert pairs(neighbours(banks)) == {(0, 2)}
    assert pairs(linked(banks, np.array([LINE([(500, 990), (500, 1210)])]))) == {(0, 1)}
    assert pairs(linked(banks, np.array([LINE([(500, 500), (500, 1600)])]))) == {(0, 1)}
    assert pairs(linked(banks, np.array([shapely.Point(1000, 500)]))) == {(0, 2)}


def test_a_road_joins_villages_one_after_the_other():
    row = np.array([square(column, 0) for column in range(4)])
    assert pairs(linked(row, np.array([LINE([(100, 500), (3900, 500)])]))) == {(0, 1), (1, 2), (2, 3)}


def test_a_link_does_not_reach_over_far_ground():
    far = np.array([square(0, 0), square(3, 0)])
    assert not len(linked(far, np.array([LINE([(500, 500), (3500, 500)])])))


def test_barriers_and_links_change_the_neighbours_of_an_import(drawn, tmp_path):
    """A river along all the borders of one village, then a bridge to one of its neighbours."""
    ids = list(drawn.county.villages.index)
    alone = drawn.exact[12]
    near = {pair for pair in drawn.neighbours if ids[12] in pair}
    degrees = drawn.in_degrees(np.array([shapely.boundary(alone)]))
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, drawn.in_degrees()))
    (tmp_path / "river.json").write_bytes(geojson([{"name": "马颊河"}], degrees))
    files = {"boundaries": tmp_path / "map.json", "barriers": tmp_path / "river.json"}
    table = drawn.table(tmp_path / "t.csv")
    assert set(import_county(table, **files).county.edges) == drawn.neighbours - near
    other = min(near)
    bridge = LINE([shapely.point_on_surface(drawn.exact[ids.index(key)]) for key in other])
    (tmp_path / "bridge.json").write_bytes(geojson([{}], drawn.in_degrees(np.array([bridge]))))
    joined = import_county(table, **files, links=tmp_path / "bridge.json")
    assert other in joined.county.edges
    assert f"{len(near)} pairs are parted" in joined.report.text()


def test_a_tangle_is_no_outline_and_a_bow_tie_among_many_points_is_one():
    rng = np.random.default_rng(1)
    assert is_tangle(shapely.Polygon(rng.random((5_000, 2))))
    turn = np.linspace(0, 2 * np.pi, 20_000, endpoint=False)
    circle = np.column_stack([np.cos(turn), np.sin(turn)])
    circle[[50, 9_000]] = circle[[9_000, 50]]
    assert not is_tangle(shapely.Polygon(circle))
    assert not is_tangle(square(0, 0))
