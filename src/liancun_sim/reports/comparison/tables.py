"""The data files of a comparison: CSV with a header row in UTF-8 with BOM (Excel opens it), Parquet by DuckDB."""

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from liancun_sim.analysis import effects, group_effects, main_obstacles, village_means
from liancun_sim.files.text_cells import guarded_frame
from liancun_sim.reports.common.dictionary import OBSTACLE
from liancun_sim.results import EFFECTS, GROUPS, ROUNDS, SERIES, SPENDING, VILLAGES, Comparison, TableColumn


def write_tables(comparison: Comparison, folder: Path) -> None:
    """The CSV files, series.parquet, and village_series.parquet if it was kept."""
    write_csv(folder / "effects.csv", effects(comparison), EFFECTS)
    write_csv(folder / "groups.csv", group_effects(comparison), GROUPS)
    write_csv(folder / "spending.csv", comparison.spending, SPENDING)
    order = ["scenario", "replication", "month_proposed", "proposal", "round"]
    write_csv(folder / "unions.csv", comparison.rounds.sort_values(order, kind="stable"), ROUNDS)
    means = village_means(comparison)
    hindered = means.assign(main_obstacle=[name.removeprefix("term_") for name in main_obstacles(means)])
    columns = [c.name for c in VILLAGES] + [OBSTACLE.name]
    write_csv(folder / "villages.csv", hindered[[*columns, *(n for n in means.columns if n not in columns)]])
    write_parquet(folder / "series.parquet", comparison.series[[c.name for c in SERIES]])
    if not comparison.village_series.empty:
        write_parquet(folder / "village_series.parquet", comparison.village_series)


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
