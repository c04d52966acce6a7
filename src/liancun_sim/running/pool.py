"""Replications spread over processes; the order they finish in changes nothing."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from liancun_sim.county import County
from liancun_sim.running.paired import Replication, run_replication
from liancun_sim.scenario import Scenario
from liancun_sim.world import World


@dataclass(frozen=True)
class Job:
    """What every worker needs: sent once, not with each task."""

    county: County
    baseline: Scenario
    scenarios: tuple[Scenario, ...]
    seed: int


_job: Job
_world: World


def replications(job: Job, tasks: Sequence[tuple[int, str]], workers: int) -> Iterator[Replication]:
    """Run each (number, uncertainty), yielding replications as they finish.

    One worker runs in this process; more are spawned, each with the county built once.
    """
    if workers <= 1 or len(tasks) == 1:
        world = World(job.county)
        for number, uncertainty in tasks:
            yield run_replication(world, job.baseline, job.scenarios, job.seed, number, uncertainty)
        return
    pool = ProcessPoolExecutor(min(workers, len(tasks)), get_context("spawn"), _start, (job,))
    try:
        running = [pool.submit(_run, number, uncertainty) for number, uncertainty in tasks]
        for future in as_completed(running):
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(job: Job) -> None:
    """Prepare a worker: build the county's people once."""
    global _job, _world
    _job, _world = job, World(job.county)


def _run(number: int, uncertainty: str) -> Replication:
    return run_replication(_world, _job.baseline, _job.scenarios, _job.seed, number, uncertainty)
