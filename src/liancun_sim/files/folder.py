"""A folder of results or data, written whole or not at all, and never over anything that is not liancun's own."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from liancun_sim.files.kind import Kind
from liancun_sim.files.manifest import entries, kind_of, strangers, write_manifest
from liancun_sim.files.reasons import reason
from liancun_sim.files.taking_place import draft, keep_names, make_sure, replace_folder
from liancun_sim.vocabulary import BadInput, Fault, say

COUNTY_FILE = "county.yaml"
"""What marks a folder as a county, made by hand or by us."""


def check_place(out: str | Path) -> Path:
    """The true place of a folder that grows, links followed: beside the folders of ours, never within one.

    Raises
    ------
    BadInput
        Saying what is there and what would be right.
    """
    out = Path(out)
    try:
        place = Path(os.path.realpath(out))
        _check_around(out, place)
    except OSError as error:
        raise _refusal(out, "cannot_write", reason=reason(error)) from None
    except ValueError:  # a zero character in the name
        raise _refusal(Path(repr(str(out))), "no_name") from None
    return place


def check_folder(out: str | Path, kind: Kind) -> Path:
    """The true place of a folder that may be written, links followed; call it before long work.

    It may be new, empty, or a folder of this kind in which nothing was added or changed since it was written.

    Raises
    ------
    BadInput
        Saying what is there and what would be right.
    """
    place = check_place(out)
    try:
        if place.exists():
            _check_free(Path(out), place, kind)
    except OSError as error:
        raise _refusal(Path(out), "cannot_write", reason=reason(error)) from None
    return place


def changed_by_hand(out: str | Path, kind: Kind) -> list[str]:
    """What somebody has added to or changed in a folder of this kind since it was written; nothing where it is none.

    Raises
    ------
    BadInput
        If the folder cannot be read.
    """
    try:
        return strangers(Path(os.path.realpath(out)), kind) or []
    except OSError as error:
        raise _refusal(Path(out), "cannot_write", reason=reason(error)) from None


@contextmanager
def set_aside(out: str | Path) -> Iterator[Path]:
    """Give a folder that somebody has changed a free name beside it, so that its own is free.

    It gets its own name back if what comes to stand there fails.
    """
    place = Path(os.path.realpath(out))
    aside = Path(_beside(place))
    try:
        place.rename(aside)
    except OSError as error:
        raise _refusal(Path(out), "cannot_write", reason=reason(error)) from None
    try:
        yield aside
    except BaseException:
        if not place.exists():
            aside.rename(place)
        raise


@contextmanager
def whole_folder(out: str | Path, kind: Kind, about: Mapping[str, object] | None = None) -> Iterator[Path]:
    """A new folder to be filled, which takes the place of `out` at the end with a manifest of what is in it.

    At any moment, `kill -9`, a full disk and a power cut included, `out` is what it was or the whole new thing;
    what a killed run leaves beside it is removed by the next.

    Parameters
    ----------
    about : provenance, for the manifest; read at the end.

    Raises
    ------
    BadInput
        As `check_folder`; or saying that the disk is full or refuses.
    """
    place = check_folder(out, kind)
    try:
        with draft(place) as folder:
            yield folder
            write_manifest(folder, kind, about or {})
            make_sure(folder)
            _take_place(folder, place, Path(out), kind)
            keep_names(place.parent)
    except OSError as error:
        raise _refusal(Path(out), "cannot_write", reason=reason(error)) from None


def _take_place(folder: Path, place: Path, out: Path, kind: Kind) -> None:
    """Rename a finished folder to its place; what came to stand there meanwhile stays."""
    if not place.exists():
        folder.rename(place)
        return
    _check_free(out, place, kind)
    folder.chmod(place.stat().st_mode & 0o7777)
    earlier = replace_folder(folder, place)
    try:
        _check_free(out, earlier, kind)  # nobody else knows it by this name
    except BadInput:
        replace_folder(earlier, place)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _check_free(out: Path, place: Path, kind: Kind) -> None:
    """Refuse a folder that holds anything but litter and what was written there before, unchanged."""
    if not place.is_dir():
        raise _refusal(out, "is_a_file", example=_beside(out))
    found = entries(place)
    if not found:
        return
    strange = strangers(place, kind)
    if strange is None:
        fields = {"kind": kind.label, "found": _some(found), "example": _beside(out)}
        raise _refusal(out, "foreign_folder", **fields)
    if strange:
        raise _refusal(out, "changed_folder", kind=kind.label, found=_some(strange), example=_beside(out))


def _check_around(out: Path, place: Path) -> None:
    """Refuse a place that cannot be renamed, that lies within a folder of ours, or where nothing can be written."""
    if place.is_dir() and (place == Path(place.anchor) or place.is_mount() or _stands_in(place)):
        raise _refusal(out, "stands_in", example=out / "results")
    for above in place.parents:
        if (above / COUNTY_FILE).exists() or kind_of(above) is not None:
            raise _refusal(out, "within", folder=above, example=above.with_name(place.name))
    nearest = next(above for above in place.parents if os.path.lexists(above))
    if not nearest.is_dir():
        raise _refusal(out, "within_a_file", file=nearest, example=_beside(nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _refusal(out, "not_writable", folder=nearest)


def _stands_in(place: Path) -> bool:
    """Whether this process, and so the person's terminal, stands in a folder or below it."""
    here = Path.cwd()
    return place in (here, *here.parents)


def _refusal(out: Path, message: str, **fields: object) -> BadInput:
    return BadInput(Fault(str(out), "", say(f"files.{message}", **fields)))


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def _beside(out: Path) -> str:
    """A name that is free: results-2, results-3, …"""
    out = out if out.name.strip(".") else out.resolve()
    number = 2
    while out.with_name(f"{out.name}-{number}").exists():
        number += 1
    return os.fspath(out.with_name(f"{out.name}-{number}"))
