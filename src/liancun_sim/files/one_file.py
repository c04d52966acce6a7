"""One file, written whole or not at all, and never over another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liancun_sim.files.reasons import reason
from liancun_sim.files.taking_place import draft, keep_names
from liancun_sim.vocabulary import BadInput, Fault, say


def check_file(path: str | Path) -> Path:
    """The true place of a file that may be written, links followed; call it before long work.

    Raises
    ------
    BadInput
        If anything stands there already, or nothing can be written there.
    """
    path = Path(path)
    try:
        place = Path(os.path.realpath(path))
        if place.is_dir():
            raise _refusal(path, "file_is_a_folder", example=path / "table")
        if os.path.lexists(place):
            raise _refusal(path, "file_exists")
        nearest = next(above for above in place.parents if os.path.lexists(above))
        if not nearest.is_dir():
            raise _refusal(path, "within_a_file", file=nearest, example=nearest.with_name(place.name))
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise _refusal(path, "not_writable", folder=nearest)
    except OSError as error:
        raise _refusal(path, "cannot_write", reason=reason(error)) from None
    except ValueError:  # a zero character in the name
        raise _refusal(Path(repr(str(path))), "no_name") from None
    return place


@contextmanager
def whole_file(path: str | Path, *, replacing: bool = False) -> Iterator[Path]:
    """A file to be filled elsewhere, which takes its place at the end; folders on the way are made.

    Parameters
    ----------
    replacing : the file that stands there is the one being rewritten.

    Raises
    ------
    BadInput
        As `check_file`; or saying that the disk is full or refuses.
    """
    place = Path(os.path.realpath(path)) if replacing else check_file(path)
    try:
        with draft(place) as folder:
            fresh = folder / place.name
            yield fresh
            with fresh.open("r+b") as file:
                os.fsync(file.fileno())
            if replacing:
                fresh.chmod(place.stat().st_mode & 0o7777)
            else:
                check_file(path)
            fresh.replace(place)
            keep_names(place.parent)
    except OSError as error:
        raise _refusal(Path(path), "cannot_write", reason=reason(error)) from None


def _refusal(path: Path, message: str, **fields: object) -> BadInput:
    return BadInput(Fault(str(path), "", say(f"files.{message}", **fields)))
