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
from liancun_sim.running.runner.chunk_work import Done, Job, do_alone, do_chunk, kept, quarantined
from liancun_sim.running.runner.where import Where
from liancun_sim.vocabulary import BadInput, Fault, current_language, say
from liancun_sim.vocabulary.language import speaking

if TYPE_CHECKING:
    from distributed import Client, Future

WINDOW_PER_THREAD = 3
CONNECT_SECONDS = 30
WORKER_SECONDS = 60  # a job of workers may still be starting
PATIENCE_SECONDS = 10.0
LOOK_SECONDS = 0.02
ATTEMPTS = 2  # a chunk is tried as a whole, then run by run: its end is certain


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
        self.gone_since: float | None = None
        self.language = current_language()

    def work(self) -> Iterator[Done]:
        self._fill()
        while self.under_way:
            for future in self._finished():
                number = self.under_way.pop(future)
                yield self._read(future, number)
            self._fill()

    def _fill(self) -> None:
        threads = sum(info["nthreads"] for info in self.client.scheduler_info(n_workers=-1)["workers"].values())
        while len(self.under_way) < WINDOW_PER_THREAD * max(1, threads):
            number = next(self.waiting, None)
            if number is None:
                return
            self._submit(number)

    def _submit(self, number: int) -> None:
        key = f"liancun-{self.chunks[number]}"
        future = self.client.submit(speaking, self.language, do_chunk, self.job, number, key=key, pure=False)
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

    def _read(self, future: "Future", number: int) -> Done:
        """A chunk's report; the runs of a chunk that took workers down are done one by one."""
        from distributed.scheduler import KilledWorker

        try:
            read: Done = self._result(future)
        except KilledWorker:
            return self._one_by_one(number)
        return read

    def _result(self, future: "Future") -> Any:
        """What a task gave, once it ended; KilledWorker if workers died of it as often as the cluster allows."""
        from distributed.scheduler import KilledWorker

        try:
            while not future.done():
                self._check_scheduler()
                sleep(LOOK_SECONDS)
            return future.result(timeout=PATIENCE_SECONDS)
        except Exception as error:
            gone = self.client.status != "running" or future.cancelled()
            if gone and not isinstance(error, KilledWorker):
                self._lost()
            raise
        finally:
            future.release()

    def _one_by_one(self, number: int) -> Done:
        """Do each run of a chunk as a task of its own, record those workers die of, and store them all from here."""
        from distributed.scheduler import KilledWorker

        store = open_store(self.job.folder)
        chunk = store.chunk(number)
        outcomes = []
        for place in range(len(chunk.runs)):
            key = f"liancun-{self.chunks[number]}-alone-{place}"
            try:
                future = self.client.submit(
                    speaking, self.language, do_alone, self.job, number, place, key=key, pure=False
                )
                outcomes.append(self._result(future))
            except KilledWorker:
                error = say("sweep.killed_its_cluster_worker")
                outcomes.append(quarantined(self.job, number, place, error))
        return kept(store, chunk, outcomes, ATTEMPTS)


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
        from distributed import Client, Security
    except ImportError:
        raise BadInput(Fault("", "--scheduler", say("sweep.no_distributed"))) from None
    file = where.scheduler_file
    if file is not None and not Path(file).is_file():
        raise BadInput(Fault(file, "--scheduler-file", say("sweep.no_scheduler_file", file=file)))
    settings: dict[str, Any] = {"scheduler_file": file} if file is not None else {"address": where.scheduler}
    if where.tls is not None:
        missing = [Fault(file, "--tls-…", say("sweep.no_tls_file")) for file in where.tls if not Path(file).is_file()]
        if missing:
            raise BadInput(missing)
        authority, certificate, key = where.tls
        settings["security"] = Security(
            tls_ca_file=authority, tls_client_cert=certificate, tls_client_key=key, require_encryption=True
        )
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
