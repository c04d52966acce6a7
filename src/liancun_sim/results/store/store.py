"""A store on disk: asked what is planned and what is there, given finished chunks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from liancun_sim.results.store import present
from liancun_sim.results.store.manifest import read_manifest
from liancun_sim.results.store.parquet import (
    connection,
    quoted,
    reading,
    text,
    write_table,
)
from liancun_sim.results.store.planned import (
    OK,
    RUN_COLUMNS,
    OutcomeInfo,
    PlannedChunk,
    PlannedRun,
    RunOutcome,
)
from liancun_sim.vocabulary import BadInput, Fault, Label, say

PLAN = ("points", "design", "chunks")
POINT = 'point, "group", role'
DESIGN = "run_id, scenario, point, replicate, batch, chunk, place, own"
RESULTS = """
    SELECT d.scenario, p.*, d.replicate, d.batch, r.* EXCLUDE (scenario, point, replicate)
    FROM design d JOIN points p USING (point) JOIN runs r USING (run_id)
"""


@dataclass(frozen=True)
class Store:
    """A sweep's folder. Every reading method sees whole chunks only, also while others write.

    manifest : what the study is and what its results come from (see `create_store`).
    """

    folder: Path
    manifest: Mapping[str, Any]

    # what was planned

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Scenario keys, the baseline first if there is one; ``("",)`` in a sweep of a bare function."""
        return tuple(self.manifest["scenarios"])

    @property
    def factors(self) -> tuple[Mapping[str, Any], ...]:
        """What the points vary: key, role (lever or uncertainty), kind, low, high, values, unit, label."""
        return tuple(self.manifest["factors"])

    @property
    def outcomes(self) -> tuple[OutcomeInfo, ...]:
        """What is recorded of every run."""
        return tuple(
            OutcomeInfo(one["key"], Label(**one["label"]), one["unit"], one["better"])
            for one in self.manifest["outcomes"]
        )

    def points(self) -> pd.DataFrame:
        """Every point of the design: point, group, role, a column per factor.

        group : base row (Sobol) or trajectory (Morris), −1 in other designs. role : ``A``, ``B`` or
        ``AB:factor`` (Sobol); ``start`` or the factor that moved (Morris); empty in other designs.
        """
        return self._frame(f"SELECT {POINT}, * EXCLUDE ({POINT}) FROM {self._plan('points')} ORDER BY point")

    def design(self) -> pd.DataFrame:
        """Every run asked for: run_id, scenario, point, replicate, batch, chunk, place, own.

        A scenario that does not use what differs between two points has the same run at both; ``own``
        marks the row under which it is done.
        """
        return self._frame(f"SELECT {DESIGN} FROM {self._plan('design')} ORDER BY batch, chunk, place")

    def chunks(self) -> pd.DataFrame:
        """Every chunk: chunk, chunk_id, batch, runs."""
        return self._frame(f"SELECT chunk, chunk_id, batch, runs FROM {self._plan('chunks')} ORDER BY chunk")

    def chunk(self, number: int) -> PlannedChunk:
        """The runs of one chunk, in the order they are done."""
        rows = self._planned(f"chunk = {int(number)}")
        found = self._rows(f"SELECT chunk_id FROM {self._plan('chunks')} WHERE chunk = {int(number)}")
        return PlannedChunk(int(number), found[0][0], tuple(rows))

    def run(self, run_id: str) -> PlannedRun:
        """One planned run by its id.

        Raises
        ------
        BadInput
            If the design has no such run.
        """
        rows = self._planned(f"run_id = {text(run_id)}")
        if not rows:
            raise BadInput(Fault(str(self.folder), "", say("store.no_run", run=run_id)))
        return rows[0]

    # what is there

    def present(self) -> set[str]:
        """Ids of the chunks that are done."""
        return present.chunk_ids(self.folder)

    def runs(self) -> pd.DataFrame:
        """A row per run done: run_id … attempt (see `planned.RUN_COLUMNS`), a column per outcome."""
        return self.query("SELECT * FROM runs ORDER BY run_id")

    def results(self) -> pd.DataFrame:
        """The design beside what came of it: scenario, point, group, role, factors, replicate, batch,
        run_id, status …, outcomes. Only what is done; a failed run has NaN outcomes."""
        return self.query(f"SELECT * FROM ({RESULTS}) ORDER BY point, replicate, scenario")

    def failures(self) -> pd.DataFrame:
        """The runs that failed or took their worker down, with error and traceback."""
        return self.query(
            "SELECT run_id, scenario, point, replicate, status, error, traceback FROM runs "
            f"WHERE status <> '{OK}' ORDER BY run_id"
        )

    def chunks_with_failures(self) -> set[str]:
        """Ids of the chunks that are done but for runs that failed or took their worker down."""
        found = self.query(f"SELECT DISTINCT chunk_id FROM runs JOIN chunks USING (chunk) WHERE status <> '{OK}'")
        return set(found["chunk_id"])

    def table(self, name: str) -> pd.DataFrame:
        """Another table runs left behind: ``series`` or ``villages``; empty if nothing was kept."""
        if not present.files(self.folder, name):
            return pd.DataFrame({"run_id": pd.Series(dtype=object)})
        return self.query(f"SELECT * FROM {quoted(name)}")

    def rows_of_chunk(self, table: str, chunk_id: str) -> Mapping[str, Any]:
        """The rows of a table that one chunk left behind, as stored, before it is folded; {} if it left none."""
        file = present.chunk_file(self.folder, table, chunk_id)
        if not file.exists():
            return {}
        read = f"SELECT * FROM {reading([file])}"
        columns = present.steadily(self.folder, lambda: connection().execute(read).fetchnumpy())
        return {name: _unmasked(values) for name, values in columns.items()}

    def query(self, sql: str) -> pd.DataFrame:
        """SQL over the views points, design, chunks, runs, results and each table kept.

        A compaction may take files away between listing and reading: then it is listed again.
        """
        return present.steadily(self.folder, lambda: self.connect().execute(sql).df())

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with a view per table, of what is present now."""
        database = duckdb.connect()
        for name in PLAN:
            database.execute(f"CREATE VIEW {name} AS SELECT * FROM {self._plan(name)}")
        for name in (present.RUNS, *self.manifest["tables"]):
            if files := present.files(self.folder, name):
                database.execute(f"CREATE VIEW {quoted(name)} AS SELECT * FROM {reading(files)}")
            elif name == present.RUNS:
                database.execute(f"CREATE VIEW runs AS SELECT {self._no_runs()} WHERE false")
        database.execute(f"CREATE VIEW results AS {RESULTS}")
        return database

    # writing

    def write_chunk(self, chunk: PlannedChunk, outcomes: Sequence[RunOutcome], host: str, attempt: int) -> None:
        """Store what the runs of a chunk gave: other tables first, the runs last.

        Raises
        ------
        StoreFailed
            If the disk is full or the folder cannot be written; the chunk then counts as not done.
        """
        for name in self.manifest["tables"]:
            rows = _stacked([(one.planned.run_id, one.tables[name]) for one in outcomes if name in one.tables])
            if rows:
                write_table(present.chunk_file(self.folder, name, chunk.chunk_id), rows)
        size = len(outcomes)
        columns: dict[str, Any] = {
            "run_id": [one.planned.run_id for one in outcomes],
            "chunk": np.full(size, chunk.number),
            "scenario": [one.planned.scenario for one in outcomes],
            "point": [one.planned.point for one in outcomes],
            "replicate": [one.planned.replicate for one in outcomes],
            "status": [one.status for one in outcomes],
            "error": [one.error for one in outcomes],
            "traceback": [one.traceback for one in outcomes],
            "wall_s": np.array([one.wall_s for one in outcomes], dtype=float),
            "host": [host] * size,
            "attempt": np.full(size, attempt),
        } | {
            info.key: np.array([one.outcomes.get(info.key, np.nan) for one in outcomes], dtype=float)
            for info in self.outcomes
        }
        write_table(present.chunk_file(self.folder, present.RUNS, chunk.chunk_id), columns)

    def _plan(self, name: str) -> str:
        return reading([self.folder / f"{name}.parquet"])

    def _planned(self, condition: str) -> list[PlannedRun]:
        """The runs of the design under a condition, with their parameters."""
        rows = self._rows(
            f"SELECT run_id, scenario, point, replicate FROM {self._plan('design')} "
            f"WHERE own AND {condition} ORDER BY place"
        )
        if not rows:
            return []
        numbers = [row[2] for row in rows]
        keys = [factor["key"] for factor in self.factors]
        listed = ", ".join(quoted(name) for name in ("point", *keys))
        at = {
            point: dict(zip(keys, values, strict=True))
            for point, *values in self._rows(
                f"SELECT {listed} FROM {self._plan('points')} WHERE point BETWEEN {min(numbers)} AND {max(numbers)}"
            )
        }
        return [PlannedRun(run_id, name, point, number, at[point]) for run_id, name, point, number in rows]

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return present.steadily(self.folder, lambda: connection().execute(sql).fetchall())

    def _frame(self, sql: str) -> pd.DataFrame:
        return present.steadily(self.folder, lambda: duckdb.connect().execute(sql).df())

    def _no_runs(self) -> str:
        types = {"chunk": "BIGINT", "point": "BIGINT", "replicate": "BIGINT", "attempt": "BIGINT", "wall_s": "DOUBLE"}
        fixed = [f"NULL::{types.get(name, 'VARCHAR')} AS {name}" for name in RUN_COLUMNS]
        return ", ".join([*fixed, *(f"NULL::DOUBLE AS {quoted(info.key)}" for info in self.outcomes)])


def open_store(folder: str | Path) -> Store:
    """The store in a folder.

    Raises
    ------
    BadInput
        If there is none, or it is not one this version reads.
    """
    return Store(Path(folder).absolute(), read_manifest(Path(folder)))


def _unmasked(values: Any) -> Any:
    """A column without a mask: what was not a number comes back as missing, and is no number again."""
    if not np.ma.isMaskedArray(values):
        return values
    return values.filled(np.nan if values.dtype.kind == "f" else values.fill_value)


def _stacked(parts: Sequence[tuple[str, Mapping[str, Sequence[Any]]]]) -> dict[str, Any]:
    """Rows of several runs under one another, with a column that says whose they are."""
    if not parts:
        return {}
    names = list(parts[0][1])
    sizes = [len(columns[names[0]]) for _, columns in parts]
    stacked = {name: np.concatenate([np.asarray(columns[name]) for _, columns in parts]) for name in names}
    return {"run_id": np.repeat(np.array([run_id for run_id, _ in parts], dtype=object), sizes), **stacked}
