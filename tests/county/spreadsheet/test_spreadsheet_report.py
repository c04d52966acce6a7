"""What is shown before anything is written, and the blank workbook."""

import json

import openpyxl
import pytest
from small_table import one_sheet, save, table, with_cell

from liancun_sim.cli import run
from liancun_sim.county import load_county
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet, write_template
from liancun_sim.county.spreadsheet.template import EXAMPLE, header
from liancun_sim.vocabulary import BadInput, use_language


@pytest.fixture
def path(tmp_path):
    rows = [
        ["2007年村级表"],
        *([*row, extra] for row, extra in zip(table(), ["人均收人（元）", 1, 2, 3, 4], strict=True)),
    ]
    rows[2][5] = None
    return one_sheet(tmp_path / "村表.xlsx", [*rows, ["合计", None, 1025, 3855]])


REPORT = """\
村表.xlsx, sheet 表1, encoding Excel, header in row 2
4 villages in 2 townships.
No column of ids: a village is called township-name, so renaming it makes it another village.
Neighbours: 3 pairs worked out from the coordinates.
Amounts of money are taken to be of 2007 (title).
Columns used:
  A  乡镇 → Township
  B  村名 → Village
  C  户数 → Households [households; unit not named]: 187 to 310, middle 264
  D  人口 → Population [persons; unit not named]: 702 to 1,187, middle 983
  E  人均纯收入（元） → Income per person [yuan; unit in the header]: 2,870 to 4,610, middle 3,678.5
  F  集体收入（万元） → Collective income [10,000 yuan × 10,000 = yuan; unit in the header]: 8,200 to 125,600, middle 15,300; 1 blank
  G  经度 → Longitude [degrees; unit not named]: 115.45 to 115.48, middle 115.466
  H  纬度 → Latitude [degrees; unit not named]: 36.47 to 36.5, middle 36.4805
Columns not used:
  I  人均收人（元）
Rows left out:
  1  2007年村级表 — title
  7  合计 1025 3855 — total
Will be synthesised:
"""  # noqa: E501


def test_the_report_says_what_each_column_means_and_what_is_left_out(path):
    report = read_spreadsheet(path).report
    assert report.text().startswith(REPORT)
    how = FIELDS["collective_income_yuan"].synthesis
    assert f"  Collective income for 1 of 4 villages: {how}\n" in report.text()


def test_the_report_is_said_in_chinese_too(path):
    report = read_spreadsheet(path).report
    use_language("zh")
    said = report.text().splitlines()
    assert said[0] == "村表.xlsx，工作表：表1，编码：Excel，表头在第2行"
    assert (
        "  F  集体收入（万元） → 村集体经济收入［万元×10,000＝元；表头写明单位］："
        "8,200至125,600，中位数15,300；1格为空" in said
    )
    assert "  7  合计 1025 3855——合计" in said


