"""`model.agents`: one view over villages, households, unions and whatever agents a user adds."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from random import Random
from typing import Any, Literal, NoReturn, Self

from mesa.agent import Agent
from mesa.agentset import AbstractAgentSet, AgentSet, GroupBy

from liancun_sim.agents.host import HostModel
from liancun_sim.vocabulary import say


class AllAgents(AbstractAgentSet):
    """The model's sets by type, one after the other; what is derived from it is Mesa's own `AgentSet`.

    Mesa registers an agent both here and in the set of its type; the view shows the latter, so
    registering and deregistering here are nothing.
    """

    def __init__(self, model: HostModel):
        self.model = model

    @property
    def random(self) -> Random:
        """The model's stdlib generator, which Mesa expects of a set."""
        generator: Random = self.model.random
        return generator

    def _sets(self) -> list[AbstractAgentSet]:
        return list(self.model.agents_by_type.values())

    def __len__(self) -> int:
        return sum(map(len, self._sets()))

    def __iter__(self) -> Iterator[Agent]:
        return chain.from_iterable(self._sets())

    def __contains__(self, agent: object) -> bool:
        return any(agent in agents for agents in self._sets())

    def __getitem__(self, item: int | slice) -> Any:
        return self.to_list()[item]

    def _from_iterable(self, agents: Iterable[Agent]) -> AgentSet:
        return AgentSet(agents, self.random)

    def add(self, agent: Agent) -> None:
        """Called by Mesa beside the set of the agent's type, which keeps it."""

    def discard(self, agent: Agent) -> None:
        """Called by Mesa beside the set of the agent's type, which drops it."""

    remove = discard

    def _update(self, agents: Iterable[Agent]) -> NoReturn:
        raise TypeError(say("agents.view_of_all"))

    def copy(self) -> AgentSet:
        """All agents as a set of one's own."""
        return AgentSet(self, self.random)

    __copy__ = copy

    def to_list(self) -> list[Agent]:
        return list(self)

    def get(
        self,
        attr_names: str | list[str],
        handle_missing: Literal["error", "default"] = "error",
        default_value: Any = None,
    ) -> list[Any]:
        return [value for agents in self._sets() for value in agents.get(attr_names, handle_missing, default_value)]

    def select(
        self,
        filter_func: Callable[[Agent], bool] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> AbstractAgentSet:
        if inplace:
            raise TypeError(say("agents.view_of_all"))
        if agent_type in self.model.agents_by_type and not (isinstance(at_most, float) and at_most <= 1.0):
            return self.model.agents_by_type[agent_type].select(filter_func, at_most)  # a share would be of all agents
        return self.copy().select(filter_func, at_most, agent_type=agent_type)

    def groupby(
        self, by: Callable[[Agent], Any] | str, result_type: Literal["agentset", "list"] = "agentset"
    ) -> GroupBy:
        return self.copy().groupby(by, result_type)

    def shuffle(self, inplace: bool = False) -> AgentSet:
        agents = self.to_list()
        if inplace:
            raise TypeError(say("agents.view_of_all"))
        return AgentSet([agents[place] for place in self.model.rng.permutation(len(agents))], self.random)

    def sort(self, key: Callable[[Agent], Any] | str, ascending: bool = False, inplace: bool = False) -> AgentSet:
        if inplace:
            raise TypeError(say("agents.view_of_all"))
        return self.copy().sort(key, ascending)

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        self.copy().do(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        return [value for agents in self._sets() for value in agents.map(method, *args, **kwargs)]
