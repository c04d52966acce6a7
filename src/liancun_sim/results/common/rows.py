"""Rows of tables: as plain dictionaries for code that writes sentences, as numbers for villages."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.results.comparison.comparison import Comparison


def village_rows(comparison: Comparison, ids: str) -> npt.NDArray[np.intp]:
    """Rows in the village table of ids joined by ``;``.

    Raises
    ------
    ValueError
        If an id is not in the table.
    """
    rows = comparison.villages.index.get_indexer(pd.Index(str(ids).split(";")))
    if (rows < 0).any():
        raise ValueError(f"no village has every id of {ids!r}")
    return rows


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A dictionary per row, by column name."""
    columns = [str(name) for name in frame.columns]
    return [dict(zip(columns, row)) for row in zip(*(frame[name].tolist() for name in frame.columns))]
