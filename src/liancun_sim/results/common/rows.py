"""Rows of tables as plain dictionaries, for code that writes sentences."""

from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A dictionary per row, by column name."""
    columns = [str(name) for name in frame.columns]
    return [dict(zip(columns, row)) for row in zip(*(frame[name].tolist() for name in frame.columns))]
