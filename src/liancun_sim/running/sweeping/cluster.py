"""Chunks on an existing Dask cluster: a bounded window of futures, each let go once read.

Workers write into the same store, which all machines must see; only chunk numbers travel. A scheduler
that dies ends the sweep, and the same command resumes it.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from liancun_sim.results.store import StoreFailed, open_store
from liancun_sim.running.sweeping.chunk_work import Done, Job, attempted, do_chunk, prepared
from liancun_sim.running.sweeping.where import Where
from liancun_sim.vocabulary import BadInput, Fault, say

if TYPE_CHECKING:
    from distributed import Client, Future

WINDOW_PER_THREAD = 3
CONNECT_SECONDS = 30
WORKER_SECONDS = 60  # a job of workers may still be starting
PATIENCE_SECONDS = 10.0
LOOK_SECONDS = 0.02
MOST_ATTEMPTS = 4  # at a chunk none of whose runs takes a worker down alone


def run_on_cluster(job: Job, chunks: Mapping[int, str], where: Where) -> Iterator[Done]:
    """Do chunks (number → id) on a cluster, yielding each as it is stored.

    Raises
    ------
    BadInput
        If there is no such cluster, or its workers have other versions or do not see the store.
        StoreFailed if the store cannot be written, or the scheduler went away.
    """
    client = _connect(where)
    try:
        _check_workers(client, job)
        yield from _Window(client, job, chunks).work()
    finally:
        client.close(timeout=5)


class _Window:
    """The futures under way."""

    def __init__(self, client: "Client", job: Job, chunks: Mapping[int, str]):
        self.client, self.job, self.chunks = client, job, chunks
        self.waiting = iter(chunks)
        self.under_way: dict[Future, int] = {}
        self.quarantined: dict[int, dict[int, str]] = {}
        self.attempts: dict[int, int] = {}
        self.gone_since: float | None = None

    def work(self) -> Iterator[Done]:
        self._fill()
        while self.under_way:
            for future in self._finished():
                number = self.under_way.pop(future)
                done = self._read(future, number)
                if done is not None:
                    yield done
            self._fill()

    def _fill(self) -> None:
        threads = sum(info["nthreads"] for info in self.client.scheduler_info(n_workers=-1)["workers"].values())
        while len(self.under_way) < WINDOW_PER_THREAD * max(1, threads):
            number = next(self.waiting, None)
            if number is None:
                return
            self._submit(number)

    def _submit(self, number: int) -> None:
        attempt = self.attempts[number] = self.attempts.get(number, 0) + 1
        skip = self.quarantined.get(number, {})
        future = self.client.submit(
            do_chunk, self.job, number, attempt, skip, key=f"liancun-{self.chunks[number]}-{attempt}", pure=False
        )
        self.under_way[future] = number

    def _finished(self) -> list["Future"]:
        """Futures that ended, in the order they were given; waits for the first."""
        while True:
            self._check_scheduler()
            if ended := [future for future in self.under_way if future.done()]:
                return ended
            sleep(LOOK_SECONDS)

    def _check_scheduler(self) -> None:
        """End when the scheduler has been away for a while."""
        if self.client.status == "running":
            self.gone_since = None
            return
        self.gone_since = self.gone_since or monotonic()
        if self.client.status == "closed" or monotonic() - self.gone_since > PATIENCE_SECONDS:
            self._lost()

    def _lost(self) -> None:
        address = getattr(self.client.scheduler, "address", None) or "?"
        raise StoreFailed(Fault(str(self.job.folder), "", say("sweep.lost_scheduler", address=address)))

    def _read(self, future: "Future", number: int) -> Done | None:
        """A chunk's report; a chunk that took workers down is done again without the run that did."""
        from distributed.scheduler import KilledWorker

        try:
            done: Done = future.result(timeout=PATIENCE_SECONDS)
        except KilledWorker:
            guilty = self._suspects(number)
            if self.attempts[number] >= MOST_ATTEMPTS and guilty == self.quarantined.get(number, {}):
                guilty = dict.fromkeys(range(self._size(number)), say("sweep.killed_together"))
            self.quarantined[number] = guilty
            self._submit(number)
            return None
        except Exception:
            if self.client.status != "running" or future.cancelled():
                self._lost()
            raise
        finally:
            future.release()
        return done

    def _suspects(self, number: int) -> dict[int, str]:
        """The runs of a chunk that take a worker down when tried alone."""
        from distributed.scheduler import KilledWorker

        found: dict[int, str] = dict(self.quarantined.get(number, {}))
        for place in range(self._size(number)):
            key = f"liancun-{self.chunks[number]}-alone-{place}"
            future = self.client.submit(try_alone, self.job, number, place, key=key, pure=False)
            try:
                future.result()
            except KilledWorker:
                found[place] = say("sweep.killed_its_cluster_worker")
            finally:
                future.release()
        return found

    def _size(self, number: int) -> int:
        """Runs of a chunk."""
        return len(open_store(self.job.folder).chunk(number).runs)


def try_alone(job: Job, number: int, place: int) -> bool:
    """Do one run of a chunk and store nothing: does the worker survive it?"""
    store, runner = prepared(job)
    attempted(runner, store.chunk(number).runs[place], store)
    return True


def worker_facts(folder: str) -> tuple[str, str, bool]:
    """What must agree on every machine: package version, Python, and seeing the store."""
    import platform

    return (
        version("liancun-sim"),
        ".".join(platform.python_version_tuple()[:2]),
        Path(folder, "manifest.json").is_file(),
    )


def _connect(where: Where) -> "Client":
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise BadInput(Fault("", "--scheduler", say("sweep.no_distributed"))) from None
    file = where.scheduler_file
    if file is not None and not Path(file).is_file():
        raise BadInput(Fault(file, "--scheduler-file", say("sweep.no_scheduler_file", file=file)))
    settings: dict[str, Any] = {"scheduler_file": file} if file is not None else {"address": where.scheduler}
    dask.config.set({"distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s"})
    try:
        return Client(timeout=CONNECT_SECONDS, set_as_default=False, **settings)
    except (OSError, TimeoutError, ValueError) as error:
        fields = {"address": file or where.scheduler, "reason": str(error).splitlines()[0]}
        raise BadInput(Fault("", "--scheduler", say("sweep.no_scheduler", **fields))) from None


def _check_workers(client: "Client", job: Job) -> None:
    """Every worker connected now has this version and sees the store."""
    address = client.scheduler.address
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    facts = client.run(worker_facts, job.folder)
    if not facts:
        raise BadInput(Fault("", "--scheduler", say("sweep.no_workers", address=address)))
    wanted = worker_facts(job.folder)
    faults = []
    for worker, found in sorted(facts.items()):
        if found[:2] != wanted[:2]:
            named = [f"liancun-sim {one[0]}, Python {one[1]}" for one in (found, wanted)]
            message = say("sweep.other_version", worker=worker, found=named[0], wanted=named[1])
            faults.append(Fault("", "--scheduler", message))
        elif not found[2]:
            faults.append(Fault("", "--scheduler", say("sweep.cannot_see_store", worker=worker, folder=job.folder)))
    if faults:
        raise BadInput(faults)
