"""ranking.csv: where each scenario stands when replication ended."""

import csv
import io
from collections.abc import Sequence
from dataclasses import fields

from liancun_sim.results.store import Store
from liancun_sim.results.store.parquet import write_text
from liancun_sim.results.study.study import RANKING
from liancun_sim.running.study.sequential import Rank


def write_ranking(store: Store, rows: Sequence[Rank]) -> None:
    """Write the ranking into the store's folder, whole or not at all."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [field.name for field in fields(Rank)]
    writer.writerow(names)
    for row in rows:
        values = [getattr(row, name) for name in names]
        writer.writerow([str(value).lower() if isinstance(value, bool) else value for value in values])
    write_text(store.folder / RANKING, text.getvalue())
