"""One stored run done again, and compared with what is stored, value by value; one that failed is tried again."""

from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.results.store import PlannedRun, RunOutcome, Store, open_store, present
from liancun_sim.results.store.parquet import quoted, text
from liancun_sim.results.store.planned import FAILED, KILLED, OK
from liancun_sim.running.runner.chunk_work import Job, Runner, attempted, do_alone
from liancun_sim.running.runner.orphans import end_with_parent
from liancun_sim.vocabulary import BadInput, Fault, current_language, say
from liancun_sim.vocabulary.language import speaking


@dataclass(frozen=True)
class Replay:
    """A run done again.

    status, error : as stored. again : what came of it this time.
    stored, replayed : value by outcome. tables : whether each table kept came out the same, row by row.
    """

    planned: PlannedRun
    status: str
    error: str
    again: RunOutcome
    stored: Mapping[str, float]
    replayed: Mapping[str, float]
    tables: Mapping[str, bool]

    @property
    def different(self) -> tuple[str, ...]:
        """Outcomes and tables that came out otherwise than stored."""
        outcomes = [name for name in self.stored if not _same(self.stored[name], self.replayed.get(name, np.nan))]
        return (*outcomes, *(name for name, same in self.tables.items() if not same))

    @property
    def same(self) -> bool:
        """Whether it came out as stored: the same values, or the same failure."""
        alike = self.status == self.again.status and (self.status != FAILED or self.error == self.again.error)
        return alike and not self.different


def replay(store: Store, run_id: str, make: Callable[[Store], Runner]) -> Replay:
    """Do a stored run again exactly, alone; one that took its worker process down, in a process of its own.

    make : what makes the runs of the store.

    Raises
    ------
    BadInput
        If there is no such run, it is not done yet, or the model is another than the one stored.
    """
    planned = store.run(run_id)
    stored = store.query(f"SELECT * FROM runs WHERE run_id = {text(run_id)}")
    if stored.empty:
        raise BadInput(Fault(str(store.folder), "", say("sweep.not_done", run=run_id)))
    status, error = str(stored["status"].iloc[0]), str(stored["error"].iloc[0])
    again = _apart(Job.of(store, make), planned) if status == KILLED else attempted(make(store), planned, store)
    return Replay(
        planned,
        status,
        error,
        again,
        stored={info.key: float(stored[info.key].iloc[0]) for info in store.outcomes},
        replayed=again.outcomes,
        tables={name: _same_rows(store, name, run_id, rows) for name, rows in again.tables.items() if status == OK},
    )


def _apart(job: Job, planned: PlannedRun) -> RunOutcome:
    """Do a run where it can take nothing down with it."""
    rows = open_store(job.folder).query(
        f"SELECT chunk, place FROM design WHERE own AND run_id = {text(planned.run_id)}"
    )
    place = int(rows["chunk"].iloc[0]), int(rows["place"].iloc[0])
    with ProcessPoolExecutor(1, get_context("spawn"), end_with_parent) as pool:
        try:
            return pool.submit(speaking, current_language(), do_alone, job, *place).result()
        except BrokenProcessPool:
            return RunOutcome(planned, KILLED, error=say("sweep.killed_its_process"))


def _same(first: float, second: float) -> bool:
    """Equal to the last bit, or both not measured."""
    return first == second or (np.isnan(first) and np.isnan(second))


def _same_rows(store: Store, name: str, run_id: str, rows: Mapping[str, Any]) -> bool:
    if not present.files(store.folder, name):
        return False
    stored = store.query(f"SELECT * EXCLUDE (run_id) FROM {quoted(name)} WHERE run_id = {text(run_id)}")
    again = pd.DataFrame({column: _as_stored(values) for column, values in rows.items()})
    keys = [str(column) for column in again if not isinstance(again[column].iloc[0], float)]
    order = [frame.sort_values(keys, ignore_index=True) if keys else frame for frame in (stored, again)]
    return bool(order[0].equals(order[1][order[0].columns]))


def _as_stored(values: Any) -> Any:
    """Numbers of any width as a store keeps them: its floats are double, which holds every shorter one exactly."""
    array = np.asarray(values)
    return array.astype(np.float64) if array.dtype.kind == "f" else values
