"""A temporary place that goes away with whoever had it: at once if it ends, at the next start if it was killed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from time import time

from liancun_sim.files.locked import locked
from liancun_sim.files.taking_place import held_alone

PREFIX = "liancun-held-"
"""Of places that are locked while in use; those of versions before this one, which held none, are not touched."""

BEGINNING = 60.0
"""A place younger than this may not be held yet by who made it. [s]"""


@contextmanager
def temporary_place() -> Iterator[Path]:
    """A folder of ours in the temporary directory, held while it is used; what killed commands left goes first."""
    _clear_left_behind()
    place = Path(mkdtemp(prefix=PREFIX))
    try:
        with locked(place):
            yield place
    finally:
        rmtree(place, ignore_errors=True)


def _clear_left_behind() -> None:
    """Remove this user's places nobody holds; the system lets go of a lock when its process dies, however it does.

    Where the disk has no locks nobody can tell, and nothing is removed.
    """
    if os.name != "posix":  # no locks: nobody can tell whether a place is held
        return
    for left in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = left.lstat()
            if found.st_uid != os.getuid() or left.is_symlink() or time() - found.st_mtime < BEGINNING:
                continue
            with held_alone(left) as is_left_over:
                if is_left_over:
                    rmtree(left, ignore_errors=True)
