"""Compaction: many small chunk files become one per table, while others read and write."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from time import time

import duckdb

from liancun_sim.results.store import present
from liancun_sim.results.store.parquet import StoreFailed, reading, remove, telling_faults, write_query, write_text
from liancun_sim.results.store.store import Store
from liancun_sim.vocabulary import Fault, say

LOCK = "compacting.lock"


def compact(store: Store) -> int:
    """Fold every chunk that is done into one file per table; returns how many chunks are folded.

    The new files are written among the loose ones, then the pointer is swapped; a reader of the store
    sees the chunks loose or folded, never both and never neither. Loose files go afterwards. Other
    programs read by pattern: they see every run at every moment, some twice in between or after a
    crash, as docs/researchers.md tells them.

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
        stands = before["files"].get(present.RUNS) == present.folded_file(present.RUNS, name)
        if done and not stands:
            content = {"name": name, "files": _write(store, name, set(done)), "chunks": done}
            write_text(store.folder / present.POINTER, json.dumps(content))
            folded = set(done)
        wanted = set(present.pointer(store.folder)["files"].values())
        for table in (*store.manifest["tables"], present.RUNS):
            _clear(present.loose(store.folder, table), folded)
            for old in (store.folder / table / present.FOLDED).glob(f"*{present.SUFFIX}"):
                if old.relative_to(store.folder).as_posix() not in wanted:
                    remove(old)
        if not any(file.startswith(f"{present.EARLIER_PLACE}/") for file in wanted):
            remove(store.folder / present.EARLIER_PLACE)
    return len(folded)


def _write(store: Store, name: str, done: set[str]) -> dict[str, str]:
    """Write the folded tables of these chunks, runs last; returns the file of each table that has rows."""
    database = duckdb.connect(config={"threads": 1})
    written: dict[str, str] = {}
    for table in (*store.manifest["tables"], present.RUNS):
        if parts := present.files(store.folder, table, among=done):
            written[table] = present.folded_file(table, name)
            write_query(store.folder / written[table], f"SELECT * FROM {reading(parts)}", database)
    return written


def _clear(loose: dict[str, Path], folded: set[str]) -> None:
    for chunk_id, path in loose.items():
        if chunk_id in folded:
            remove(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One compaction at a time, marked by a file; one left behind by a process that died counts for an hour."""
    lock = folder / LOCK
    with telling_faults(lock):
        with suppress(FileNotFoundError):
            if time() - lock.stat().st_mtime > present.STALE_SECONDS:
                remove(lock)
        try:
            lock.touch(exist_ok=False)
        except FileExistsError:
            raise StoreFailed(Fault(str(lock), "", say("store.compacting"))) from None
    try:
        yield
    finally:
        remove(lock)
