"""LiancunModel under Mesa's own clients."""

import copy
import gc
import pickle
import threading
import weakref

import mesa
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from mesa.datacollection import DataCollector
from mesa.discrete_space import Network

from liancun_sim.agents import Household, Union, Village
from liancun_sim.agents.model import LiancunModel
from liancun_sim.county import make_county
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput

SIZE = {"villages": 12, "households": 300}
SMALL = {**SIZE, "seed": 1}
EASY = {"decision.threshold": 0.3}  # unions form, so that their agents appear


@pytest.fixture
def model():
    return LiancunModel(**SMALL)


@pytest.fixture
def batch_run():
    """Mesa's batch runner, which Mesa 4 has no more."""
    return pytest.importorskip("mesa.batchrunner").batch_run


def united():
    """A small model in which unions have formed."""
    model = LiancunModel("strong_weak_pairing", **SMALL, **EASY, months=12)
    model.run_for(9)
    return model


def arrays(model):
    """Every array of the state that a month may write."""
    stores = ("households", "villages", "unions", "proposals", "consultations", "townships", "county")
    return {(name, key): array for name in stores for key, array in getattr(model.state, name).arrays().items()}


def assert_equal_states(first, second):
    left, right = arrays(first), arrays(second)
    for key, array in left.items():
        assert array.dtype == right[key].dtype
        assert array.tolist() == right[key].tolist(), key  # object columns too


def test_it_is_a_mesa_model_that_runs_for_the_scenarios_months():
    model = LiancunModel(**SMALL, months=3)
    assert isinstance(model, mesa.Model)
    assert (model.month, model.iso_month, model.running) == (0, "2008-01", True)
    model.run_model()
    assert (model.month, model.iso_month, model.running) == (3, "2008-04", False)
    assert model.time == 3


def test_alone_it_is_the_baseline():
    assert LiancunModel(**SMALL).liancun_scenario.key == "baseline"


def test_agents_are_villages_then_households_then_unions():
    model = united()
    assert model.agent_types == [Village, Household, Union]
    assert len(model.unions) > 0
    ids = [agent.unique_id for agent in model.agents]
    assert ids == list(range(1, len(ids) + 1))
    assert min(model.unions.get("unique_id")) > max(model.households.get("unique_id"))


def test_a_union_knows_its_villages_and_they_know_it():
    model = united()
    for union in model.unions:
        assert union.lead in union.members
        assert all(village.union is union for village in union.members)
        assert all(household.union is union for household in union.lead.residents)
        assert union.is_living
        assert union.age_months == model.month - union.formed_month
    lonely = model.villages.select(lambda village: village.union is None)
    assert len(lonely) == len(model.villages) - sum(len(union.members) for union in model.unions)


def test_a_dissolved_union_leaves_the_sets_and_can_still_be_read():
    model = united()
    union, before = model.unions[0], len(model.unions)
    leave = [village._row for village in union.members]  # what they would resolve
    model.state.villages.left_union[leave], model.state.villages.left_month[leave] = union._row, model.month
    model.step()
    assert union not in model.unions
    assert union not in model.agents
    assert (union.is_living, union.dissolution_reason) == (False, "lead_left")
    assert len(model.unions) >= before - 1
    assert model.unions_by_row[union._row] is union


def test_unions_are_not_removed_by_hand():
    union = united().unions[0]
    with pytest.raises(TypeError, match="unions are formed and dissolved by consultation"):
        union.remove()


def test_the_datacollector_of_mesa_collects_indicators_every_month(model):
    model.run_for(6)
    table = model.datacollector.get_model_vars_dataframe()
    assert len(table) == 7  # t0 and six months
    last = table["income_mean"].iloc[-1]
    assert last == pytest.approx(model.measured["income_mean"])
    weights = model.households.get("size")
    nominal = np.sum(model.households.get("income_yuan_per_year")) / np.sum(weights)
    assert last == pytest.approx(nominal / model.state.county.price_index[0], rel=1e-5)


