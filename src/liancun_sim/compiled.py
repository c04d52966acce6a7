"""The one way to compile a kernel, and where compiled kernels are kept.

A kernel is a pure function over arrays. What belongs together reaches it as a NamedTuple, each field by its
name, so that no two of its columns can change places. Options are the same for all: kept on disk, other threads
may run, division as NumPy's, and never fast maths, so that results are the same to the bit everywhere.

Numba's own cache does not notice a changed function called from another file, so the folder of a source's
kernels carries a digest of every file that holds one. Constants and groups a kernel uses are defined in such
files too.
"""

import os
import platform
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba
from platformdirs import user_cache_path

HOLDS_KERNELS = b"from liancun_sim.compiled import"


def kernel_digest() -> str:
    """Digest of the files that hold kernels, and of how they are compiled: equal digests, equal machine code."""
    digest = blake2b(digest_size=8)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        source = path.read_bytes()
        if HOLDS_KERNELS in source:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(source)
    return digest.hexdigest()


def keep_kernels() -> None:
    """Point numba's cache at this source's own folder, unless the user chose one."""
    if "NUMBA_CACHE_DIR" not in os.environ:
        name = f"{kernel_digest()}-py{sys.version_info.major}{sys.version_info.minor}-{platform.machine()}"
        os.environ["NUMBA_CACHE_DIR"] = str(user_cache_path("liancun_sim") / "kernels" / name)
        numba.config.reload_config()  # type: ignore[no-untyped-call]  # numba may have been imported long before


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function over arrays that Python calls; Numba infers its types, its docstring states them."""
    compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return compiled


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """A part of kernels that is compiled into each of them, so that loops around it become SIMD code."""
    compiled: Callable[..., Any] = numba.njit(inline="always")(function)
    return compiled


keep_kernels()
