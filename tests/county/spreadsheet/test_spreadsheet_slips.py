"""Numbers ten or a hundred times too large or too small are to be looked at twice; true ones raise no line."""

import random
import re

import numpy as np
import pytest
from known_county import county as drawn_county
from small_table import beside, one_sheet, table

from liancun_sim.county.spreadsheet import Answers, read_spreadsheet

HEADER = ("乡镇", "村名", "户数", "人口", "人均纯收入（元）", "村集体收入（元）", "耕地面积（亩）", "经度", "纬度")
PEOPLE = (912, 860, 690, 1230, 1010, 560, 800, 1150)
INCOMES = (4300, 3900, 4100, 5200, 4500, 3600, 4000, 4800)
COLLECTIVE = (34_000, 21_000, 15_000, 80_000, 52_000, 4_000, 30_000, 61_000)
LAND = (1510, 1400, 1120, 2010, 1660, 930, 1300, 1900)
COLUMNS = {"income": 4, "collective": 5, "land": 6}


def county(path, column=None, place=0, factor=1.0):
    rows = [
        ["斜店乡", f"{'甲乙丙丁戊己庚辛'[at]}庄", round(people / 3.8), people, INCOMES[at], COLLECTIVE[at], LAND[at],
         115.4 + at / 100, 36.4]
        for at, people in enumerate(PEOPLE)
    ]  # fmt: skip
    if column is not None:
        rows[place][COLUMNS[column]] = rows[place][COLUMNS[column]] * factor
    return one_sheet(path / "v.xlsx", [HEADER, *rows])


def looked_at(path, **answers):
    remarks = read_spreadsheet(path, answers=Answers(**answers)).report.remarks
    return [str(remark) for remark in remarks if "a figure too many or too few" in str(remark)]


@pytest.mark.parametrize(("column", "factor", "said"), [
    ("income", 10, "甲庄 (row 2) 43,000 (yuan), while the middle village has 4,300"),
    ("income", 0.1, "甲庄 (row 2) 430 (yuan), while the middle village has 4,050"),
    ("land", 100, "甲庄 (row 2) 165.6 (mu per person)"), ("land", 10, "甲庄 (row 2) 16.56 (mu per person)"),
    ("land", 0.1, "甲庄 (row 2) 0.1656 (mu per person)"),
    ("collective", 100, "甲庄 (row 2) 3,400,000 (yuan), while the middle village has 41,000"),
])  # fmt: skip
def test_a_slip_of_ten_or_a_hundred_in_one_village_is_told(tmp_path, column, factor, said):
    (line,) = looked_at(county(tmp_path, column, factor=factor))
    assert said in line


@pytest.mark.parametrize("place", range(8))
def test_incomes_ten_times_too_large_are_told_or_asked_in_every_village(tmp_path, place):
    assert len(looked_at(county(tmp_path, "income", place, 10))) == 1


def test_a_true_county_raises_no_line(tmp_path):
    assert looked_at(county(tmp_path)) == []


def test_a_collective_ten_times_richer_than_others_may_be_true(tmp_path):
    assert looked_at(county(tmp_path, "collective", factor=10)) == []


def test_drawn_counties_raise_no_line(tmp_path):
    """As the default county's are: land 20 % around 1.66 mu per person, incomes 23 %, collective income ln 1.2."""
    told = []
    for seed in range(3):
        draws = np.random.default_rng(seed)
        people = draws.integers(200, 2500, 120)
        columns = zip(people, 4237 * np.exp(draws.normal(0, 0.23, 120)), 29_800 * np.exp(draws.normal(0, 1.2, 120)),
                      people * 1.66 * np.exp(draws.normal(0, 0.2, 120)), strict=True)  # fmt: skip
        rows = [
            ["斜店乡", f"村{at}庄", round(one / 3.5), int(one), *map(float, numbers), 115 + at / 100, 36.4]
            for at, (one, *numbers) in enumerate(columns)
        ]
        told += looked_at(one_sheet(tmp_path / "v.xlsx", [HEADER, *rows]))
    assert told == []


def test_villages_of_drawn_office_tables_raise_no_line(tmp_path):
    fields = ("households", "population", "income_yuan_per_person", "collective_income_yuan", "land_mu")
    for seed in range(20):
        rows = [
            [one.township, one.name, *(float(one.numbers[field]) for field in fields), one.numbers["longitude"],
             one.numbers["latitude"]]
            for one in drawn_county(random.Random(seed))
        ]  # fmt: skip
        assert looked_at(one_sheet(tmp_path / "v.xlsx", [HEADER, *rows])) == []


def test_land_no_village_tills_is_to_be_looked_at_twice(tmp_path):
    land = [people * 13 for people in (912, 702, 1187, 1054)]
    path = one_sheet(tmp_path / "v.xlsx", beside(table(), ("耕地面积（亩）", *land)))
    report = read_spreadsheet(path).report.text()
    assert re.search(r"耕地面积（亩）: the middle village has 13 mu per person", report)
    assert "Look twice" in report


def test_what_a_person_said_is_right_is_not_told_again(tmp_path):
    path = county(tmp_path, "income", factor=30)
    assert looked_at(path, accept=("far-off:E",)) == []
