"""Rows called like the county or a township: totals by whatever column says so, blank ones, those to be asked of."""

import pytest
from small_table import HEADER, ROWS, one_sheet

from liancun_sim.county.spreadsheet import Doubtful, read_spreadsheet
from liancun_sim.vocabulary import BadInput

SEXES = ["乡镇", "村名", "户数", "人口-男", "人口-女", "人口-合计", "经度", "纬度"]
BY_SEX = [[*row[:3], row[3] // 2, row[3] - row[3] // 2, row[3], *row[6:]] for row in ROWS]


def test_a_county_whose_total_stands_in_the_parts_alone_is_no_village(tmp_path):
    whole = ["某某县", "某某县", None, sum(row[3] for row in BY_SEX), sum(row[4] for row in BY_SEX)]
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [SEXES, whole, *BY_SEX]))
    assert len(read.county.villages) == 4
    assert "某某县" in read.report.text()


def test_a_county_left_blank_is_no_village_and_told(tmp_path):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [list(HEADER), ["某某县", "某某县"], *ROWS]))
    assert len(read.county.villages) == 4
    assert "names a place and gives no numbers" in read.report.text()


@pytest.mark.parametrize("whole", [
    ["某某县", "某某县", None, 100, 99], ["某某县", "某某县", 4000, 9000, 9100, 18_100]
])  # fmt: skip
def test_a_county_whose_numbers_are_no_sum_is_one_question(tmp_path, whole):
    with pytest.raises(BadInput, match="called like a total or a township, but its numbers are no sum") as asked:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [SEXES, whole, *BY_SEX]))
    assert len(asked.value.faults) == 1


def test_parts_that_are_asked_about_bring_no_other_question(tmp_path):
    header = ["乡镇", "村名", "户数", "人口-常住", "人口-外出务工", "经度", "纬度"]
    rows = [[*row[:3], row[3] - 80, 80, *row[6:]] for row in ROWS]
    rows[0][2] = sum(row[2] for row in rows[1:])  # as many households as the others together
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [header, *rows]))
    assert [doubt.name for doubt in asked.value.doubts] == ["parts:D"]


def test_hundreds_of_villages_in_one_place_are_one_fault(tmp_path):
    rows = [["城关镇", f"村{number}庄", 200, 800, 115.4, 36.4] for number in range(210)]
    header = ["乡镇", "村名", "户数", "人口", "经度", "纬度"]
    path = one_sheet(tmp_path / "v.xlsx", [header, *rows])
    with pytest.raises(BadInput, match="all villages have the same coordinates") as told:
        read_spreadsheet(path)
    assert len(told.value.faults) == 1
    apart = ["城关镇", "远庄", 200, 800, 115.5, 36.5]
    with pytest.raises(Doubtful, match="210 of 211 villages have the same coordinates") as told:
        read_spreadsheet(one_sheet(path, [header, *rows, apart]))
    assert [str(way) for doubt in told.value.doubts for way in doubt.ways] == ["--leave-out E"]
