"""One process at a time on a folder, where the system and the disk have locks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EWOULDBLOCK
from pathlib import Path


@contextmanager
def locked(folder: Path, wait: bool = True) -> Iterator[bool]:
    """Hold a folder; false, and not held, if another process holds it and `wait` is false."""
    if os.name != "posix":
        yield True
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError as error:
            yield error.errno != EWOULDBLOCK  # a disk without locks
        else:
            yield True
    finally:
        os.close(descriptor)
