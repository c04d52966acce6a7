"""Where compiled kernels are kept: damaged files are made anew, processes spoil nothing, and any place does."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from liancun_sim.compiled import FOLDER, whole_cache

DRAW = """
import os
from liancun_sim.draws import Draws, village_keys
print(os.environ["NUMBA_CACHE_DIR"], Draws(7).bits("x", village_keys(["a"]))[0].tolist(), sep="|")
"""


def drawn(**environment: str) -> tuple[Path, str, str]:
    """A kernel called in a process of its own: where it is kept, what it gave, what was said."""
    settings = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-c", DRAW], capture_output=True, text=True, encoding="utf-8", env=settings)
    assert done.returncode == 0, done.stderr
    place, found = done.stdout.strip().split("|")
    return Path(place), found, done.stderr


@pytest.mark.parametrize("left", [0, 60])
def test_files_cut_short_are_made_anew(tmp_path: Path, left: int) -> None:
    _, found, _ = drawn(**{FOLDER: str(tmp_path)})
    kept = list(tmp_path.rglob("*.nb[ic]"))
    sizes = {path: path.stat().st_size for path in kept}
    assert {path.suffix for path in kept} == {".nbi", ".nbc"}
    for path in kept:
        path.write_bytes(path.read_bytes()[:left])
    assert drawn(**{FOLDER: str(tmp_path)}) == (tmp_path, found, "")
    assert {path: path.stat().st_size for path in kept} == sizes


@pytest.mark.parametrize("of_the_user", [True, False])
def test_where_nothing_can_be_kept_a_temporary_folder_serves_and_one_line_says_so(
    tmp_path: Path, of_the_user: bool
) -> None:
    taken = tmp_path / "file"
    taken.touch()
    (tmp_path / "tmp").mkdir()
    homes = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"), str(taken / "home"))
    chosen = {FOLDER: str(taken / "kernels") if of_the_user else ""}
    place, found, said = drawn(**homes, **chosen, TMPDIR=str(tmp_path / "tmp"), TEMP=str(tmp_path / "tmp"))
    assert place.is_relative_to(tmp_path / "tmp")
    if os.name == "posix":
        assert place.parent.stat().st_mode & 0o077 == 0
    assert len(said.splitlines()) == 1
    assert str(place) in said
    assert drawn(**homes, **chosen, TMPDIR=str(tmp_path / "tmp"), TEMP=str(tmp_path / "tmp"))[:2] == (place, found)
    assert drawn(**{FOLDER: str(place)}) == (place, found, "")  # as a process started from there


def test_processes_that_save_at_once_give_every_kernel_a_file_of_its_own(tmp_path: Path) -> None:
    def save(number: int) -> None:
        whole_cache()(str(tmp_path), "kernel", "stamp").save(number, f"code {number}")

    with ThreadPoolExecutor(8) as pool:  # each opens the files itself, as processes do
        list(pool.map(save, range(40)))
    cache = whole_cache()(str(tmp_path), "kernel", "stamp")
    assert [cache.load(number) for number in range(40)] == [f"code {number}" for number in range(40)]
