"""One stored run done again, and compared with what is stored, value by value."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.results.store import PlannedRun, Store, open_store
from liancun_sim.results.store.parquet import quoted, text
from liancun_sim.running.studies.function import Function
from liancun_sim.running.sweeping.chunk_work import Runner
from liancun_sim.running.sweeping.function_runs import FunctionRuns
from liancun_sim.vocabulary import BadInput, Fault, say


@dataclass(frozen=True)
class Replay:
    """A run done again.

    stored, replayed : value by outcome. tables : whether each table kept came out the same, row by row.
    """

    planned: PlannedRun
    stored: Mapping[str, float]
    replayed: Mapping[str, float]
    tables: Mapping[str, bool]

    @property
    def different(self) -> tuple[str, ...]:
        """Outcomes and tables that came out otherwise than stored."""
        outcomes = [name for name in self.stored if not _same(self.stored[name], self.replayed.get(name, np.nan))]
        return (*outcomes, *(name for name, same in self.tables.items() if not same))


def replay(folder: str | Path, run_id: str, function: Function | None = None) -> Replay:
    """Do a stored run again exactly, with the county and the scenario its store keeps.

    function : the one that was swept, if it was not the model.

    Raises
    ------
    BadInput
        If there is no such run, it is not done yet, or the model is another than the one stored.
    """
    store = open_store(folder)
    planned = store.run(run_id)
    stored = store.query(f"SELECT * FROM runs WHERE run_id = {text(run_id)}")
    if stored.empty:
        raise BadInput(Fault(str(folder), "", say("sweep.not_done", run=run_id)))
    values, tables = _runner(store, function).run(planned)
    return Replay(
        planned,
        stored={info.key: float(stored[info.key].iloc[0]) for info in store.outcomes},
        replayed={info.key: float(values[info.key]) for info in store.outcomes},
        tables={name: _same_rows(store, name, run_id, rows) for name, rows in tables.items()},
    )


def _runner(store: Store, function: Function | None) -> Runner:
    if function is not None:
        return FunctionRuns(function)
    if store.manifest["runs"] != "model":
        raise BadInput(Fault(str(store.folder), "", say("sweep.not_the_model", function=store.manifest["runs"])))
    from liancun_sim.running.sweeping.model_runs import ModelRuns

    return ModelRuns(store)


def _same(first: float, second: float) -> bool:
    """Equal to the last bit, or both not measured."""
    return first == second or (np.isnan(first) and np.isnan(second))


def _same_rows(store: Store, name: str, run_id: str, rows: Mapping[str, Any]) -> bool:
    stored = store.query(f"SELECT * EXCLUDE (run_id) FROM {quoted(name)} WHERE run_id = {text(run_id)}")
    keys = [column for column in rows if not isinstance(np.asarray(rows[column])[0], float)]
    order = [frame.sort_values(keys, ignore_index=True) for frame in (stored, pd.DataFrame(dict(rows)))]
    return bool(order[0].equals(order[1][order[0].columns]))
