"""What Mesa's tests assert of agent sets, as claims about ours, checked against Mesa's `AgentSet` on the same agents.

Three sets of a model are asked, and a fourth derived from one: households (columns), villages (Mesa's set of our
agents) and all agents (a view). What is refused by design is listed at the end, with its message.
"""

import copy
import pickle
import statistics
from functools import partial

import numpy as np
import pytest
from mesa.agentset import AgentSet

from liancun_sim import Household, LiancunModel, Village
from liancun_sim.vocabulary import say

SETS = {
    "households": lambda model: model.households,
    "some households": lambda model: model.households.select(lambda agent: agent.unique_id % 3 == 0),
    "villages": lambda model: model.villages,
    "all agents": lambda model: model.agents,
}


@pytest.fixture
def model():
    return LiancunModel(villages=6, households=60, seed=1)


@pytest.fixture(params=SETS.values(), ids=SETS.keys())
def ours(request, model):
    return request.param(model)


@pytest.fixture
def mesas(ours, model):
    return AgentSet(ours.to_list(), model.random)


def even(agent):
    return agent.unique_id % 2 == 0


def digit(agent):
    return agent.unique_id % 10


class Spread:
    """A callable that cannot be hashed, as users write them."""

    __hash__ = None

    def __call__(self, values):
        return max(values) - min(values)


SAME_AGENTS = {
    "iteration": list,
    "to_list": lambda agents: agents.to_list(),
    "one by place": lambda agents: [agents.to_list()[3], agents.to_list()[-1]],
    "a copy": lambda agents: agents.copy() if hasattr(agents, "copy") else copy.copy(agents),
    "copy.copy": copy.copy,
    "select nothing": lambda agents: agents.select(),
    "select by a function": lambda agents: agents.select(even),
    "select none": lambda agents: agents.select(lambda agent: False),
    "select by type": lambda agents: agents.select(agent_type=Village),
    "select by both": lambda agents: agents.select(even, agent_type=Household),
    "select whole, negative and fractional numbers": lambda agents: [
        agent
        for most in (0, 1, 5, 10_000, -1, -0.5, 0.0, 0.1, 0.5, 0.999, 1.0, 1, 2.5, 3.0, 1e9, float("inf"), True)
        for agent in agents.select(at_most=most)
    ],
    "select so many of those that pass": lambda agents: [
        agent for most in (0, 2, 2.5, -3, 0.25, 1.0) for agent in agents.select(even, at_most=most)
    ],
    "select a NumPy share": lambda agents: agents.select(at_most=np.float64(0.5)),
    "sort by name": lambda agents: agents.sort("unique_id"),
    "sort upwards": lambda agents: agents.sort("unique_id", ascending=True),
    "sort with ties": lambda agents: agents.sort(digit),
    "sort with ties upwards": lambda agents: agents.sort(digit, ascending=True),
    "do gives the set back": lambda agents: agents.do(lambda agent: None),
    "shuffle_do gives the set back": lambda agents: agents.shuffle_do(lambda agent: None),
    "or": lambda agents: agents.select(even) | agents.select(lambda agent: digit(agent) == 1),
    "and": lambda agents: agents.select(even) & agents.select(lambda agent: digit(agent) < 5),
    "minus": lambda agents: agents.select() - agents.select(even),
    "xor": lambda agents: agents.select(even) ^ agents.select(lambda agent: digit(agent) < 5),
}

