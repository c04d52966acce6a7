"""How worker processes start: where it can be had, each as a copy of one process that has imported what all need.

That process stands on nothing that is asked of a command, so a command that will want workers has it started first and
reads its own input meanwhile.
"""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from threading import current_thread, main_thread
from typing import Any

from liancun_sim.running.runner.one_thread import one_thread_each

AT_HAND = "liancun_sim.running.runner.at_hand"
NEEDED = "LIANCUN_WORKERS_NEED"  # who asks, and modules: read by AT_HAND
FORKSERVER = "forkserver"


def worker_context(modules: Iterable[str]) -> Any:
    """What starts processes that have these modules imported; on Windows each imports them itself."""
    if FORKSERVER not in get_all_start_methods():
        return get_context("spawn")
    context = get_context(FORKSERVER)
    context.set_forkserver_preload(["__main__", *modules])
    return context


def workers_coming(*modules: str) -> None:
    """Start the process that worker processes are made from, with these modules and the kernels; waits for nothing."""
    if FORKSERVER in get_all_start_methods():
        from multiprocessing.forkserver import ensure_running

        import liancun_sim.compiled  # noqa: F401  # it says where kernels are kept, once for all processes

        worker_context([AT_HAND])
        os.environ[NEEDED] = " ".join([str(os.getpid()), *modules])
        try:
            with one_thread_each(), deaf():
                ensure_running()
        finally:
            del os.environ[NEEDED]


@contextmanager
def deaf() -> Iterator[None]:
    """Processes started inside ignore Ctrl-C from their first instruction."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
