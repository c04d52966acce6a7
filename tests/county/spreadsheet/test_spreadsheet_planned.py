"""The sheet 拟结对: who with whom and when, into the county's folder and out of it."""

import datetime

import openpyxl
import pytest
from small_table import save, table

from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.county.export import export_county
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.spreadsheet import read_spreadsheet, write_template
from liancun_sim.vocabulary import BadInput

HEADER = ["乡镇", "牵头村", "伙伴村乡镇", "伙伴村", "月份"]


def planned(tmp_path, *rows, header=HEADER):
    path = save(tmp_path / "table.xlsx", ("村表", table()), ("拟结对", [header, *rows]))
    return read_spreadsheet(path).county


def ids(county):
    return {name: key for key, name in county.villages["name"].items()}


@pytest.mark.parametrize(("written", "month"), [
    ("2009-03", "2009-03"), ("2009年3月", "2009-03"), ("2009.3", "2009-03"), (datetime.date(2009, 3, 1), "2009-03"),
    (1, "0"), (3, "2"), ("第3个月", "2"), (None, "0"),
])  # fmt: skip
def test_a_month_is_of_the_calendar_or_counted_from_one(tmp_path, written, month):
    county = planned(tmp_path, ["斜店乡", "前社庄", "斜店乡", "许盘后", written])
    lead, partner = (ids(county)[name] for name in ("前社庄", "许盘后"))
    assert county.planned == (GivenUnion(month, lead, (lead, partner)),)


def test_a_lead_with_several_partners_is_one_union(tmp_path):
    county = planned(
        tmp_path, ["", "前社庄", "", "许盘后村", "2009-03"], ["", "前社庄", "", "前连、后连", ""],
        ["注：以上为初步方案"],
    )  # fmt: skip
    key = ids(county)
    assert county.planned == (
        GivenUnion("2009-03", key["前社庄"], (key["前社庄"], key["许盘后"], key["前连"], key["后连"])),
    )


def test_the_plan_is_kept_with_the_county(tmp_path):
    county = planned(tmp_path, ["", "前社庄", "", "许盘后", "2009-03"], ["", "后连", "", "前连", 2])
    save_county(county, tmp_path / "county")
    assert load_county(tmp_path / "county").planned == county.planned
    text = (tmp_path / "county" / "planned_unions.csv").read_text("utf-8").splitlines()
    assert text[0] == "month,lead,members,form"
    assert text[1].startswith("2009-03,") and text[2].startswith("1,")


def test_short_headers_are_understood(tmp_path):
    county = planned(tmp_path, ["前社庄", "许盘后", "2"], header=["村", "伙伴村", "月份"])
    assert len(county.planned) == 1


@pytest.mark.parametrize(("rows", "said"), [
    ([["", "前社庄", "", "许盘", "1"]], r"拟结对 row 2.*许盘.*许盘后"),
    ([["", "前社庄", "", "", "1"]], "partner are both needed"),
    ([["", "前社庄", "", "许盘后", "明年"]], "the month is '明年'"),
    ([["", "前社庄", "", "许盘后", 2009.1]], "the month is '2009.1'"),  # January, or October
    ([["", "前社庄", "", "前社庄", "1"]], "own neighbour|itself"),
    ([["", "前社庄", "", "许盘后", "1"], ["", "前连", "", "许盘后", "1"]], "许盘后 stands in two unions"),
    ([["", "前社庄", "", "许盘后", "1"], ["", "前社庄", "", "前连", "2"]], "another month"),
])  # fmt: skip
def test_a_line_that_cannot_be_meant_stops_the_import(tmp_path, rows, said):
    with pytest.raises(BadInput, match=said):
        planned(tmp_path, *rows)


def test_the_template_has_the_sheet_and_an_empty_one_plans_nothing(tmp_path):
    write_template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    for row in table()[1:]:
        book["村表 villages"].append(["", row[0], row[1], row[2], row[3], row[6], row[7]])
    book.save(tmp_path / "filled.xlsx")
    assert read_spreadsheet(tmp_path / "filled.xlsx").county.planned == ()
    book["拟结对 planned"].append(["斜店乡", "前社庄", "斜店乡", "许盘后", "2009-03"])
    book.save(tmp_path / "planned.xlsx")
    read = read_spreadsheet(tmp_path / "planned.xlsx")
    assert len(read.county.planned) == 1
    assert "Planned unions: 1" in read.report.text()


@pytest.mark.parametrize(("line", "said"), [
    ("2009-13,{a},{a};{b},", "2009-13"),
    ("0,{a},{a};T99,", "no village has the id 'T99'"),
    ("0,{a},{b},", "the lead among them"),
    ("0,{a},{a};{b},\n1,{b},{b};{c},", "stands in two unions"),
    ("0,{a}", "cells"),
])  # fmt: skip
def test_a_faulty_plan_of_a_folder_is_told(tmp_path, line, said):
    county = planned(tmp_path, ["", "前社庄", "", "许盘后", "1"])
    save_county(county, tmp_path / "c")
    a, b, c = list(county.villages.index)[:3]
    (tmp_path / "c" / "planned_unions.csv").write_text(
        "month,lead,members,form\n" + line.format(a=a, b=b, c=c) + "\n", "utf-8"
    )
    with pytest.raises(BadInput, match=said):
        load_county(tmp_path / "c")


def test_an_exported_workbook_brings_the_plan_back(tmp_path):
    county = make_county(villages=60, households=8_000, seed=11)
    assert [union.form for union in county.planned][:2] == ["hub", "strong_weak"]  # the unions the documents name
    export_county(county, tmp_path / "export")
    assert read_spreadsheet(tmp_path / "export" / "county.xlsx").county.planned == county.planned