SAME_VALUES = {
    "len": len,
    "bool": bool,
    "get": lambda agents: agents.get("unique_id"),
    "get several": lambda agents: agents.get(["unique_id", "unique_id"]),
    "get missing": lambda agents: agents.get("wealth", handle_missing="default", default_value=-1),
    "get missing without a default": lambda agents: agents.get("wealth", handle_missing="default"),
    "get several, one missing": lambda agents: agents.get(["unique_id", "wealth"], handle_missing="default"),
    "agg": lambda agents: agents.agg("unique_id", sum),
    "agg mean": lambda agents: agents.agg("unique_id", np.mean),
    "agg several": lambda agents: agents.agg("unique_id", [min, max, sum, len, np.median]),
    "agg a tuple of functions": lambda agents: agents.agg("unique_id", (min, np.max)),
    "agg an iterator of functions": lambda agents: agents.agg("unique_id", iter([min, max])),
    "agg kinds of number": lambda agents: [type(each) for each in agents.agg("unique_id", [min, max, sum])],
    "agg by a function of one's own": lambda agents: agents.agg("unique_id", lambda values: values[0] + len(values)),
    "agg by what only lists have": lambda agents: agents.agg("unique_id", lambda values: values.count(3)),
    "agg adds lists": lambda agents: agents.agg("unique_id", lambda values: values.__add__([0])[-1]),
    "agg kind of container": lambda agents: agents.agg("unique_id", type),
    "agg kind of value": lambda agents: agents.agg("unique_id", lambda values: type(values[0])),
    "agg truth of values": lambda agents: agents.agg("unique_id", lambda values: bool(values)),
    "agg statistics": lambda agents: agents.agg("unique_id", statistics.median),
    "agg sorted": lambda agents: agents.agg("unique_id", sorted),
    "agg partial": lambda agents: agents.agg("unique_id", partial(np.percentile, q=30)),
    "agg unhashable": lambda agents: agents.agg("unique_id", Spread()),
    "agg any and all": lambda agents: agents.agg("unique_id", [any, all]),
    "map": lambda agents: agents.map(lambda agent, more, by: (agent.unique_id + more) * by, 1, by=2),
    "map by name": lambda agents: agents.map("__repr__"),
    "groupby count": lambda agents: agents.groupby(digit).count(),
    "groupby order": lambda agents: list(agents.groupby(digit).groups),
    "groupby agg": lambda agents: agents.groupby(digit).agg("unique_id", sum),
    "groupby agg of one's own": lambda agents: agents.groupby(digit).agg("unique_id", lambda values: values.count(3)),
    "groupby agg kind of container": lambda agents: agents.groupby(digit).agg("unique_id", type),
    "groupby agg of lists": lambda agents: agents.groupby(digit, result_type="list").agg("unique_id", max),
    "groupby map": lambda agents: agents.groupby(digit).map(len),
    "groupby do": lambda agents: agents.groupby(digit).do(lambda group: group).count(),
    "groupby length": lambda agents: len(agents.groupby(digit)),
    "groupby members": lambda agents: [(key, list(group)) for key, group in agents.groupby(digit)],
    "groupby lists": lambda agents: dict(agents.groupby(even, result_type="list").groups),
    "groupby by name": lambda agents: agents.groupby("unique_id").count(),
    "subset": lambda agents: (agents.select(even) <= agents, agents <= agents.select(even)),
    "equal": lambda agents: agents.select(even) == agents.select(even),
    "disjoint": lambda agents: agents.select(even).isdisjoint(agents.select(lambda agent: not even(agent))),
    "contains": lambda agents: [agent in agents.select(even) for agent in agents],
    "a stranger": lambda agents: "nobody" in agents,
}


@pytest.mark.parametrize("operation", SAME_AGENTS.values(), ids=SAME_AGENTS.keys())
def test_the_same_agents_in_the_same_order(ours, mesas, operation):
    assert list(operation(ours)) == list(operation(mesas))


@pytest.mark.parametrize("operation", SAME_VALUES.values(), ids=SAME_VALUES.keys())
def test_the_same_answer(ours, mesas, operation):
    assert operation(ours) == operation(mesas)


RAISES = {
    "get": (AttributeError, lambda agents: agents.get("wealth")),
    "get several": (AttributeError, lambda agents: agents.get(["unique_id", "wealth"])),
    "get in an unknown way": (ValueError, lambda agents: agents.get("unique_id", handle_missing="unknown")),
    "agg": (AttributeError, lambda agents: agents.agg("wealth", sum)),
    "sort": (AttributeError, lambda agents: agents.sort("wealth")),
    "groupby": (AttributeError, lambda agents: agents.groupby("wealth")),
    "map": (AttributeError, lambda agents: agents.map("no_such_method")),
    "do": (AttributeError, lambda agents: agents.do("no_such_method")),
    "remove what is not there": (KeyError, lambda agents: agents.select(even).remove(agents.to_list()[0])),
    "an agent by a place beyond": (IndexError, lambda agents: agents.to_list()[10_000]),
    "max of nobody": (ValueError, lambda agents: agents.select(at_most=0).agg("unique_id", max)),
}


@pytest.mark.parametrize(("error", "operation"), RAISES.values(), ids=RAISES.keys())
def test_the_same_kind_of_error(ours, mesas, error, operation):
    for agents in (ours, mesas):
        with pytest.raises(error):
            operation(agents)


def test_nobody_sums_to_nothing(ours, mesas):
    for agents in (ours, mesas):
        assert agents.select(at_most=0).agg("unique_id", [sum, len, list]) == [0, 0, []]


def test_every_agent_is_reached_once_in_order_or_shuffled(ours):
    inorder, shuffled = [], []
    ours.do(inorder.append)
    ours.shuffle_do(shuffled.append)
    assert inorder == list(ours)
    assert shuffled != inorder
    assert sorted(shuffled, key=lambda agent: agent.unique_id) == sorted(inorder, key=lambda agent: agent.unique_id)


def test_a_shuffle_is_another_order_of_the_same_and_leaves_the_set(ours):
    before = list(ours)
    shuffled = list(ours.shuffle())
    assert shuffled != before
    assert set(shuffled) == set(before)
    assert list(ours) == before


