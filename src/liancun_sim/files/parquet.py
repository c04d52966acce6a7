"""Parquet files from DuckDB, whose complaints about the disk are the disk's own."""

import errno
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

LITTLE_ROOM = 1 << 16


def copy_to_parquet(
    connection: "duckdb.DuckDBPyConnection", query: str, path: Path, options: str = "COMPRESSION zstd"
) -> None:
    """Write what a query gives, in its order.

    Raises
    ------
    OSError
        If the disk refuses; ENOSPC if it is full.
    """
    import duckdb  # slow to load: only for those who write

    target = str(path).replace("'", "''")
    try:
        connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, USE_TMP_FILE false, {options})")
    except duckdb.IOException as error:
        full = "No space left" in str(error) or disk_usage(path.parent).free < LITTLE_ROOM
        number = errno.ENOSPC if full else errno.EIO
        raise OSError(number, str(error).splitlines()[0]) from None
