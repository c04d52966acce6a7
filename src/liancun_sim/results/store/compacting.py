"""Compaction: many small chunk files become one per table, and back, while others read and write."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from time import time

import duckdb

from liancun_sim.results.store import present
from liancun_sim.results.store.parquet import (
    StoreFailed,
    connection,
    reading,
    remove,
    telling_faults,
    text,
    write_query,
    write_text,
)
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
        name = _name(done)
        stands = before["files"].get(present.RUNS) == present.folded_file(present.RUNS, name)
        if done and not stands:
            parts = {table: present.files(store.folder, table, among=set(done)) for table in _tables(store)}
            _swap(store, name, parts, done)
            folded = set(done)
        _clear(store)
    return len(folded)


def unfold(store: Store, chunk_ids: Collection[str]) -> None:
    """Give chunks files of their own again, so that they can be replaced one by one.

    A reader of the store sees them folded until they stand alone; other programs may see them twice meanwhile.

    Raises
    ------
    StoreFailed
        As `compact`.
    """
    if not set(present.pointer(store.folder)["chunks"]) & set(chunk_ids):
        return
    with _alone(store.folder):
        before = present.pointer(store.folder)
        wanted = sorted(set(before["chunks"]) & set(chunk_ids))
        files = {table: [store.folder / file] for table, file in before["files"].items()}
        for chunk_id in wanted:
            for table in _tables(store):
                if table in files:
                    query = f"SELECT * FROM {reading(files[table])} WHERE {_is_of(store, [chunk_id])}"
                    write_query(present.chunk_file(store.folder, table, chunk_id), query, connection())
        left = sorted(set(before["chunks"]) - set(wanted))
        _swap(store, _name(left), files if left else {}, left, f"NOT {_is_of(store, wanted)}")
        _clear(store)


def _swap(store: Store, name: str, parts: Mapping[str, list[Path]], chunks: list[str], condition: str = "true") -> None:
    """Write the folded tables, runs last, then the pointer that says which files and chunks these are."""
    database = duckdb.connect(config={"threads": 1})
    written: dict[str, str] = {}
    for files in parts.values():  # a damaged one is told before anything is written
        if files:
            present.steadily(store.folder, partial(database.execute, f"SELECT count(*) FROM {reading(files)}"))
    for table in _tables(store):
        if parts.get(table):
            written[table] = present.folded_file(table, name)
            query = f"SELECT * FROM {reading(parts[table])} WHERE {condition}"
            write_query(store.folder / written[table], query, database)
    write_text(store.folder / present.POINTER, json.dumps({"name": name, "files": written, "chunks": chunks}))


def _clear(store: Store) -> None:
    """Delete files of chunks that are folded, and folded files the pointer does not name."""
    pointer = present.pointer(store.folder)
    wanted, folded = set(pointer["files"].values()), set(pointer["chunks"])
    for table in _tables(store):
        for chunk_id, path in present.loose(store.folder, table).items():
            if chunk_id in folded:
                remove(path)
        for old in (store.folder / table / present.FOLDED).glob(f"*{present.SUFFIX}"):
            if old.relative_to(store.folder).as_posix() not in wanted:
                remove(old)
    if not any(file.startswith(f"{present.EARLIER_PLACE}/") for file in wanted):
        remove(store.folder / present.EARLIER_PLACE)


def _tables(store: Store) -> tuple[str, ...]:
    """Every table of runs, the one that marks them done last."""
    return (*store.manifest["tables"], present.RUNS)


def _name(chunk_ids: Iterable[str]) -> str:
    """Name of the files that hold these chunks."""
    return blake2b("".join(chunk_ids).encode(), digest_size=12).hexdigest()


def _is_of(store: Store, chunk_ids: Iterable[str]) -> str:
    """The SQL condition that a row is of a run of these chunks."""
    plan = {name: reading([store.folder / f"{name}.parquet"]) for name in ("design", "chunks")}
    listed = ", ".join(text(chunk_id) for chunk_id in chunk_ids)
    runs = f"SELECT run_id FROM {plan['design']} JOIN {plan['chunks']} USING (chunk)"
    return f"run_id IN ({runs} WHERE own AND chunk_id IN ({listed}))"


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
