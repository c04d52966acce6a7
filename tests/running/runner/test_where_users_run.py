"""Scripts as users write them: inside a pool of their own, and without a main guard."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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

PRIVATE = f"""
import os
from pathlib import Path
from swept import plane
from liancun_sim import make_county, sweep
from liancun_sim.county import save_county

if __name__ == "__main__":
    os.umask(0o077)
    sweep({STUDY}, "store", run=plane, workers=2)
    save_county(make_county(villages=4, households=40), "land")
    written = [path for place in ("store", "land") for path in (Path(place), *Path(place).rglob("*"))]
    print([str(path) for path in written if path.stat().st_mode & 0o077])
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


@pytest.mark.skipif(os.name != "posix", reason="other systems have no umask")
def test_what_is_written_is_as_private_as_the_user_wants_files_to_be(tmp_path: Path) -> None:
    done = script(PRIVATE, tmp_path)
    assert done.stdout.strip() == "[]", done.stderr
