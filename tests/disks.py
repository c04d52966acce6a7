"""A disk small enough to fill up."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 512 KiB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("mounting needs an administrator on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill_up(disk: Path) -> Path:
    """Write until nothing more fits; the file to delete to make room."""
    ballast = disk / "ballast"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 1024)
    return ballast
