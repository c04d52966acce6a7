"""The chunks of a store that are not done yet, handed to whoever does the work."""

from collections.abc import Callable, Iterator

from liancun_sim.results.store import Store, unfold
from liancun_sim.running.runner.chunk_work import Done, Job
from liancun_sim.running.runner.pool import run_locally
from liancun_sim.running.runner.processors import usable_processors
from liancun_sim.running.runner.where import Where

Report = Callable[[int, int, int], None]
"""Called with (runs done, runs planned, runs failed)."""


class Work:
    """Chunks to do, and the count of what is done."""

    def __init__(self, store: Store, job: Job, where: Where, again: set[str], report: Report | None):
        self.store, self.job, self.where, self.report = store, job, where, report
        chunks = store.chunks()
        if where.shard:
            part, parts = where.shard
            chunks = chunks[chunks["chunk"] % parts == part - 1]
        self.chunks = chunks
        unfold(store, again)
        ready = chunks["chunk_id"].isin(store.present() - again)
        self.done, self.total = int(chunks.loc[ready, "runs"].sum()), int(chunks["runs"].sum())
        self.failed = 0
        self.missing = chunks[~ready]

    def do(self, batch: int | None) -> None:
        """Do what is missing of one batch, or of all."""
        rows = self.missing if batch is None else self.missing[self.missing["batch"] == batch]
        self._tell()
        for finished in self._finished([int(number) for number in rows["chunk"]]):
            self.done += finished.runs
            self.failed += finished.failed
            self._tell()

    def _finished(self, numbers: list[int]) -> Iterator[Done]:
        where = self.where
        if not numbers:
            return iter(())
        if where.scheduler is None and where.scheduler_file is None:
            workers = where.workers or usable_processors()
            return run_locally(self.job, numbers, min(workers, len(numbers)))
        from liancun_sim.running.runner.cluster import run_on_cluster

        ids = dict(zip(self.chunks["chunk"].tolist(), self.chunks["chunk_id"].tolist(), strict=True))
        return run_on_cluster(self.job, {number: ids[number] for number in numbers}, where)

    def _tell(self) -> None:
        if self.report is not None:
            self.report(self.done, self.total, self.failed)
