"""A county of any year from 2003 to 2025 comes to a report with the money, prices and lines of its time."""

import pytest

from liancun_sim import compare, load_scenario, make_county
from liancun_sim.reports.comparison.page import page
from liancun_sim.reports.comparison.summary import summary

BEYOND = "2026"  # the first year without published incomes and prices


def table_year(start):
    """That of the village tables: the year before, as far as there is one."""
    return max(2003, int(start[:4]) - 1)


def compared(start, months):
    county = make_county(villages=10, households=400, seed=5, year=table_year(start))
    scenario = load_scenario("strong_weak_pairing", months=months, sets=(f"start={start}",))
    return compare([scenario], county=county, months=months, replications=1, assumptions="defaults", workers=1)


@pytest.mark.parametrize(
    ("start", "months", "assumed"), [("2003-01", 13, [2002]), ("2015-01", 13, []), ("2023-01", 13, [])]
)
def test_a_county_of_its_time_comes_to_a_report(start, months, assumed):
    found = compared(start, months)
    years = found.provenance["years"]
    assert (years["table"], years["first_month"]) == (table_year(start), start)
    assert years["assumed"].get("income_and_prices", []) == assumed
    assert start in summary(found)
    text = page(found, {})
    assert start in text
    assert any("Real yuan are of 2007" in note.en for note in found.notes)
    assert any("no official poverty line" in note.en for note in found.notes) == (start >= "2021")
    outside = ("Before 2003: assumed growth", f"From {BEYOND} on: assumed growth")
    assert any(note.en.startswith(outside) for note in found.notes) == bool(assumed)


def test_five_years_from_2024_mark_what_lies_beyond_the_series():
    found = compared("2024-01", 60)
    assert found.provenance["years"]["assumed"]["income_and_prices"] == [2026, 2027, 2028]
    assert any(f"From {BEYOND} on: assumed growth" in note.en for note in found.notes)
    assert f"From {BEYOND} on: assumed growth" in summary(found)
    assert f"From {BEYOND} on: assumed growth" in page(found, {})


def test_prices_and_money_grow_with_the_years():
    early, middle, late = (compared(start, 12) for start in ("2003-01", "2015-01", "2023-01"))
    assert early.prices < 1 < middle.prices < late.prices
    money = [
        load_scenario("strong_weak_pairing", sets=(f"start={start}",)).setup.yuan_per_year
        for start in ("2003-01", "2015-01", "2023-01")
    ]
    assert money == sorted(money)
    assert money[0] < 10_000_000 < money[1]
