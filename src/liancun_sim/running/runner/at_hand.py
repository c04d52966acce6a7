"""Imported by the process that workers are copies of: what they need is then read from disk once, not by each.

Kernels on Linux alone: elsewhere libraries of the system are not to be used on both sides of such a copy.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from liancun_sim.running.runner.starting import NEEDED

LOOK_SECONDS = 0.5


@contextmanager
def _while_wanted(parent: int) -> Iterator[None]:
    """Within it, this process ends within moments of its parent; it has no thread, since copies are made of it."""

    def look(*signalled: object) -> None:
        if os.getppid() != parent:
            os._exit(0)

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LOOK_SECONDS, LOOK_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _take(parent: int, modules: list[str]) -> None:
    with _while_wanted(parent), suppress(Exception):  # a worker will meet the same, and say what it is
        for module in modules:
            import_module(module)
        from liancun_sim.running.runner.compiling import are_compiled, tiny_run

        if sys.platform == "linux" and are_compiled():
            tiny_run()


if NEEDED in os.environ:
    asking, *needed = os.environ.pop(NEEDED).split()
    _take(int(asking), needed)
