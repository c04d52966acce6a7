"""A world is the same to the bit alone and beside any others of its replication."""

from dataclasses import replace

import numpy as np
import pytest

from liancun_sim.scenario import load_scenario
from liancun_sim.simulation import side_by_side
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import Wanted, World

MONTHS = 26
SHIPPED = ("baseline", "strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "combined")
EVERYTHING = ("uniting", "institutions", *SHIPPED, "other_start")
"""Worlds by name: policies that unite, institutions, what is shipped, one whose t0 has other coefficients."""
STORES = ("households", "villages", "unions", "proposals", "consultations", "life", "townships", "county")


@pytest.fixture(scope="module")
def scenarios(uniting_scenario, institutions_scenario):
    found = {name: load_scenario(name, months=MONTHS) for name in SHIPPED}
    as_they_are = found["baseline"].coefficients
    for name, one in (("uniting", uniting_scenario), ("institutions", institutions_scenario)):
        found[name] = replace(one, coefficients=as_they_are)
    found["other_start"] = replace(found["baseline"], coefficients={**as_they_are, "attitude.susceptibility": 0.5})
    return found


@pytest.fixture(scope="module")
def alone(small_world, scenarios):
    """What is left of every world run by itself."""
    return {name: ran(small_world, scenarios, [name])[name] for name in EVERYTHING}


def wanted(county, scenario, months=MONTHS, until=None):
    setup = replace(scenario.setup, months=months)
    return Wanted(setup, scenario.coefficients, scenario.build_policies(county), Recorder(), until)


def ran(world, scenarios, names, **ends):
    """Runs of worlds side by side, by name, as bytes of all that is in them. ends : by name, other settings."""
    asked = [wanted(world.county, scenarios[name], **ends.get(name, {})) for name in names]
    return {names[place]: told(run) for place, run in world.run_all(asked, seed=3, replication=1)}


def told(run):
    """Every column of the state and every recorded part of a run, by name."""
    found = {
        f"{store}.{name}": array.tolist() if array.dtype == object else array.tobytes()
        for store in STORES
        for name, array in getattr(run.state, store).arrays().items()
    }
    for key, parts in run.recorder.parts.items():
        for name, values in vars(parts).items():
            found[f"{key}.{name}"] = np.array(values).tobytes()
    return found | {"spending": repr(sorted(run.spending.items())), "months": run.months}


def different(one, other):
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


@pytest.mark.parametrize(
    "names",
    [
        SHIPPED,
        SHIPPED[::-1],
        ("baseline", "uniting"),
        ("institutions", "uniting", "baseline"),
        EVERYTHING,
        (*EVERYTHING, *EVERYTHING[:3]),
    ],
    ids=lambda names: f"{len(names)}_from_{names[0]}",
)
def test_beside_others_a_world_is_what_it_is_alone(names, small_world, scenarios, alone):
    asked = [wanted(small_world.county, scenarios[name]) for name in names]
    found = {place: told(run) for place, run in small_world.run_all(asked, seed=3, replication=1)}
    assert sorted(found) == [*range(len(names))]
    assert {f"{place} {names[place]}": different(alone[names[place]], found[place]) for place in found} == {
        f"{place} {name}": [] for place, name in enumerate(names)
    }


def test_the_worlds_differ_by_more_than_nothing(alone):
    """So that the test above could fail: each has its own incomes and attitudes."""
    for name in ("households.income_year_yuan", "households.attitude", "villages.satisfaction"):
        assert len({one[name] for one in alone.values()}) > 3


def test_a_world_that_ends_early_keeps_the_month_it_ended_in(small_world, scenarios):
    """Also of what it shared with those that go on: weather, prices, persistent changes of income."""
    names = ["uniting", "baseline", "combined"]
    ends = {"uniting": {"months": 7}, "baseline": {"until": lambda run: run.months == 11}}
    together = ran(small_world, scenarios, names, **ends)
    for name in names:
        assert different(ran(small_world, scenarios, [name], **ends)[name], together[name]) == []
    assert [together[name]["months"] for name in names] == [7, 11, MONTHS]


def test_no_more_worlds_are_held_at_once_than_fit(monkeypatch):
    begin = ["a", "b", "a", "a", "b"]
    assert [*side_by_side.batches(begin, 1_000)] == [[0, 2, 3], [1, 4]]
    monkeypatch.setattr(side_by_side, "MOST_HOUSEHOLDS", 2_000)
    assert [*side_by_side.batches(begin, 1_000)] == [[0, 2], [3], [1, 4]]
    assert [*side_by_side.batches(begin, 5_000)] == [[0], [2], [3], [1], [4]]


def test_columns_no_policy_can_move_are_there_once(small_world, scenarios):
    """People are not copied for each world, and what policies move is."""
    one = scenarios["combined"]
    schedule = Schedule(one.setup, one.coefficients, one.build_policies(small_world.county))
    state = small_world.begin(schedule)
    other = side_by_side.beside(state, schedule)
    shared = {name for name, array in state.households.arrays().items() if array is getattr(other.households, name)}
    assert {"size", "land_mu", "permanent", "tie_weight", "number"} <= shared
    assert not shared & {"attitude", "income_year_yuan", "income_window_yuan", "trust", "skill", "informed"}
    assert other.villages.weather_loss is state.villages.weather_loss
    assert not np.shares_memory(other.villages.satisfaction, state.villages.satisfaction)


def test_another_run_of_the_county_begins_as_it_did(small_county, scenarios):
    """Nothing that worlds share reaches the t0 kept for those that come later."""
    world = World(small_county)
    first = ran(world, scenarios, ["baseline", "uniting"])
    assert first == ran(world, scenarios, ["baseline", "uniting"])
