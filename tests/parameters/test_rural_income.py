"""Rural income from year to year: published values, one named splice, and no year beyond them."""

import numpy as np
import pytest

from liancun_sim.parameters import fact
from liancun_sim.parameters.published import (
    away_share,
    collective_income_median,
    composition,
    income_paths,
    persons_per_household,
    price_level,
)
from liancun_sim.parameters.rural_income import (
    money_at,
    published_years,
    rural_income_growth,
    splice_factor,
    year_before,
)


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


def test_the_price_index_is_the_yearly_changes_multiplied():
    assert price_level(2007) == 1.0
    assert price_level(2012) == pytest.approx(1.065 * 0.997 * 1.036 * 1.058 * 1.025)
    assert price_level(2006) == pytest.approx(1 / 1.054)


def test_incomes_by_source_sum_to_the_published_income_in_the_mix_of_the_base_year():
    wages, others = income_paths()
    for year, wage, other in zip(wages.years, wages.logs, others.logs, strict=True):
        total = 0.391 * np.exp(wage) + 0.609 * np.exp(other)
        assert total == pytest.approx(rural_income_growth(year, since=2007)), year


def test_a_source_grows_as_income_and_its_share():
    wages, others = income_paths()
    at = wages.years.index
    # .391 of 4,985 in 2007 and .464 of 9,446 in 2012: ln 2.249 and, of the rest, ln 1.668
    assert wages.logs[at(2012)] == pytest.approx(np.log(0.464 * 9446 / (0.391 * 4985)))
    assert others.logs[at(2012)] == pytest.approx(np.log(0.536 * 9446 / (0.609 * 4985)))
    # across the break both grow as income does: no share is published on both sides
    assert wages.logs[at(2013)] - wages.logs[at(2012)] == pytest.approx(np.log(10620 / 9446))
    # beside one another they part as the shares do: .387 to .422 and .613 to .578 from 2013 to 2023
    apart = [wages.logs[at(year)] - others.logs[at(year)] for year in (2013, 2023)]
    assert apart[1] - apart[0] == pytest.approx(np.log(0.422 / 0.387 * 0.613 / 0.578))


def test_shares_of_a_year_are_everything():
    for year in range(2003, 2026):
        assert sum(composition(year)) == pytest.approx(1)
        assert min(composition(year)) > 0
    assert composition(2023) == pytest.approx((0.422, 0.343, 0.235))


def test_households_grow_smaller_and_more_people_are_away():
    assert persons_per_household(2007) == 3.8
    assert persons_per_household(2020) == 3.38
    assert away_share(2008) < away_share(2015) < away_share(2024)


def test_the_middle_village_has_what_the_published_shares_say():
    """57.7 % below 50,000 yuan in 2019 where ln incomes spread by 1.2: the median lies .194 SD below."""
    assert np.log(50_000 / collective_income_median(2019)) / 1.2 == pytest.approx(0.194, abs=0.002)
    assert collective_income_median(2007) == pytest.approx(29_800)
    assert collective_income_median(2023) / collective_income_median(2019) == pytest.approx(
        (39_600 / 29_800) ** (4 / 12)
    )


def test_money_at_a_start_is_of_the_year_before():
    assert [year_before(start) for start in ("2003-01", "2008-01", "2008-12", "2023-06", "2025-12")] == [
        2003, 2007, 2007, 2022, 2024,
    ]  # fmt: skip
    assert money_at("2008-01") == 1
    assert money_at("2023-01") == pytest.approx(rural_income_growth(2022, since=2007))


def test_prices_from_2012_to_2023_agree_with_real_and_nominal_growth():
    """Nominal ×2.586 over real ×2.114 is a deflator of 1.2233; the yearly changes give it to 0.3 %."""
    change = fact("rural_price_change")
    assert np.prod([1 + change.at(f"{year}-01") for year in range(2013, 2024)]) == pytest.approx(1.2233, rel=3e-3)
