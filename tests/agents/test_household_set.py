"""The columnar agent set gives what Mesa's own set gives, on the same households."""

import copy
import pickle

import numpy as np
import pytest
from mesa.agentset import AgentSet

from liancun_sim.agents import Household, HouseholdSet, Village


@pytest.fixture
def mesas_own(model):
    """Mesa's AgentSet over the same handles."""
    return AgentSet(model.households.to_list(), model.random)


OPERATIONS = {
    "len": len,
    "list": list,
    "to_list": lambda agents: agents.to_list(),
    "get": lambda agents: agents.get("attitude"),
    "get an integer": lambda agents: agents.get("size"),
    "get yes or no": lambda agents: agents.get("is_party"),
    "get agents": lambda agents: agents.get("village"),
    "get a window": lambda agents: agents.get("income_window_yuan"),
    "get several": lambda agents: agents.get(["attitude", "size"]),
    "get what is missing": lambda agents: agents.get("wealth", handle_missing="default", default_value=7),
    "get a plain attribute": lambda agents: agents.get("neighbours"),
    "agg": lambda agents: agents.agg("size", sum),
    "agg several": lambda agents: agents.agg("size", [min, max, len]),
    "agg a plain attribute": lambda agents: agents.agg("model", len),
    "select": lambda agents: list(agents.select(lambda h: h.size > 3)),
    "select at most": lambda agents: list(agents.select(lambda h: h.size > 3, at_most=5)),
    "select a share": lambda agents: list(agents.select(at_most=0.25)),
    "select by type": lambda agents: list(agents.select(agent_type=Household)),
    "select by another type": lambda agents: len(agents.select(lambda h: True, agent_type=Household)),
    "copy": lambda agents: list(copy.copy(agents)),
    "sort": lambda agents: list(agents.sort("attitude")),
    "sort with ties": lambda agents: list(agents.sort("size", ascending=True)),
    "sort by a function": lambda agents: list(agents.sort(lambda h: -h.number)),
    "map": lambda agents: agents.map(lambda h, more: h.size + more, 1),
    "map by name": lambda agents: agents.map("__repr__"),
    "groupby": lambda agents: {key: list(group) for key, group in agents.groupby("village")},
    "groupby a function": lambda agents: {key: list(group) for key, group in agents.groupby(lambda h: h.size)},
    "groupby count": lambda agents: agents.groupby("village").count(),
    "groupby agg": lambda agents: agents.groupby("size").agg("number", sum),
    "groupby lists": lambda agents: dict(agents.groupby("size", result_type="list").groups),
    "groupby lists agg": lambda agents: agents.groupby("size", result_type="list").agg("number", max),
    "groupby map": lambda agents: agents.groupby("size").map(len),
    "group order": lambda agents: list(agents.groupby("size").groups),
    "union": lambda agents: list(agents.select(lambda h: h.size > 4) | agents.select(lambda h: h.number < 2)),
    "intersection": lambda agents: list(agents.select(lambda h: h.size > 3) & agents.select(lambda h: h.number < 9)),
    "difference": lambda agents: list(agents - agents.select(lambda h: h.size > 3)),
    "symmetric difference": lambda agents: list(agents.select(at_most=5) ^ agents.select(lambda h: h.number < 3)),
    "subset": lambda agents: agents.select(at_most=5) <= agents,
    "disjoint": lambda agents: agents.select(at_most=5).isdisjoint(agents.select(at_most=2)),
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_it_answers_as_mesas_own_set_does(model, mesas_own, operation):
    ours, theirs = operation(model.households), operation(mesas_own)
    assert _plain(ours) == _plain(theirs)


def _plain(value):
    if isinstance(value, HouseholdSet):
        return list(value)
    return [_plain(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("mixed", [lambda a, b: a | b, lambda a, b: b | a], ids=["ours | theirs", "theirs | ours"])
def test_a_union_with_villages_holds_both_kinds(model, mixed):
    few = model.households.select(at_most=3)
    both = mixed(few, model.agents_by_type[Village])
    assert set(both) == {*few, *model.villages}


def test_handles_are_made_once_and_outlive_the_sets_they_came_from(model):
    weak = AgentSet(model.households.select(at_most=4), model.random)
    assert len(weak) == 4
    assert model.households[2] is model.households.select(lambda h: h.number < 99)[2]


def test_sums_of_small_integers_do_not_overflow(model):
    sizes = model.households.get("size")
    assert sum(sizes) > 255  # more than a byte holds
    assert model.households.agg("size", sum) == sum(sizes)
    assert model.households.groupby("model").agg("size", sum) == {model: sum(sizes)}


def test_do_and_shuffle_do_reach_every_household_once(model):
    seen = []
    assert model.households.do(seen.append) is model.households
    assert seen == list(model.households)
    shuffled = []
    model.households.shuffle_do(shuffled.append)
    assert shuffled != seen
    assert sorted(shuffled, key=lambda h: h.unique_id) == seen


def test_shuffle_leaves_the_models_set_alone_unless_in_place(model):
    before = list(model.households)
    assert list(model.households.shuffle()) != before
    assert list(model.households) == before
    model.households.shuffle(inplace=True)
    assert list(model.households) != before
    model.households.sort("unique_id", ascending=True, inplace=True)
    assert list(model.households) == before


def test_set_writes_a_column_for_the_whole_set(model):
    chosen = model.households.select(at_most=3)
    assert chosen.set("trust", 0.25) is chosen
    assert model.households.get("trust")[:3] == [0.25] * 3
    assert np.count_nonzero(np.array(model.households.get("trust")) == 0.25) == 3


def test_set_of_an_unknown_name_is_refused(model):
    with pytest.raises(AttributeError, match="Did you mean 'trust'"):
        model.households.set("trusst", 0.5)


@pytest.mark.parametrize(
    "change",
    [
        lambda agents, one: agents.add(one),
        lambda agents, one: agents.discard(one),
        lambda agents, one: agents.remove(one),
        lambda agents, one: agents.pop(),
        lambda agents, one: agents.clear(),
        lambda agents, one: agents.select(lambda h: False, inplace=True),
        lambda agents, one: agents.__isub__([one]),
    ],
)
def test_the_models_own_set_neither_gains_nor_loses_a_household(model, change):
    count = len(model.households)
    with pytest.raises(TypeError, match="households are neither added nor removed during a run"):
        change(model.households, model.households[0])
    assert len(model.households) == count


def test_a_derived_set_is_the_users_own(model):
    few = model.households.select(at_most=3)
    extra = model.households[10]
    few.add(extra)
    few.add(extra)
    assert list(few) == [*model.households[:3], extra]
    few.discard(extra)
    few.discard(extra)
    assert len(few) == 3
    with pytest.raises(KeyError):
        few.remove(extra)
    few.select(lambda h: h.number == few[0].number, inplace=True)
    assert len(few) == 1


def test_another_models_household_is_not_in_the_set(model, another_model):
    stranger = another_model.households[0]
    assert stranger not in model.households
    assert model.households[0] in model.households
    with pytest.raises(TypeError):
        model.households.select(at_most=2).add(stranger)


def test_an_unknown_way_to_handle_missing_values_is_refused(model):
    with pytest.raises(ValueError, match="handle_missing"):
        model.households.get("wealth", handle_missing="ignore")


def test_a_set_survives_pickling_with_its_model(model):
    few = model.households.select(at_most=3)
    twin = pickle.loads(pickle.dumps(few))
    assert twin.get("attitude") == few.get("attitude")
    assert twin.model is not model
    assert twin[0] is twin.model.households[0]
