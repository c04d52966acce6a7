"""Agents of one model by row of their store.

Python lists, not object arrays: the garbage collector does not look into arrays, and would never let
go of a model that is reached through one.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt


class ByRow[A]:
    """Agents in row order; row -1 is nobody."""

    def __init__(self, agents: Iterable[A] = ()):
        self._agents: list[A | None] = [*agents, None]

    def __getitem__(self, rows: Any) -> Any:
        """The agent of one row, or an object array for an array of rows."""
        if np.ndim(rows) == 0:
            return self._agents[int(rows)]
        everybody: npt.NDArray[Any] = np.empty(len(self._agents), dtype=object)
        everybody[:] = self._agents
        return everybody[rows]

    def __len__(self) -> int:
        return len(self._agents) - 1

    def __iter__(self) -> Iterator[A]:
        return (agent for agent in self._agents if agent is not None)

    def append(self, agent: A) -> None:
        """Add the agent of the next row."""
        self._agents.insert(len(self), agent)
