"""Tables for tests, with the columns `results` declares: a new column changes no test that does not look at it."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from liancun_sim.results import TableColumn


def declared(columns: Sequence[TableColumn], rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A row per mapping; columns it leaves out are empty.

    Raises
    ------
    KeyError
        If a row has what is no column.
    """
    names = [column.name for column in columns]
    kept = list(rows)
    for row in kept:
        if unknown := set(row) - set(names):
            raise KeyError(f"no such columns: {', '.join(sorted(unknown))}")
    return pd.DataFrame(kept, columns=names)
