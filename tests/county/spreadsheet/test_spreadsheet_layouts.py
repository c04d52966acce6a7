"""The shapes of planners' tables: two-row headers, unit rows, headings, totals, sheets."""

import pytest
from small_table import HEADER, ROWS, one_sheet, save, table, with_cell, without

from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import BadInput

TITLES = ("斜店乡-前社庄", "斜店乡-许盘后", "清水镇-前连", "清水镇-后连")


def villages(path, **options):
    return read_spreadsheet(path, **options).county.villages


def left_out(report):
    return {left.row + 1: left.why.en for left in report.left_out}


def test_the_plain_table_is_read(tmp_path):
    read = villages(one_sheet(tmp_path / "v.xlsx", table()))
    assert sorted(read.index) == sorted(TITLES)
    assert read.loc["清水镇-前连", "collective_income_yuan"] == 125_600  # 12.56 × 10,000
    assert read.loc["清水镇-前连", "income_yuan_per_person"] == 4610


def test_a_header_of_two_rows_lends_its_unit_and_its_year(tmp_path):
    rows = [
        ["乡镇", "村名", "人口情况", None, "2012年收入情况（千元）", None, "坐标", None, "耕地（亩）", "低保", None],
        [None, None, "户数", "人口", "人均纯收入", "集体收入", "经度", "纬度", None, "户数", "人口"],
        *([*row[:4], 6.2, 34, *row[6:], 1500, 3, 9] for row in ROWS),
    ]
    merged = ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1", "I1:I2", "J1:K1")
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows, merged))
    read = imported.county.villages
    assert set(read["income_yuan_per_person"]) == {6200}
    assert set(read["collective_income_yuan"]) == {34_000}
    assert list(read["households"]) == [240, 187, 310, 288]  # not those on relief (低保)
    assert imported.county.base_year == 2012
    assert imported.report.header_rows == (1, 2)
    assert [one.header for one in imported.report.ignored] == ["低保 · 户数", "低保 · 人口"]


def test_a_row_of_units_and_a_row_of_column_numbers_are_no_villages(tmp_path):
    rows = [
        ["乡镇", "村名", "户数", "人口", "人均纯收入", "集体收入", "经度", "纬度"],
        [None, None, "户", "人", "元", "千元", "度", "度"],
        ["甲", "乙", 1, 2, 3, 4, 5, 6],
        *([*row[:5], row[5] * 10, *row[6:]] for row in ROWS),
    ]
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert imported.county.villages.loc["斜店乡-前社庄", "collective_income_yuan"] == 34_000
    assert left_out(imported.report) == {2: "row of units", 3: "numbers of the columns"}


def test_the_header_goes_before_the_title_about_units(tmp_path):
    rows = [["各村收入表（单位：万元）"], *table()]
    read = villages(one_sheet(tmp_path / "v.xlsx", rows))
    assert read.loc["斜店乡-前社庄", "income_yuan_per_person"] == 4237


@pytest.mark.parametrize("note", ["注：集体收入单位为万元。", "单位：万元", "（单位：万元、户、人）"])
def test_a_unit_below_the_table_counts(tmp_path, note):
    rows = [*with_cell(1, 6, "集体收入"), [note]]
    assert villages(one_sheet(tmp_path / "v.xlsx", rows)).loc["斜店乡-前社庄", "collective_income_yuan"] == 34_000


def test_who_fills_in_the_form_is_no_unit(tmp_path):
    rows = [["填报单位：某县 单位：万元"], *with_cell(1, 6, "集体收入")]
    assert villages(one_sheet(tmp_path / "v.xlsx", rows)).loc["斜店乡-前社庄", "collective_income_yuan"] == 34_000


def test_township_headings_instead_of_a_column(tmp_path):
    body = without(1)
    rows = [body[0], ["斜店乡"], *body[1:3], ["清水镇"], *body[3:]]
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert sorted(imported.county.villages.index) == sorted(TITLES)
    assert left_out(imported.report) == {2: "heading: 斜店乡", 5: "heading: 清水镇"}


def test_township_headings_that_carry_the_totals_of_their_villages(tmp_path):
    body = without(1)
    first, second = ["斜店乡", 427, 1614], ["清水镇", 598, 2241]
    rows = [body[0], ["全县", 1025, 3855], first, *body[1:3], second, *body[3:]]
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert sorted(imported.county.villages.index) == sorted(TITLES)
    second[1] = 599
    near = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [body[0], first, *body[1:3], second, *body[3:]]))
    assert sorted(near.county.villages.index) == sorted(TITLES)
    assert "the total is not the sum of the villages read" in near.report.text()
    second[1] = 700
    with pytest.raises(BadInput, match="'清水镇' reads like a township heading, but its numbers are not the sum"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [body[0], first, *body[1:3], second, *body[3:]]))


