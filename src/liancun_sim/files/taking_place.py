"""Renames that no kill and no power cut can stop half-way, and what a killed run left behind."""

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from time import time
from uuid import uuid4

STALE_SECONDS = 86_400.0  # where a system has no locks: no run writes its files for a day [assumption]
_AT_WORKING_FOLDER, _EXCHANGE_ON_LINUX, _EXCHANGE_ON_MACOS = -100, 2, 2


@contextmanager
def draft(place: Path) -> Iterator[Path]:
    """A new folder beside `place`, gone at the end unless it was renamed; so are parents made for it, if empty."""
    made = [folder for folder in place.parents if not folder.exists()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear_up(place)
        with _new_and_held(place) as folder:
            yield folder
    finally:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; false where the system or the disk cannot (ENOSYS, EINVAL and the like)."""
    names = (os.fsencode(one), os.fsencode(other))
    if sys.platform not in ("linux", "darwin"):
        return False
    system = ctypes.CDLL(None)
    if hasattr(system, "renameat2"):
        here = _AT_WORKING_FOLDER
        return bool(system.renameat2(here, names[0], here, names[1], _EXCHANGE_ON_LINUX) == 0)
    return hasattr(system, "renamex_np") and bool(system.renamex_np(*names, _EXCHANGE_ON_MACOS) == 0)


def replace_folder(fresh: Path, place: Path) -> Path:
    """Put `fresh` in the place of a folder; returns where the old one lies now.

    Where names cannot be exchanged there is a moment without a folder: who is killed in it leaves the old one
    beside the place, and the next run puts it back.
    """
    if exchange(fresh, place):
        return fresh
    old = fresh.with_suffix(".old")
    place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        old.rename(place)
        raise
    return old


def make_sure(folder: Path) -> None:
    """Have all files below a folder on the disk itself, and the names in it."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    for path in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        keep_names(path)


def keep_names(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where a folder can be synced."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mark(place: Path) -> str:
    """How the names of drafts for a place begin: short, as the name of the place may be as long as names can be."""
    return f".liancun-{blake2b(os.fsencode(place.name), digest_size=5).hexdigest()}-"


def _clear_up(place: Path) -> None:
    """Put back or remove what runs that were killed while they wrote to this place have left beside it."""
    pattern = re.compile(re.escape(_mark(place)) + r"[0-9a-f]{8}\.(new|old)")
    try:
        beside = sorted(place.parent.iterdir())
    except PermissionError:  # a folder that takes new files and does not show what it holds
        return
    for path in beside:
        if pattern.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
            with held_alone(path) as is_left_over:
                if is_left_over and path.suffix == ".old" and not place.exists():
                    path.rename(place)
                elif is_left_over:
                    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _new_and_held(place: Path) -> Iterator[Path]:
    """A new folder, locked for as long as this process lives, so that nobody takes it for a leftover.

    Somebody who clears up may remove it before it is locked: then it is another.
    """
    while True:
        folder = place.with_name(f"{_mark(place)}{uuid4().hex[:8]}.new")
        folder.mkdir()
        try:
            with _held(folder):
                if folder.is_dir():
                    yield folder
                    return
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    if os.name != "posix":
        yield
        return
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield
        return
    try:
        with suppress(OSError):  # a disk without locks
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def held_alone(folder: Path) -> Iterator[bool]:
    """Whether nobody holds a folder; nobody begins to while this one looks at it."""
    if os.name != "posix":
        yield time() - folder.stat().st_mtime >= STALE_SECONDS
        return
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:  # somebody else cleared it up
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)