def test_derived_sets_are_changed_in_place(ours, mesas):
    first = ours.select(even).to_list()[0]
    for agents in (ours, mesas):
        mine = agents.select(even)
        count = len(mine)
        assert mine.select(lambda agent: agent is not first, inplace=True) is mine
        assert len(mine) == count - 1
        mine.add(first)
        mine.add(first)
        assert mine.to_list()[-1] is first
        assert len(mine) == count
        mine.discard(first)
        mine.discard(first)
        assert first not in mine
        assert mine.sort("unique_id", inplace=True) is mine
        assert mine.get("unique_id") == sorted(mine.get("unique_id"), reverse=True)
        assert mine.shuffle(inplace=True) is mine


def test_a_set_of_a_pickled_model_is_the_same_set(model):
    for ours in (make(model) for make in SETS.values()):
        twin = pickle.loads(pickle.dumps(ours))
        assert twin.get("unique_id") == ours.get("unique_id")


def test_set_reaches_every_agent_and_new_names_are_tags(ours, mesas):
    assert ours.set("interviewed", True) is ours
    assert mesas.get("interviewed") == [True] * len(ours)
    assert mesas.set("interviewed", None) is mesas
    assert ours.get("interviewed") == [None] * len(ours)
    for number, agent in enumerate(ours):
        agent.interviewed = number
    assert ours.get("interviewed") == list(range(len(ours))) == mesas.get("interviewed")
    assert ours.agg("interviewed", max) == len(ours) - 1
    assert ours.sort("interviewed").to_list()[0] is ours.to_list()[-1]
    assert ours.groupby("interviewed").count() == mesas.groupby("interviewed").count()


# tags


def test_a_tag_is_a_column_of_its_own_kept_by_copies_and_recorded_on_request(model):
    model.add_tag(Household, "trust_before", 0.0)  # close to a quantity: added by name
    asked = model.households.select(at_most=3).set("interviewer", "王")
    for household in asked:
        household.trust_before = household.trust
    table = model.to_pandas(Household)
    assert table["interviewer"].tolist() == ["王"] * 3 + [None] * 57
    assert table["trust_before"].tolist() == [*asked.get("trust"), *[0.0] * 57]
    assert model.households.get("interviewer", "default", "–")[2:4] == ["王", "–"]
    with pytest.raises(AttributeError, match="interviewer"):
        model.households.get("interviewer")
    for twin in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        twin.households.set("interviewer", "李")
        assert set(twin.households.get("interviewer")) == {"李"}
    assert asked.get("interviewer") == ["王"] * 3


def test_a_datacollector_that_is_asked_records_a_tag(model):
    from mesa.datacollection import DataCollector

    model.villages.set("visited", 0)
    collector = DataCollector(agenttype_reporters={Village: {"visited": "visited"}})
    collector.collect(model)
    model.villages.to_list()[2].visited = 1
    model.step()
    collector.collect(model)
    recorded = collector.get_agenttype_vars_dataframe(Village)["visited"]
    assert recorded.tolist() == [0] * 6 + [0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("kind", "name"), [(Household, "trust"), (Village, "remove"), (LiancunModel, "x"), (Village, "a b")]
)
def test_a_name_that_is_taken_or_none_is_no_tag(model, kind, name):
    with pytest.raises(ValueError, match="cannot be a tag of"):
        model.add_tag(kind, name)


# refused by design

BY_DESIGN = {
    "a household more": ("households_stay", lambda model: model.households.add(model.households.to_list()[0])),
    "a household less": ("households_stay", lambda model: model.households.remove(model.households.to_list()[0])),
    "a household that leaves": ("households_stay", lambda model: model.households.to_list()[0].remove()),
    "a household made": ("households_stay", lambda model: Household(model)),
    "households made": ("households_stay", lambda model: Household.create_agents(model, 3)),
    "fewer households in place": ("households_stay", lambda model: model.households.select(even, inplace=True)),
    "no households": ("households_stay", lambda model: model.households.clear()),
    "a village that leaves": ("villages_stay", lambda model: model.villages.to_list()[0].remove()),
    "all agents fewer in place": ("view_of_all", lambda model: model.agents.select(even, inplace=True)),
    "all agents shuffled in place": ("view_of_all", lambda model: model.agents.shuffle(inplace=True)),
    "all agents sorted in place": ("view_of_all", lambda model: model.agents.sort("unique_id", inplace=True)),
}


@pytest.mark.parametrize(("message", "change"), BY_DESIGN.values(), ids=BY_DESIGN.keys())
def test_what_mesa_allows_and_we_refuse_says_why(model, message, change):
    before = model.agents.get("unique_id")
    with pytest.raises(TypeError) as refused:
        change(model)
    assert str(refused.value) == say(f"agents.{message}")
    assert model.agents.get("unique_id") == before


def test_all_agents_are_removed_never(model):
    with pytest.raises(TypeError, match="neither added nor removed"):
        model.remove_all_agents()
    assert len(model.villages) == 6
