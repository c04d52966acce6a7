"""Worker processes end when the process they work for is gone, however it went.

Each watches its parent's sentinel: a pipe whose other end the system closes with the parent (KILL, TERM, HUP, a
terminal that was closed). On Windows it is a handle of the parent; that is by design and untested.
"""

import os
from multiprocessing import parent_process
from threading import Thread

ORPHANED = 3
"""Exit code of a worker whose parent is gone. Nobody is left to read it."""


def end_with_parent() -> None:
    """From now on this process ends within moments of its parent; a chunk in progress counts as not done."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(ORPHANED)

    Thread(target=watch, name="parent-watch", daemon=True).start()
