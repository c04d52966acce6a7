"""From tables to the state at t0."""

from dataclasses import replace

import numpy as np
import pytest

from liancun_sim.state.build import BASE_INCOME_YUAN, build_state, grown_since_2007


def test_a_table_of_2012_is_brought_back_to_2007():
    """Shandong's rural income was 4,985 in 2007 and 9,446 in 2012: 1.895 times."""
    assert grown_since_2007(2007) == 1.0
    assert grown_since_2007(2012) == pytest.approx(9446 / 4985)


def test_beyond_the_published_years_income_grows_on_at_their_mean_rate():
    yearly = (9446 / 4985) ** (1 / 5)
    assert grown_since_2007(2013) == pytest.approx(9446 / 4985 * yearly)
    assert grown_since_2007(2005) == pytest.approx(yearly**-2)


def test_the_same_county_told_in_yuan_of_2012_starts_alike(small_world):
    county = small_world.county
    later = replace(county, base_year=2012, villages=county.villages.assign(
        income_yuan_per_person=county.villages["income_yuan_per_person"] * 9446 / 4985
    ))  # fmt: skip
    view = np.zeros(len(county.villages))
    told = [build_state(one, small_world.population, view).villages.log_income_effect for one in (county, later)]
    assert told[0] == pytest.approx(told[1])


def test_the_state_takes_incomes_and_people_from_the_county(small_world):
    county = small_world.county
    villages = build_state(county, small_world.population, np.zeros(len(county.villages))).villages
    assert villages.persons.tolist() == county.villages["population"].tolist()
    assert villages.households.tolist() == county.villages["households"].tolist()
    income = county.villages["income_yuan_per_person"].to_numpy()
    assert villages.log_income_effect == pytest.approx(np.log(income / BASE_INCOME_YUAN))
