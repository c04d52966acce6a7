"""What a table hides, strikes out or calls gone is told and asked about, in every kind of workbook."""

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from plain_ods import save_ods
from small_table import one_sheet

from liancun_sim.county.spreadsheet import Answers, read_spreadsheet
from liancun_sim.county.spreadsheet.doubts import Doubtful
from liancun_sim.vocabulary import BadInput

ROWS = [
    ["乡镇", "村名", "户数", "人口", "经度", "纬度", "备注"],
    ["柳树乡", "东洼", 120, 451, 115.41, 36.41, None], ["柳树乡", "西洼", 96, 365, 115.43, 36.41, None],
    ["石桥镇", "孟楼", 210, 802, 115.41, 36.43, None], ["石桥镇", "白塔", 150, 590, 115.43, 36.43, None],
]  # fmt: skip


def save_xlsx(path, *, hidden_rows=(), hidden_columns=(), struck_rows=()):
    book = openpyxl.Workbook()
    page = book.active
    for row in ROWS:
        page.append(row)
    for row in hidden_rows:
        page.row_dimensions[row + 1].hidden = True
    for column in hidden_columns:
        page.column_dimensions["ABCDEFG"[column]].hidden = True
    for row in struck_rows:
        for cell in page[row + 1]:
            cell.font = Font(strike=True)
    book.save(path)
    return path


def save_xls(path, *, hidden_rows=(), hidden_columns=(), struck_rows=()):
    book = xlwt.Workbook()
    page = book.add_sheet("表1")
    style = xlwt.XFStyle()
    style.font.struck_out = True
    for number, row in enumerate(ROWS):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value, style if number in struck_rows else xlwt.XFStyle())
    for row in hidden_rows:
        page.row(row).hidden = True
    for column in hidden_columns:
        page.col(column).hidden = True
    book.save(str(path))
    return path


def save(tmp_path, kind, **looks):
    path = tmp_path / f"v.{kind}"
    return {"xlsx": save_xlsx, "xls": save_xls, "ods": lambda path, **how: save_ods(path, ROWS, **how)}[kind](
        path, **looks
    )


KINDS = pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])


@KINDS
def test_hidden_rows_are_counted_and_asked_about(tmp_path, kind):
    path = save(tmp_path, kind, hidden_rows=(3, 4))
    with pytest.raises(Doubtful, match=r"2 of 4 villages stand in hidden rows \(孟楼, 白塔\)") as asked:
        read_spreadsheet(path)
    assert "--hidden include" in str(asked.value)
    assert "--hidden leave-out" in str(asked.value)
    assert len(read_spreadsheet(path, answers=Answers(hidden="include")).county.villages) == 4
    left = read_spreadsheet(path, answers=Answers(hidden="leave-out"))
    assert sorted(left.county.villages["name"]) == ["东洼", "西洼"]
    assert "hidden, and left out as asked" in left.report.text()


@KINDS
def test_a_hidden_column_that_would_be_used_is_asked_about(tmp_path, kind):
    path = save(tmp_path, kind, hidden_columns=(3,))
    with pytest.raises(Doubtful, match="hidden columns: D 人口"):
        read_spreadsheet(path)
    included = read_spreadsheet(path, answers=Answers(hidden="include"))
    assert included.county.villages["population"].sum() == 451 + 365 + 802 + 590
    with pytest.raises(BadInput, match="there is no column for Population"):
        read_spreadsheet(path, answers=Answers(hidden="leave-out"))


def test_hidden_rows_and_columns_without_villages_are_no_question(tmp_path):
    assert len(read_spreadsheet(save(tmp_path, "xlsx", hidden_columns=(6,))).county.villages) == 4


@KINDS
def test_struck_out_villages_are_asked_about(tmp_path, kind):
    path = save(tmp_path, kind, struck_rows=(2,))
    with pytest.raises(Doubtful, match=r"struck out or said to be gone: 西洼 \(row 3, struck out\)"):
        read_spreadsheet(path)
    assert len(read_spreadsheet(path, answers=Answers(accept=("gone=villages",))).county.villages) == 4
    gone = read_spreadsheet(path, answers=Answers(accept=("gone=leave-out",)))
    assert sorted(gone.county.villages["name"]) == ["东洼", "孟楼", "白塔"]


@pytest.mark.parametrize("said", ["已并入东洼", "2019年撤并", "整村搬迁", "已併入東窪"])
def test_villages_a_remark_calls_gone_are_asked_about(tmp_path, said):
    rows = [list(row) for row in ROWS]
    rows[2][6] = said
    with pytest.raises(Doubtful, match=rf"西洼 \(row 3, {said}\)"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    rows[2][6] = "合并村民小组两个"
    assert len(read_spreadsheet(one_sheet(tmp_path / "w.xlsx", rows)).county.villages) == 4


def test_a_number_of_which_a_part_is_struck_out_is_asked_about(tmp_path):
    path = save(tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    book.active["C3"] = CellRichText(TextBlock(InlineFont(strike=True), "96"), TextBlock(InlineFont(), "98"))
    book.save(path)
    with pytest.raises(BadInput, match="户数: '9698' is struck out, whole or in part"):
        read_spreadsheet(path)
