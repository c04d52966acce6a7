"""Real amounts stand beside what they are in the yuan of their year, and nothing else does."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from liancun_sim.reports.common.numbers import number
from liancun_sim.reports.comparison.effects_told import effect_row
from liancun_sim.reports.comparison.page_sections import main_results
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.reports.comparison.workbook import workbook

PRICES = 1.5


@pytest.fixture(scope="module")
def dearer(comparison):
    """The comparison in a year in which prices are half as high again as in the base year."""
    indicators = {key: replace(one, real=key == "income_mean") for key, one in comparison.indicators.items()}
    return replace(comparison, prices=PRICES, indicators=indicators)


def test_a_real_amount_is_told_in_both_yuan(dearer):
    assert dearer.current_yuan("income_mean", 100.0) == 150.0
    assert dearer.current_yuan("satisfaction", 0.5) is None


def test_the_summary_tells_effects_on_income_in_current_yuan_too(dearer):
    scenario = dearer.policies_compared[0]
    row = effect_row(dearer, scenario, "income_mean")
    told = [line for line in summary(dearer).splitlines() if "in current yuan" in line]
    assert len(told) == len(dearer.policies_compared)
    shown = re.search(r"in current yuan ([+−][\d,.]+)", told[0]).group(1)
    value = float(shown.replace("−", "-").replace(",", ""))
    assert value == pytest.approx(PRICES * row["difference"], abs=0.51)


def test_the_headline_table_tells_the_level_in_current_yuan_too(dearer):
    row = effect_row(dearer, dearer.policies_compared[0], "income_mean")
    assert f"in current yuan {number(PRICES * (row['mean'] - row['difference']), 'yuan')}" in main_results(dearer)


def test_the_sheet_of_results_has_both(dearer):
    book = openpyxl.load_workbook(io.BytesIO(workbook(dearer, {})), read_only=True)
    heads, *rows = book[book.sheetnames[1]].iter_rows(values_only=True)
    at = {name: heads.index(name) for name in heads if name}
    real = [row for row in rows if row[at["Mean, current yuan"]] not in (None, "")]
    assert {row[1] for row in real} == {str(dearer.indicators["income_mean"].label)}
    for row in real:
        assert row[at["Mean, current yuan"]] == pytest.approx(PRICES * row[at["Scenario mean"]])
