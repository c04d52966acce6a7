"""Temporary places go away: at the end, after an error, and at the next start where their command was killed."""

import errno
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from liancun_sim.running.runner import temporary
from liancun_sim.running.runner.temporary import temporary_place

HOLD = """
import time
from liancun_sim.running.runner.temporary import temporary_place
with temporary_place() as place:
    (place / "kept").touch()
    print(place, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def aged(place: Path) -> None:
    """As if it had been made an hour ago."""
    hour_ago = time.time() - 3600
    os.utime(place, (hour_ago, hour_ago))


def test_a_place_goes_with_whoever_had_it(tmp_path: Path) -> None:
    with temporary_place() as place:
        assert place.parent == tmp_path
    assert not place.exists()
    with pytest.raises(ArithmeticError), temporary_place() as place:
        raise ArithmeticError
    assert not place.exists()


@pytest.mark.skipif(os.name != "posix", reason="nobody can tell whether a place is held")
def test_what_a_killed_command_left_goes_at_the_next_start_and_what_is_in_use_stays() -> None:
    holding = subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True)
    try:
        assert holding.stdout is not None
        left = Path(holding.stdout.readline().strip())
        aged(left)
        with temporary_place():
            assert (left / "kept").exists()
    finally:
        holding.kill()
        holding.communicate()
    aged(left)
    assert left.exists()
    with temporary_place():
        assert not left.exists()


@pytest.mark.skipif(os.name != "posix", reason="nobody can tell whether a place is held")
def test_a_place_that_is_being_made_and_folders_of_others_stay(tmp_path: Path) -> None:
    young, link, other = (tmp_path / name for name in (f"{temporary.PREFIX}young", f"{temporary.PREFIX}link", "other"))
    young.mkdir()
    other.mkdir()
    aged(other)
    link.symlink_to(other)
    with temporary_place():
        assert young.exists()
        assert link.exists()
        assert other.exists()


@pytest.mark.skipif(os.name != "posix", reason="nobody can tell whether a place is held")
def test_where_nobody_can_tell_whether_a_place_is_held_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    left = tmp_path / f"{temporary.PREFIX}left"
    left.mkdir()
    aged(left)
    monkeypatch.setattr(fcntl, "flock", no_locks)
    with temporary_place() as place:
        assert left.exists()
        assert place.exists()
