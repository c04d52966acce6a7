"""A store: the columns of one kind of entity as arrays of equal length (struct of arrays)."""

from collections.abc import Iterable, Mapping
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
        self._arrays: dict[str, npt.NDArray[Any]] = {c.name: _blank(c, rows) for c in self.columns.values()}

    def __getattr__(self, name: str) -> npt.NDArray[Any]:
        try:
            return self.__dict__["_arrays"][name]  # type: ignore[no-any-return]
        except KeyError:
            if name.startswith("__"):  # copying and pickling look for these before there are arrays
                raise AttributeError(name) from None
            raise AttributeError(f"no column {name!r} here; there are: {', '.join(sorted(self._arrays))}") from None

    def __len__(self) -> int:
        return self.rows

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """All arrays by column name."""
        return self._arrays

    def bound[Group: NamedTuple](self, group: type[Group]) -> Group:
        """The columns a kernel takes together: every field is the column of its name, so that none change places.

        group : a NamedTuple class whose fields are names of columns.
        """
        return group._make(getattr(self, name) for name in group._fields)

    def bounded(self) -> list[tuple[Column, npt.NDArray[Any]]]:
        """Columns with a bound, with their arrays."""
        return [
            (column, self._arrays[name])
            for name, column in self.columns.items()
            if column.low is not None or column.high is not None
        ]

    def put(self, name: str, values: npt.ArrayLike) -> None:
        """Give a column new values, cast to its dtype; a scalar fills the column."""
        column = self.columns[name]
        self._arrays[name] = np.array(np.broadcast_to(values, self._arrays[name].shape), dtype=column.dtype)

    def swap(self, name: str, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Exchange a column's array for another of equal shape and dtype; returns the old one (double buffers)."""
        old, self._arrays[name] = self._arrays[name], array
        return old

    def append(self, **values: Any) -> int:
        """Add one row (unions and proposals); columns not named take their initial value. Returns the row."""
        unknown = values.keys() - self.columns.keys()
        if unknown:
            raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
        for name, column in self.columns.items():
            row = _blank(column, 1)
            if name in values:
                row[..., 0] = values[name] if column.dtype != "object" else _as_object(values[name])
            self._arrays[name] = np.concatenate([self._arrays[name], row], axis=-1)
        self.rows += 1
        return self.rows - 1

    def copy(self) -> "Store":
        """An independent store with equal contents."""
        twin = Store((), 0)
        twin.columns, twin.rows = self.columns, self.rows
        twin._arrays = {name: array.copy() for name, array in self._arrays.items()}
        return twin

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def _blank(column: Column, rows: int) -> npt.NDArray[Any]:
    shape = (rows,) if column.width == 1 else (column.width, rows)
    return np.full(shape, column.initial if column.dtype != "object" else None, dtype=column.dtype)


def _as_object(value: Any) -> npt.NDArray[Any]:
    cell = np.empty((), dtype=object)
    cell[()] = value
    return cell
