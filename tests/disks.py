"""Filling up a disk."""

from pathlib import Path

import pytest


def fill_up(disk: Path) -> Path:
    """Write until nothing more fits; the file to delete to make room."""
    ballast = disk / "ballast"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 1024)
    return ballast
