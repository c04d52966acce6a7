"""Compaction: many small chunk files become one per table, while others read and write."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import duckdb

from liancun_sim.results.store import present
from liancun_sim.results.store.parquet import StoreFailed, reading, remove, telling_faults, write_query, write_text
from liancun_sim.results.store.store import Store
from liancun_sim.vocabulary import Fault, say

LOCK = "compacting.lock"


def compact(store: Store) -> int:
    """Fold every chunk that is done into one file per table; returns how many chunks are folded.

    The new files are written beside, then the pointer is swapped; a reader sees the chunks loose or
    folded, never both and never neither. Loose files go afterwards.

    Raises
    ------
    StoreFailed
        If another compaction is running, or the disk is full; the store is then as before.
    """
    with _alone(store.folder):
        before = present.pointer(store.folder)
        folded = set(before["chunks"])
        done = sorted({*present.loose(store.folder, present.RUNS), *folded})
        name = blake2b("".join(done).encode(), digest_size=12).hexdigest()
        if name != before["name"] and done:
            tables = _write(store, name, set(done))
            content = {"name": name, "tables": tables, "chunks": done}
            write_text(store.folder / present.POINTER, json.dumps(content))
            folded = set(done)
        for table in store.manifest["tables"]:
            _clear(present.loose(store.folder, table), folded)
        _clear(present.loose(store.folder, present.RUNS), folded)
        for old in (store.folder / present.COMPACTED).glob("*"):
            if old.name != name:
                remove(old)
    return len(folded)


def _write(store: Store, name: str, done: set[str]) -> list[str]:
    """Write the folded tables of these chunks; returns the tables that have rows."""
    database = duckdb.connect(config={"threads": 1})
    tables: list[str] = []
    for table in (*store.manifest["tables"], present.RUNS):
        if parts := present.files(store.folder, table, among=done):
            target = store.folder / present.COMPACTED / name / f"{table}.parquet"
            write_query(target, f"SELECT * FROM {reading(parts)}", database)
            tables.append(table)
    return tables


def _clear(loose: dict[str, Path], folded: set[str]) -> None:
    for chunk_id, path in loose.items():
        if chunk_id in folded:
            remove(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One compaction at a time, marked by a file."""
    lock = folder / LOCK
    with telling_faults(lock):
        try:
            lock.touch(exist_ok=False)
        except FileExistsError:
            raise StoreFailed(Fault(str(lock), "", say("store.compacting"))) from None
    try:
        yield
    finally:
        remove(lock)
