"""The workbook, read back with another library."""

import io
import zipfile

import openpyxl
import pytest

from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.numbers import plain_span
from liancun_sim.vocabulary import use_language
from liancun_sim.vocabulary.sources import source_label


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(io.BytesIO((written / "comparison.xlsx").read_bytes()))


def column(sheet, heading):
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(heading)] for row in sheet.iter_rows(min_row=2)]


def test_the_sheets_stand_in_order(book):
    assert book.sheetnames == ["说明", "结果", "参数", "村级结果", "联村", "联村运行与去留", "图表", "数据字典"]


def test_the_first_sheet_states_every_limit(book, comparison):
    use_language("zh")
    said = {cell.value for cell in book["说明"]["A"]}
    assert {f"• {text}" for text in limits(comparison)} <= said


def test_every_village_stands_under_every_scenario_with_its_answer(book, comparison):
    sheet = book["村级结果"]
    names = [cell.value for cell in column(sheet, "村")]
    assert len(names) == len(comparison.scenarios) * len(comparison.villages)
    assert names.count("前柏庄") == len(comparison.scenarios)
    asked = [row for row in zip(column(sheet, "表态同意率"), column(sheet, "私下同意率")) if row[0].value is not None]
    assert asked
    assert all(cell.number_format == "0.0%" and 0 <= cell.value <= 1 for row in asked for cell in row)
    assert "许家洼" in column(sheet, "相邻村")[0].value


@pytest.mark.parametrize("name", ["结果", "参数", "村级结果", "数据字典"])
def test_a_table_is_frozen_filtered_and_wide_enough(book, name):
    sheet = book[name]
    assert sheet.freeze_panes is not None
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(sheet.column_dimensions[cell.column_letter].width >= 7 for cell in sheet[1])


def test_numbers_are_numbers_and_gaps_are_empty(book):
    sheet = book["结果"]
    values = column(sheet, "差异")
    assert all(cell.value is None or isinstance(cell.value, float | int) for cell in values)
    rows = zip(column(sheet, "指标"), values, column(sheet, "备注"))
    consent = {(value.value, note.value) for name, value, note in rows if name.value == "私下同意率"}
    assert consent == {(None, "无政策时不征求意见，无从比较")}


def test_charts_and_pictures_are_inside(written):
    with zipfile.ZipFile(written / "comparison.xlsx") as parts:
        names = parts.namelist()
    assert len([name for name in names if name.startswith("xl/charts/chart")]) == 5
    assert len([name for name in names if name.startswith("xl/media/")]) == 5


def test_the_charts_stand_on_their_numbers(book, comparison):
    sheet = book["图表"]
    heads = {cell.value for cell in sheet[2] if cell.value}
    use_language("zh")
    assert {str(info.label) for info in comparison.scenarios.values()} | {"月份"} <= heads


def test_every_assumption_has_its_range_and_source(book, comparison):
    use_language("zh")
    keys = [cell.value for cell in column(book["参数"], "变量名")]
    for one in comparison.coefficients:
        row = keys.index(one.key)
        assert column(book["参数"], "范围")[row].value == plain_span(one.low, one.high)
        assert column(book["参数"], "来源")[row].value == source_label(one.source).zh
