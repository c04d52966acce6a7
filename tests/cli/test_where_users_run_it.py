"""The command line where users run it: read-only homes, one core, little shared memory, Windows paths, two at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from liancun_sim import load_scenario, make_county, read_result
from liancun_sim.county import save_county
from liancun_sim.vocabulary import BadInput
from unprivileged import unprivileged

LIANCUN = [sys.executable, "-c", "from liancun_sim.cli import main; main()"]
COMPARE = [*LIANCUN, "compare", "strong_weak_pairing", "--county", "land", "--months", "3", "--replications", "1",
           "--assumptions", "defaults", "--lang", "en", "--no-progress", "--out", "result"]  # fmt: skip
FILES = {"report.html", "effects.csv", "comparison.xlsx", "manifest.json"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of the user's with a very small county."""
    save_county(make_county(villages=8, households=120, seed=5), tmp_path / "land")
    return tmp_path


def ended(process: "subprocess.Popen[str]") -> str:
    _, said = process.communicate()
    assert process.returncode == 0, said
    return said


def started(command: list[str], place: Path, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command, cwd=place, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8",
    )  # fmt: skip


def test_one_core_and_a_home_that_takes_no_files(place: Path) -> None:
    """One core of all, a read-only home; kernels are there already (`test_kernel_cache` has the rest)."""
    before = unprivileged()
    (place / "tmp").mkdir()
    (place / "home").mkdir()
    (place / "home").chmod(0o555)
    if before and "--reuid=65534" in before:
        for folder in (place, place / "tmp"):
            folder.chmod(0o777)
    core = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if shutil.which("taskset") else []
    homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR"), str(place / "home"))
    said = ended(started([*core, *before, *COMPARE], place, **homes, TMPDIR=str(place / "tmp")))
    assert {path.name for path in (place / "result").iterdir()} >= FILES
    assert "Traceback" not in said
    assert list((place / "home").iterdir()) == []


def test_two_workers_need_no_shared_memory_to_speak_of(place: Path) -> None:
    """/dev/shm of 64 KiB, as in some containers."""
    little = "mount -t tmpfs -o size=64k tmpfs /dev/shm"
    apart = ["unshare", "-m", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*apart, little], capture_output=True).returncode:
        pytest.skip("no mount namespaces for this user")
    ended(started([*apart, f'{little} && exec "$@"', "sh", *COMPARE, "--workers", "2"], place))
    assert {path.name for path in (place / "result").iterdir()} >= FILES


def test_without_any_font_of_the_machine_figures_are_in_english_and_all_is_written(place: Path) -> None:
    """As in a container without fonts; what was found before is kept elsewhere and not looked at."""
    folders = [folder for folder in ("/usr/share/fonts", "/usr/local/share/fonts") if Path(folder).is_dir()]
    none = " && ".join(["true", *(f"mount -t tmpfs tmpfs {folder}" for folder in folders)])
    apart = ["unshare", "-m", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*apart, none], capture_output=True).returncode:
        pytest.skip("no mount namespaces for this user")
    chinese = ["zh" if word == "en" else word for word in COMPARE]
    homes = dict.fromkeys(("HOME", "MPLCONFIGDIR"), str(place))
    said = ended(started([*apart, f'{none} && exec "$@"', "sh", *chinese], place, **homes))
    assert "未找到中文字体" in said
    assert "Traceback" not in said
    assert {path.name for path in (place / "result").iterdir()} >= FILES
    assert "情景" in (place / "result" / "report.html").read_text("utf-8")


def test_two_commands_with_one_out_leave_one_whole_result(place: Path) -> None:
    processes = [started([*COMPARE, "--workers", "1"], place) for _ in range(2)]
    said = [process.communicate()[1] for process in processes]
    codes = [process.returncode for process in processes]
    assert 0 in codes, said
    assert set(codes) <= {0, 2}, said
    assert not any("Traceback" in one for one in said)
    assert read_result(place / "result").policies_compared == ("strong_weak_pairing",)
    assert {path.name for path in (place / "result").iterdir()} >= FILES
    assert [path.name for path in place.iterdir() if path.name.endswith(".tmp")] == []


def test_a_path_written_on_windows_is_found_elsewhere(place: Path) -> None:
    (place / "scenarios").mkdir()
    written = place / "scenarios" / "ours.yaml"
    written.write_text("extends: baseline\ncounty: ..\\land\n", "utf-8")
    assert Path(load_scenario(written).county) == (place / "land").resolve()
    (place / "scenarios" / "again.yaml").write_text("extends: .\\ours.yaml\nmonths: 12\n", "utf-8")
    assert load_scenario(place / "scenarios" / "again.yaml").setup.months == 12


def test_a_path_in_double_quotes_is_told_what_is_wrong_with_it(place: Path) -> None:
    (place / "quoted.yaml").write_text('extends: baseline\ncounty: "D:\\data\\ours"\n', "utf-8")
    with pytest.raises(BadInput, match=r"line 2: .*write a path without quotes, or with /"):
        load_scenario(place / "quoted.yaml")
