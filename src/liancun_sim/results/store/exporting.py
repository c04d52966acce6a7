"""A store as tables for other programs: CSV, or an Excel workbook."""

import errno
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from liancun_sim.files import whole_file
from liancun_sim.files.text_cells import DANGEROUS, guarded, new_workbook
from liancun_sim.results.store import present
from liancun_sim.results.store.parquet import quoted, text
from liancun_sim.results.store.present import steadily
from liancun_sim.results.store.store import RESULTS, Store
from liancun_sim.vocabulary import BadInput, Fault, say

EXCEL_ROWS = 1_048_575  # below the header
ORDER = "ORDER BY point, replicate, scenario"
OF_A_TABLE = """
    SELECT r.scenario, r.point, r.replicate, t.* FROM {table} t JOIN runs r USING (run_id) ORDER BY ALL
"""
SHEETS = ("runs", "points", "failures")


def export(store: Store, file: str | Path) -> int:
    """Write the results, one row per run with its point, to ``.csv`` or ``.xlsx``; returns the rows.

    CSV is UTF-8 with a byte-order mark, so that Excel reads Chinese right. The workbook also holds the
    points and the failures. Tables kept beside the runs go to `table_files`, always as CSV: a sheet is
    soon too short for them.

    Raises
    ------
    BadInput
        If the ending is another, there are more rows than a sheet takes, a file of the name is there
        already, or it cannot be written.
    """
    path = Path(file)
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise BadInput(Fault(str(path), "", say("store.export_ending")))
    if path.is_dir() or not path.parent.is_dir():
        kind = "is_a_folder" if path.is_dir() else "no_folder"
        raise BadInput(Fault(str(path), "", say(f"store.export_{kind}", folder=path.parent, example=path / "runs.csv")))
    count = int(store.query("SELECT count(*) AS n FROM results")["n"].iloc[0])
    if path.suffix.lower() == ".xlsx" and count > EXCEL_ROWS:
        raise BadInput(Fault(str(path), "", say("store.too_long_for_excel", rows=count, most=EXCEL_ROWS)))
    with ExitStack() as files:  # no file takes its place before all are written
        for name, beside in table_files(store, path).items():
            _csv(store, OF_A_TABLE.format(table=quoted(name)), files.enter_context(whole_file(beside)))
        fresh = files.enter_context(whole_file(path))
        if path.suffix.lower() == ".csv":
            _csv(store, f"SELECT * FROM ({RESULTS}) {ORDER}", fresh)
        else:
            _workbook(store, fresh)
    return count


def table_files(store: Store, file: str | Path) -> dict[str, Path]:
    """Where an export puts the tables kept beside the runs: ``runs-series.csv`` beside ``runs.csv``."""
    path = Path(file)
    kept = [name for name in store.manifest["tables"] if present.files(store.folder, name)]
    return {name: path.with_name(f"{path.stem}-{name}.csv") for name in kept}


def _csv(store: Store, query: str, path: Path) -> None:
    """Written by DuckDB row by row: a million runs need no memory."""
    path.touch()  # a place that cannot be written is told as such, not as a store that cannot be read
    body = path.with_suffix(".body")

    def write() -> None:
        connection = store.connect()
        columns = connection.execute(f"DESCRIBE {query}").fetchall()
        copy = f"COPY (SELECT {', '.join(_guarded(*column[:2]) for column in columns)} FROM ({query}))"
        try:
            connection.execute(f"{copy} TO {text(str(body))} (FORMAT csv, HEADER, USE_TMP_FILE false)")
        except duckdb.IOException as error:
            if body.name in str(error) or "No space left" in str(error):
                raise OSError(errno.ENOSPC, str(error).splitlines()[0]) from None
            raise

    steadily(store.folder, write)
    with body.open("rb") as source, path.open("wb") as target:
        target.write(b"\xef\xbb\xbf")
        while block := source.read(1 << 20):
            target.write(block)
    body.unlink()


def _guarded(name: str, kind: str) -> str:
    """A column for SELECT, in which no text is one that a spreadsheet program would compute."""
    column = quoted(name)
    if kind == "VARCHAR":
        column = f"CASE WHEN regexp_matches({column}, {text(DANGEROUS)}) THEN '''' || {column} ELSE {column} END"
    return f"{column} AS {quoted(guarded(name))}"


def _workbook(store: Store, path: Path) -> None:
    book = new_workbook(str(path), constant_memory=True, tmpdir=str(path.parent))
    tables = (store.results(), store.points(), store.failures())
    for name, frame in zip(SHEETS, tables, strict=True):
        sheet = book.add_worksheet(str(say(f"store.sheet_{name}")))
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(frame.columns):
            sheet.write_string(0, column, str(header))
        for row, values in enumerate(frame.itertuples(index=False), start=1):
            for column, value in enumerate(values):
                _write_cell(sheet, row, column, value)
    book.close()


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """Numbers as numbers, a missing one as an empty cell, text as text (never a formula)."""
    if isinstance(value, str):
        sheet.write_string(row, column, value[:32_000])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif not pd.isna(value):
        sheet.write_number(row, column, float(value))
