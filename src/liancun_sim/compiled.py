"""Where compiled kernels are kept: one folder per state of the source, numba and Python.

Numba's own cache does not notice a changed function called from another file, so the folder's
name carries a digest of every file that holds a kernel. Constants a kernel uses are defined in
such files too. The folder is set before numba is imported.
"""

import os
import platform
import sys
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path


def kernel_digest() -> str:
    """Digest of the files that hold kernels: equal digests, equal machine code."""
    digest = blake2b(digest_size=8)
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        source = path.read_bytes()
        if b"njit" in source:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(source)
    return digest.hexdigest()


def keep_kernels() -> None:
    """Point numba's cache at this source's own folder, unless the user chose one."""
    if "numba" in sys.modules or "NUMBA_CACHE_DIR" in os.environ:
        return
    name = f"{kernel_digest()}-py{sys.version_info.major}{sys.version_info.minor}-{platform.machine()}"
    os.environ["NUMBA_CACHE_DIR"] = str(user_cache_path("liancun_sim") / "kernels" / name)


keep_kernels()
