"""Mesa's agent set over household columns: attributes are read as arrays, handles are made only when asked for.

A set is an ordered array of rows. The model's own set holds every household and refuses to gain
or lose any; sets derived from it (`select`, `groupby`, `shuffle`, …) are the user's own.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from math import ceil
from random import Random
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
from mesa.agentset import AbstractAgentSet, AgentSet, GroupBy

from liancun_sim.agents.face import Quantity, Rows, set_tag
from liancun_sim.agents.host import HostModel
from liancun_sim.agents.household import Household, new_handles
from liancun_sim.agents.tags import UNSET
from liancun_sim.vocabulary import say

AT_ONCE: dict[Callable[..., Any], Callable[..., Any]] = {sum: np.sum, min: np.min, max: np.max}
"""Builtins that would walk many numbers one at a time."""


class Handles:
    """The handles of one model, made once and kept (Mesa's derived sets hold agents weakly).

    A list, for the reason given in `liancun_sim.agents.by_row`.
    """

    def __init__(self, model: HostModel, count: int):
        self._model, self._count = model, count
        self._made: list[Household | None] = []

    def of(self, rows: Rows) -> list[Household]:
        """Handles of some rows."""
        made = self._made = self._made or [None] * self._count
        wanted = rows.tolist()
        missing = [row for row in wanted if made[row] is None]
        for row, handle in zip(missing, new_handles(self._model, missing)):
            made[row] = handle
        return [made[row] for row in wanted]


class HouseholdSet(AbstractAgentSet):
    """An ordered set of households of one model.

    Parameters
    ----------
    model : LiancunModel
    rows : (household,) rows in the household store, in the order of the set.
    handles : Handles — shared by all sets of the model.
    is_whole : the model's own set, from which nothing may be taken.
    """

    def __init__(self, model: HostModel, rows: Rows, handles: Handles, *, is_whole: bool = False):
        self.model, self.rows, self.handles, self.is_whole = model, rows, handles, is_whole

    @property
    def random(self) -> Random:
        """The model's stdlib generator, which Mesa expects of a set."""
        generator: Random = self.model.random
        return generator

    def of_rows(self, rows: Rows) -> "HouseholdSet":
        """Another set of the same model."""
        return HouseholdSet(self.model, rows, self.handles)

    # -- a set ---------------------------------------------------------------------------------

    def __len__(self) -> int:
        return int(self.rows.size)

    def __iter__(self) -> Iterator[Household]:
        return iter(self.to_list())

    def __contains__(self, agent: object) -> bool:
        if not isinstance(agent, Household) or agent.model is not self.model:
            return False
        return self.is_whole or bool(np.any(self.rows == agent._row))

    def __getitem__(self, item: int | slice) -> Household | list[Household]:
        return self.to_list()[item] if isinstance(item, slice) else self.handles.of(self.rows[[item]])[0]

    def _from_iterable(self, agents: Iterable[Any]) -> "HouseholdSet | AgentSet":  # set algebra makes its results here
        found = list(dict.fromkeys(agents))
        if all(isinstance(agent, Household) and agent.model is self.model for agent in found):
            return self.of_rows(np.array([agent._row for agent in found], dtype=np.intp))
        return AgentSet(found, self.random)

    def add(self, agent: Household) -> None:
        """Add a household to a derived set; the model's own set refuses."""
        if self.is_whole or not isinstance(agent, Household) or agent.model is not self.model:
            raise TypeError(say("agents.households_stay"))
        if agent not in self:
            self.rows = np.append(self.rows, agent._row)

    def discard(self, agent: Household) -> None:
        """Drop a household from a derived set; the model's own set refuses."""
        if self.is_whole:
            raise TypeError(say("agents.households_stay"))
        if agent in self:
            self.rows = self.rows[self.rows != agent._row]

    def remove(self, agent: Household) -> None:
        """As `discard`, but a household that is not in the set is an error."""
        if not self.is_whole and agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def _update(self, agents: Iterable[Household]) -> Self:
        return self._take(np.array([agent._row for agent in agents], dtype=np.intp))

    def _take(self, rows: Rows) -> Self:
        if self.is_whole and rows.size != self.rows.size:
            raise TypeError(say("agents.households_stay"))
        self.rows = rows
        return self

    def copy(self) -> "HouseholdSet":
        """The same households as a set of one's own."""
        return self.of_rows(self.rows.copy())

    __copy__ = copy

    def to_list(self) -> list[Household]:
        """Handles in order."""
        return self.handles.of(self.rows)

    # -- values --------------------------------------------------------------------------------

    def values(self, name: str) -> npt.NDArray[Any] | None:
        """A quantity of all its households as an array; None if the name is no quantity."""
        quantity = getattr(Household, name, None)
        return quantity.values(self.model, self.rows) if isinstance(quantity, Quantity) else None

    def get(
        self,
        attr_names: str | list[str],
        handle_missing: Literal["error", "default"] = "error",
        default_value: Any = None,
    ) -> list[Any]:
        """As Mesa's: one value per household, or a list of values where several names are given."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f"Unknown handle_missing option: {handle_missing}, should be one of 'error' or 'default'")
        if not isinstance(attr_names, str):
            columns = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(row) for row in zip(*columns)]
        values = self.values(attr_names)
        if values is not None:
            return _listed(values)
        tags = self.model.tags.column(Household, attr_names)
        if tags is not None and (handle_missing == "default" or not any(tags[row] is UNSET for row in self.rows)):
            found = [tags[row] for row in self.rows.tolist()]
            return [default_value if value is UNSET else value for value in found]
        if handle_missing == "error":
            return [getattr(agent, attr_names) for agent in self]
        return [getattr(agent, attr_names, default_value) for agent in self]

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """As Mesa's: a function receives a list; NumPy's own, and `sum`, `min` and `max`, are given an array."""
        values = self.values(attribute)
        if values is None:
            return super().agg(attribute, func)
        if callable(func):
            return _aggregated(values, func)
        return [_aggregated(values, each) for each in func]

    def set(self, attr_name: str, value: Any) -> Self:
        """As Mesa's: one value for every household."""
        quantity = getattr(Household, attr_name, None)
        if isinstance(quantity, Quantity):
            quantity.write(self.model, self.rows, value)
        elif quantity is not None:  # a method, or what is only read
            return super().set(attr_name, value)  # type: ignore[no-any-return]
        else:
            set_tag(self.model, Household, attr_name, self.rows.tolist(), value)
        return self

    # -- smaller, grouped and reordered ----------------------------------------------------------

    def select(
        self,
        filter_func: Callable[[Household], bool] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> "HouseholdSet":
        """As Mesa's: those that pass, at most so many, or so large a share."""
        most = int(len(self) * at_most) if isinstance(at_most, float) and at_most <= 1.0 else at_most
        most = len(self) if most >= len(self) else max(0, ceil(most))
        rows = self.rows if agent_type is None or issubclass(Household, agent_type) else self.rows[:0]
        if filter_func is not None:
            kept: list[int] = []
            for agent in self.handles.of(rows):
                if len(kept) >= most:
                    break
                if filter_func(agent):
                    kept.append(agent._row)
            rows = np.array(kept, dtype=np.intp)
        elif most < rows.size:
            rows = rows[:most]
        return self._take(rows) if inplace else self.of_rows(rows.copy())

    def groupby(
        self, by: Callable[[Household], Hashable] | str, result_type: Literal["agentset", "list"] = "agentset"
    ) -> "HouseholdGroups":
        """As Mesa's: groups in order of their first member."""
        keys = self.map(by) if callable(by) else self.get(by)
        members: dict[Any, list[int]] = {}
        for row, key in zip(self.rows.tolist(), keys):
            members.setdefault(key, []).append(row)
        groups = {key: self.of_rows(np.array(rows, dtype=np.intp)) for key, rows in members.items()}
        if result_type == "list":
            return HouseholdGroups({key: group.to_list() for key, group in groups.items()})
        return HouseholdGroups(groups)

    def shuffle(self, inplace: bool = False) -> "HouseholdSet":
        """As Mesa's, by the model's NumPy generator."""
        rows = self.model.rng.permutation(self.rows)
        return self._take(rows) if inplace else self.of_rows(rows)

    def sort(
        self, key: Callable[[Household], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> "HouseholdSet":
        """As Mesa's: stable, largest first unless ascending."""
        values = self.map(key) if callable(key) else self.get(key)
        order = sorted(range(len(values)), key=values.__getitem__, reverse=not ascending)
        rows = self.rows[order]
        return self._take(rows) if inplace else self.of_rows(rows)

    # -- one call per household ------------------------------------------------------------------

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method or function for each household in order."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method or function for each household in random order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Call a method or function for each household in order and return the results."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]


class HouseholdGroups(GroupBy):
    """Mesa's groups of households, aggregated as arrays."""

    def agg(self, attr_name: str, func: Callable[..., Any]) -> dict[Any, Any]:
        """One aggregate per group."""
        return {
            key: group.agg(attr_name, func)
            if isinstance(group, HouseholdSet)
            else func([getattr(agent, attr_name) for agent in group])
            for key, group in self.groups.items()
        }


def _listed(values: npt.NDArray[Any]) -> list[Any]:
    """Values as Mesa's `get` lists them: Python's own, a tuple for a window of months."""
    return list(map(tuple, values.tolist())) if values.ndim > 1 else values.tolist()


def _aggregated(values: npt.NDArray[Any], func: Callable[..., Any]) -> Any:
    numbers = values.ndim == 1 and values.size > 0 and values.dtype.kind in "biuf"
    if numbers and isinstance(func, Hashable) and func in AT_ONCE:
        return AT_ONCE[func](values).item()
    if isinstance(func, np.ufunc) or str(getattr(func, "__module__", "")).partition(".")[0] == "numpy":
        return func(values)
    return func(_listed(values))
