"""The face of a row: what a Mesa agent of ours shows of its store, one `Quantity` per column or derived value.

A descriptor resolves through the agent (`agent.model`, `agent._row`), so two models never share
arrays, and reads one row or many with the same function: `household.trust` and
``households.agg("trust", mean)`` are the same quantity.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from liancun_sim.agents.host import HostModel
from liancun_sim.agents.tags import UNSET
from liancun_sim.state import COLUMNS, Column
from liancun_sim.vocabulary import Label, nearest, say

Rows = npt.NDArray[np.intp]
MISSPELT = 0.8  # as like a quantity's name as this, a name of a tag is taken for a slip of the pen
Read = Callable[[HostModel, Any], Any]


class Quantity:
    """A value read from the model for one row or an array of rows, and perhaps written.

    Parameters
    ----------
    label : Label
    unit : str
    read : (model, row or rows) → NumPy scalar or array, or objects.
    column : Column or None — the column that may be written; None makes it read-only.
    """

    def __init__(self, label: Label, unit: str, read: Read, column: Column | None = None):
        self.label, self.unit, self.read, self.column = label, unit, read, column
        self.name = ""
        self.__doc__ = f"{label.en} [{unit}] ({label.zh})"

    @classmethod
    def of_column(cls, column: Column) -> "Quantity":
        """The face of a column: booleans for yes/no, windows of months as tuples, writable if a mechanism moves it."""
        name, entity, yes_no, window = column.name, column.entity, column.unit == "yes/no", column.width > 1

        def read(model: HostModel, rows: Any) -> Any:
            array = model.state.store(entity).arrays()[name]
            values = array[:, rows].T if window else array[rows]
            return values.astype(bool) if yes_no else values

        writable = column.source.startswith("mechanism") and not window and column.dtype != "object"
        return cls(column.label, column.unit, read, column if writable else None)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        return self if agent is None else plain(self.read(agent.model, agent._row))

    def __set__(self, agent: Any, value: Any) -> None:
        self.write(agent.model, agent._row, value)

    def values(self, model: HostModel, rows: Rows) -> npt.NDArray[Any]:
        """Values of many rows, widened to 64 bits so that sums neither overflow nor lose digits."""
        found: npt.NDArray[Any] = self.read(model, rows)
        wide = {"f": np.float64, "i": np.int64, "u": np.int64}.get(found.dtype.kind)
        if wide is None or found.dtype == np.uint64:
            return found
        return found.astype(wide)

    def write(self, model: HostModel, rows: Any, value: Any) -> None:
        """Set one row or many; a value outside the column's bounds is refused."""
        if self.column is None:
            raise AttributeError(say("agents.read_only", name=self.name))
        new = np.asarray(value, dtype=np.float64)
        low = -np.inf if self.column.low is None else self.column.low
        high = np.inf if self.column.high is None else self.column.high
        if not np.all((new >= low) & (new <= high)):  # also refuses NaN
            raise ValueError(say("agents.out_of_bounds", name=self.name, value=value, low=low, high=high))
        model.state.store(self.column.entity).arrays()[self.column.name][rows] = new


def plain(value: Any) -> Any:
    """A Python number for a NumPy scalar, a tuple for a window of months; anything else as it is."""
    if isinstance(value, np.generic):
        return value.item()
    return tuple(value.tolist()) if isinstance(value, np.ndarray) else value


def shows_columns[T: type](entity: str) -> Callable[[T], T]:
    """Class decorator: every column of `entity` becomes a `Quantity`, unless the class defines the name itself."""

    def decorate(cls: T) -> T:
        for column in COLUMNS.values():
            if column.entity == entity and column.name not in cls.__dict__:
                quantity = Quantity.of_column(column)
                quantity.__set_name__(cls, column.name)
                setattr(cls, column.name, quantity)
        return cls

    return decorate


def quantities(kind: type) -> dict[str, Quantity]:
    """All quantities of an agent class by name."""
    found = {name: value for base in reversed(kind.__mro__) for name, value in vars(base).items()}
    return {name: value for name, value in found.items() if isinstance(value, Quantity)}


class Face:
    """Mixin of our agents: quantities are set as columns, other names as tags, and one misspelt is an error."""

    __slots__ = ()
    mesa_sets: ClassVar[frozenset[str]] = frozenset(
        {"model", "unique_id", "pos", "cell", "_mesa_cell", "current_action"}  # the last of Mesa 4
    )

    def __setattr__(self, name: str, value: Any) -> None:
        known = getattr(type(self), name, None)
        if isinstance(known, Quantity):
            known.__set__(self, value)
        elif name in self.mesa_sets:
            object.__setattr__(self, name, value)
        elif known is not None:
            raise AttributeError(say("agents.read_only", name=name))
        else:
            set_tag(self.model, type(self), name, (self._row,), value)

    def __getattr__(self, name: str) -> Any:  # asked for what is no quantity
        if name != "model" and not name.startswith("_"):
            column = self.model.tags.column(type(self), name)
            if column is not None and column[self._row] is not UNSET:
                return column[self._row]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)


def set_tag(model: HostModel, kind: type, name: str, rows: Iterable[int], value: Any) -> None:
    """Set a tag; a name close to a quantity's, or of an agent that takes no tags, is refused unless it was added."""
    if model.tags.column(kind, name) is None:
        near = nearest(name, quantities(kind), MISSPELT)
        if near is not None:
            raise AttributeError(say("agents.unknown_name_near", kind=kind.__name__, name=name, near=near))
        if name.startswith("_") or name in Face.mesa_sets or kind not in model.tags.counts:
            raise AttributeError(say("agents.unknown_name", kind=kind.__name__, name=name))
    model.tags.write(kind, name, rows, value)
