"""A comparison or an audit that is killed leaves no process behind, and goes on where it was."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("reads /proc and sends SIGKILL", allow_module_level=True)

from liancun_sim import api
from liancun_sim.cli.results import worlds_beside
from liancun_sim.county import make_county, save_county
from liancun_sim.results.store import has_store, present
from processes import all_end

pytestmark = pytest.mark.long
Finish = Callable[..., Any]
COMMANDS: dict[str, tuple[str, Finish, dict[str, int], tuple[str, ...]]] = {
    "compare": (
        "strong_weak_pairing", api.compare, {"replications": 4, "months": 13},
        ("series", "pairs", "rounds", "unions_at_end", "union_life", "village_outcomes", "spending"),
    ),
    "audit": (
        "household_linkage", api.audit, {"replications": 8, "months": 12},
        ("outcomes", "traits", "consulted", "event_time"),
    ),
}  # fmt: skip
"""By command: a scenario, the function that does the same, how much, and the tables to be equal."""
CHUNKS = 8
MOMENTS = (0, 1, 3, 4, 6)
"""Chunks that are done when the command is killed: before the first, and in between."""


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Few households: every process draws them anew."""
    save_county(make_county(villages=60, households=3_000, seed=5), tmp_path_factory.mktemp("land") / "county")
    return str(tmp_path_factory.getbasetemp() / "land0" / "county")


def done(worlds: Path) -> int:
    return len(present.loose(worlds, "runs")) if has_store(worlds) else -1


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_five_moments_it_ends_as_if_undisturbed(command: str, land: str, tmp_path: Path) -> None:
    scenario, finish, size, tables = COMMANDS[command]
    worlds = worlds_beside(str(tmp_path / "out"))
    assert worlds is not None
    start = [sys.executable, "-W", "error", "-c", "from liancun_sim.cli import main; main()", command, scenario]
    start += ["--county", land, "-q", "--out", str(tmp_path / "out"), "--workers", "2"]
    start += [word for name, number in size.items() for word in (f"--{name}", str(number))]
    for moment in MOMENTS:
        driver = subprocess.Popen(start, start_new_session=True)
        until = time.monotonic() + 120
        while done(worlds) < moment:
            assert driver.poll() is None
            assert time.monotonic() < until
            time.sleep(0.002)
        driver.send_signal(signal.SIGKILL)
        driver.wait()
        assert all_end(driver.pid, 10)
    kept = {name: path.stat().st_mtime_ns for name, path in present.loose(worlds, "runs").items()}
    assert MOMENTS[-1] <= len(kept) < CHUNKS

    again = finish([scenario], county=land, workers=1, store=worlds, **size)
    undisturbed = finish([scenario], county=land, workers=1, **size)
    for table in tables:
        pd.testing.assert_frame_equal(getattr(again, table), getattr(undisturbed, table), check_exact=True)
    stored = present.loose(worlds, "runs")
    assert len(stored) == CHUNKS
    assert kept == {name: stored[name].stat().st_mtime_ns for name in kept}  # what was done was not done again
