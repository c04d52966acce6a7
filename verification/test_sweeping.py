"""Slow checks of sweeps: the stopping rule's error rate at its stated level, and quarantine on a Dask cluster.

python -m pytest verification/test_sweeping.py
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from liancun_sim.running.study.sequential import best_first, told_apart
from liancun_sim.running.study.study import Settling

FUNCTIONS = Path(__file__).parents[1] / "tests" / "running" / "study"
sys.path.insert(0, str(FUNCTIONS))
from differences import DIFFERENCES, wrong_share  # noqa: E402

TRIALS = 2_000


@pytest.mark.parametrize("gap", [0.02, 0.1, 0.3])
def test_the_stopping_rule_errs_less_than_it_says(gap):
    """Planted rankings of four, `gap` SD apart; a wrong ending names another order than the planted one."""
    rule = Settling("y", "higher", 0.95, batch=8, at_most=320, indifference=0.0)
    rng = np.random.default_rng(11)
    wrong = 0
    for _ in range(TRIALS):
        means = rng.standard_normal((4, rule.at_most)) + gap * np.arange(4)[:, None]
        for look in range(1, rule.at_most // rule.batch + 1):
            so_far = means[:, : look * rule.batch]
            if told_apart(so_far, rule).all():
                wrong += best_first(so_far, rule) != [3, 2, 1, 0]
                break
    assert wrong / TRIALS < 0.05


@pytest.mark.parametrize("kind", list(DIFFERENCES))
def test_the_stopping_rule_errs_less_than_it_says_on_ties_and_discrete_and_skewed_differences(kind):
    """Ties, where any ending is wrong; Bernoulli .10 against .12, alone and under shared luck; a rare loss."""
    assert wrong_share(kind, TRIALS) < 0.05


@pytest.fixture
def cluster(tmp_path):
    """A scheduler that blames a task for its first dead worker, and two workers that are replaced."""
    file = tmp_path / "scheduler.json"
    environment = {
        **os.environ,
        "PYTHONPATH": str(FUNCTIONS),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    }
    words = {
        "dask_scheduler": ["--port", "0", "--host", "127.0.0.1"],
        "dask_worker": ["--nworkers", "2", "--nthreads", "1"],
    }
    started = []
    for name, more in words.items():
        command = [sys.executable, "-m", f"distributed.cli.{name}", "--no-dashboard", "--scheduler-file", str(file)]
        started.append(subprocess.Popen([*command, *more], env=environment, stderr=subprocess.DEVNULL, cwd=tmp_path))
        while not file.exists():
            time.sleep(0.1)
    yield file
    for process in reversed(started):
        process.terminate()
        process.wait()


def test_a_run_that_kills_the_workers_of_a_cluster_is_quarantined(cluster, tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(FUNCTIONS)!r})\n"
        "from swept import poisonous\n"
        "from liancun_sim import sweep\n"
        "study = {'outcomes': ['y', 'z'], 'replications': 2, 'runs_per_chunk': 3,\n"
        "         'design': {'kind': 'list', 'rows': [{'x': x, 'w': 0.0} for x in (0.0, 0.5, 1.0)]}}\n"
        f"status = sweep(study, {str(tmp_path / 'out')!r}, run=poisonous, scheduler_file={str(cluster)!r})\n"
        "print(status.done, status.failed, status.killed)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.split() == ["6", "0", "1"]
