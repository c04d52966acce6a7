"""What a planner sees before a county is written, and what is asked before one is written over."""

import io
import json

import pytest
from small_table import one_sheet

from liancun_sim.cli import run
from liancun_sim.county import load_county
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import use_language

HEAD = ["乡镇", "村名", "户数", "人口", "耕地（亩）", "经度", "纬度"]
VILLAGES = (
    ["柳树乡", "东洼", 120, 450, 700, 115.41, 36.41], ["柳树乡", "西洼", 96, 366, 500, 115.43, 36.41],
    ["石桥镇", "孟楼", 210, 802, 1400, 115.41, 36.43], ["石桥镇", "白塔", 150, 590, 900, 115.43, 36.43],
)  # fmt: skip


def rows(**changed):
    """The table with its totals, and the households some villages are given instead."""
    body = [[*row[:2], changed.get(row[1], row[2]), *row[3:]] for row in VILLAGES]
    return [HEAD, *body, ["合计", None, 576, 2208, 3500]]


def test_totals_stand_beside_the_tables_own(tmp_path):
    said = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows(东洼=121))).report.text()
    assert "4 villages; Households 577 in all (the table's own total: 576), " in said
    assert "Population 2,208 in all (the table's own total: 2,208), " in said
    assert "Cultivated land 3,500 mu in all (the table's own total: 3,500 mu)." in said


def test_sizes_and_three_villages_are_shown_as_read(tmp_path):
    said = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows())).report.text()
    # 450/120 = 3.75, 366/96 = 3.8125, 802/210 = 3.82, 590/150 = 3.93
    assert "Households per village: 96 to 210, middle 135. Persons per household: 3.75 to 3.93, middle 3.82." in said
    assert "  柳树乡 东洼: Households 120, Population 450, Cultivated land 700 mu, " in said
    assert "  石桥镇 白塔: Households 150, " in said


def test_subtotals_alone_are_no_total_of_the_table(tmp_path):
    table = [HEAD, *VILLAGES[:2], ["柳树乡", "小计", 216, 816, 1200], *VILLAGES[2:]]
    assert "the table's own total" not in read_spreadsheet(one_sheet(tmp_path / "v.xlsx", table)).report.text()


def imported(tmp_path, table, *options):
    path = one_sheet(tmp_path / "v.xlsx", table)
    return run(["county", "import", str(path), "--out", str(tmp_path / "county"), *options])


def test_the_countys_check_is_run_before_writing(tmp_path, capsys):
    assert imported(tmp_path, rows(), "--lang", "zh") == 0
    said = capsys.readouterr().out
    assert "县数据检查提示：" in said
    assert "24列中有16列为程序推算" in said.partition("县数据检查")[2]
    use_language("en")
    assert imported(tmp_path, rows(), "--json") == 0
    assert any("synthesised" in line for line in json.loads(capsys.readouterr().out)["check"])


def test_a_county_that_is_there_is_not_written_over_unasked(tmp_path, capsys):
    assert imported(tmp_path, rows()) == 0
    before = load_county(tmp_path / "county")
    capsys.readouterr()
    assert imported(tmp_path, rows(东洼=130)) == 2
    said = capsys.readouterr().err
    assert "Households changes in 1 village, from 576 to 586 in all: 东洼 (柳树乡)" in said
    assert "holds a county already; add --replace to write over it" in said
    assert load_county(tmp_path / "county").villages.equals(before.villages)
    assert imported(tmp_path, rows(东洼=130), "--replace") == 0
    assert load_county(tmp_path / "county").villages["households"].sum() == 586


def test_the_same_county_again_is_no_question_and_other_villages_are_named(tmp_path, capsys):
    assert imported(tmp_path, rows()) == 0
    assert imported(tmp_path, rows()) == 0
    assert "this one is the same" in capsys.readouterr().err
    assert imported(tmp_path, [HEAD, *VILLAGES[:3], ["石桥镇", "南坡", 150, 590, 900, 115.43, 36.43]]) == 2
    said = capsys.readouterr().err
    assert "1 village is there no more: 白塔 (石桥镇)" in said
    assert "1 village is new: 南坡 (石桥镇)" in said


@pytest.mark.parametrize(("answer", "code", "households"), [("y\n", 0, 586), ("n\n", 2, 576)])
def test_at_the_terminal_the_person_is_asked(tmp_path, monkeypatch, answer, code, households):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    assert imported(tmp_path, rows()) == 0
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert imported(tmp_path, rows(东洼=130)) == code
    assert load_county(tmp_path / "county").villages["households"].sum() == households


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2)])
def test_what_somebody_changed_by_hand_is_told_and_kept_under_another_name(tmp_path, monkeypatch, capsys, answer, code):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    assert imported(tmp_path, rows()) == 0
    edited = tmp_path / "county" / "villages.csv"
    text = edited.read_text("utf-8").replace(",0.", ",.")
    edited.write_text(text, "utf-8")
    assert imported(tmp_path, rows(东洼=130), "--replace") == 2  # nobody is there to be asked
    assert "changed since (villages.csv)" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert imported(tmp_path, rows(东洼=130), "--replace") == code
    assert "changed by hand since it was written: villages.csv" in capsys.readouterr().err
    kept = tmp_path / ("county" if code else "county-2") / "villages.csv"
    assert kept.read_text("utf-8") == text
    assert load_county(tmp_path / "county").villages["households"].sum() == (576 if code else 586)
