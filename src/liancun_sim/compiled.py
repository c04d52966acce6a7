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
from contextlib import suppress
from functools import cache, cached_property, update_wrapper
from getpass import getuser
from hashlib import blake2b
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile, gettempdir, mkdtemp
from threading import RLock
from typing import Any, NamedTuple

from platformdirs import user_cache_path

from liancun_sim.files.locked import locked
from liancun_sim.vocabulary import say

FOLDER = "NUMBA_CACHE_DIR"
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
    """Point numba's cache at this source's own folder, unless the user chose one; a temporary one if it is no good."""
    name = f"{kernel_digest()}-py{sys.version_info.major}{sys.version_info.minor}-{platform.machine()}"
    chosen = os.environ.get(FOLDER)
    wanted = Path(chosen) if chosen else user_cache_path("liancun_sim") / "kernels" / name
    place = wanted if _takes_files(wanted) else _temporary(name)
    if place != wanted:  # told once: processes started from here inherit the place
        print(say("running.kernels_elsewhere", folder=wanted, place=place), file=sys.stderr)
    if str(place) != chosen:
        os.environ[FOLDER] = str(place)
        if "numba" in sys.modules:
            sys.modules["numba"].config.reload_config()


def _takes_files(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _temporary(name: str) -> Path:
    """A folder for the kernels of this user alone: what is read from it is run."""
    owner = os.getuid() if hasattr(os, "getuid") else getuser()
    folder = Path(gettempdir()) / f"liancun_sim-kernels-{owner}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        told = folder.lstat()
        others_may_write = os.name == "posix" and (told.st_uid != owner or told.st_mode & 0o022)
        if not folder.is_symlink() and not others_may_write and _takes_files(folder / name):
            return folder / name
    return Path(mkdtemp(prefix="liancun_sim-kernels-"))


@cache
def whole_cache() -> Any:
    """Numba's files of a kernel, as a class: what cannot be read counts as not there, and they are written alone.

    Numba ends in an error over a file a killed process or a full disk cut short; and of two processes that compile
    at once, one may name in its index the file the other has written.
    """
    from numba.core.caching import IndexDataCacheFile

    class WholeCache(IndexDataCacheFile):
        def _load_index(self) -> Any:
            try:
                return super()._load_index()  # type: ignore[no-untyped-call]
            except Exception:  # a pickle cut short raises nearly anything
                return {}

        def load(self, key: Any) -> Any:
            try:
                return super().load(key)  # type: ignore[no-untyped-call]
            except Exception:  # the same: it is compiled anew
                return None

        def save(self, key: Any, data: Any) -> None:
            with suppress(OSError), locked(Path(self._cache_path)):  # a full disk: it is compiled again another time
                overloads = self._load_index()
                taken = set(overloads.values())
                free = (self._data_name(number) for number in count(1))  # type: ignore[no-untyped-call]
                name = overloads.get(key) or next(name for name in free if name not in taken)
                self._save_data(name, data)  # type: ignore[no-untyped-call]
                self._save_index({**overloads, key: name})  # type: ignore[no-untyped-call]

    return WholeCache


class Kernel:
    """A function that is compiled when it is first called: numba takes a second to load, and not every command runs.

    function : what is compiled. options : numba's. Everything else of it is the compiled function's own.
    """

    _one_at_a_time = RLock()

    def __init__(self, function: Callable[..., Any], **options: Any):
        update_wrapper(self, function)
        self._function, self._options = function, options

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self.compiled(*given, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # looked for by inspection, which has nothing compiled
            raise AttributeError(name)
        return getattr(self.compiled, name)

    @cached_property
    def compiled(self) -> Any:
        """The compiled function; those it calls are compiled with it, since numba must find them by its names."""
        import numba
        from numba.core.caching import IndexDataCacheFile

        with self._one_at_a_time:
            names = self._function.__globals__
            for name in self._function.__code__.co_names:
                if isinstance(called := names.get(name), Kernel):
                    names[name] = called.compiled
            compiled: Any = numba.njit(**self._options)(self._function)
            files = getattr(getattr(compiled, "_cache", None), "_cache_file", None)
            if type(files) is IndexDataCacheFile:  # numba has no door for this; elsewhere its own ways remain
                files.__class__ = whole_cache()
            return compiled


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function over arrays that Python calls; Numba infers its types, its docstring states them."""
    return Kernel(function, cache=True, nogil=True, error_model="numpy")


def borrowing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a kernel that makes no arrays: it works in what it is lent, and counts no references to it.

    Counting those of the groups of eight worlds, in every village, takes time, and is more code than the arithmetic.
    """
    return Kernel(function, cache=True, nogil=True, error_model="numpy", _nrt=False)


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """A part of kernels that is compiled into each of them, so that loops around it become SIMD code."""
    return Kernel(function, inline="always")


class Tools(NamedTuple):
    """What instructions are written with: LLVM's, numba's types, and its helpers for loops."""

    ir: Any
    types: Any
    helpers: Any


class Instructions(Kernel):
    """A part of kernels that is written as instructions: numba's intrinsic, made when a kernel first needs it.

    plain : the same in Python, for where nothing is compiled (``NUMBA_DISABLE_JIT``).
    """

    plain: Callable[..., Any] | None = None

    @cached_property
    def compiled(self) -> Any:
        from numba import config, types
        from numba.core import cgutils
        from numba.extending import intrinsic

        if config.DISABLE_JIT and self.plain is not None:  # type: ignore[attr-defined]
            return self.plain
        written, tools = self._function, Tools(cgutils.ir, types, cgutils)  # type: ignore[attr-defined]

        def typed(_context: Any, *kinds: Any) -> Any:
            return written(tools, *kinds)

        return intrinsic(update_wrapper(typed, written))  # numba reads the names of its arguments


def instructions(plain: Callable[..., Any] | None = None) -> Callable[[Callable[..., Any]], Any]:
    """A part of kernels written as instructions, where compilers find no good ones.

    plain : the same in Python. The function written is of `Tools` and the types of its arguments, and returns what an
    intrinsic of numba does.
    """

    def made(function: Callable[..., Any]) -> Instructions:
        found = Instructions(function)
        found.plain = plain
        return found

    return made


keep_kernels()
