"""Making a store of a plan: beside its place, which it takes by one rename."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from liancun_sim.files.folder import check_place
from liancun_sim.files.taking_place import draft, keep_names, make_sure
from liancun_sim.results.store.design_file import write_design
from liancun_sim.results.store.manifest import FORMAT, KIND, MANIFEST, has_store
from liancun_sim.results.store.parquet import Columns, telling_faults, write_table, write_text
from liancun_sim.results.store.store import Store, open_store
from liancun_sim.vocabulary import BadInput, Fault, say


def create_store(
    folder: Path,
    manifest: Mapping[str, Any],
    points: Columns,
    design: Iterable[Columns],
    beside: Callable[[Path], object] = lambda folder: None,
) -> Store:
    """Make a store of a plan, all at once: it is written beside its place, and takes it by one rename.

    Of several processes that plan at the same moment one takes the place, and the others get its store.

    Parameters
    ----------
    manifest : scenarios, factors, outcomes, tables (names kept beside runs) and whatever says where
        results come from. Kind and format are added.
    points : point, group, role, factors. design : blocks of its columns, own rows in the order done.
    beside : called with the folder, to put what else belongs to the plan.

    Raises
    ------
    BadInput
        If the folder holds something else; StoreFailed if it cannot be written.
    """
    folder = check_place(folder)
    full = {"kind": KIND, "format": FORMAT, **manifest}
    with telling_faults(folder / MANIFEST):
        _check_free(folder)
        with draft(folder) as fresh:
            write_table(fresh / "points.parquet", points)
            write_design(fresh, design)
            beside(fresh)
            write_text(fresh / MANIFEST, json.dumps(full, ensure_ascii=False, indent=1))
            make_sure(fresh)
            if not _takes_place(fresh, folder):
                return open_store(folder)
            keep_names(folder.parent)
    return Store(folder, full)


def _takes_place(fresh: Path, folder: Path) -> bool:
    """Rename a finished store to its place; false if another has taken it meanwhile."""
    if folder.is_dir() and not has_store(folder):
        with suppress(OSError):  # an empty folder gives way; one that has just been taken does not
            folder.rmdir()
    try:
        fresh.rename(folder)
    except OSError:
        if has_store(folder):
            return False
        raise
    return True


def _check_free(folder: Path) -> None:
    """Refuse a place taken by something else than a store that another process has just made there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadInput(Fault(str(folder), "", say("store.not_a_folder")))
    held = sorted(path.name for path in folder.iterdir())
    if held and not has_store(folder):
        raise BadInput(Fault(str(folder), "", say("store.taken", found=held[0])))
