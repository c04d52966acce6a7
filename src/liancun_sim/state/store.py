"""A store: the columns of one kind of entity as arrays of equal length (struct of arrays)."""

from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.state.column import Column


class Store:
    """Arrays by column name, also as attributes: ``state.households.income_yuan``.

    Arrays are replaced in place (``store.x[:] = …``) or rebound by `put`; setting an attribute
    that is no column is an error.
    """

    def __init__(self, columns: Iterable[Column], rows: int):
        self.columns: dict[str, Column] = {c.name: c for c in columns}
        self.rows = rows
        self._room: dict[
            str, npt.NDArray[Any]
        ] = {}  # longer arrays, of which columns that have grown are the beginning
        for column in self.columns.values():
            self.__dict__[column.name] = _blank(column, rows)

    def __getattr__(self, name: str) -> npt.NDArray[Any]:
        """Reached for what is no column: arrays are attributes of their own, read village by village."""
        if name.startswith("__") or "columns" not in self.__dict__:  # looked for by copying, before there are arrays
            raise AttributeError(name)
        raise AttributeError(f"no column {name!r} here; there are: {', '.join(sorted(self.columns))}")

    def __len__(self) -> int:
        return self.rows

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """All arrays by column name."""
        return {name: self.__dict__[name] for name in self.columns}

    def bound[Group: NamedTuple](self, group: type[Group]) -> Group:
        """The columns a kernel takes together: every field is the column of its name, so that none change places.

        group : a NamedTuple class whose fields are names of columns.
        """
        return group._make(map(self.__dict__.__getitem__, group._fields))

    def bounded(self) -> list[tuple[Column, npt.NDArray[Any]]]:
        """Columns with a bound, with their arrays."""
        return [
            (column, self.__dict__[name])
            for name, column in self.columns.items()
            if column.low is not None or column.high is not None
        ]

    def put(self, name: str, values: npt.ArrayLike) -> None:
        """Give a column new values, cast to its dtype; a scalar fills the column."""
        column = self.columns[name]
        self.__dict__[name] = np.array(np.broadcast_to(values, self.__dict__[name].shape), dtype=column.dtype)

    def swap(self, name: str, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Exchange a column's array for another of equal shape and dtype; returns the old one (double buffers)."""
        old: npt.NDArray[Any] = self.__dict__[name]
        self.__dict__[name] = array
        return old

    def append(self, **values: Any) -> int:
        """Add one row (unions and proposals); columns not named take their initial value. Returns the row."""
        row = self._grow(1, values)
        for name, value in values.items():
            column = self.__dict__[name]
            column[row if column.ndim == 1 else (slice(None), row)] = value
        return row

    def extend(self, count: int, **values: Any) -> None:
        """Add some rows, a column as a scalar or with a value for each (no tuples among them)."""
        row = self._grow(count, values)
        for name, value in values.items():
            self.__dict__[name][..., row:] = value

    def _grow(self, count: int, values: Mapping[str, Any]) -> int:
        """Lengthen all columns by rows of initial values. Returns the first of them."""
        if unknown := values.keys() - self.columns.keys():
            raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
        begin, end = self.rows, self.rows + count
        for name, column in self.columns.items():
            array, room = self.__dict__[name], self._room.get(name)
            if room is None or array.base is not room or room.shape[-1] < end:
                room = self._room[name] = _blank(column, max(16, 2 * end))
                room[..., :begin] = array
            self.__dict__[name] = room[..., :end]
        self.rows = end
        return begin

    def copy(self, shared: Container[str] = ()) -> "Store":
        """An independent store with equal contents; columns whose keys are `shared` are the same arrays."""
        twin = Store((), 0)
        twin.columns, twin.rows = self.columns, self.rows
        twin.__dict__.update(
            {name: array if self.columns[name].key in shared else array.copy() for name, array in self.arrays().items()}
        )
        return twin

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_room": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def _blank(column: Column, rows: int) -> npt.NDArray[Any]:
    shape = (rows,) if column.width == 1 else (column.width, rows)
    return np.full(shape, column.initial if column.dtype != "object" else None, dtype=column.dtype)
