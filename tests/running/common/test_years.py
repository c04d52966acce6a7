"""Which years a result is of: said once, and every year that is assumed is named."""

import pytest

from liancun_sim import load_scenario, make_county
from liancun_sim.mechanisms import AssessmentRules, Setup
from liancun_sim.mechanisms.calendar.calendar import Calendar
from liancun_sim.mechanisms.calendar.kernels import calendar_at
from liancun_sim.parameters import Coefficients
from liancun_sim.running.common.years import prices_of_last_year, year_notes, years_entry
from liancun_sim.vocabulary import BadInput


def county_of(year):
    return make_county(villages=12, households=600, seed=5, year=year)


def told(setup, year, **values):
    return [note.en for note in year_notes(county_of(year), setup, {f"calendar.{k}": v for k, v in values.items()})]


def test_the_default_years_are_published_and_only_what_is_recalled_is_told():
    first, recalled = told(Setup(), 2007)
    assert first.startswith("2008-01 to 2012-12 are simulated, on village tables of 2007. Real yuan are of 2007")
    assert "Rural consumer prices over the year before, China: 2007–2012" in recalled
    assert "Rural poverty line: 2011–2012" in recalled
    assert years_entry(county_of(2007), Setup()) == {
        "first_month": "2008-01", "last_month": "2012-12", "table": 2007, "real_yuan_of": 2007, "assumed": {},
    }  # fmt: skip


def test_what_lies_beyond_the_series_is_told_with_the_rates_of_the_run():
    setup = Setup(start="2024-01", months=60)
    notes = " ".join(told(setup, 2023, wage_growth_beyond=0.03))
    assert "From 2026 on: assumed growth a year of wages 3 % and of other income 5 %" in notes
    assert "prices 1 %, since published series end with 2025" in notes
    assert "disposable income from 2013 on" in notes
    assert "Pay of cadres from 2024 on" in notes
    assert "no official poverty line after 2020" in notes
    assert years_entry(county_of(2023), setup)["assumed"] == {
        "income_and_prices": [2026, 2027, 2028], "migrant_wage": [2025, 2026, 2027, 2028],
        "staff_wage": [2024, 2025, 2026, 2027, 2028],
    }  # fmt: skip


def test_the_year_before_a_start_in_2003_is_assumed():
    setup = Setup(start="2003-01", months=24)
    assert any(note.startswith("Before 2003: assumed growth") for note in told(setup, 2003))
    assert years_entry(county_of(2003), setup)["assumed"] == {"income_and_prices": [2002]}


def test_a_line_of_the_scenario_is_no_missing_line():
    setup = Setup(start="2024-01", months=24, assessment=AssessmentRules(poverty_line=7_000.0))
    assert not any("no official poverty line" in note for note in told(setup, 2023))


def test_prices_of_the_last_year_make_real_yuan_current_ones():
    k = Coefficients(Calendar.coefficients)
    last = [calendar_at("2008-01", month, k).price_index for month in range(48, 60)]
    assert prices_of_last_year(Setup(), {}) == pytest.approx(sum(last) / 12)


@pytest.mark.parametrize("start", ["2002-12", "2026-01"])
def test_no_county_is_set_up_where_nothing_is_known(start):
    with pytest.raises(BadInput, match=f"'start' is {start}, but incomes and prices to set a county up with are known"):
        load_scenario({"start": start})


def test_amounts_nobody_gave_are_of_the_year_before_the_start():
    """Shandong's rural income: 4,985 in 2007; in 2022 22,110, times 10,620 / 10,687: 4.4075 times."""
    early, late = (load_scenario({"start": start, "policies": [{"co_creation": {"award": 9_000.0}}]})
                   for start in ("2008-01", "2023-01"))  # fmt: skip
    assert early.setup.yuan_per_year == 10_000_000
    assert late.setup.yuan_per_year == 44_100_000
    assert [one.policies[0].levers["cooperative"] for one in (early, late)] == [40_000, 176_000]
    assert [one.policies[0].levers["award"] for one in (early, late)] == [9_000, 9_000]  # a sum that is given stays
    assert {one.key for one in late.changed_settings} == {"start", "co_creation.award"}
    assert load_scenario(late.document).digest == late.digest
