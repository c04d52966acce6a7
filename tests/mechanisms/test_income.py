"""Income: the equation, the year before t0, payments, loans, fifths."""

import numpy as np
import pytest
from hamlets import DRAWS, hamlets, step
from numpy.testing import assert_allclose

from liancun_sim.county.households import PERMANENT_SD
from liancun_sim.draws import Draws
from liancun_sim.interventions import Contribution, LendHousehold, PayHousehold
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.income.dynamics import decomposed, persistence_of, schooling_years, without_work
from liancun_sim.mechanisms.income.income import Income, income_fifths
from liancun_sim.state.build import BASE_INCOME_YUAN

CALM = {
    "income.permanent_share": 1.0, "income.spread": PERMANENT_SD, "income.weather_spread": 0.0,
    "calendar.local_shock": 0.0,
}  # fmt: skip
SHARES = {"farm_share": 0.42, "business_share": 0.13, "wage_share": 0.39}


def county(villages=2, households=5, **columns):
    """Villages whose households differ in size and permanent income, under a calendar that stands still."""
    state = hamlets(villages, households=households)
    people = len(state.households)
    for name, value in (
        SHARES | {"size": 1 + np.arange(people) % 5, "permanent": np.linspace(-0.4, 0.4, people)}
    ).items():
        state.households.put(name, value)
    sizes = state.households.size.reshape(villages, households)
    state.villages.put("persons", sizes.sum(axis=1))
    for name, value in columns.items():
        state.villages.put(name, value)
    return state


def begun(state, **values):
    mechanism = Income(Setup(), CALM | values)
    mechanism.begin(state, Draws(3))
    return mechanism


def test_a_village_earns_in_the_base_year_what_its_table_says():
    """Whatever the sizes and permanent incomes of the households that live in it."""
    state = county(log_income_effect=np.log([1.0, 0.8]))
    begun(state)
    assert_allclose(state.villages.income_per_person_yuan, BASE_INCOME_YUAN * np.array([1.0, 0.8]), rtol=1e-5)


def test_a_household_earns_by_its_size_and_permanent_income():
    state = county(villages=1)
    mechanism = begun(state)
    step(mechanism, state, 0)
    h, level = state.households, state.villages.base_income_yuan[0]
    assert_allclose(h.income_yuan, level * h.size * np.exp(h.permanent), rtol=1e-5)


def test_the_mean_stays_when_incomes_fluctuate():
    """20,000 households; the factors are corrected for their mean, so only chance is left: 4 standard errors."""
    state = county(villages=1, households=20_000)
    state.households.put("permanent", 0.0)
    state.households.put("size", 4)
    state.villages.put("persons", 80_000)
    Income(Setup(), {"calendar.local_shock": 0.0}).begin(state, Draws(3))
    spreads = decomposed(Income(Setup()).k)
    spread = np.sqrt(np.exp(spreads.persistent**2 + spreads.month**2) - 1)  # of one month, more than of a year
    assert abs(state.villages.income_per_person_yuan[0] / BASE_INCOME_YUAN - 1) < 4 * spread / np.sqrt(20_000)


def a_village_of(households=20_000, **values):
    """Everybody alike: four persons, no land, no permanent difference."""
    state = county(villages=1, households=households)
    for name, value in (("permanent", 0.0), ("size", 4), ("land_mu", 0.0)):
        state.households.put(name, value)
    state.villages.put("persons", 4 * households)
    mechanism = Income(Setup(), {f"income.{name}": value for name, value in values.items()})
    mechanism.begin(state, Draws(3))
    return state, mechanism


ALIKE = {"lasts_without_schooling": 0.0, "lasts_with_dependants": 0.0, "passes_with_land": 0.0}


def test_persistent_income_has_its_spread_from_the_first_month_on():
    state, mechanism = a_village_of()
    spread = decomposed(mechanism.k).persistent
    for index in range(6):
        assert_allclose(state.households.transitory.std(), spread, rtol=0.02)
        step(mechanism, state, index)


def test_persistent_income_fades_by_half_in_its_half_life():
    state, mechanism = a_village_of(half_life=12, **ALIKE)
    before = state.households.transitory.copy()
    for index in range(12):
        step(mechanism, state, index)
    assert_allclose(np.corrcoef(before, state.households.transitory)[0, 1], 0.5, atol=0.03)