def test_totals_are_left_out_by_their_name_or_by_their_sums(tmp_path):
    first = ["斜店乡", "小计", 427, 1614]
    rows = [table()[0], *table()[1:3], first, *table()[3:], ["清水镇", "清水镇", 598, 2241], [None, None, 1025, 3855]]
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert sorted(imported.county.villages.index) == sorted(TITLES)
    sums = "its numbers are the sum of other rows"
    assert left_out(imported.report) == {4: "total", 7: sums, 8: sums}
    assert imported.report.remarks == ()


def test_a_total_that_does_not_add_up_is_pointed_out(tmp_path):
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [*table(), ["合计", None, 1027, 3855]]))
    assert [remark.en for remark in imported.report.remarks] == [
        "Row 6 (合计): the total is not the sum of the villages read; a row may be missing, or the total wrong."
    ]


@pytest.mark.parametrize("name", ["计家庄", "小计村", "总计庄", "注家店", "全庄", "合义"])
def test_villages_whose_names_look_like_totals_or_notes_are_villages(tmp_path, name):
    assert f"斜店乡-{name}" in villages(one_sheet(tmp_path / "v.xlsx", with_cell(3, 2, name))).index


def test_an_id_makes_a_village_of_a_name_like_a_total(tmp_path):
    rows = [
        [*row, number] for row, number in zip(with_cell(3, 2, "马小计"), ["村编号", "a", "b", "c", "d"], strict=True)
    ]
    assert villages(one_sheet(tmp_path / "v.xlsx", rows)).loc["b", "name"] == "马小计"


def test_notes_signatures_and_headers_said_again_are_left_out(tmp_path):
    rows = [
        *table()[:3], list(HEADER), *table()[3:], [None],
        ["注：1. 数据来源于统计站"], ["填表人：张三", None, "2008年1月"], ["以上数据仅供内部使用，不得外传。"],
    ]  # fmt: skip
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert len(imported.county.villages) == 4
    assert left_out(imported.report) == {4: "the header again", 8: "note", 9: "note", 10: "note"}


def test_a_village_at_the_end_without_numbers_is_no_note(tmp_path):
    with pytest.raises(BadInput, match="户数 is blank"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [*table(), ["清水镇", "张庄"]]))


def test_several_years_of_one_column_are_refused_and_one_year_is_taken(tmp_path):
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", with_cell(1, 5, "2009年农民人均纯收入（元）")))
    assert imported.county.base_year == 2009
    titled = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [["2006年村级表"], *table()]))
    assert titled.county.base_year == 2006


def test_hidden_and_other_sheets_are_not_read_and_are_named(tmp_path):
    path = save(tmp_path / "v.xlsx", ("2006", table()), ("村表", table()), ("说明", [["填表说明"]]), hidden=("2006",))
    imported = read_spreadsheet(path)
    assert imported.report.sheet == "村表"
    assert [remark.en for remark in imported.report.remarks] == [
        "Hidden sheet 2006 is not used.",
        "Sheet 说明 is not used.",
    ]
    assert read_spreadsheet(path, sheet="2006").report.sheet == "2006"


def test_names_are_cleared_of_blanks_and_keep_their_marks(tmp_path):
    rows = with_cell(2, 2, "　前 社 庄 ")
    rows[2][1] = "许盘后（东）"
    assert list(villages(one_sheet(tmp_path / "v.xlsx", rows))["name"])[:2] == ["前社庄", "许盘后(东)"]


def test_what_the_table_does_not_say_is_synthesised_and_named(tmp_path):
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", with_cell(2, 6, "无")))
    provenance = imported.county.provenance
    assert provenance["synthesised"]["collective_income_yuan"] == 1
    assert provenance["synthesised"]["debt_yuan"] == 4
    assert "x_km" not in provenance["synthesised"]
    assert "Collective income (1/4)" in provenance["notes"][0]["en"]
    assert [remark.en for remark in imported.report.remarks] == [
        "Collective income: 无 (cells: 1) is read as not stated and will be synthesised; write 0 where it means none."
    ]


def test_the_order_of_rows_and_columns_changes_nothing(tmp_path):
    rows = table()
    shuffled = [[row[place] for place in (7, 2, 1, 5, 0, 3, 6, 4)] for row in (rows[0], *reversed(rows[1:]))]
    one = read_spreadsheet(one_sheet(tmp_path / "a.xlsx", rows)).county
    other = read_spreadsheet(one_sheet(tmp_path / "b.xlsx", shuffled)).county
    assert one.villages.equals(other.villages)
    assert one.edges == other.edges


def test_a_village_more_leaves_what_is_synthesised_for_the_others(tmp_path):
    more = [*table(), ["北陶镇", "孙沟塞", 133, 517, 3705, 0.44, 115.44, 36.46]]
    without_satisfaction = ["debt_yuan", "road", "capacity", "leading_trade", "workshops", "spare_land_mu"]
    one = villages(one_sheet(tmp_path / "a.xlsx", table()))
    other = villages(one_sheet(tmp_path / "b.xlsx", more))
    assert one[without_satisfaction].equals(other.loc[one.index, without_satisfaction])
