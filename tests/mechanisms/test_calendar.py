import numpy as np
import pytest
from hamlets import DRAWS, hamlets, step

from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.calendar.calendar import Calendar
from liancun_sim.mechanisms.calendar.kernels import base_wage_share, calendar_at
from liancun_sim.parameters import Coefficients
from liancun_sim.parameters.published import composition
from liancun_sim.parameters.rural_income import rural_income_growth

K = Coefficients(Calendar.coefficients)


def months(first, count=12, k=K):
    return [calendar_at("2008-01", index, k) for index in range(first, first + count)]


@pytest.mark.parametrize("year", range(-1, 5))
def test_quarters_of_a_calendar_year_have_their_stated_shares(year):
    income = np.array([month.expected_income for month in months(12 * year)])
    quarters = income.reshape(4, 3).sum(axis=1) / income.sum()
    np.testing.assert_allclose(quarters, [0.25, 0.17, 0.24, 0.34], atol=1e-12)


def test_the_base_year_averages_one():
    # convexity of growth within the year leaves (.125)²/24 ≈ .0007
    assert np.mean([month.expected_income for month in months(-12)]) == pytest.approx(1, abs=1e-3)


def test_growth_a_year_on_is_the_rate_given():
    before, after = calendar_at("2008-01", 5, K), calendar_at("2008-01", 17, K)
    assert np.log(after.wage_growth / before.wage_growth) == pytest.approx(0.162)
    assert np.log(after.other_growth / before.other_growth) == pytest.approx(0.102)


def test_wages_grow_from_39_to_about_45_percent_in_five_years():
    # .391 e^{.162·4.5} / (.391 e^{.162·4.5} + .609 e^{.102·4.5}) = .811 / (.811 + .964) = .457
    last = calendar_at("2008-01", 53, K)  # mid-2012, five years after mid-2007: a little more
    wages = base_wage_share() * last.wage_growth
    assert wages / (wages + (1 - base_wage_share()) * last.other_growth) == pytest.approx(0.463, abs=0.003)


def test_the_start_month_only_shifts_the_calendar():
    assert calendar_at("2009-03", 0, K) == calendar_at("2008-01", 14, K)


def test_prices_stand_at_their_yearly_value_in_mid_year():
    # the middle of June 2008 is half a month before the middle of the year, on the way up from 2007 by 6.5 %
    assert calendar_at("2008-06", 0, K).price_index == pytest.approx(1.065 * 1.065 ** (-0.5 / 12))
    # mid-July 2023, half a month past the middle: 0.3 % a year; prices since 2007 rose by 45.7 %
    assert calendar_at("2023-07", 0, K).price_index == pytest.approx(1.4567 * 1.003 ** (0.5 / 12), abs=1e-4)


def test_past_the_series_prices_incomes_and_pay_grow_as_assumed():
    assumed = {"price_growth_beyond": 0.02, "wage_growth_beyond": 0.03, "other_growth_beyond": 0.04}
    k = Coefficients(Calendar.coefficients, {f"calendar.{name}": value for name, value in assumed.items()})
    before, after = calendar_at("2027-03", 0, k), calendar_at("2028-03", 0, k)
    assert after.price_index / before.price_index == pytest.approx(1.02)
    for name, rate in (("wage_growth", 0.03), ("other_growth", 0.04), ("labour_wage", 0.03), ("staff_wage", 0.03)):
        assert np.log(getattr(after, name) / getattr(before, name)) == pytest.approx(rate), name
    # within the series nothing is assumed
    assert calendar_at("2020-03", 0, k) == calendar_at("2020-03", 0, K)


def test_outside_the_fitted_years_a_county_may_lead_its_province():
    ahead = Coefficients(Calendar.coefficients, {"calendar.county_lead": 0.01})
    for year, years_past in ((2013, 1), (2020, 8)):  # counted from the end of 2012
        ratio = calendar_at(f"{year}-12", 0, ahead).wage_growth / calendar_at(f"{year}-12", 0, K).wage_growth
        assert np.log(ratio) == pytest.approx(0.01 * (years_past - 0.5 / 12))
    assert calendar_at("2010-06", 0, ahead) == calendar_at("2010-06", 0, K)


def test_the_fitted_growth_meets_the_published_incomes_of_2007_and_2012():
    for year in (2007, 2012):
        mean = np.mean([calendar_at(f"{year}-01", index, K).expected_income for index in range(12)])
        assert mean == pytest.approx(rural_income_growth(year, since=2007), rel=0.005)


@pytest.mark.parametrize("year", [2003, 2007, 2010, 2015, 2020, 2023])
def test_a_county_has_in_its_own_year_the_income_of_its_table(year):
    months = [calendar_at(f"{year}-01", index, K, base_year=year) for index in range(12)]
    # straight lines in logs between mid-years miss a year's mean by a fraction of a percent
    level = rural_income_growth(year, since=2007)
    assert np.mean([month.expected_income for month in months]) == pytest.approx(level, rel=0.008)
    assert months[0].base_wages == composition(year)[0]