@pytest.mark.parametrize(("permanent", "passing"), [(0.5, 0.3), (0.3, 0.6), (0.7, 0.1)])
def test_a_years_log_income_has_the_variance_it_is_built_from(permanent, passing):
    """Spread .5: without permanent differences (1 − permanent)·.25 is left; the next year shares what is persistent.

    A mean of twelve lognormal months is not quite lognormal: 6 % less where most of it passes.
    """
    state, mechanism = a_village_of(permanent_share=permanent, passing_share=passing, weather_spread=0.0, **ALIKE)
    first = np.log(state.households.income_year_yuan)
    for index in range(12):
        step(mechanism, state, index)
    changing = (1 - permanent) * 0.25
    assert_allclose(first.var(), changing, rtol=0.07)
    rho = 2 ** (-1 / 18)
    months = np.arange(12)
    same_year = np.mean(rho ** np.abs(months[:, None] - months))
    next_year = np.mean(rho ** (12 + months[:, None] - months))
    covariance = np.cov(first, np.log(state.households.income_year_yuan))[0, 1]
    assert_allclose(covariance, changing * (1 - passing) * next_year / same_year, rtol=0.08)


def test_a_change_lasts_longer_with_less_schooling_more_to_keep_and_less_land():
    state, mechanism = a_village_of(4)
    households = state.households
    households.put("schooling", [9, 6, 9, 9])
    households.put("dependants", [0, 0, 2, 0])
    households.put("land_mu", [0, 0, 0, 4 * (np.e - 1)])
    half_life = -1 / np.log2(persistence_of(households, mechanism.k))
    # doublings: .25 for three years less, .5·2/4 for half the household, −.25·ln(1 + (e − 1))
    assert_allclose(half_life, 18 * 2.0 ** np.array([0, 0.25, 0.25, -0.25]), rtol=1e-5)


def test_who_is_kept_and_who_went_to_school_is_as_counted():
    """2.84 workers of 4.03; shares of schooling as in the yearbook; four standard errors at most."""
    random = np.random.default_rng(1)
    size = np.full(40_000, 4, np.uint8)
    kept = without_work(size, random.random(size.size))
    assert kept.min() == 0
    assert kept.max() == 3  # one works
    assert_allclose(kept.mean() / 4, 0.4 * 3 / 4, atol=0.005)
    assert without_work(np.ones(5, np.uint8), np.full(5, 0.999)).tolist() == [0] * 5
    permanent = random.normal(0, PERMANENT_SD, size.size).astype(np.float32)
    years = schooling_years(permanent, random.normal(size=size.size), tie=0.3, level=0.0)
    assert_allclose(np.mean(years == 9), 0.529, atol=0.01)
    assert_allclose(np.mean(years == 0), 0.063, atol=0.005)
    assert 0.2 < np.corrcoef(years, permanent)[0, 1] < 0.32


def test_growth_season_and_weather_act_on_their_own_sources():
    """Wages ×2, the rest ×1.5, farm × exp(−.1), everything × season .8; permanent income and size drop out."""
    state = county(villages=1)
    mechanism = begun(state)
    before = state.households.income_yuan.copy()
    for name, value in (("wage_growth", 2.0), ("other_growth", 1.5), ("season", 0.8)):
        state.county.put(name, value)
    state.villages.put("weather_loss", 0.1)
    step(mechanism, state, 0)
    factor = 0.8 * (0.39 * 2 + 1.5 * (0.42 * np.exp(-0.1) + 0.13 + 0.06))
    assert_allclose(state.households.income_yuan / before, factor, rtol=1e-5)


def gained(**columns):
    """Income of two villages over what it would have been, with these columns."""
    worth = []
    for given in (columns, {"workshops": [10, 10]}):
        state = county(**given)
        step(begun(state), state, 0)
        worth.append(state.households.income_yuan.reshape(2, 5).sum(axis=1))
    return worth[0] / worth[1]


def test_a_larger_market_raises_business_income():
    """Business × ((10 + 30)/(10 + 10))^γ_M where partners bring 20 workshops more."""
    ratio = gained(workshops=[10, 10], union_workshops=[30, 0])
    assert_allclose(ratio, [1 + 0.13 * (2**0.05 - 1), 1], rtol=1e-5)


