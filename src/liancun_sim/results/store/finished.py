"""What a chunk holds of runs that finished, to be stored again beside those that are tried anew."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from liancun_sim.results.store import present
from liancun_sim.results.store.parquet import connection, reading
from liancun_sim.results.store.planned import OK, PlannedChunk, RunOutcome

if TYPE_CHECKING:
    from liancun_sim.results.store.store import Store


def finished_runs(store: "Store", chunk: PlannedChunk) -> dict[int, RunOutcome]:
    """Place in the chunk → what is stored of a run that finished, equal to the bit when it is stored again.

    None of a chunk that was never stored, was cut short, or where more than a number is missing, which would be
    written otherwise.
    """
    try:
        runs = _columns(store, present.RUNS, chunk.chunk_id)
        if not runs:
            return {}
        of_tables = {name: by_run(_columns(store, name, chunk.chunk_id)) for name in store.manifest["tables"]}
    except (duckdb.Error, OSError, ValueError):
        return {}
    at = {str(run_id): row for row, run_id in enumerate(runs["run_id"]) if runs["status"][row] == OK}
    return {
        place: RunOutcome(
            planned,
            OK,
            {info.key: float(runs[info.key][at[planned.run_id]]) for info in store.outcomes},
            {name: rows[planned.run_id] for name, rows in of_tables.items() if planned.run_id in rows},
            wall_s=float(runs["wall_s"][at[planned.run_id]]),
        )
        for place, planned in enumerate(chunk.runs)
        if planned.run_id in at
    }


def by_run(rows: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Rows of one table by run, which stand together."""
    if not rows:
        return {}
    ids = rows["run_id"]
    starts = np.concatenate(([0], np.flatnonzero(ids[1:] != ids[:-1]) + 1))
    ends = np.append(starts[1:], len(ids))
    columns = {name: values for name, values in rows.items() if name != "run_id"}
    return {
        str(ids[start]): {name: values[start:end] for name, values in columns.items()}
        for start, end in zip(starts, ends, strict=True)
    }


def _columns(store: "Store", table: str, chunk_id: str) -> Mapping[str, Any]:
    """The rows of a table that a chunk left behind; {} if it left none.

    Numbers that are none are stored as missing and come back as none; whatever else is missing is an error.
    """
    file = present.chunk_file(store.folder, table, chunk_id)
    if not file.exists():
        return {}
    columns: dict[str, Any] = connection().execute(f"SELECT * FROM {reading([file])}").fetchnumpy()
    if any(np.ma.is_masked(values) and values.dtype.kind != "f" for values in columns.values()):
        raise ValueError(table)
    return {name: np.ma.filled(values, np.nan) if np.ma.is_masked(values) else np.ma.getdata(values)
            for name, values in columns.items()}  # fmt: skip