def test_pay_of_hired_work_follows_wages_then_what_is_published():
    month = calendar_at("2010-06", 0, K)
    assert month.labour_wage == month.wage_growth
    earlier, later = calendar_at("2015-07", 0, K), calendar_at("2023-07", 0, K)
    assert later.labour_wage / earlier.labour_wage == pytest.approx(4780 / 3072, rel=0.002)
    assert later.staff_wage == pytest.approx(117108 / 27731, rel=0.003)


def test_elections_come_every_36_months_and_every_60_for_terms_that_begin_from_2019_on():
    held = [index for index in range(240) if calendar_at("2008-01", index, K).is_election]
    # December 2009, 2012, 2015, 2018 (the law was amended at the end of that month), 2021, 2026
    assert held == [23, 59, 95, 131, 167, 227]
    before = [index for index in range(48) if calendar_at("2003-01", index, K).is_election]
    assert before == [11, 47]  # December 2003 and 2006


def begun(**values):
    state = hamlets(40, towns=("east", "west"))
    calendar = Calendar(Setup(), {f"calendar.{name}": value for name, value in values.items()})
    calendar.begin(state, DRAWS)
    return calendar, state


def test_windows_hold_the_twelve_months_before_t0():
    _, state = begun()
    county = state.county
    for row, month in enumerate(months(-12)):
        assert county.wage_growth_window[row, 0] == month.wage_growth
        assert county.season_window[row, 0] == month.season
    np.testing.assert_array_equal(state.villages.local_shock_window[11], state.villages.local_shock)
    assert county.month[0] == 0


def test_windows_roll():
    calendar, state = begun()
    step(calendar, state, 0)
    assert state.county.season_window[0, 0] == calendar_at("2008-01", 0, K).season
    np.testing.assert_array_equal(state.villages.weather_window[0], state.villages.weather_loss)
    assert state.county.month[0] == 1


def test_expected_income_is_that_of_the_twelve_months_before():
    calendar, state = begun()
    step(calendar, state, 0)
    first = np.mean([month.expected_income for month in months(-12)])
    assert state.county.expected_income_ratio[0] == pytest.approx(first)
    earlier = np.mean([month.expected_income for month in months(-13)])
    assert state.county.expected_growth_log[0] == pytest.approx(np.log(first / earlier))
    step(calendar, state, 1)
    assert state.county.expected_income_ratio[0] == pytest.approx(np.mean([m.expected_income for m in months(-11)]))


def test_the_local_shock_keeps_its_spread_and_persistence():
    state = hamlets(2000)
    calendar = Calendar(Setup())
    calendar.begin(state, DRAWS)
    for index in range(36):
        before = state.villages.local_shock.copy()
        step(calendar, state, index)
    # 2,000 villages: the SD is known to .08/√4000 = .0013, the correlation to (1 − ρ²)/√2000 = .002
    assert np.std(state.villages.local_shock) == pytest.approx(0.08, abs=0.005)
    assert np.corrcoef(before, state.villages.local_shock)[0, 1] == pytest.approx(0.955, abs=0.01)


def test_weather_takes_nothing_on_average():
    state = hamlets(2000, towns=tuple(f"t{i}" for i in range(200)))
    calendar = Calendar(Setup())
    calendar.begin(state, DRAWS)
    kept = []
    for index in range(60):
        step(calendar, state, index)
        kept.append(np.mean(np.exp(-state.villages.weather_loss)))
    # 60 months × 200 townships of SD .06: the mean is known to .06/√12000 = .0005
    assert np.mean(kept) == pytest.approx(1, abs=0.002)


def test_villages_of_a_township_share_its_weather():
    calendar, state = begun(weather_village=0.02)
    pairs = []
    for index in range(200):
        step(calendar, state, index)
        pairs.append(state.villages.weather_loss[[0, 2, 1]])
    same, other = (np.corrcoef(np.array(pairs)[:, [0, j]].T)[0, 1] for j in (1, 2))
    assert same == pytest.approx(0.06**2 / (0.06**2 + 0.02**2), abs=0.05)  # .9
    assert abs(other) < 0.2


def test_another_township_and_village_change_nobodys_weather():
    few = hamlets(("a", "b"), towns=("east",))
    many = hamlets(("a", "b", "c"), towns=("east", "far"), township=[0, 0, 1])
    for state in (few, many):
        calendar = Calendar(Setup())
        calendar.begin(state, DRAWS)
        step(calendar, state, 0)
    np.testing.assert_array_equal(few.villages.weather_loss, many.villages.weather_loss[:2])
    np.testing.assert_array_equal(few.villages.local_shock, many.villages.local_shock[:2])


def test_collective_growth_is_one_on_average_over_the_year_before():
    calendar, state = begun()
    step(calendar, state, 0)
    # month 0 is half a month past t0, and t0 half a year past the middle of the year before
    assert state.county.collective_growth[0] == pytest.approx(1.025 ** (6.5 / 12))
