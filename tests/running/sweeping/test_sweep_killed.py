"""Nothing is lost and nothing counted twice, whoever is killed and when."""

import sys
from pathlib import Path

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("reads /proc and sends SIGKILL", allow_module_level=True)

from killing import Driven, chunk_files, comparable

POINTS = 1_000
KILLS = 30
DRIVERS = 3


def test_thirty_kills_of_workers_and_driver_change_no_result(tmp_path: Path) -> None:
    sweep = Driven(tmp_path / "killed", POINTS)
    hit: list[str] = []
    files: dict[str, Path] = {}
    while len(hit) < KILLS and not (sweep.driver.poll() is not None and sweep.driver.returncode == 0):
        of_driver = len(hit) % (KILLS // DRIVERS) == KILLS // DRIVERS - 1
        run = sweep.kill_driver() if of_driver else sweep.kill_worker(spared=set(hit))
        if run is not None:
            files = files or chunk_files(sweep.store())
            assert not files[run].exists()
            hit.append(run)
        if of_driver and run is not None:
            sweep.again()
    assert len(hit) == KILLS
    assert sweep.driver.wait(120) == 0

    undisturbed = Driven(tmp_path / "undisturbed", POINTS)
    assert undisturbed.driver.wait(120) == 0
    killed = comparable(sweep.store())
    assert len(killed) == 2 * POINTS == killed["run_id"].nunique()
    assert killed.equals(comparable(undisturbed.store()))
    assert (killed["status"] == "ok").all()