class Watched(LiancunModel):
    """A user's subclass with reporters of its own."""

    def __init__(self, scenario=None, **params):
        super().__init__(scenario, **params)
        self.datacollector = DataCollector(
            model_reporters={"households": lambda model: len(model.households)},
            agenttype_reporters={
                Village: {"capacity": "capacity", "name": "name"},
                Household: {"attitude": "attitude"},
                Union: {"members": lambda union: len(union.members)},
            },
        )


def test_agent_type_reporters_of_mesa_see_every_agent():
    model = Watched("strong_weak_pairing", **SMALL, **EASY, months=8)
    model.run_model()
    villages = model.datacollector.get_agenttype_vars_dataframe(Village)
    assert villages.loc[8.0, "capacity"].tolist() == model.villages.get("capacity")
    households = model.datacollector.get_agenttype_vars_dataframe(Household)
    assert households.loc[8.0, "attitude"].tolist() == model.households.get("attitude")
    unions = model.datacollector.get_agenttype_vars_dataframe(Union)
    assert len(unions.loc[8.0]) == len(model.unions) > 0


def test_batch_run_of_mesa_sweeps_dotted_settings(batch_run):
    parameters = {"villages": 8, "households": 160, "months": 2, "attitude.pressure": [0.0, 0.8], "replication": [0, 1]}
    rows = batch_run(LiancunModel, parameters, rng=[5], display_progress=False)
    table = pd.DataFrame(rows)
    assert len(table) == 4
    assert set(table["attitude.pressure"]) == {0.0, 0.8}
    assert table["income_mean"].notna().all()


def test_batch_run_collects_agent_types(batch_run):
    rows = batch_run(Watched, {"villages": 8, "households": 160, "months": 1}, display_progress=False)
    assert sum("attitude" in row for row in rows) == 160


def test_the_grid_is_mesas_network_of_the_adjacency(model):
    assert isinstance(model.grid, Network)
    assert isinstance(model.adjacency, nx.Graph)
    assert model.grid.G is model.adjacency
    assert list(model.adjacency.nodes) == list(range(len(model.villages)))
    village = model.villages[4]
    assert model.grid.find_nearest_cell(np.array([village.x_km, village.y_km])).agents == [village]
    edges = {
        tuple(sorted((model.villages_by_row[a].id, model.villages_by_row[b].id))) for a, b in model.adjacency.edges
    }
    assert edges == set(model.county.edges)


def test_all_agents_are_one_set(model):
    everyone = model.agents
    assert len(everyone) == len(model.villages) + len(model.households)
    assert model.villages[0] in everyone
    assert model.households[0] in everyone
    assert everyone.select(agent_type=Village).to_list() == list(model.villages)
    assert len(everyone.select(lambda agent: agent.unique_id <= 20)) == 20
    assert everyone.get("unique_id") == list(range(1, len(everyone) + 1))
    assert everyone.groupby(type).count() == {Village: 12, Household: len(model.households)}
    assert everyone.agg("unique_id", max) == len(everyone)
    assert len(everyone.shuffle()) == len(copy.copy(everyone)) == len(everyone)
    seen = []
    everyone.do(seen.append).shuffle_do(seen.append)
    assert len(seen) == 2 * len(everyone)
    assert everyone.sort("unique_id").to_list()[0] is everyone.to_list()[-1]
    assert everyone.map(lambda agent: agent.unique_id) == everyone.get("unique_id")


@pytest.mark.parametrize(
    "change",
    [
        lambda agents: agents.select(lambda agent: False, inplace=True),
        lambda agents: agents.shuffle(inplace=True),
        lambda agents: agents.sort("unique_id", inplace=True),
    ],
)
def test_all_agents_are_a_view_that_is_not_rearranged(model, change):
    with pytest.raises(TypeError, match="is a view of all agents"):
        change(model.agents)


def test_an_agent_type_of_the_users_own_joins_the_sets(model):
    class Visitor(mesa.Agent):
        pass

    visitor = Visitor(model)
    assert visitor in model.agents
    assert visitor.unique_id == len(model.agents)
    visitor.remove()
    assert visitor not in model.agents


