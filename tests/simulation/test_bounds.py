"""Households keep within their declared bounds, whatever is set; no county is too small to be run in silence."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from liancun_sim import api
from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.schedule import COEFFICIENTS, Schedule
from liancun_sim.simulation.world import World

LOWEST, HIGHEST, *DRAWN = range(5)  # corners of the ranges: all low, all high, each by a coin


def cornered(corner):
    """For each thing asked about, whether it takes the upper end of its range."""
    coin = np.random.default_rng(corner)
    return lambda: corner == HIGHEST or (corner in DRAWN and bool(coin.random() < 0.5))


def coefficients(corner):
    upper = cornered(corner)
    return {key: one.high if upper() else one.low for key, one in COEFFICIENTS.items()}


def at_its_ends(policy, corner):
    """The policy at full dose, its other numbers at the ends a user may set; its dates as they are."""
    upper, levers = cornered(corner), dict(vars(policy.lever))
    for lever in type(policy).all_levers():
        bounded = lever.kind in ("number", "integer") and lever.low is not None and lever.high is not None
        if bounded and lever.name not in ("dose", "priority", "start_month", "end_month"):
            levers[lever.name] = type(lever.default or 0.0)(lever.high if upper() else lever.low)
    return type(policy)(policy.name, levers)


def beyond(state):
    return [
        column.name
        for column, values in state.households.bounded()
        if not np.isfinite(values).all()
        or (column.low is not None and values.min() < column.low)
        or (column.high is not None and values.max() > column.high)
    ]


def run_within_bounds(world, values, made, months):
    schedule = Schedule(replace(load_scenario("baseline").setup, months=60), values, made)
    state = world.begin(schedule)
    assert beyond(state) == []
    for index in range(months):
        schedule.step(state, index, Draws(1, 0))
        assert beyond(state) == [], index
    return state


@pytest.mark.parametrize("corner", (LOWEST, HIGHEST, *DRAWN))
def test_households_keep_within_bounds_at_the_corners_of_all_ranges(corner, small_world, busy_scenario):
    made = [at_its_ends(policy, corner) for policy in busy_scenario.build_policies(small_world.county)]
    with np.errstate(all="raise"):
        run_within_bounds(small_world, coefficients(corner), made, months=8)


def test_attitudes_stop_at_the_bounds_where_a_setting_drives_them_beyond(small_world, busy_scenario):
    driven = {"attitude.income_weight": 400.0, "attitude.identity_weight": 60.0, "attitude.village_spread": 12.0}
    made = busy_scenario.build_policies(small_world.county)
    attitude = run_within_bounds(small_world, driven, made, months=4).households.attitude
    assert (attitude.min(), attitude.max()) == (-20.0, 20.0)


@pytest.mark.parametrize(("villages", "households"), [(1, 1), (1, 3), (2, 2)])
def test_no_warning_is_heard_of_the_smallest_counties_on_an_income_of_one_yuan(villages, households):
    county = make_county(villages=villages, households=households, seed=2)
    table = county.villages.assign(income_yuan_per_person=1.0, collective_income_yuan=0.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = api.compare(
            ("combined", "cadre_assistance"), county=replace(county, villages=table), replications=2, months=26
        )
        assert len(found.pairs) > 0
        for key in ("co_creation", "pioneer_project", "service_association", "greenhouse_subsidy"):
            scenario = load_scenario(key, months=26)
            made = scenario.build_policies(county)
            World(replace(county, villages=table)).run(scenario.setup, scenario.coefficients, made, 1, 0)
