"""Workers follow the processors this process may use, not those the machine has."""

import os
from pathlib import Path

import pytest

from liancun_sim.running.runner import processors
from liancun_sim.running.runner.processors import usable_processors


@pytest.fixture
def in_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Control group files of one's own: path within the mount → content."""

    def given(files: dict[str, str]) -> Path:
        real = processors._text

        def text(file: Path) -> str:
            return "0::/job/step\n3:cpu,cpuacct:/box\n" if file == Path("/proc/self/cgroup") else real(file)

        monkeypatch.setattr(processors, "_text", text)
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: range(8), raising=False)
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content)
        return tmp_path

    return given


@pytest.mark.parametrize(
    ("files", "processors"),
    [
        ({}, 8),
        ({"job/step/cpu.max": "max 100000\n"}, 8),
        ({"job/step/cpu.max": "300000 100000\n"}, 3),
        ({"job/step/cpu.max": "max 100000\n", "job/cpu.max": "150000 100000\n"}, 2),  # a job's quota holds its steps
        ({"cpu.max": "50000 100000\n"}, 1),  # half a processor is one worker
        ({"cpu/box/cpu.cfs_quota_us": "400000\n", "cpu/box/cpu.cfs_period_us": "100000\n"}, 4),
        ({"cpu/box/cpu.cfs_quota_us": "-1\n", "cpu/box/cpu.cfs_period_us": "100000\n"}, 8),
        ({"job/step/cpu.max": "9900000 100000\n"}, 8),
    ],
)
def test_the_tightest_of_affinity_and_quotas_counts(in_group, files: dict[str, str], processors: int) -> None:
    assert usable_processors(in_group(files)) == processors


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no affinity here")
def test_affinity_narrows_it() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert usable_processors() == 1
    finally:
        os.sched_setaffinity(0, allowed)