def test_a_model_pickles_and_goes_on_as_it_would_have():
    model = united()
    model.households.select(at_most=5)
    twin = pickle.loads(pickle.dumps(model))
    for one in (model, twin):
        one.run_for(2)
    assert_equal_states(model, twin)
    assert twin.villages[3].cell is twin.grid[3]
    assert twin.households[3] is twin.households[3]
    assert twin.households[3].model is twin


def test_a_copy_shares_nothing_that_is_written(model):
    twin = copy.copy(model)
    twin.step()
    assert (model.month, twin.month) == (0, 1)
    assert_nothing_shared(model, twin)


def test_two_models_share_no_array_that_is_written():
    assert_nothing_shared(LiancunModel(**SMALL), LiancunModel(**SMALL))


def assert_nothing_shared(first, second):
    left, right = arrays(first), arrays(second)
    for key, array in left.items():
        assert not np.shares_memory(array, right[key]), key
    first.villages[0].capacity, second.villages[0].capacity = 0.25, 0.75
    assert first.villages[0].capacity == 0.25


def test_equal_settings_give_equal_months_and_another_replication_others():
    first, second, other = (LiancunModel(**SMALL, replication=r) for r in (0, 0, 1))
    for each in (first, second, other):
        each.run_for(2)
    assert_equal_states(first, second)
    assert first.measured["income_mean"] != other.measured["income_mean"]


