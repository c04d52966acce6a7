"""Whole counts have no decimals: in sentences, and in a column of a workbook where all are whole."""

import io

import openpyxl
import pytest
import xlsxwriter

from liancun_sim.reports.common.numbers import mean_count, quantity, with_error
from liancun_sim.reports.common.workbook_sheet import Sheet, Styles
from liancun_sim.vocabulary import use_language


@pytest.mark.parametrize(("language", "value", "unit", "text"), [
    ("en", 12.0, "villages", "12 villages"), ("zh", 12.0, "villages", "12个村"),
    ("en", 11.625, "villages", "11.6 villages"),
    ("en", 1.0, "unions", "1 union"), ("en", 1.0, "yuan", "1.00 yuan"), ("en", 0.0, "proposals", "0 proposals"),
    ("en", 2_150.0, "households", "2,150 households"),
])  # fmt: skip
def test_a_whole_count_is_written_without_decimals(language, value, unit, text):
    use_language(language)
    assert quantity(value, unit) == text
    use_language("en")


def test_a_mean_of_counts_keeps_one_decimal_unless_it_is_whole():
    assert [mean_count(value, "villages") for value in (2.0, 2.5, 0.0, 1_200.0)] == ["2", "2.5", "0", "1,200"]


@pytest.mark.parametrize(("value", "error", "unit", "texts"), [
    (5.61, 3.5, "unions", ("5.6 unions", "3.5")), (1234.5, 3.25, "yuan", ("1,234.50 yuan", "3.25")),
    (1234.5, float("nan"), "yuan", ("1,234 yuan", "–")), (0.7123, 0.0312, "share", ("71.2 %", "3.1")),
])  # fmt: skip
def test_a_value_has_the_decimals_its_error_bears(value, error, unit, texts):
    assert with_error(value, error, unit) == texts


def test_value_and_error_are_counted_in_the_same_word():
    use_language("zh")
    assert with_error(123_400.0, 3_200.0, "yuan") == ("12.34万元", "0.32万")
    use_language("en")


def test_a_column_of_whole_counts_has_no_decimals_and_one_of_means_keeps_them():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    rows = [["a", 12.0, 2.0, 3], ["b", 8.0, 2.5, 4]]
    Sheet(book, "one", Styles(book)).table(
        ["name", "whole", "mean", "number"], ["", "villages", "villages", "number"], rows
    )
    book.close()
    sheet = openpyxl.load_workbook(io.BytesIO(buffer.getvalue())).active
    assert [[cell.number_format for cell in row[1:]] for row in sheet.iter_rows(min_row=2)] == [
        ["#,##0", "#,##0.0", "#,##0"]
    ] * 2
