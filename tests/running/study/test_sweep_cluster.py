"""On a real local Dask cluster: a worker, the driver and the scheduler are killed, and nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from distributed.scheduler import KilledWorker

if not sys.platform.startswith("linux"):
    pytest.skip("reads /proc and sends SIGKILL", allow_module_level=True)

from killing import HERE, Driven, chunk_files, comparable
from swept import MARKS, plane, poisonous

from liancun_sim.results.store import open_store
from liancun_sim.running.runner.chunk_work import Job, do_alone
from liancun_sim.running.runner.cluster import _check_workers, _Window, worker_facts
from liancun_sim.running.runner.where import Where
from liancun_sim.running.study.function_runs import FunctionRuns
from liancun_sim.running.study.function_study import function_study
from liancun_sim.running.study.sweep import planned, sweep_function
from liancun_sim.vocabulary import BadInput
from liancun_sim.vocabulary.language import speaking

POINTS = 200
STUDY = {
    "levers": {"x": {"low": 0.0, "high": 1.0}, "w": {"low": 0.0, "high": 1.0}},
    "design": {"kind": "latin_hypercube", "points": POINTS},
    "replications": 2,
    "outcomes": ["y", "z"],
    "runs_per_chunk": 20,
}


class Cluster:
    """A scheduler and two workers as processes of their own; with nannies, a worker that dies is replaced."""

    def __init__(self, place: Path, marks: Path, nannies: bool = False):
        self.nannies = [] if nannies else ["--no-nanny"]
        self.file = place / "scheduler.json"
        self.environment = {**os.environ, MARKS: str(marks), "PYTHONPATH": str(HERE), "LIANCUN_TEST_SLOW_S": "0.03"}
        self.processes: list[subprocess.Popen[bytes]] = []
        self.start()

    def start(self) -> None:
        self.file.unlink(missing_ok=True)
        self.scheduler = self._call("dask_scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        until = time.monotonic() + 120
        while not (self.file.exists() and self.file.stat().st_size):
            assert self.scheduler.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        self.workers = [self.hire() for _ in range(2)]

    def hire(self) -> subprocess.Popen[bytes]:
        return self._call("dask_worker", "--nthreads", "1", *self.nannies, "--no-dashboard", "--death-timeout", "120")

    def _call(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{name}", "--scheduler-file", str(self.file), *words]
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL, cwd=self.file.parent)
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()


def test_a_killed_worker_driver_and_scheduler_change_no_result(tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    (tmp_path / "killed-marks").mkdir()
    cluster = Cluster(tmp_path, tmp_path / "killed-marks")
    try:
        sweep = Driven(folder, POINTS, cluster.file)
        hit = [_until_hit(lambda: sweep.kill_worker(spared=set()))]
        files = chunk_files(sweep.store())
        assert not files[hit[0]].exists()
        cluster.hire()

        sweep.wait_for_runs()
        sweep.driver.send_signal(signal.SIGKILL)
        sweep.driver.wait()
        done = len(sweep.store().present())
        assert done < len(sweep.store().chunks())
        sweep.again()
        while len(sweep.store().present()) < done + 3:  # two chunks may end without their driver
            assert sweep.driver.poll() is None
            time.sleep(0.05)

        sweep.wait_for_runs()
        under_way = set(sweep.unfinished().values())
        cluster.scheduler.kill()
        assert any(not files[run].exists() for run in under_way)
        assert sweep.driver.wait(90) not in (0, None)
        assert len(sweep.store().present()) < len(sweep.store().chunks())

        cluster.end()
        for mark in sweep.marks.iterdir():
            mark.unlink()
        cluster.start()
        sweep.again()
        assert sweep.driver.wait(120) == 0
    finally:
        cluster.end()
    sweep_function(STUDY, tmp_path / "undisturbed", plane, where=Where(workers=1))  # other file, other run ids
    frames = (comparable(sweep.store()), comparable(open_store(tmp_path / "undisturbed")))
    killed, calm = (one.drop(columns="run_id").sort_values(["point", "replicate"], ignore_index=True) for one in frames)
    assert len(killed) == 2 * POINTS
    assert killed.equals(calm)


def test_a_run_that_workers_of_a_cluster_die_of_is_recorded_and_the_rest_is_done(tmp_path: Path) -> None:
    rows = [{"x": x, "w": 0.0} for x in (0.0, 0.5)]
    study = {**STUDY, "design": {"kind": "list", "rows": rows}, "runs_per_chunk": 4}
    del study["levers"]
    cluster = Cluster(tmp_path, tmp_path, nannies=True)
    try:
        status = sweep_function(study, tmp_path / "out", poisonous, where=Where(scheduler_file=str(cluster.file)))
    finally:
        cluster.end()
    assert (status.done, status.failed, status.killed, status.complete) == (4, 0, 1, True)
    (killed,) = open_store(tmp_path / "out").failures().to_dict("records")
    assert (killed["point"], killed["replicate"], killed["status"]) == (0, 0, "killed")
    assert killed["error"] == "workers of the cluster died each time they tried this run"


def _until_hit(kill: Callable[[], str | None]) -> str:
    while (run := kill()) is None:
        continue
    return run


class Ended:
    """A future of `DeadlyClient`."""

    def __init__(self, answer: object):
        self.answer = answer

    def done(self) -> bool:
        return True

    def cancelled(self) -> bool:
        return False

    def release(self) -> None:
        pass

    def result(self, timeout: float | None = None) -> object:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class DeadlyClient:
    """A cluster whose workers die of every chunk, and of single runs at some places."""

    status = "running"

    def __init__(self, *deadly: int):
        self.deadly, self.keys = deadly, list[str]()

    def scheduler_info(self, n_workers: int) -> dict[str, dict[str, dict[str, int]]]:
        return {"workers": {"one": {"nthreads": 1}}}

    def submit(
        self, speak: object, language: str, do: Callable[..., object], job: Job, *places: int, key: str, pure: bool
    ) -> Ended:
        assert (speak, language) == (speaking, "en")
        self.keys.append(key)
        if do is do_alone and places[1] not in self.deadly:
            return Ended(do(job, *places))
        return Ended(KilledWorker(key, None, 3))


@pytest.mark.parametrize("deadly", [(), (4, 7)])
def test_a_chunk_workers_die_of_is_done_run_by_run_and_only_once(tmp_path: Path, deadly: tuple[int, ...]) -> None:
    store = planned(function_study(STUDY, plane, {}), tmp_path / "out")
    client = DeadlyClient(*deadly)
    chunk = store.chunk(0)
    (done,) = _Window(client, Job.of(store, FunctionRuns(plane)), {0: chunk.chunk_id}).work()  # type: ignore[arg-type]
    assert (done.runs, done.failed) == (20, len(deadly))
    assert len(client.keys) == len(set(client.keys)) == 21
    runs = store.runs().set_index("run_id")
    assert [one for one in range(20) if runs.loc[chunk.runs[one].run_id, "status"] == "killed"] == [*deadly]
    assert (runs["status"] == "ok").sum() == 20 - len(deadly)


class Crowd:
    """A cluster whose workers say what they are told to say."""

    class scheduler:
        address = "tcp://head:8786"

    def __init__(self, **facts: tuple[str, str, bool]):
        self.facts = facts

    def wait_for_workers(self, count: int, timeout: float) -> None:
        if not self.facts:
            raise TimeoutError

    def run(self, ask: Callable[..., object], folder: str) -> dict[str, tuple[str, str, bool]]:
        assert ask is worker_facts
        return self.facts


def test_workers_of_another_version_or_without_the_store_are_told(tmp_path: Path) -> None:
    store = planned(function_study(STUDY, plane, {}), tmp_path / "out")
    job = Job.of(store, FunctionRuns(plane))
    ours, python, sees = worker_facts(job.folder)
    assert sees
    _check_workers(Crowd(fine=(ours, python, True)), job)  # type: ignore[arg-type]
    crowd = Crowd(
        fine=(ours, python, True), old=("0.0.1", python, True), far=(ours, python, False), odd=(ours, "2.7", False)
    )
    with pytest.raises(BadInput) as bad:
        _check_workers(crowd, job)  # type: ignore[arg-type]
    here = f"liancun-sim {ours}, Python {python}"
    assert [fault.message for fault in bad.value.faults] == [
        f"the worker far does not see the folder '{job.folder}'; put the store on a file system all of them share",
        f"the worker odd has liancun-sim {ours}, Python 2.7, here is {here}; install the same on both",
        f"the worker old has liancun-sim 0.0.1, Python {python}, here is {here}; install the same on both",
    ]
    with pytest.raises(BadInput, match="the scheduler at tcp://head:8786 has no workers; start some with"):
        _check_workers(Crowd(), job)  # type: ignore[arg-type]


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    where = Where(scheduler_file=str(tmp_path / "none.json"))
    with pytest.raises(BadInput) as bad:
        sweep_function(STUDY, tmp_path / "out", plane, where=where)
    file = tmp_path / "none.json"
    assert bad.value.faults[0].message == (
        f"there is no scheduler file '{file}'; start 'dask scheduler --scheduler-file {file}' first"
    )


def test_a_worker_says_what_must_agree(tmp_path: Path) -> None:
    version, python, sees = worker_facts(str(tmp_path))
    assert python == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert version
    assert not sees
