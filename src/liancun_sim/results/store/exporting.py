"""A store as tables for other programs: CSV, or an Excel workbook."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pandas as pd

from liancun_sim.results.store import present
from liancun_sim.results.store.parquet import quoted, remove, telling_faults, text
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
        If the ending is another, or there are more rows than a sheet takes; StoreFailed if the file
        cannot be written.
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
    for name, beside in table_files(store, path).items():
        _write_whole(beside, partial(_csv, store, OF_A_TABLE.format(table=quoted(name))))
    if path.suffix.lower() == ".csv":
        _write_whole(path, partial(_csv, store, f"SELECT * FROM ({RESULTS}) {ORDER}"))
    else:
        _write_whole(path, partial(_workbook, store))
    return count


def table_files(store: Store, file: str | Path) -> dict[str, Path]:
    """Where an export puts the tables kept beside the runs: ``runs-series.csv`` beside ``runs.csv``."""
    path = Path(file)
    kept = [name for name in store.manifest["tables"] if present.files(store.folder, name)]
    return {name: path.with_name(f"{path.stem}-{name}.csv") for name in kept}


def _write_whole(path: Path, write: Callable[[Path], None]) -> None:
    temporary = path.with_name(f".{uuid4().hex}{path.suffix}")
    with telling_faults(path):
        try:
            write(temporary)
            temporary.replace(path)
        finally:
            remove(temporary)


def _csv(store: Store, query: str, path: Path) -> None:
    """Written by DuckDB row by row: a million runs need no memory."""
    path.touch()  # a place that cannot be written is told as such, not as a store that cannot be read
    copy = f"COPY ({query}) TO {text(str(path))} (FORMAT csv, HEADER)"

    def write() -> None:
        try:
            store.connect().execute(copy)
        except duckdb.IOException as error:
            if path.name in str(error):  # the disk is full
                raise OSError(str(error).splitlines()[0]) from None
            raise

    steadily(store.folder, write)
    body = path.with_suffix(".body")
    path.replace(body)
    with body.open("rb") as source, path.open("wb") as target:
        target.write(b"\xef\xbb\xbf")
        while block := source.read(1 << 20):
            target.write(block)
    body.unlink()


def _workbook(store: Store, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "nan_inf_to_errors": True})
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