def test_who_gains_from_a_road_is_who_lives_on_what_it_serves():
    """Road .3 better: farms and wages × e^.015, business × e^.03, the rest as it was. Water .2: farms × e^.02."""
    road = gained(road=[0.8, 0.5], founding_road=0.5, workshops=[10, 10])
    expected = 0.42 * np.exp(0.015) + 0.13 * np.exp(0.03) + 0.39 * np.exp(0.015) + 0.06
    assert_allclose(road, [expected, 1], rtol=1e-5)
    water = gained(irrigation=[0.5, 0.7], founding_irrigation=0.5, workshops=[10, 10])
    assert_allclose(water, [1, 1 + 0.42 * (np.exp(0.02) - 1)], rtol=1e-5)


def test_a_premium_on_business_raises_business_income_alone():
    state = county()
    mechanism = begun(state)
    before = state.households.income_yuan.copy()
    step(
        mechanism,
        state,
        0,
        moves=[Contribution("test", "income.business_premium", "add", np.array([1]), np.array([0.1]))],
    )
    assert_allclose(state.households.income_yuan[:5], before[:5], rtol=1e-6)
    assert_allclose(state.households.income_yuan[5:] / before[5:], 1 + 0.13 * (np.exp(0.1) - 1), rtol=1e-5)


def test_the_year_is_the_sum_of_its_months():
    state = county(villages=3, households=50)
    mechanism = Income(Setup())
    mechanism.begin(state, Draws(3))
    for index in range(31):
        step(mechanism, state, index)
        assert_allclose(state.households.income_year_yuan, state.households.income_window_yuan.sum(axis=0), rtol=2e-6)
        assert np.array_equal(state.households.income_yuan, state.households.income_window_yuan[index % 12])
    year = state.households.income_year_yuan.reshape(3, 50).sum(axis=1)
    assert_allclose(state.villages.income_per_person_yuan, year / state.villages.persons, rtol=1e-6)
    log = np.log(state.households.income_year_yuan / state.households.size).reshape(3, 50).mean(axis=1)
    assert_allclose(state.villages.mean_log_income, log, rtol=1e-6)


def paid(action, **flags):
    """What each of ten households of one village gets from an action, beside its own income."""
    one, other = county(villages=1, households=10), county(villages=1, households=10)
    for state in (one, other):
        for name, values in flags.items():
            state.households.put(name, values)
        begun(state)
    step(Income(Setup(), CALM), one, 0)
    step(Income(Setup(), CALM), other, 0, [action])
    return other.households.income_yuan - one.households.income_yuan


def test_the_poor_share_what_is_paid_to_the_poor():
    poor = np.array([0, 1, 0, 0, 1, 0, 0, 0, 0, 0])
    assert_allclose(paid(PayHousehold(0, 600.0, "poor"), is_poor=poor), 300 * poor, atol=2e-3)


def test_linked_households_share_what_is_paid_to_them():
    linked = np.array([2, 1, 0, 2, 0, 0, 0, 0, 0, 0], dtype=np.uint8)
    assert_allclose(paid(PayHousehold(0, 600.0, "linked_poor"), linked=linked), 300 * (linked == 2), atol=2e-3)
    assert_allclose(paid(PayHousehold(0, 600.0, "linked_model"), linked=linked), 600 * (linked == 1), atol=2e-3)
    assert_allclose(paid(PayHousehold(0, 600.0, "linked_poor")), 60, atol=2e-3)  # nobody linked: all share


def test_payments_to_linked_households_enter_every_sum_of_the_year():
    state = county(villages=2)
    state.households.linked[[1, 3]] = 2
    mechanism = begun(state)
    step(mechanism, state, 0, [PayHousehold(0, 1_000.0, "linked_poor")])
    h = state.households
    assert_allclose(h.income_year_yuan, h.income_window_yuan.sum(axis=0), rtol=1e-6)
    year = h.income_year_yuan.reshape(2, 5).sum(axis=1)
    assert_allclose(state.villages.income_per_person_yuan, year / state.villages.persons, rtol=1e-6)
    log = np.log(h.income_year_yuan / h.size).reshape(2, 5).mean(axis=1)
    assert_allclose(state.villages.mean_log_income, log, rtol=1e-6)