def test_the_command_shows_the_report_and_then_writes_the_county(path, tmp_path, capsys):
    assert run(["county", "import", str(path), "--out", str(tmp_path / "甲 县")]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(REPORT)
    assert said.err == f"Written: {tmp_path / '甲 县'}. Use it with --county {tmp_path / '甲 县'}\n"
    written, read = load_county(tmp_path / "甲 县"), read_spreadsheet(path).county
    assert written.villages.equals(read.villages)
    assert written.edges == read.edges
    assert written.provenance == read.provenance
    assert written.base_year == read.base_year


def test_the_report_comes_as_data_too(path, tmp_path, capsys):
    assert run(["county", "import", str(path), "--out", str(tmp_path / "county"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["villages"] == 4
    income = next(column for column in report["columns"] if column["field"] == "collective_income_yuan")
    assert (income["factor"], income["low"], income["blanks"]) == (10_000, 8200, 1)
    assert report["left_out"][1]["why"] == {"en": "total", "zh": "合计"}


def test_a_place_that_is_taken_is_refused_before_the_table_is_read(path, tmp_path, capsys):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a letter.txt").write_text("dear")
    assert run(["county", "import", str(path), "--out", str(tmp_path / "letters")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "(a letter.txt) was not written as a county; nothing was touched" in said.err
    assert [one.name for one in (tmp_path / "letters").iterdir()] == ["a letter.txt"]


def test_the_blank_workbook_alone_holds_no_village(tmp_path, capsys):
    assert run(["county", "template", str(tmp_path / "空白 表.xlsx")]) == 0
    with pytest.raises(BadInput, match="there is no village under the header"):
        read_spreadsheet(tmp_path / "空白 表.xlsx")


def filled_in(path, **columns):
    write_template(path)
    book = openpyxl.load_workbook(path)
    sheet = book["村表 villages"]
    places = {cell.value: cell.column for cell in sheet[2]}
    for field, values in columns.items():
        for row, value in enumerate(values, 5):
            sheet.cell(row, places[header(field).zh], value)
    return book


def test_the_blank_workbook_filled_in_is_read(tmp_path):
    book = filled_in(
        tmp_path / "a.xlsx", township=["斜店乡", "斜店乡", "清水镇"], name=["前社庄", "许盘后", "前连"],
        households=[240, 187, 310], population=[912, 702, 1187], satisfaction=[65, 58, 71], debt_yuan=[0, 9000, 400],
        leading_trade=["大棚蔬菜", "orchard", "粮食"],
    )  # fmt: skip
    edges = book["相邻 adjacency"]
    for row, pair in enumerate([("斜店乡", "前社庄", "斜店乡", "许盘后"), (None, "许盘后", None, "前连")], 4):
        for column, value in enumerate(pair, 1):
            edges.cell(row, column, value)
    book.save(tmp_path / "b.xlsx")
    imported = read_spreadsheet(tmp_path / "b.xlsx")
    villages = imported.county.villages
    assert list(villages.index) == ["斜店乡-前社庄", "斜店乡-许盘后", "清水镇-前连"]
    assert list(villages["satisfaction"]) == [0.65, 0.58, 0.71]
    assert list(villages["debt_yuan"]) == [0, 9000, 400]
    assert list(villages["leading_trade"]) == ["greenhouse_vegetables", "orchard", "grain"]
    assert imported.county.edges == (("斜店乡-前社庄", "斜店乡-许盘后"), ("斜店乡-许盘后", "清水镇-前连"))
    assert {left.row + 1: left.why.en for left in imported.report.left_out} == {
        1: "title", 3: "the header again", 4: "marked as an example",
    }  # fmt: skip


def test_every_column_of_the_blank_workbook_is_understood_in_both_languages(tmp_path):
    values = {field: [value, value, value] for field, value in EXAMPLE.items()} | {
        "id": ["1", "2", "3"], "name": ["甲村", "乙村", "丙村"], "longitude": [115.45, 115.46, 115.47],
        "tied_to": ["", "1", ""],
    }  # fmt: skip
    book = filled_in(tmp_path / "a.xlsx", **values)
    book.save(tmp_path / "zh.xlsx")
    book["村表 villages"].delete_rows(2)
    book.save(tmp_path / "en.xlsx")
    chinese, english = read_spreadsheet(tmp_path / "zh.xlsx"), read_spreadsheet(tmp_path / "en.xlsx")
    assert chinese.county.villages.equals(english.county.villages)
    assert chinese.report.ignored == english.report.ignored == ()
    assert chinese.report.synthesised == {}


def test_an_existing_file_is_never_overwritten_by_the_blank_one(tmp_path):
    (tmp_path / "filled.xlsx").write_text("precious")
    for name, said in (("filled.xlsx", "a file of this name already"), ("table.csv", "end its name in .xlsx"),
                       ("filled.xlsx/table.xlsx", "which is a file; choose another place")):  # fmt: skip
        with pytest.raises(BadInput, match=said):
            write_template(tmp_path / name)
    assert [one.name for one in tmp_path.iterdir()] == ["filled.xlsx"]
    assert (tmp_path / "filled.xlsx").read_text() == "precious"


def test_a_header_nearly_right_is_asked_about_and_never_replaced_by_made_up_numbers(tmp_path):
    path = save(tmp_path / "v.xlsx", ("表1", with_cell(1, 6, "集体收人（万元）")))
    with pytest.raises(Doubtful, match="the table has no column for Collective income: is it meant") as asked:
        read_spreadsheet(path)
    taken, without = asked.value.doubts[0].ways
    read = read_spreadsheet(path, answers=Answers().with_way(taken)).county
    assert read.villages["collective_income_yuan"].tolist() == [34000, 8200, 125600, 15300]
    left = read_spreadsheet(path, answers=Answers().with_way(without))
    assert left.report.synthesised["collective_income_yuan"] == 4
    assert "  F  集体收人（万元） — left out, as asked" in left.report.text()
