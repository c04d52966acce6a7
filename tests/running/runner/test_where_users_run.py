"""Scripts as users write them: inside a pool of their own, and without a main guard."""

import os
import subprocess
import sys
from pathlib import Path

from liancun_sim.vocabulary import say

STUDY = """{"levers": {"x": {"low": 0.0, "high": 1.0}, "w": [0.0, 1.0]}, "design": {"kind": "grid", "levels": 3},
     "outcomes": ["y"], "replications": 2, "runs_per_chunk": 2}"""
IN_A_POOL = f"""
from multiprocessing import Pool
from swept import plane
from liancun_sim import sweep

def go(out):
    return sweep({STUDY}, out, run=plane, workers=2).complete

if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(go, ["store"]))
"""
WITHOUT_GUARD = f"""
from swept import plane
from liancun_sim import sweep

sweep({STUDY}, "store", run=plane, workers=2)
"""


def script(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "script.py").write_text(code, "utf-8")
    functions = str(Path(__file__).parents[1] / "study")
    return subprocess.run(
        [sys.executable, "script.py"], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": functions, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_a_sweep_within_a_pool_of_the_users_is_done_there(tmp_path: Path) -> None:
    done = script(IN_A_POOL, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "[True]"), done.stderr


def test_a_script_without_a_guard_ends_with_what_it_lacks(tmp_path: Path) -> None:
    done = script(WITHOUT_GUARD, tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip().endswith(say("sweep.no_main_guard"))
    assert done.stderr.count("Traceback") == 1
