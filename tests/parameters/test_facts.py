"""Dated facts: money says whether it grows with prices."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from liancun_sim.parameters import Fact, fact
from liancun_sim.parameters.facts import all_facts
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import Label

DECISION = Path(__file__).parents[2] / "docs" / "decisions" / "0005-which-money-grows.md"


def fact_of(unit, indexed):
    return Fact("line", Label("Line", "线"), unit, "assumption", ("2007-01", "2009-01"), (1_000.0, 1_200.0), indexed)


def test_an_indexed_amount_grows_with_prices_between_its_dates():
    # 1,200 from 2009 on; at prices 1.1 of the base year 1,320 where it is indexed
    assert fact_of("yuan", True).amount("2010-05", 1.1) == pytest.approx(1_320)
    assert fact_of("yuan", False).amount("2010-05", 1.1) == 1_200


@pytest.mark.parametrize(("unit", "indexed", "message"), [
    ("yuan/year", None, "fact line (yuan/year) is money: say 'indexed: no' or 'indexed: yes'"),
    ("months", False, "fact line (months) is no money: drop 'indexed'"),
])  # fmt: skip
def test_money_says_whether_it_is_indexed_and_nothing_else_does(unit, indexed, message):
    with pytest.raises(ValueError, match="indexed") as caught:
        fact_of(unit, indexed)
    assert str(caught.value) == message


def test_standards_are_kept_as_written():
    assert {one.key for one in all_facts() if one.indexed is False} == {
        "collective_income_standard", "poverty_line", "shandong_rural_net_income", "shandong_rural_disposable_income",
        "national_rural_net_income", "national_rural_disposable_income", "migrant_wage", "staff_wage",
        "greenhouse_building_cost", "collective_income_median",
    }  # fmt: skip
    assert fact("collective_income_standard").amount("2012-12", 1.19) == 50_000


def test_there_is_a_poverty_line_to_2020_and_none_after():
    line = fact("poverty_line")
    assert [line.at(f"{year}-06") for year in (2009, 2010, 2014, 2020)] == [1196, 1274, 2800, 4000]
    assert np.isnan(line.at("2021-01"))


def test_a_mark_belongs_to_a_value():
    with pytest.raises(ValueError, match="fact line: 2010-01 is marked but has no value"):
        replace(fact_of("yuan", True), marks={"2010-01": "recalled"})


def test_what_is_recalled_is_told_so():
    assert fact("shandong_rural_net_income").marks["2003-01"] == "recalled"
    assert "2012-01" not in fact("shandong_rural_net_income").marks


def test_of_every_amount_of_a_mechanism_it_is_written_whether_it_grows():
    text = DECISION.read_text("utf-8")
    amounts = [key for key, c in COEFFICIENTS.items() if c.unit.startswith("yuan")]
    assert [key for key in amounts if f"`{key}`" not in text] == []
