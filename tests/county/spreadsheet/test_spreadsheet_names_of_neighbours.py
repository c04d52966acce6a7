"""Neighbours named in a column, in a matrix, and by names that differ in what people leave out."""

import pytest
from small_table import save

from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.county.spreadsheet.places import Places, essence
from liancun_sim.vocabulary import BadInput

HEAD = ["乡镇", "村名", "户数", "人口"]
VILLAGES = (
    ["柳树乡", "东洼", 120, 451], ["柳树乡", "西洼村（原西洼大队）", 96, 365],
    ["石桥镇", "孟楼村", 210, 802], ["石桥镇", "白塔", 150, 590],
)  # fmt: skip
PAIRS = {frozenset(pair) for pair in (("东洼", "西洼"), ("西洼", "孟楼"), ("孟楼", "白塔"))}


def pairs(county):
    names = {key: essence(name) for key, name in county.villages["name"].items()}
    return {frozenset((names[one], names[other])) for one, other in county.edges}


def read(tmp_path, edges, name="相邻", rows=None):
    return read_spreadsheet(save(tmp_path / "v.xlsx", ("表", rows or [HEAD, *VILLAGES]), (name, edges)))


@pytest.mark.parametrize(
    "lines",
    [
        [("东洼村", "西洼"), ("西洼村", "孟楼"), ("孟楼村", "白塔村委会")],
        [("柳树乡东洼", "西洼（柳树乡）"), ("西洼", "孟樓"), ("孟楼", "白塔")],
        [("东洼", "西洼"), ("孟楼", "西洼行政村、白塔")],
    ],
)  # fmt: skip
def test_a_village_is_the_same_with_and_without_what_people_leave_out(tmp_path, lines):
    assert pairs(read(tmp_path, [("村", "相邻村"), *lines]).county) == PAIRS


def test_a_village_called_exactly_so_goes_first():
    places = Places(
        [("1", "柳树乡", "前庄"), ("2", "柳树乡", "前庄村"), ("3", "石桥镇", "后庄村"), ("4", "石桥镇", "王村")]
    )
    assert places.find("前庄") == ["1"]
    assert places.find("前庄村") == ["2"]
    assert places.find("前庄村委会") == ["1", "2"]
    assert places.find("后庄") == ["3"]
    assert places.find("王") == []
    assert places.find("后庄（石桥镇）") == ["3"]
    assert places.find("后庄", "柳树乡") == []


def test_an_unknown_name_is_told_once_however_often_it_stands_there(tmp_path):
    lines = [("村", "相邻村"), ("东洼", "北坡"), ("西洼", "北坡"), ("北坡", "白塔"), ("南沟", "白塔")]
    with pytest.raises(BadInput) as told:
        read(tmp_path, lines)
    assert str(told.value).count("'北坡'") == 1
    assert str(told.value).count("'南沟'") == 1


@pytest.mark.parametrize(
    "cells",
    [
        ("西洼", "东洼、孟楼", "西洼、白塔", "孟楼"),
        ("西洼", None, "西洼村；白塔村", None),
        ("东：西洼", "南邻孟楼", "白塔", "-"),
        ("西洼\n", "东洼\n孟楼", "白塔 西洼", "无"),
    ],
)
def test_neighbours_named_in_a_column_are_read(tmp_path, cells):
    rows = [[*HEAD, "相邻村"], *([*row, cell] for row, cell in zip(VILLAGES, cells, strict=True))]
    imported = read_spreadsheet(save(tmp_path / "v.xlsx", ("表", rows)))
    assert pairs(imported.county) == PAIRS
    assert "Neighbours: 3 pairs listed in 相邻村." in imported.report.text()


def test_a_name_in_two_townships_is_sought_in_the_villages_own(tmp_path):
    rows = [[*HEAD, "相邻村"], ["柳树乡", "东洼", 120, 451, "前庄"], ["柳树乡", "前庄", 96, 365, None],
            ["石桥镇", "前庄", 210, 802, "白塔"], ["石桥镇", "白塔", 150, 590, None]]  # fmt: skip
    edges = read_spreadsheet(save(tmp_path / "v.xlsx", ("表", rows))).county.edges
    assert set(edges) == {("柳树乡-东洼", "柳树乡-前庄"), ("石桥镇-前庄", "石桥镇-白塔")}


def matrix(*rows):
    names = ["东洼", "西洼", "孟楼", "白塔"]
    return [[None, *names], *([name, *row] for name, row in zip(names, rows, strict=True))]


@pytest.mark.parametrize("name", ["相邻", "Sheet2"])
@pytest.mark.parametrize(
    "rows",
    [
        [[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]],
        [["—", "√", None, None], ["√", "—", "√", None], [None, "√", "—", "√"], [None, None, "√", "—"]],
        [[None, 1, 0, 0], [None, None, 1, 0], [None, None, None, 1], [None] * 4],
        [[1, "是", "否", "否"], ["是", 1, "是", "否"], ["否", "是", 1, "是"], ["否", "否", "是", 1]],
    ],
)
def test_a_matrix_of_neighbours_is_read_whole_or_by_half(tmp_path, rows, name):
    assert pairs(read(tmp_path, matrix(*rows), name).county) == PAIRS


def test_a_matrix_that_contradicts_itself_or_holds_distances_is_asked_about(tmp_path):
    with pytest.raises(
        BadInput, match="one half of the matrix calls them neighbours, the other does not: 孟楼 and 白塔"
    ):
        read(tmp_path, matrix([0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0]))
    with pytest.raises(BadInput, match=r"'2\.5' says neither yes"):
        read(tmp_path, matrix([0, 2.5, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]))
