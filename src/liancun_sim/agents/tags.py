"""Tags: what a user notes of agents beside the columns of the model, a column of its own for each name.

The model neither reads nor writes them. A name close to a quantity is taken for a misspelt one unless it was added
before, so that ``household.trusst = 1`` is still an error.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any


class Unset(Enum):
    """Stands where an agent has no value of a tag. A member of an enumeration is itself after copies and pickling."""

    UNSET = "unset"


UNSET = Unset.UNSET


class Tags:
    """The tags of a model's agents, by class of agent and name. Lists, as `liancun_sim.agents.by_row` says.

    counts : how many agents of each class there are; agents of other classes take none.
    """

    def __init__(self, counts: Mapping[type, int]):
        self.counts = dict(counts)
        self._columns: dict[type, dict[str, list[Any]]] = {kind: {} for kind in counts}

    def column(self, kind: type, name: str) -> list[Any] | None:
        """Values by row, `UNSET` where there is none; None if nobody has set the tag."""
        return self._columns.get(kind, {}).get(name)

    def names(self, kind: type) -> list[str]:
        """The tags of a class of agents, in the order they were added."""
        return list(self._columns.get(kind, ()))

    def add(self, kind: type, name: str, value: Any = UNSET) -> None:
        """A tag with one value for all; one that is there already stays."""
        self._columns[kind].setdefault(name, [value] * self.counts[kind])

    def write(self, kind: type, name: str, rows: Iterable[int], value: Any) -> None:
        """Set a tag of some rows."""
        self.add(kind, name)
        column = self._columns[kind][name]
        for row in rows:
            column[row] = value
