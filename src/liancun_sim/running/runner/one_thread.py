"""Processes that are started to work side by side share the cores: each has one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

ONE_THREAD = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMBA_NUM_THREADS",
)  # fmt: skip


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Processes started inside use one core each in BLAS and numba, unless the user said otherwise."""
    ours = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(ours, "1"))
    try:
        yield
    finally:
        for name in ours:
            del os.environ[name]
