"""The store of a plan: opened if it is there, made if not, refused if it is of another plan."""

import os
import platform
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from liancun_sim.results.store import Store, create_store, has_store, open_store, present
from liancun_sim.results.store.parquet import Columns
from liancun_sim.running.common.provenance import source_version
from liancun_sim.vocabulary import BadInput, Fault, say

PACKAGES = ("duckdb", "mesa", "numba", "numpy", "pandas", "scipy")
DIGESTS = ("model_digest", "data_digest", "study_digest")
"""What a store must share with the question that goes on with it."""


def opened(
    folder: Path,
    manifest: Mapping[str, Any],
    points: Columns,
    design: Iterable[Columns],
    beside: Callable[[Path], object] = lambda folder: None,
) -> Store:
    """The store of a plan; parameters as `create_store`.

    Raises
    ------
    BadInput
        If the folder holds another plan, or the model or county changed since it was made.
    """
    if has_store(folder):
        store = open_store(folder)
        _check_same(store, manifest)
        present.clear_leftovers(store.folder, store.manifest["tables"])
        return store
    store = create_store(folder, {**manifest, **machine()}, points, design, beside)
    _check_same(store, manifest)  # of several that plan at once one makes it
    return store


def changed(store: Store, manifest: Mapping[str, Any]) -> list[str]:
    """Which of the digests are others than in the manifest of a plan."""
    return [key for key in DIGESTS if store.manifest[key] != manifest[key]]


def _check_same(store: Store, manifest: Mapping[str, Any]) -> None:
    if found := changed(store, manifest):
        raise BadInput([Fault(str(store.folder), "", say(f"sweep.changed_{key}")) for key in found])


def machine() -> dict[str, Any]:
    """What a store says of the versions and the machine it was made with. Times in UTC."""
    return {
        "liancun_sim": version("liancun-sim"),
        "source": source_version(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "host": {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()},
    }
