"""Rows that are no villages: counties, townships, subtotals, parts of the row above, headings with numbers."""

import pytest
from small_table import one_sheet, save

from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import BadInput

HEAD = ["乡镇", "村名", "户数", "人口", "经度", "纬度"]
VILLAGES = (
    ["柳树乡", "东洼", 120, 451, 115.41, 36.41], ["柳树乡", "西洼", 96, 365, 115.43, 36.41],
    ["石桥镇", "孟楼", 210, 802, 115.41, 36.43], ["石桥镇", "白塔", 150, 590, 115.43, 36.43],
)  # fmt: skip
IDS = ["柳树乡-东洼", "柳树乡-西洼", "石桥镇-孟楼", "石桥镇-白塔"]


def read(tmp_path, rows):
    return read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))


def at(place, row):
    """The table with a row put before its village number `place`."""
    return [HEAD, *VILLAGES[:place], row, *VILLAGES[place:]]


# in all: 576 households, 2,208 people; 柳树乡 216, 816; 石桥镇 360, 1,392
EXACT = {
    "a county by its name": (0, ["柳河县", "柳河县", 576, 2208]),
    "a county without a township": (0, [None, "柳河县", 576, 2208]),
    "the county at large": (0, ["柳河县", "全县情况", 576, 2208]),
    "a township by its name": (2, ["石桥镇", "石桥镇", 360, 1392]),
    "a subtotal": (4, ["石桥镇", "小计", 360, 1392]),
    "the total of a page": (2, [None, "本页小计", 216, 816]),
    "the county's total": (4, ["县合计", None, 576, 2208]),
    "a part of the row above": (1, ["柳树乡", "其中：东洼东街", 60, 225, 115.41, 36.41]),
    "a part with other signs": (1, ["柳树乡", "其中 东洼东街", 60, 225]),
    "a part without a name": (1, ["柳树乡", "其中", 60, 225]),
}


@pytest.mark.parametrize("case", EXACT)
def test_rows_that_are_no_villages_are_left_out_and_listed(tmp_path, case):
    place, row = EXACT[case]
    imported = read(tmp_path, at(place, row))
    assert sorted(imported.county.villages.index) == IDS
    assert list(imported.county.villages.loc[IDS, "households"]) == [120, 96, 210, 150]
    assert [left.row for left in imported.report.left_out] == [place + 1]
    assert "the total is not the sum" not in imported.report.text()


@pytest.mark.parametrize("row", [["柳河县", "柳河县", 580, 2210], ["柳河县", "全县情况", 580, 2210]])
def test_a_county_whose_numbers_are_nearly_the_sum_is_left_out_and_told(tmp_path, row):
    imported = read(tmp_path, at(0, row))
    assert sorted(imported.county.villages.index) == IDS
    assert "Row 2 (" in imported.report.text()
    assert "the total is not the sum of the villages read" in imported.report.text()


def test_a_row_called_like_its_township_but_far_from_its_sum_is_asked_about(tmp_path):
    with pytest.raises(BadInput, match=r"石桥镇 \(row 6\): called like a total or a township"):
        read(tmp_path, at(4, ["石桥镇", "石桥镇", 250, 900, 115.42, 36.43]))


@pytest.mark.parametrize("name", ["古县", "东街社区", "含章村", "集市", "三乡"])
def test_villages_called_like_places_or_parts_are_villages(tmp_path, name):
    row = ["柳树乡", name, 77, 290, 115.42, 36.42]
    assert f"柳树乡-{name}" in read(tmp_path, at(2, row)).county.villages.index


def test_indented_rows_below_a_part_are_parts_too(tmp_path):
    parts = [["柳树乡", "其中：东街", 60, 225], ["柳树乡", "　　西街", 60, 226]]
    assert sorted(read(tmp_path, [HEAD, VILLAGES[0], *parts, *VILLAGES[1:]]).county.villages.index) == IDS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、柳树乡", "二、石桥镇"),
        ("（一）柳树乡", "（二）石桥镇"),
        ("1.柳树乡", "2.石桥镇"),
        ("柳树乡（2个村）", "石桥镇（2个村）"),
        ("柳树乡：", "石桥镇："),
        ("1、柳樹鄉", "2、石橋鎮"),
    ],
)
def test_headings_of_townships_may_be_numbered(tmp_path, first, second):
    head, body = HEAD[1:], [row[1:] for row in VILLAGES]
    rows = [head, [first], *body[:2], [second], *body[2:]]
    townships = set(read(tmp_path, rows).county.villages["township"])
    assert townships in ({"柳树乡", "石桥镇"}, {"柳樹鄉", "石橋鎮"})
    summed = [head, [first, 216, 816], *body[:2], [second, 360, 1392], *body[2:]]
    assert set(read(tmp_path, summed).county.villages["township"]) == townships


def test_the_same_holds_with_a_list_of_neighbours(tmp_path):
    rows = [row[:4] for row in at(0, ["柳河县", "全县情况", 576, 2208])]
    path = save(tmp_path / "v.xlsx", ("表", rows), ("相邻", [["村", "相邻村"], ["东洼", "西洼"], ["孟楼", "白塔"]]))
    assert sorted(read_spreadsheet(path).county.villages.index) == IDS


def test_an_indented_village_that_does_not_fit_into_the_one_above_is_a_village(tmp_path):
    rows = [
        HEAD,
        VILLAGES[0],
        ["柳树乡", "其中：东街", 60, 225],
        ["柳树乡", "　西洼", 96, 365, 115.43, 36.41],
        *VILLAGES[2:],
    ]
    assert sorted(read(tmp_path, rows).county.villages.index) == IDS  # 60 + 96 households are more than 120


@pytest.mark.parametrize("numbered", ["{0}、{1}", "00{0}{1}"])
def test_numbers_before_names_are_dropped_however_often_the_header_is_said_again(tmp_path, numbered):
    villages = [
        [township, numbered.format(number, village), *rest]
        for number, (township, village, *rest) in enumerate(VILLAGES, start=1)
    ]
    rows = [HEAD, *(row for village in villages for row in (village, HEAD))]  # as many headers as villages
    county = read(tmp_path, rows).county
    assert sorted(county.villages["name"]) == sorted(village[1] for village in VILLAGES)
