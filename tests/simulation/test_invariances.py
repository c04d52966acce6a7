"""What must not matter does not: the size of a yuan, a second county beside the first, names, what comes later."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from liancun_sim import draws
from liancun_sim.draws import Draws
from liancun_sim.interventions import PlannedUnion
from liancun_sim.parameters import facts
from liancun_sim.scenario import load_scenario
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import COEFFICIENTS, Schedule
from liancun_sim.simulation.world import World
from liancun_sim.state import COLUMNS

MONTHS = 14
STORES = {"households": "household", "villages": "village", "unions": "union", "townships": "township"}


def ran(county, setup, values, made, months=MONTHS):
    schedule = Schedule(setup, values, made)
    state = World(county).begin(schedule)
    for index in range(months):
        schedule.step(state, index, Draws(1, 0))
    return state


def differing(one, other, expected=lambda unit, values: values, rows=slice(None), stores=STORES):
    """Columns of `other` that are not what `expected` makes of those of `one`."""
    wrong = []
    for store, entity in stores.items():
        for name, array in getattr(one, store).arrays().items():
            found = getattr(other, store).arrays()[name]
            if array.dtype == object:
                same = array.tolist() == found.tolist()
            else:
                wanted = expected(COLUMNS[f"{entity}.{name}"].unit, array.astype(float))
                same = np.allclose(found[..., rows].astype(float), wanted, rtol=1e-5, atol=2e-6, equal_nan=True)
            if not same:
                wrong.append(f"{entity}.{name}")
    return wrong


# Every yuan doubled


def yuan_in(unit):
    """How often a unit counts yuan: once in yuan/person/year, not at all in yuan of one thing for yuan of another."""
    over, *under = unit.split("/")
    return over.split().count("yuan") - sum(part.split().count("yuan") for part in under)


def doubled(value, unit):
    return value * 2.0 ** yuan_in(unit) if yuan_in(unit) else value


def dearer(unit, values):
    if unit.startswith("log yuan"):
        return np.where(values == 0, 0.0, values + np.log(2.0))  # years that have not come are 0
    return doubled(values, unit)


def dearer_policy(policy):
    kind = type(policy)
    units = {lever.name: lever.unit for lever in kind.all_levers()}
    levers = vars(policy.lever)
    return kind(policy.name, {key: one if one is None else doubled(one, units[key]) for key, one in levers.items()})


def test_with_every_yuan_doubled_everything_real_is_the_same(small_county, busy_scenario, monkeypatch):
    setup, made = busy_scenario.setup, busy_scenario.build_policies(small_county)
    values = {key: busy_scenario.coefficients.get(key, one.value) for key, one in COEFFICIENTS.items()}
    one = ran(small_county, setup, values, made)

    table = small_county.villages.copy()
    for name in (name for name in table if "yuan" in name):
        table[name] *= 2
    known = {key: replace(f, values=tuple(doubled(v, f.unit) for v in f.values)) for key, f in facts._facts().items()}
    monkeypatch.setattr(facts, "_facts", lambda: known)
    for module in ("state.build", "mechanisms.income.income"):
        monkeypatch.setattr(f"liancun_sim.{module}.BASE_INCOME_YUAN", 2 * 4237.0)
    other = ran(
        replace(small_county, villages=table),
        replace(setup, yuan_per_year=2 * setup.yuan_per_year),
        {key: doubled(value, COEFFICIENTS[key].unit) for key, value in values.items()},
        [dearer_policy(policy) for policy in made],
    )
    assert differing(one, other, expected=dearer) == []
    assert one.villages.fund_yuan.sum() > 0
    assert one.villages.loans_yuan.sum() > 0


# Another county beside it, other names


@pytest.fixture
def addressed_by_what_follows_the_bar(monkeypatch):
    """Villages and townships called X|name draw what `name` draws, so that copies of a county have the same luck."""
    real = draws.village_key
    monkeypatch.setattr(
        draws, "village_key", lambda name: real("\n".join(part.rpartition("|")[2] for part in name.split("\n")))
    )
    monkeypatch.setattr("liancun_sim.county.network.village_key", draws.village_key)


def renamed(county, copy):
    """The county under other names of villages and townships, in the order they had."""
    new = {old: f"{place:04d}{copy}|{old}" for place, old in enumerate(county.villages.index)}
    table = county.villages.copy()
    table.index = pd.Index(list(new.values()), name=table.index.name)
    table["township"] = [f"{copy}|{town}" for town in table["township"]]
    table["tied_to"] = [new.get(old, "") for old in table["tied_to"]]
    return replace(county, villages=table, edges=tuple(sorted((new[a], new[b]) for a, b in county.edges)))


def beside_each_other(*counties):
    """One county of several, their villages by turns, without a road between them."""
    return replace(
        counties[0],
        villages=pd.concat([one.villages for one in counties]).sort_index(),
        edges=tuple(sorted(edge for one in counties for edge in one.edges)),
    )


def acting_alike(copies):
    """Unions of given villages and help for given others, alike in each copy; the copies' villages stand by turns."""
    kinds = policies()

    def rows(*places):
        return [tuple(copies * place + copy for place in places) for copy in range(copies)]

    plan = tuple(
        PlannedUnion(0, row[0], row, "hub") for place in range(0, 15, 3) for row in rows(*range(place, place + 3))
    )
    helped = tuple(row for copy in rows(*range(20, 30)) for row in copy)
    linked = {"villages": helped, "targeting": "list", "leaders": 0, "units": len(helped)}
    return [
        kinds["planned_unions"](None, {"unions": plan, "threshold": 0.3, "promise": 0.3}),
        kinds["household_linkage"](None, linked),
        kinds["support_package"](None, {}),
    ]


