"""LiancunModel: the county as a Mesa model, a thin face over the state and the schedule."""

import copy
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Self

import mesa
import networkx as nx
import numpy as np
import pandas as pd
from mesa.agentset import AbstractAgentSet
from mesa.discrete_space import Network

from liancun_sim.agents.all_agents import AllAgents
from liancun_sim.agents.by_row import ByRow
from liancun_sim.agents.household import Household
from liancun_sim.agents.household_set import Handles, HouseholdSet
from liancun_sim.agents.mesa_scenario import called_with, carrying
from liancun_sim.agents.places import VillageNames, adjacency_graph, village_space
from liancun_sim.agents.settings import Settings, read_settings, seed_of
from liancun_sim.agents.tables import table
from liancun_sim.agents.tags import UNSET, Tags
from liancun_sim.agents.union import Union
from liancun_sim.agents.village import Village
from liancun_sim.county import County, default_county, load_county, make_county
from liancun_sim.draws import Draws
from liancun_sim.indicators import indicators
from liancun_sim.parameters.rural_income import year_before
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import World
from liancun_sim.state import State
from liancun_sim.vocabulary import say


class LiancunModel(mesa.Model):
    """A county run month by month, as a Mesa model.

    Parameters
    ----------
    scenario : a `Scenario`, the name of a shipped one, a path, or a mapping as in a scenario file; the
        baseline if none.
    params : settings beside it. ``villages``, ``households`` make a county of that size instead of the
        scenario's; ``county`` is a `County` or a folder; ``months``; ``seed`` (or Mesa's ``rng``; drawn if
        neither is given) and ``replication`` address the draws; any dotted scenario key sets a value, as ``--set``
        does: ``**{"attitude.pressure": 0.2, "decision.threshold": 0.7}``.

    Attributes
    ----------
    state : the columns. month : months simulated so far. running : False once the scenario's months are over.
    households, villages, unions : the agent sets, as ``agents_by_type[Household]`` and so on; `unions_by_row`
        keeps the dissolved ones too.
    adjacency : networkx graph of the villages. grid : Mesa's space, a village in every cell.
    liancun_scenario, county : what is run, and where. seed : of the draws from here on; ``seed=`` it to run again.
    datacollector : collects at t0 and after every month; give it your own in a subclass.

    Examples
    --------
    >>> import numpy as np
    >>> from liancun_sim import LiancunModel
    >>> model = LiancunModel("strong_weak_pairing", villages=12, seed=7)
    >>> model.run_for(2)
    >>> model.month, len(model.villages)
    (2, 12)
    >>> 8_000 < int(model.households.agg("income_yuan_per_year", np.mean)) < 40_000
    True
    """

    state: State
    month: int
    villages_by_row: ByRow[Village]
    unions_by_row: ByRow[Union]
    village_names: VillageNames
    first_household_id: int

    def __init__(self, scenario: Scenario | str | Path | Mapping[str, Any] | None = None, **params: Any):
        scenario, params = called_with(scenario, params)
        settings = read_settings(scenario, params)
        super().__init__(rng=settings.seed)
        self.scenario: Any = carrying(type(self.scenario), {"scenario": scenario, **params}, settings.seed)
        self.seed = settings.seed
        world = _world(settings)
        self.liancun_scenario, self.county = settings.scenario, world.county
        self.schedule = _schedule(settings.scenario, world.county)
        self.draws = Draws(self.seed, settings.replication)
        self.state = world.begin(self.schedule)
        self.month = 0
        self._measured: dict[str, float] = {}
        self._register_agents()
        self.datacollector = mesa.DataCollector(
            {"seed": "seed", **{key: partial(_measured_value, key=key) for key in indicators()}}
        )
        self.datacollector.collect(self)

    def step(self) -> None:
        """Simulate one month, then collect.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> model.step()
        >>> model.month, len(model.datacollector.get_model_vars_dataframe())
        (1, 2)
        """
        self.schedule.step(self.state, self.month, self.draws)
        self.month += 1
        self._measured = {}
        self._follow_unions()
        self.running = self.month < self.schedule.setup.months
        self.datacollector.collect(self)

    def reset_rng(self, rng: Any = None) -> None:
        """Draw otherwise from now on, as Mesa's: copies of one state, each reset to another seed, are its futures.

        rng : a seed or a generator, as Mesa and NumPy take them; None for the seed the model has.

        >>> import copy
        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> model.run_for(2)
        >>> futures = [copy.copy(model) for _ in range(3)]
        >>> for future, seed in zip(futures, (1, 1, 2)):
        ...     future.reset_rng(seed)
        ...     future.run_for(2)
        >>> first, same, other = (future.measured["income_mean"] for future in futures)
        >>> first == same, first == other
        (True, False)
        """
        self.seed = self.seed if rng is None else seed_of(rng)
        self.rng = np.random.default_rng(self.seed)
        self.random.seed(self.seed)
        self.draws = Draws(self.seed, *self.draws.seed[1:])

    def reset_randomizer(self, seed: int | None = None) -> None:
        """Mesa's older name for `reset_rng`.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> model.reset_randomizer(8)
        >>> model.seed
        8
        """
        self.reset_rng(seed)

    @property
    def iso_month(self) -> str:
        """The calendar month the state has reached: ``2008-01`` at t0.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> model.iso_month
        '2008-01'
        """
        return self.schedule.setup.iso_month(self.month)

    @property
    def measured(self) -> dict[str, float]:
        """The county's indicators now: NaN where there is nothing to measure, or not this month.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> 0 < model.measured["income_gini"] < 1
        True
        """
        if not self._measured:
            due = {key: one for key, one in indicators().items() if self.month % one.every == 0}
            recorder = Recorder(due)
            recorder.record(self.state, self.month, self.iso_month)
            everywhere = {"county": np.ones(len(self.villages), dtype=bool)}
            found = {s.indicator: float(s.values[0]) for s in recorder.series(everywhere) if s.stratum == "county"}
            self._measured = {key: found.get(key, float("nan")) for key in indicators()}
        return self._measured

    # -- agents ----------------------------------------------------------------------------------

    @property
    def villages(self) -> AbstractAgentSet:
        """All villages.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> len(model.villages.select(lambda village: village.listed))
        2
        """
        return self.agents_by_type[Village]

    @property
    def unions(self) -> AbstractAgentSet:
        """The living unions.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> len(model.unions)  # none at t0, and none without a policy that proposes them
        0
        """
        return self.agents_by_type[Union]

    def to_pandas(self, kind: type | str) -> pd.DataFrame:
        """A table of `Household`, `Village`, `Union`, of every ``proposal``, or of every round of ``consultation``.

        >>> from liancun_sim import LiancunModel, Village
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> len(model.to_pandas(Village))
        12
        """
        return table(self, kind)

    def add_tag(self, kind: type, name: str, value: Any = UNSET) -> None:
        """Add a tag to all villages or households, for what a user notes of them; the model does not read it.

        Setting any name that no quantity is close to adds a tag by itself. Tags are columns of `to_pandas`, and of a
        DataCollector that is asked for them.

        >>> from liancun_sim import Household, LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> model.add_tag(Household, "asked", False)
        >>> some = model.households.select(at_most=3).set("asked", True).set("interviewer", "Wang")
        >>> model.households.agg("asked", sum), model.to_pandas(Household)["interviewer"].count()
        (3, np.int64(3))
        """
        if kind not in self.tags.counts or getattr(kind, name, None) is not None or not name.isidentifier():
            raise ValueError(say("agents.no_such_tag", kind=kind.__name__, name=name))
        self.tags.add(kind, name, value)

    def _register_agents(self) -> None:
        """Villages, then households, then unions as they form: ids in that order."""
        self.village_names = VillageNames.of(self.county, self.state)
        self.adjacency: nx.Graph = adjacency_graph(self.state)
        self.grid: Network = village_space(self.adjacency, self.random)
        self._all_agents = AllAgents(self)
        self.villages_by_row = ByRow(Village(self, row, self.grid[row]) for row in range(len(self.state.villages)))
        count = len(self.state.households)
        self.first_household_id = self.agent_id_counter
        self.agent_id_counter += count
        self.households = HouseholdSet(self, np.arange(count), Handles(self, count), is_whole=True)
        self._agents_by_type[Household] = self.households
        self._agents_by_type[Union] = type(self.villages)([], random=self.random)
        self.unions_by_row = ByRow()
        self.tags = Tags({Village: len(self.villages_by_row), Household: count})

    def _follow_unions(self) -> None:
        """Register the unions that formed this month, deregister those that dissolved."""
        for row in range(len(self.unions_by_row), len(self.state.unions)):
            self.unions_by_row.append(Union(self, row))
        for union in [union for union in self.unions if not union.is_living]:
            union._leave_registry()

    # -- copies ----------------------------------------------------------------------------------

    def __copy__(self) -> Self:
        """A copy shares nothing that is written: the same as a deep copy."""
        return copy.deepcopy(self)

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the schedule, which keeps nothing from month to month and is built again."""
        return {name: value for name, value in self.__dict__.items() if name != "schedule"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.schedule = _schedule(self.liancun_scenario, self.county)


def _schedule(scenario: Scenario, county: County) -> Schedule:
    return Schedule(scenario.setup, scenario.coefficients, scenario.build_policies(county))


def _measured_value(model: LiancunModel, key: str) -> float:
    return model.measured[key]


def _world(settings: Settings) -> World:
    """The county of the settings; counties made or shipped are kept for the next model."""
    if settings.county is not None:
        return World(settings.county)
    if settings.villages is not None or settings.households is not None:
        return _made(settings.villages, settings.households, year_before(settings.scenario.setup.start))
    if settings.scenario.county == "default":
        return _default(year_before(settings.scenario.setup.start))
    return World(load_county(settings.scenario.county))


@lru_cache(maxsize=4)
def _made(villages: int | None, households: int | None, year: int) -> World:
    sizes = {"villages": villages, "households": households}
    return World(make_county(**{name: size for name, size in sizes.items() if size is not None}, year=year))


@lru_cache(maxsize=1)
def _default(year: int) -> World:
    return World(default_county(year))
