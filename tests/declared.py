"""Tables for tests, with the columns `results` declares: a new column changes no test that does not look at it."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from liancun_sim.results import TableColumn


def declared(columns: Sequence[TableColumn], rows: pd.DataFrame | Iterable[Mapping[str, object]] = ()) -> pd.DataFrame:
    """The rows, or those of a frame, under all columns declared; those they leave out are empty.

    Raises
    ------
    KeyError
        If they have what is no column.
    """
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    names = [column.name for column in columns]
    if unknown := set(frame.columns) - set(names):
        raise KeyError(f"no such columns: {', '.join(sorted(unknown))}")
    return frame.reindex(columns=names)
