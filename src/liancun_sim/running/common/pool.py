"""Tasks spread over processes; the order they finish in changes nothing.

A sweep has a pool of its own (`runner.pool`): it hands out chunks whose results go to a store and outlives
its workers, where these results come back whole and a comparison that lost one is over.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol

from liancun_sim.county import County
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import say


class Job[Task, Done](Protocol):
    """What every worker needs: sent once, not with each task. It and its tasks must survive pickling."""

    @property
    def county(self) -> County: ...

    def run(self, world: World, task: Task) -> Done:
        """Do one task in a world made of the county."""
        ...


class WorkersDied(RuntimeError):
    """Worker processes ended before their work was done."""


_job: Job[Any, Any]
_world: World


def finished[Task, Done](job: Job[Task, Done], tasks: Sequence[Task], workers: int) -> Iterator[Done]:
    """Run each task, yielding what it leaves as it finishes.

    One worker runs in this process; more are spawned, each with the county built once.

    Raises
    ------
    WorkersDied
        If one ends early, as all do where a script lacks its ``__main__`` guard.
    """
    if workers <= 1 or len(tasks) == 1:
        world = World(job.county)
        for task in tasks:
            yield job.run(world, task)
        return
    pool = ProcessPoolExecutor(min(workers, len(tasks)), get_context("spawn"), _start, (job,))
    try:
        running = [pool.submit(_run, task) for task in tasks]
        for future in as_completed(running):
            try:
                yield future.result()
            except BrokenProcessPool:
                raise WorkersDied(say("running.workers_died")) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(job: Job[Any, Any]) -> None:
    """Prepare a worker: build the county's people once."""
    global _job, _world
    _job, _world = job, World(job.county)


def _run(task: Any) -> Any:
    return _job.run(_world, task)