def test_two_models_stepped_in_two_threads_are_those_stepped_alone():
    def busy(seed):
        return LiancunModel("strong_weak_pairing", **SIZE, seed=seed)

    alone = [busy(1), busy(2)]
    for each in alone:
        each.run_for(8)
    together, done = [busy(1), busy(2)], []
    threads = [threading.Thread(target=lambda m=m: done.append(m.run_for(8))) for m in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2  # neither thread failed
    for one, other in zip(alone, together, strict=True):
        assert_equal_states(one, other)


@pytest.mark.parametrize("seed", [7, "7", np.int64(7)])
def test_a_seed_may_come_as_text(seed):
    assert LiancunModel(**SIZE, seed=seed).draws.seed == (7, 0)
    assert LiancunModel(**SIZE, rng=seed).draws.seed == (7, 0)


def test_mesas_own_randomness_follows_the_seed():
    first, second = LiancunModel(**SIZE, seed=3), LiancunModel(**SIZE, rng="3")
    assert first.rng.integers(1000) == second.rng.integers(1000)


def test_a_generator_gives_a_seed():
    first, second = (LiancunModel(**SIZE, rng=np.random.default_rng(9)) for _ in range(2))
    assert first.draws.seed == second.draws.seed


@pytest.mark.parametrize("seed", [1.0, np.float64(1), 1, "1"])
def test_a_seed_may_be_a_whole_number_in_any_form(seed):
    assert LiancunModel(**SIZE, seed=seed).seed == 1


@pytest.mark.parametrize("many", [[1, 2], (1, 2), np.array([1, 2])])
def test_several_numbers_are_one_seed_as_numpy_makes_one_of_them(many):
    expected = int(np.random.SeedSequence([1, 2]).generate_state(1)[0])
    assert LiancunModel(**SIZE, rng=many).seed == expected


def test_without_a_seed_every_run_is_another_and_its_seed_gives_it_again(batch_run):
    rows = batch_run(LiancunModel, {**SIZE, "months": 2}, rng=[None] * 3, display_progress=False)
    assert len({row["income_mean"] for row in rows}) == 3
    again = LiancunModel(**SIZE, months=2, seed=rows[1]["seed"])
    again.run_model()
    assert again.measured["income_mean"] == rows[1]["income_mean"]


def test_copies_of_one_state_reset_to_other_seeds_are_its_futures():
    model = LiancunModel(**SMALL)
    model.run_for(2)
    left_alone, same, other, returned = (copy.copy(model) for _ in range(4))
    same.reset_rng(1)  # the seed it has
    other.reset_rng(2)
    returned.reset_rng(2)
    returned.reset_rng(model.seed)
    assert_equal_states(model, other)  # what has happened has happened
    for future in (left_alone, same, other, returned):
        future.run_for(2)
    assert_equal_states(left_alone, same)
    assert_equal_states(left_alone, returned)
    assert other.measured["income_mean"] != left_alone.measured["income_mean"]
    assert other.seed == 2


def test_a_scenario_comes_as_name_mapping_or_resolved():
    by_name = LiancunModel("strong_weak_pairing", **SMALL)
    by_mapping = LiancunModel({"extends": "strong_weak_pairing"}, **SMALL)
    resolved = LiancunModel(load_scenario("strong_weak_pairing"), **SMALL)
    digests = {model.liancun_scenario.digest for model in (by_name, by_mapping, resolved)}
    assert len(digests) == 1
    changed = LiancunModel(load_scenario("strong_weak_pairing"), **SMALL, months=6, **{"attitude.pressure": 0.1})
    assert changed.liancun_scenario.setup.months == 6
    assert changed.schedule.values["attitude.pressure"] == 0.1


def test_a_county_may_be_given():
    county = make_county(villages=6, households=90, seed=4)
    model = LiancunModel(county=county)
    assert model.county is county
    assert len(model.villages) == 6


BAD = {
    "misspelt": ({"vilages": 60}, "unknown setting 'vilages'. Did you mean 'villages'? It takes: villages, households"),
    "unknown": ({"colour": 1}, "unknown setting 'colour'. It takes: villages, households"),
    "seed": ({"seed": "seven"}, "the seed is 'seven'; expected a whole number of at least 0, for example 1"),
    "negative seed": ({"seed": -1}, "the seed is -1; expected a whole number"),
    "half a seed": ({"seed": 1.5}, "the seed is 1.5; expected a whole number"),
    "a list of more than numbers": ({"rng": [1, "x"]}, "the seed is [1, 'x']; expected a whole number"),
    "two seeds": ({"seed": 1, "rng": 2}, "seed is 1 and rng is 2; give one of them"),
    "villages": ({"villages": 1}, "villages is 1; expected a whole number of at least 2"),
    "households": ({"households": "many"}, "households is 'many'; expected a whole number of at least 1"),
    "both": ({"villages": 9, "county": "default"}, "both a county and its size (villages) were given"),
    "dotted": ({"decision.treshold": 0.5}, "threshold"),
    "months": ({"months": 0}, "months"),
}


@pytest.mark.parametrize(("params", "message"), BAD.values(), ids=BAD.keys())
def test_a_wrong_argument_is_refused_by_name(params, message):
    with pytest.raises(BadInput) as caught:
        LiancunModel(**params)
    assert message in str(caught.value)


def test_all_wrong_arguments_are_reported_together():
    with pytest.raises(BadInput) as caught:
        LiancunModel("no_such_scenario", vilages=3, seed="x", months=0)
    assert len(caught.value.faults) >= 3


def test_tables_name_what_rows_point_to():
    model = united()
    households, villages = model.to_pandas(Household), model.to_pandas(Village)
    assert households["village"].iloc[0] == villages["id"].iloc[0]
    assert households.index[0] == model.households[0].unique_id
    assert villages["listed"].dtype == bool
    unions = model.to_pandas(Union)
    assert set(unions["lead"]) <= set(villages["id"])
    assert set(villages["union"].dropna()) == set(unions.loc[unions["is_living"], "key"])
    assert unions.index.tolist() == model.unions.get("unique_id")
    proposals, rounds = model.to_pandas("proposal"), model.to_pandas("consultation")
    assert set(rounds["proposal"]) <= set(proposals.index)
    with pytest.raises(ValueError, match="no table of township; there are: Household, Village, Union"):
        model.to_pandas("township")


def test_a_model_nobody_holds_is_let_go():
    model = united()
    _ = model.villages[0].neighbours, model.households.to_list(), model.agents.copy()
    gone = weakref.ref(model)
    del model, _
    gc.collect()
    assert gone() is None