def test_linked_model_households_are_lent_to():
    linked = np.array([0, 1, 0, 1, 0, 0, 0, 0, 0, 0], dtype=np.uint8)
    gain = paid(LendHousehold(0, 24_000.0, "linked_model"), linked=linked)
    assert_allclose(gain, 60 * linked, atol=2e-3)  # 12,000 yuan each at 6 % a year


def test_where_nobody_is_poor_all_share():
    assert_allclose(paid(PayHousehold(0, 600.0, "poor")), 60, atol=2e-3)


def test_all_share_what_is_paid_to_all():
    assert_allclose(paid(PayHousehold(0, 600.0, "all"), is_poor=np.ones(10)), 60, atol=2e-3)


def test_dividends_reach_every_household():
    state, without = county(villages=1, dividend_yuan=100.0), county(villages=1)
    for one in (state, without):
        step(begun(one), one, 0)
    assert_allclose(state.households.income_yuan - without.households.income_yuan, 20, atol=2e-3)


def test_a_loan_earns_its_margin_and_is_repaid():
    """12,000 yuan to one household: 6 % a year makes 60 yuan the first month; a 24th is repaid each month."""
    model = np.zeros(10)
    model[3] = 1
    gain = paid(LendHousehold(0, 12_000.0, "model"), is_party=model)
    assert_allclose(gain, 60 * model, atol=2e-3)
    state = county(villages=1)
    mechanism = begun(state)
    step(mechanism, state, 0, [LendHousehold(0, 12_000.0, "all")])
    assert_allclose(state.households.loan_yuan, 12_000 / 5 * 23 / 24)
    assert_allclose(state.villages.loans_yuan, state.households.loan_yuan.sum())
    for index in range(1, 300):
        step(mechanism, state, index)
    assert not state.households.loan_yuan.any()
    assert not state.villages.loans_yuan.any()


def test_so_many_borrow_and_those_without_a_loan_first():
    """Two of ten borrow 3,000 yuan each, two others the month after; who is first does not hang on the month."""
    state, later = county(villages=1, households=10), county(villages=1, households=10)
    loan = LendHousehold(0, 6_000.0, "all", households=2)
    mechanism = begun(state)
    step(mechanism, state, 0, [loan])
    first = np.flatnonzero(state.households.loan_yuan)
    assert_allclose(state.households.loan_yuan[first], [3_000 * 23 / 24] * 2)
    assert_allclose(state.villages.loans_yuan[0], 6_000 * 23 / 24)
    step(mechanism, state, 1, [loan])
    assert np.flatnonzero(state.households.loan_yuan).size == 4
    step(begun(later), later, 5, [loan])
    assert np.flatnonzero(later.households.loan_yuan).tolist() == first.tolist()


def test_no_more_borrow_than_there_are_of_the_kind():
    party = np.array([0, 1, 0, 0, 1, 0, 0, 0, 0, 0])
    gain = paid(LendHousehold(0, 24_000.0, "model", households=5), is_party=party)
    assert_allclose(gain, 60 * party, atol=2e-3)  # 12,000 yuan each at 6 % a year


def test_fifths_hold_a_fifth_of_the_people_each():
    rng = np.random.default_rng(4)
    size = rng.integers(1, 9, 5000).astype(np.uint8)
    year = (rng.lognormal(8, 0.5, 5000) * size).astype(np.float32)
    fifth = income_fifths(year, size)
    assert_allclose(np.bincount(fifth, size) / size.sum(), 0.2, atol=0.002)
    assert np.maximum.accumulate(fifth[np.argsort(year / size)]).tolist() == fifth[np.argsort(year / size)].tolist()


@pytest.mark.parametrize("index", [0, 7])
def test_another_village_changes_nobodys_income(index):
    one, other = county(villages=2), county(villages=3)
    for state in (one, other):
        state.households.put("permanent", 0.1)
        mechanism = Income(Setup())
        mechanism.begin(state, Draws(3))
        step(mechanism, state, index, draws=DRAWS)
    assert np.array_equal(one.households.income_yuan, other.households.income_yuan[:10])
