"""From tables to the state at t0."""

from dataclasses import replace

import numpy as np
import pytest

from liancun_sim.state.build import BASE_INCOME_YUAN, build_state


def test_the_same_county_told_in_yuan_of_2012_starts_alike(small_world):
    """Shandong's rural income was 4,985 in 2007 and 9,446 in 2012: every amount of money 1.895 times."""
    county = small_world.county
    money = [name for name in county.villages if "_yuan" in name]
    assert len(money) == 4
    grown = {name: county.villages[name] * 9446 / 4985 for name in money}
    later = replace(county, base_year=2012, villages=county.villages.assign(**grown))
    view = np.zeros(len(county.villages))
    told = [build_state(one, small_world.population, view, 2007).villages for one in (county, later)]
    for column in ("log_income_effect", "collective_base_yuan", "fund_yuan", "debt_yuan"):
        assert getattr(told[0], column) == pytest.approx(getattr(told[1], column))


def test_the_state_takes_incomes_and_people_from_the_county(small_world):
    county = small_world.county
    villages = build_state(county, small_world.population, np.zeros(len(county.villages)), 2007).villages
    assert villages.persons.tolist() == county.villages["population"].tolist()
    assert villages.households.tolist() == county.villages["households"].tolist()
    income = county.villages["income_yuan_per_person"].to_numpy()
    assert villages.log_income_effect == pytest.approx(np.log(income / BASE_INCOME_YUAN))