def test_a_county_beside_its_copy_is_each_of_them_by_itself(small_county, addressed_by_what_follows_the_bar):
    """The county's means double with it. No hearsay: what is told of promises elsewhere grows with a county."""
    setup, plenty = load_scenario("baseline").setup, {"yuan_per_year": 1e9, "cadre_months_per_month": 1e6}
    values = {"belief.hearsay": 0.0}
    alone = ran(small_county, replace(setup, **plenty), values, acting_alike(1))
    both = ran(
        beside_each_other(renamed(small_county, "a"), renamed(small_county, "b")),
        replace(setup, **{key: 2 * value for key, value in plenty.items()}), values, acting_alike(2),
    )  # fmt: skip
    assert len(alone.unions) > 0
    assert len(both.unions) == 2 * len(alone.unions)
    ours, theirs = (
        [name for name in store.arrays() if name not in ROWS | REPORTED] for store in (alone.villages, alone.households)
    )
    for copy in range(2):
        assert [name for name in ours if not alike(alone.villages, both.villages, name, slice(copy, None, 2))] == []
    villages = both.households.village % 2
    for copy in range(2):
        mine = villages == copy
        assert [name for name in theirs if not alike(alone.households, both.households, name, mine)] == []


ROWS = {"village", "key", "township", "tied_to", "proposal", "union", "left_union", "paired_with"}  # numbers of rows
REPORTED = {"quintile"}  # the fifth of the whole county a household is told in, which nothing acts on


def alike(one, other, name, rows):
    wanted, found = one.arrays()[name], other.arrays()[name][..., rows]
    return np.allclose(found.astype(float), wanted.astype(float), rtol=1e-5, atol=2e-6, equal_nan=True)


# Thresholds


def passed(county, threshold):
    """Places of the plan whose first round passed, in a run whose answers are the same for every threshold."""
    plan = tuple(PlannedUnion(0, row, (row, row + 1), "strong_weak") for row in range(0, 58, 2))
    made = policies()["planned_unions"](None, {"unions": plan, "threshold": threshold})
    setup = replace(load_scenario("baseline").setup, yuan_per_year=1e9, cadre_months_per_month=1e6)
    rounds = ran(county, setup, {}, [made], months=6).consultations
    leads = [int(rounds_of) for rounds_of, number in zip(rounds.proposal, rounds.round, strict=True) if number == 1]
    won = [outcome for outcome, number in zip(rounds.outcome, rounds.round, strict=True) if number == 1]
    assert len(leads) == len(plan)
    return {lead for lead, outcome in zip(leads, won, strict=True) if outcome == "formed"}


def test_what_passes_a_higher_threshold_passes_a_lower_one(small_county):
    """Nobody knows the threshold when answering, so first rounds are nested; with none everything passes."""
    found = [passed(small_county, threshold) for threshold in (0.0, 0.4, 0.6, 0.8)]
    assert len(found[0]) == 29
    assert found[0] > found[1] > found[2] >= found[3]


# What comes later


ACCOMPANIED = {"support_package"}  # goes to unions: others have formed them before it starts
LATE = 13


@pytest.mark.parametrize("key", policies())
def test_a_policy_that_starts_late_acts_from_then_on(key, small_world):
    made = [policies()[key](None, {"start_month": LATE, **PLAN_OF.get(key, {})})]
    if key in ACCOMPANIED:
        made.append(policies()["planned_unions"]("before", {**PLAN_OF["planned_unions"], "threshold": 0.0}))
    schedule = Schedule(replace(load_scenario("baseline").setup, months=60), {}, made)
    state = small_world.begin(schedule)
    months = []
    for index in range(LATE + 14):
        granted = schedule.step(state, index, Draws(1, 0)).granted
        months += [index for request in granted.requests if request.policy == key]
    assert min(months) <= LATE + LATEST.get(key, 0)


PLAN_OF = {"planned_unions": {"unions": (PlannedUnion(0, 10, (10, 11), "strong_weak"),)}}
LATEST: dict[str, int] = {}


def test_the_first_two_years_of_five_are_those_of_two(small_world):
    scenario = load_scenario("combined")
    made = scenario.build_policies(small_world.county)
    short, long = (
        small_world.run(replace(scenario.setup, months=months), scenario.coefficients, made, 1, 0).recorder
        for months in (24, 60)
    )
    county = {"county": np.ones(len(small_world.county.villages), dtype=bool)}
    two, five = (
        {(one.indicator, one.stratum): one.values for one in recorder.series(county)} for recorder in (short, long)
    )
    assert two.keys() == five.keys()
    assert len(two) > 50
    for key, values in two.items():
        assert np.array_equal(values, five[key][: len(values)], equal_nan=True), key
