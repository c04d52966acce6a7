"""A table as a file: CSV with a header row in UTF-8 with BOM (Excel opens it), Parquet by DuckDB."""

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from liancun_sim.files.text_cells import guarded_frame
from liancun_sim.results import TableColumn


def write_csv(path: Path, frame: pd.DataFrame, columns: Sequence[TableColumn] | None = None, digits: int = 10) -> None:
    """Numbers with so many significant digits; 17 keep every bit."""
    chosen = frame if columns is None else frame[[c.name for c in columns]]
    buffer = io.StringIO()
    guarded_frame(chosen).to_csv(buffer, index=False, float_format=f"%.{digits}g", lineterminator="\n")
    path.write_bytes(b"\xef\xbb\xbf" + buffer.getvalue().encode())


def write_parquet(path: Path, frame: pd.DataFrame) -> None:
    """A frame as Parquet; text keys become dictionary-encoded strings."""
    import duckdb

    from liancun_sim.files.parquet import copy_to_parquet

    with duckdb.connect() as connection:
        connection.register("frame", frame)
        plain = ", ".join(
            f'CAST("{name}" AS VARCHAR) AS "{name}"' if isinstance(kind, pd.CategoricalDtype) else f'"{name}"'
            for name, kind in frame.dtypes.items()
        )
        copy_to_parquet(connection, f"SELECT {plain} FROM frame", path)
