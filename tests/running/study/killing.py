"""What the kill tests share: a driver one can kill, marks of unfinished runs, equal stores."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pandas as pd
from swept import MARKS, SLOW_S

from liancun_sim.results.store import Store, open_store, present
from processes import is_alive

HERE = Path(__file__).parent
VARIES = ["wall_s", "host", "attempt"]


class Driven:
    """A sweep of `swept.marked` in another process, its runs' marks, and a way to kill. slow_s : what a run takes."""

    def __init__(self, folder: Path, points: int, scheduler_file: Path | None = None, slow_s: float = SLOW_S):
        self.folder, self.points, self.scheduler_file = folder, points, scheduler_file
        self.marks = folder.parent / f"{folder.name}-marks"
        self.marks.mkdir(exist_ok=True)
        self.random = Random(7)
        self.slow_s = slow_s
        self.driver = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "error", str(HERE / "kill_driver.py"), str(self.folder), str(self.points)]
        command += [str(self.scheduler_file)] if self.scheduler_file else []
        environment = {**os.environ, MARKS: str(self.marks), "LIANCUN_TEST_SLOW_S": str(self.slow_s)}
        return subprocess.Popen(command, env=environment)

    def again(self) -> None:
        """The same command once more."""
        self.driver.wait(60)
        self.driver = self.start()

    def unfinished(self) -> dict[int, str]:
        """Run by process, of the processes that are in the middle of one."""
        found: dict[int, str] = {}
        for mark in self.marks.iterdir():
            try:
                found[int(mark.name)] = mark.read_text()
            except FileNotFoundError:  # finished in between
                continue
        return {process: run for process, run in found.items() if run and is_alive(process)}

    def wait_for_runs(self, seconds: float = 60.0) -> None:
        """Until some run is under way, or the sweep ended."""
        until = time.monotonic() + seconds
        while not self.unfinished() and self.driver.poll() is None:
            assert time.monotonic() < until, "no run began"
            time.sleep(0.002)

    def kill_worker(self, spared: set[str]) -> str | None:
        """SIGKILL a worker in the middle of a run; the run, or None if it had just finished it.

        spared : runs not to hit again. A run hit time after time would rightly be quarantined.
        """
        self.wait_for_runs()
        choices = {process: run for process, run in self.unfinished().items() if run not in spared}
        if not choices:
            return None
        process = self.random.choice(sorted(choices))
        os.kill(process, signal.SIGKILL)
        wait_for_end(process)
        return self._hit(process)

    def kill_driver(self) -> str | None:
        """SIGKILL the driver while its workers run; a run that was under way then."""
        self.wait_for_runs()
        under_way = self.unfinished()
        if self.driver.poll() is not None or not under_way:
            return None
        self.driver.kill()
        self.driver.wait()
        process = self.random.choice(sorted(under_way))
        if is_alive(process):  # with its driver gone it would finish its chunk; end it here
            os.kill(process, signal.SIGKILL)
            wait_for_end(process)
        return self._hit(process)

    def _hit(self, process: int) -> str | None:
        """The run a dead process left unfinished: its mark is still there, its row is not."""
        mark = self.marks / str(process)
        if not mark.exists():
            return None
        run = mark.read_text()
        mark.unlink()
        return run or None

    def store(self) -> Store:
        return open_store(self.folder)


def wait_for_end(process: int) -> None:
    until = time.monotonic() + 20
    while is_alive(process):
        assert time.monotonic() < until
        time.sleep(0.001)


def chunk_files(store: Store) -> dict[str, Path]:
    """The file that will hold each run (``x/replicate``)."""
    found = store.connect().execute(
        "SELECT p.x, d.replicate, c.chunk_id FROM design d JOIN points p USING (point) JOIN chunks c USING (chunk)"
    )
    return {
        f"{x!r}/{replicate}": present.chunk_file(store.folder, "runs", chunk_id)
        for x, replicate, chunk_id in found.fetchall()
    }


def comparable(store: Store) -> pd.DataFrame:
    """Every column of every run but wall time, host and attempt."""
    runs: pd.DataFrame = store.runs().drop(columns=VARIES)
    return runs
