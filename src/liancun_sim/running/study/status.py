"""How a sweep stands, read from its store alone: works from any terminal and any machine."""

from dataclasses import dataclass
from time import time

import numpy as np
import numpy.typing as npt

from liancun_sim.results.store import Store, present
from liancun_sim.running.study.sequential import ranking
from liancun_sim.vocabulary import Label


@dataclass(frozen=True)
class SweepStatus:
    """How a sweep stands.

    name : of the study, in the language being spoken.
    planned : runs wanted; the cap while a ranking is not settled, what was done once it is.
    failed, killed : of the runs done. complete : nothing is left to do.
    chunks, chunks_done : files of work. idle_s : seconds since the last chunk was stored, NaN if none was.
    stopped_by : ``settled`` or ``cap`` once replication until settled has ended, else empty.
    """

    folder: str
    name: str
    planned: int
    done: int
    failed: int
    killed: int
    chunks: int
    chunks_done: int
    complete: bool
    idle_s: float
    stopped_by: str = ""

    @property
    def left(self) -> int:
        """Runs still to do."""
        return self.planned - self.done


def sweep_status(store: Store) -> SweepStatus:
    """Read how the sweep in a store stands."""
    chunks = store.chunks()
    ready = chunks["chunk_id"].isin(store.present())
    planned, stopped_by = int(chunks["runs"].sum()), ""
    done = int(chunks.loc[ready, "runs"].sum())
    if store.manifest["settling"]:
        stopped_by = _stopped_by(store, chunks["batch"].to_numpy(), ready.to_numpy())
        planned = done if stopped_by else planned
    counts = store.query("SELECT status, count(*) AS n FROM runs GROUP BY status")
    by_status = dict(zip(counts["status"], counts["n"], strict=True))
    name = Label(**store.manifest["name"])
    return SweepStatus(
        folder=str(store.folder),
        name=str(name) or store.folder.name,
        planned=planned,
        done=done,
        failed=int(by_status.get("failed", 0)),
        killed=int(by_status.get("killed", 0)),
        chunks=len(chunks),
        chunks_done=int(ready.sum()),
        complete=done == planned,
        idle_s=_idle(store),
        stopped_by=stopped_by,
    )


def _stopped_by(store: Store, batch: npt.NDArray[np.int64], ready: npt.NDArray[np.bool_]) -> str:
    """What ended replication, as the rule decides from the whole batches present."""
    for look in range(1, int(batch.max()) + 2):
        if not ready[batch == look - 1].all():
            return ""
        found = ranking(store, look)
        if found is not None:
            return found[0].stopped_by
    return ""


def _idle(store: Store) -> float:
    times = [path.stat().st_mtime for path in present.files(store.folder, present.RUNS)]
    return time() - max(times) if times else float("nan")
