"""The folder a comparison is written to: whole or not at all, and never over somebody else's files."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liancun_sim.vocabulary import BadInput, Fault, say

MANIFEST = "manifest.json"
KIND = "liancun_sim comparison"
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")  # left by file managers


def check_out_folder(out: Path, kind: str = KIND) -> None:
    """Refuse a folder that holds anything but an earlier result of this kind; call it before a long run.

    Raises
    ------
    BadInput
        Saying what is there and what would be right.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise _refusal(out, say("report.not_a_folder", example=_beside(out)))
    present = sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and not _is_litter(path)
    )
    if not present:
        return
    ours = _written_before(out, kind)
    if ours is None:
        raise _refusal(out, say("report.foreign_folder", found=_some(present), example=_beside(out)))
    added = [name for name in present if name not in ours]
    if added:
        raise _refusal(out, say("report.added_files", found=_some(added), example=_beside(out)))


@contextmanager
def written_whole(out: Path, kind: str = KIND) -> Iterator[Path]:
    """A temporary folder beside `out` that takes its place once everything in it is written."""
    check_out_folder(out, kind)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".tmp", dir=out.parent))
    except OSError as error:
        raise _refusal(out, say("report.cannot_write", why=_why(error), example=_beside(out))) from None
    try:
        building.chmod(0o755)  # mkdtemp keeps others out
        yield building
        _take_place(building, out)
    except OSError as error:
        raise _refusal(out, say("report.cannot_write", why=_why(error), example=_beside(out))) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _take_place(building: Path, out: Path) -> None:
    """Rename the new folder into place; an earlier result goes only once the new one stands."""
    if not out.exists():
        building.replace(out)
        return
    earlier = building.with_suffix(".old")
    out.replace(earlier)
    try:
        building.replace(out)
    except OSError:
        earlier.replace(out)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def manifest_text(provenance: dict[str, object], folder: Path, kind: str = KIND) -> str:
    """manifest.json: provenance, and the files that belong to the result."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return json.dumps(
        {"kind": kind, **provenance, "files": sorted({*names, MANIFEST})}, ensure_ascii=False, indent=2, default=str
    )


def _written_before(out: Path, kind: str) -> set[str] | None:
    """The files of an earlier result, by its manifest; None if there is none."""
    try:
        manifest = json.loads((out / MANIFEST).read_text("utf-8"))
        return set(manifest["files"]) if manifest["kind"] == kind else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_litter(path: Path) -> bool:
    return path.name in LITTER or path.name.startswith(("~$", ".~lock"))


def _refusal(out: Path, message: str) -> BadInput:
    return BadInput(Fault(str(out), "", message))


def _why(error: OSError) -> str:
    return f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror or error)


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def _beside(out: Path) -> str:
    """A name that is free: results-2, results-3, …"""
    number = 2
    while out.with_name(f"{out.name}-{number}").exists():
        number += 1
    return os.fspath(out.with_name(f"{out.name}-{number}"))
