"""What the import asks and tells of a table: one question for one cause, years that fit, numbers with their unit."""

import pytest
from small_table import HEADER, ROWS, beside, one_sheet, table, with_cell

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.vocabulary import BadInput
from liancun_sim.vocabulary.language import use_language


def with_incomes(each, whole, header=("人均纯收入（元）", "集体收入（元）"), title=None):
    rows = [[*HEADER[:4], *header, *HEADER[6:]]]
    rows += [[*row[:4], one, other, *row[6:]] for row, one, other in zip(ROWS, each, whole, strict=True)]
    return [[title], *rows] if title else rows


WHOLE = (9000, 8200, 9900, 7000)
EACH = (89_000, 75_000, 120_000, 61_000)


@pytest.mark.parametrize(
    ("middle", "years"),
    [(10_480, "2008 to 2025"), (10_750, "2008 to 2025"), (8_800, "2008 to 2024"), (1_500, "2003 to 2006")],
)
def test_the_years_an_income_may_be_of_leave_out_the_one_it_does_not_fit(tmp_path, middle, years):
    path = one_sheet(tmp_path / "v.xlsx", with_incomes([middle] * 4, (90_000, 30_000, 50_000, 20_000)))
    with pytest.raises(Doubtful, match=f"is not one of 2007 .*; it is one of {years}"):
        read_spreadsheet(path)


@pytest.mark.parametrize(("header", "title"), [
    (("人均纯收入（元）", "集体收入（元）"), None), (("人均纯收入（元/人）", "集体收入（元）"), "2012年各村情况"),
    (("2012年人均纯收入（元）", "2012年集体收入（元）"), None),
    (("人均纯收入（元/人·年）", "集体收入（万元）"), "2012年各村情况"),
])  # fmt: skip
def test_incomes_under_one_anothers_header_are_one_question_and_exchanged_if_it_is_so(tmp_path, header, title):
    whole = [one / 10_000 for one in WHOLE] if "万" in header[1] else WHOLE
    path = one_sheet(tmp_path / "v.xlsx", with_incomes(EACH, whole, header, title))
    with pytest.raises(Doubtful, match="each is likely only in the other's place") as asked:
        read_spreadsheet(path)
    (doubt,) = asked.value.doubts
    assert [str(way) for way in doubt.ways] == [
        "--accept incomes-exchanged:E=exchange", "--accept incomes-exchanged:E=stand",
    ]  # fmt: skip
    answers = Answers(year=2012)
    exchanged = read_spreadsheet(path, answers=answers.with_way(doubt.ways[0])).county.villages
    assert exchanged["income_yuan_per_person"].tolist() == pytest.approx(WHOLE)
    assert exchanged["collective_income_yuan"].tolist() == list(EACH)
    stands = read_spreadsheet(path, answers=answers.with_way(doubt.ways[1])).county.villages
    assert stands["income_yuan_per_person"].tolist() == list(EACH)


@pytest.mark.parametrize(("each", "whole", "title"), [
    ((21_000, 18_000, 30_000, 15_000), WHOLE, "2020年各村情况"),  # villages whose collective earns little
    ((21_000, 18_000, 30_000, 15_000), (90_000, 30_000, 50_000, 20_000), "2020年各村情况"),
    (tuple(row[4] for row in ROWS), (1_200, 800, 0, 500), None),
])  # fmt: skip
def test_incomes_that_are_likely_where_they_stand_are_not_asked_about(tmp_path, each, whole, title):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", with_incomes(each, whole, title=title)))
    assert read.county.villages["income_yuan_per_person"].tolist() == list(each)


def test_incomes_another_unit_explains_are_a_question_of_units(tmp_path):
    rows = with_incomes([row[4] for row in ROWS], WHOLE, ("人均纯收入（千元）", "集体收入（元）"))
    with pytest.raises(Doubtful, match="unit:E=yuan") as asked:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert "exchanged" not in str(asked.value)


def test_other_columns_are_still_doubted_where_the_incomes_are_exchanged(tmp_path):
    rows = beside(with_incomes(EACH, WHOLE), ("村级债务（元）", 50_000_000_000, 90_000_000_000, 0, 0))
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert len(asked.value.doubts) == 2


def test_what_was_read_is_told_with_its_unit(tmp_path):
    rows = [
        *beside(table(), ("耕地面积（亩）", 1500.5, 1200, 1800, 900)),
        ["全县合计", None, 1025, 3855, None, None, None, None, 5400.5],
    ]
    report = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).report
    english = report.text()
    assert "Cultivated land 5,400.5 mu in all" in english
    assert "Households 240, Population 912, Cultivated land 1,500.5 mu, Income per person 4,237 yuan" in english
    use_language("zh-Hans")
    try:
        chinese = report.text()
    finally:
        use_language("en")
    assert "户数共1,025户（表中合计：1,025户）、人口共3,855人（表中合计：3,855人）、耕地面积共5,400.5亩" in chinese
    assert "户数240户、人口912人、耕地面积1,500.5亩、人均纯收入4,237元、村集体经济收入34,000元。" in chinese
    assert "每村户数：187至310户" in chinese


@pytest.mark.parametrize(("column", "value", "told"), [
    (3, -5, "outside 1–1,000,000"), (4, -5, "outside 1–8,000,000"), (4, 9_000_000, "outside 1–8,000,000"),
    (4, 90_000, "expected between 1 and 8"), (3, 2_000_000, "outside 1–1,000,000"),
])  # fmt: skip
def test_a_number_outside_its_limits_is_one_fault(tmp_path, column, value, told):
    with pytest.raises(BadInput, match=told) as bad:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", with_cell(2, column, value)))
    assert len(bad.value.faults) == 1
