"""Units that a second header row or a note below the table says of a column."""

import pytest
from small_table import ROWS, one_sheet, table, with_cell

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.county.spreadsheet.headers import read_path
from liancun_sim.vocabulary import BadInput

COLLECTIVE = [34_000, 8_200, 125_600, 15_300]


@pytest.mark.parametrize(("income", "collective"), [
    (None, "万元"), ("元/人", "（万元）"), ("（元/人）", "单位：万元"), ("單位：元", "计量单位（万元）"),
])  # fmt: skip
@pytest.mark.parametrize("below", [("2007年", "2008年"), ("男", "女")])
@pytest.mark.parametrize("title", [False, True])
def test_a_second_header_row_that_holds_only_a_unit_says_the_unit_of_its_column(
    tmp_path, below, income, collective, title
):
    above = [["基本情况", None, None, None, None, "收入情况", None, "位置", None]] if title else []
    rows = [
        *above,
        ["乡镇", "村名", "户数", "人口", None, "人均纯收入", "集体经济收入", "经度", "纬度"],
        [None, None, "户", *below, income, collective, None, None],
        *([*row[:3], row[3] - 400, 400 if below[0] == "男" else row[3], *row[4:]] for row in ROWS),
    ]
    merged = ["A1:E1", "F1:G1", "H1:I1", "D2:E2"] if title else ["D1:E1"]
    path = one_sheet(tmp_path / "v.xlsx", rows, merged)
    answers = Answers(year=2008) if below[0] == "2007年" else Answers()
    villages = read_spreadsheet(path, answers=answers).county.villages
    assert villages["collective_income_yuan"].tolist() == COLLECTIVE
    assert villages["income_yuan_per_person"].tolist() == [row[4] for row in ROWS]
    assert villages["households"].tolist() == [row[2] for row in ROWS]
    assert villages["population"].tolist() == [row[3] for row in ROWS]


def test_units_below_headers_keep_years_and_parts_and_what_is_no_unit_of_the_field_stays_a_part():
    assert (read_path(("人口", "2022年", "人")).field, read_path(("人口", "2022年", "人")).year) == ("population", 2022)
    assert (read_path(("人口", "人", "2022年")).field, read_path(("人口", "人", "2022年")).year) == ("population", 2022)
    assert (read_path(("人口", "男", "人")).part_of, read_path(("人口", "男", "人")).part) == ("population", "男")
    assert read_path(("人口", "户")).field is None


def test_two_units_over_one_column_that_differ_are_no_unit(tmp_path):
    rows = [["乡镇", "村名", "户数", "人口", None, "集体收入（元）", "经度", "纬度"],
            [None, None, None, "男", "女", "万元", None, None],
            *([*row[:3], 300, row[3] - 300, row[5], *row[6:]] for row in ROWS)]  # fmt: skip
    with pytest.raises((Doubtful, BadInput), match="元、万元"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows, ["D1:E1"]))


@pytest.mark.parametrize("note", [
    "备注：收入单位均为万元", "注：表中收入均以万元为单位", "说明：集体收入以万元计", "注：集体收入按万元填写",
    "注：集体收入、人均纯收入单位分别为万元、元", "備註：集體收入單位均為萬元", "注：债务和集体收入单位均为万元",
    "备注：人均纯收入单位为元，集体收入单位为万元",
])  # fmt: skip
def test_a_note_below_the_table_gives_a_column_its_unit(tmp_path, note):
    rows = [*with_cell(1, 6, "集体收入"), [], [note]]
    villages = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county.villages
    assert villages["collective_income_yuan"].tolist() == COLLECTIVE
    assert villages["income_yuan_per_person"].tolist() == [row[4] for row in ROWS]


def test_a_note_on_income_per_person_is_told_as_its_source(tmp_path):
    rows = [*with_cell(1, 5, "人均纯收入"), ["注：人均纯收入单位为元"]]
    assert (
        "[yuan; unit in a note on this column]" in read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).report.text()
    )


def test_a_note_on_all_incomes_that_cannot_hold_for_one_of_them_is_asked_about(tmp_path):
    rows = table()
    rows[0][4:6] = ["人均纯收入", "集体收入"]
    with pytest.raises(Doubtful, match=r"column E: .* cannot in this unit"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [*rows, ["备注：收入单位均为万元"]]))


@pytest.mark.parametrize("note", ["备注：收入按当年价计算", "注：收入以上报数为准", "注：本表以村为单位填写"])
def test_a_note_that_says_no_unit_gives_none(tmp_path, note):
    with pytest.raises(Doubtful, match="nothing says in which unit"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [*with_cell(1, 6, "集体收入"), [note]]))
