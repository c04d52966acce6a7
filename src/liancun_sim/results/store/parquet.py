"""Parquet files written whole or not at all, by DuckDB from NumPy columns."""

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import numpy as np

from liancun_sim.files.reasons import FULL, reason
from liancun_sim.files.taking_place import keep_names
from liancun_sim.vocabulary import BadInput, Fault, say

Columns = Mapping[str, Sequence[Any] | np.ndarray]
TEMPORARY = ".tmp-"
ROW_GROUP = 20_480  # small enough that one chunk's rows are found without reading everything
LITTLE_ROOM = 1 << 16

_of_thread = threading.local()


class StoreFailed(BadInput):
    """The store could not be written to or read; what was finished before is kept."""


def quoted(name: str) -> str:
    """A column or table name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text literal for SQL."""
    return "'" + value.replace("'", "''") + "'"


def reading(paths: Iterable[Path]) -> str:
    """The SQL table made of Parquet files; no character of a path is taken for a pattern."""
    listed = ", ".join(text(escape(str(path))) for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def connection() -> duckdb.DuckDBPyConnection:
    """A database of this thread's own, one core wide: workers share the machine."""
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = duckdb.connect(config={"threads": 1})
    found: duckdb.DuckDBPyConnection = _of_thread.connection
    return found


def write_table(path: Path, columns: Columns) -> None:
    """Write one table; `path` holds all of it or is untouched.

    Raises
    ------
    StoreFailed
        Saying that the disk is full or the folder cannot be written.
    """
    arrays = {name: _array(values) for name, values in columns.items()}
    listed = ", ".join(f"{quoted(name)}::{_sql_type(array)} AS {quoted(name)}" for name, array in arrays.items())
    database = connection()
    database.register("table_to_write", arrays)
    try:
        write_query(path, f"SELECT {listed} FROM table_to_write", database)
    finally:
        database.unregister("table_to_write")


def write_query(path: Path, query: str, database: duckdb.DuckDBPyConnection) -> None:
    """Write what a query gives, in its order; `path` holds all of it or is untouched."""

    def fill(temporary: Path) -> None:
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}, USE_TMP_FILE false"
        database.execute(f"COPY ({query}) TO {text(str(temporary))} ({options})")

    _write_whole(path, fill)


def write_text(path: Path, content: str) -> None:
    """Write a text file; `path` holds all of it or is untouched."""
    _write_whole(path, lambda temporary: temporary.write_text(content, "utf-8"))


@contextmanager
def telling_faults(path: Path) -> Iterator[None]:
    """Turn what goes wrong on disk into a sentence about `path`."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        raise StoreFailed(Fault(str(path), "", _sentence(error, path))) from None


def remove(path: Path) -> None:
    """Delete a file or folder nobody needs; one still open elsewhere (Windows) stays for next time."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return


def _write_whole(path: Path, fill: Callable[[Path], object]) -> None:
    temporary = path.with_name(f"{TEMPORARY}{uuid4().hex}")
    with telling_faults(path):
        made = [folder for folder in path.parents if not folder.exists()]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fill(temporary)
            with temporary.open("r+b") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
            for folder in (path.parent, *(new.parent for new in made)):
                keep_names(folder)
        finally:
            temporary.unlink(missing_ok=True)


def _array(values: Sequence[Any] | np.ndarray) -> np.ndarray:
    array = np.asarray(values)
    return array.astype(object) if array.dtype.kind in "US" or array.size == 0 else array


def _sql_type(array: np.ndarray) -> str:
    return {"f": "DOUBLE", "i": "BIGINT", "u": "BIGINT", "b": "BOOLEAN"}.get(array.dtype.kind, "VARCHAR")


def _sentence(error: Exception, path: Path) -> str:
    above = next(folder for folder in path.absolute().parents if folder.exists())
    number = getattr(error, "errno", None)
    full = number in FULL or "No space left" in str(error)
    if full or (number is None and _room(above) < LITTLE_ROOM):
        return say("store.full", folder=above)
    why = reason(error) if isinstance(error, OSError) and number is not None else str(error).splitlines()[0]
    return say("store.unwritable", folder=above, reason=why)


def _room(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return LITTLE_ROOM
