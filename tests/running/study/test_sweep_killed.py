"""Nothing is lost and nothing counted twice, whoever is killed and when."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("reads /proc and sends SIGKILL", allow_module_level=True)

from killing import HERE, Driven, chunk_files, comparable
from swept import MARKS

from liancun_sim import sweep
from liancun_sim.county import County, save_county
from liancun_sim.results.store import Store, open_store, present
from processes import all_end

pytestmark = pytest.mark.long
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
        if of_driver and sweep.driver.poll() == -signal.SIGKILL:  # also when its workers had just finished a run
            sweep.again()
        assert sweep.driver.poll() in (None, 0)
    assert len(hit) == KILLS
    assert sweep.driver.wait(120) == 0

    undisturbed = Driven(tmp_path / "undisturbed", POINTS, slow_s=0.0)
    assert undisturbed.driver.wait(120) == 0
    killed = comparable(sweep.store())
    assert len(killed) == 2 * POINTS == killed["run_id"].nunique()
    assert killed.equals(comparable(undisturbed.store()))
    assert (killed["status"] == "ok").all()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_workers_end_with_the_driver_in_the_middle_of_a_run(tmp_path: Path, how: signal.Signals) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    command = [sys.executable, "-W", "error", str(HERE / "kill_driver.py"), str(tmp_path / "store"), "40"]
    environment = {**os.environ, MARKS: str(marks), "LIANCUN_TEST_SLOW_S": "60"}
    driver = subprocess.Popen(command, env=environment, start_new_session=True)
    until = time.monotonic() + 60
    while len(list(marks.iterdir())) < 2:
        assert driver.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    driver.send_signal(how)
    driver.wait()
    assert all_end(driver.pid, 10)


MODEL_STUDY = """\
scenarios: [strong_weak_pairing]
county: land
months: 12
uncertainties: [attitude.pressure]
design: {kind: latin_hypercube, points: 4}
replications: 6
outcomes: [income_mean]
keep: {series: [income_mean, stated_consent], villages: [income_yuan_per_person]}
runs_per_chunk: 4
"""
RUNS = 2 * 4 * 6


def test_kills_change_neither_series_nor_villages(tmp_path: Path, small_county: County) -> None:
    save_county(small_county, tmp_path / "land")
    study = tmp_path / "design.yaml"
    study.write_text(MODEL_STUDY, "utf-8")
    sweep(study, tmp_path / "undisturbed", workers=1)
    killed = tmp_path / "killed"
    command = [sys.executable, "-c", "from liancun_sim.cli import main; main()"]
    command += ["sweep", str(study), "--out", str(killed), "--workers", "2", "-q"]
    driver = subprocess.Popen(command, start_new_session=True)
    until = time.monotonic() + 90
    while len(present.loose(killed, "runs")) < 3:
        assert driver.poll() is None
        assert time.monotonic() < until
        time.sleep(0.005)
    os.killpg(driver.pid, signal.SIGKILL)  # driver and workers, wherever they are
    driver.wait()
    chunks = present.loose(killed, "runs")
    assert 3 <= len(chunks) < RUNS // 4
    next(iter(chunks.values())).unlink()  # and one killed between its series and its mark
    assert sweep(study, killed, workers=1).complete
    stores = [open_store(tmp_path / name) for name in ("undisturbed", "killed")]
    first, again = (comparable(store) for store in stores)
    assert len(again) == RUNS
    assert again.equals(first)
    for table, rows in (("series", RUNS * 2 * 13), ("villages", RUNS * len(small_county.villages))):
        first, again = (_sorted(store, table) for store in stores)
        assert len(again) == rows
        assert again.equals(first)


def _sorted(store: Store, table: str) -> pd.DataFrame:
    rows = store.table(table)
    return rows.sort_values(list(rows.columns)[:-1], ignore_index=True)
