"""Cells, units and headers, one by one."""

import datetime
import re
from collections import Counter
from decimal import Decimal

import pytest

from liancun_sim.county.schema import VILLAGE_FIELDS
from liancun_sim.county.spreadsheet.cells import BLANKS, is_blank, number, tidy
from liancun_sim.county.spreadsheet.headers import aliases, field_of, read_header
from liancun_sim.county.spreadsheet.units import unit_named
from liancun_sim.vocabulary.language import simplified


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("３，２００．５", ("3200.5", "")),
        ("3,200", ("3200", "")),
        ("1 234 567", ("1234567", "")),
        (0.32, ("0.32", "")),
        ("3.2万元", ("3.2", "万元")),
        ("85 %", ("85", "%")),
        ("-5", ("-5", "")),
        (12, ("12", "")),
        ("1.2E+04", ("12000", "")),
        ('="0012"', ("12", "")),
        (0.1 + 0.2, ("0.30000000000000004", "")),
    ],
)
def test_numbers_are_read_exactly(cell, read):
    value, unit = number(cell)
    assert (value, unit) == (Decimal(read[0]), read[1])


@pytest.mark.parametrize(
    "cell",
    [
        "3,2O0",
        "3,20",
        "32,00",
        "1 23",
        "约3200",
        "3000-3500",
        "3200(估)",
        "1_000",
        "nan",
        "inf",
        "二百",
        "½",
        "-",
        "",
        True,
        datetime.date(2007, 3, 5),
        "2007-03-05",
        "(200)",
        "1e99",
        ".",
        "3200²",
        "3.2.1",
    ],
)
def test_what_is_no_number_is_never_read_as_one(cell):
    assert number(cell) is None or number(cell)[1] != ""


def test_every_kind_of_blank_is_blank_and_zero_is_not():
    assert all(map(is_blank, (*BLANKS, None, "　", " - ", "－", "／", "\u200b")))
    assert not any(map(is_blank, (0, "0", "零", False)))


def test_names_are_tidied_but_numbers_in_circles_stay():
    assert tidy("　李　庄\ufeff ") == "李庄"
    assert tidy("New  Town ") == "New Town"
    assert tidy("前社庄①") == "前社庄①"
    assert tidy(371501001.0) == "371501001"


@pytest.mark.parametrize(
    ("text", "dimension", "per", "factor"),
    [
        ("万元", "money", (), 10_000),
        ("10,000 yuan", "money", (), 10_000),
        ("元/人·年", "money", ("person", "year"), 1),
        ("元每人每年", "money", ("person", "year"), 1),
        ("Yuan per person per year", "money", ("person", "year"), 1),
        ("公顷", "area", (), 15),
        ("％", "share", (), Decimal("0.01")),
        ("米", "length", (), Decimal("0.001")),
        ("万人", "people", (), 10_000),
    ],
)
def test_units_are_known_by_many_names(text, dimension, per, factor):
    assert unit_named(text, dimension, per).factor == factor


@pytest.mark.parametrize(
    ("text", "dimension", "per"),
    [
        ("元/户", "money", ("person", "year")),
        ("亩/人", "area", ()),
        ("美元", "money", ("year",)),
        ("元/人", "money", ("year",)),
        ("元/月", "money", ("person", "year")),
        ("斤", "area", ()),
    ],
)
def test_units_of_something_else_are_not_taken(text, dimension, per):
    assert unit_named(text, dimension, per) is None


@pytest.mark.parametrize(
    ("cell", "group", "field", "unit", "year"),
    [
        ("人均纯收入（元）", None, "income_yuan_per_person", "元", None),
        ("2007年 人均\n纯收入（元/人）", None, "income_yuan_per_person", "元/人", 2007),
        ("人均纯收入（2019年，万元）", None, "income_yuan_per_person", "万元", 2019),
        ("人均纯收入（单位：万元；2019年度）", None, "income_yuan_per_person", "万元", 2019),
        ("Net income per person (2019, 1,000 yuan)", None, "income_yuan_per_person", "1,000 yuan", 2019),
        ("人均純收入", None, "income_yuan_per_person", "", None),
        ("乡（镇）", None, "township", "", None),
        ("村（居）", None, "name", "", None),
        ("collective_income_yuan", None, "collective_income_yuan", "yuan", None),
        ("Net income per person (yuan)", None, "income_yuan_per_person", "yuan", None),
        ("耕地面积：亩", None, "land_mu", "亩", None),
        ("collective income, 10,000 yuan", None, "collective_income_yuan", "10,000 yuan", None),
        ("户数", "人口与户数", "households", "", None),
        ("户数", "党员", "party_members", "", None),
        ("户数", "低保", None, "", None),
        ("人均耕地（亩）", None, None, "亩", None),
        ("户均纯收入（元）", None, None, "元", None),
        ("2006年", "人均纯收入（元）", "income_yuan_per_person", "", 2006),
    ],
)
def test_headers_name_their_field_unit_and_year(cell, group, field, unit, year):
    header = read_header(cell, group)
    assert (header.field, header.unit.strip(), header.year) == (field, unit, year)


def test_no_header_means_two_things_and_every_field_has_chinese_and_english_names():
    def key(word):
        return re.sub(r"[_\s\-]", "", simplified(word).lower())

    words = Counter((key(word), field) for field, known in aliases().items() for word in known)
    assert not [word for word, count in Counter(word for word, _ in words).items() if count > 1]
    for field in VILLAGE_FIELDS:
        assert field_of(field.label.zh) == field_of(field.label.en) == field_of(field.name) == field.name
