"""Rural income from year to year: published values, one named splice, and no year beyond them."""

import numpy as np
import pytest

from liancun_sim.parameters import fact
from liancun_sim.parameters.rural_income import published_years, rural_income_growth, splice_factor


def test_growth_within_a_series_is_that_of_its_values():
    # net income 4,985 in 2007 and 9,446 in 2012; disposable income 18,753 in 2020 and 23,776 in 2023
    assert rural_income_growth(2012, since=2007) == pytest.approx(9446 / 4985)
    assert rural_income_growth(2023, since=2020) == pytest.approx(23776 / 18753)
    assert rural_income_growth(2007, since=2007) == 1.0


def test_the_break_of_2013_is_spliced_and_lifts_nobodys_income():
    assert splice_factor() == pytest.approx(10687 / 10620)
    # 2013 over 2007 by net income, then 2023 over 2013 by disposable income
    assert rural_income_growth(2023, since=2007) == pytest.approx(10620 / 4985 * 23776 / 10687)


@pytest.mark.parametrize("year", [2002, 2026])
def test_no_year_beyond_the_series_is_made_up(year):
    with pytest.raises(ValueError, match=f"published for 2003 to 2025, not for {year}"):
        rural_income_growth(year, since=2007)


def test_growth_goes_there_and_back():
    first, last = published_years()
    for year in range(first, last + 1):
        assert rural_income_growth(year, 2007) * rural_income_growth(2007, year) == pytest.approx(1)


@pytest.mark.parametrize("region", ["shandong", "national"])
def test_income_rises_every_year_by_at_most_a_fifth(region):
    for key in (f"{region}_rural_net_income", f"{region}_rural_disposable_income"):
        series = fact(key)
        growth = np.diff(np.log(series.values))
        assert (growth > 0.04).all(), key
        assert (growth < np.log(1.2)).all(), key
        assert [int(date[:4]) for date in series.dates] == list(
            range(int(series.dates[0][:4]), int(series.dates[-1][:4]) + 1)
        )


def test_the_calendars_price_index_is_the_yearly_changes_multiplied():
    index, change = fact("rural_price_index"), fact("rural_price_change")
    for before, date, level in zip(index.values, index.dates[1:], index.values[1:], strict=False):
        assert level == pytest.approx(before * (1 + change.at(date)), abs=1e-3)


def test_prices_from_2012_to_2023_agree_with_real_and_nominal_growth():
    """Nominal ×2.586 over real ×2.114 is a deflator of 1.2233; the yearly changes give it to 0.3 %."""
    change = fact("rural_price_change")
    assert np.prod([1 + change.at(f"{year}-01") for year in range(2013, 2024)]) == pytest.approx(1.2233, rel=3e-3)
