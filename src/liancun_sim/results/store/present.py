"""Which chunks and files of a store are there: loose ones, and those folded together by compaction."""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from time import sleep, time
from typing import Any

import duckdb

from liancun_sim.results.store.parquet import TEMPORARY, StoreFailed, remove, telling_faults
from liancun_sim.vocabulary import Fault, say

RUNS = "runs"
POINTER = "compacted.json"
EARLIER_PLACE = "compacted"  # where folded files stood before outside readers were to find them by pattern
PREFIX, SUFFIX = "chunk-", ".parquet"
FOLDED = "part=folded"  # a part like any other: the pattern that finds loose files finds this one
TRIES = 20
PARQUET_END = b"PAR1"
STALE_SECONDS = 3_600.0  # a chunk is written in milliseconds: whoever left this is gone


def chunk_file(folder: Path, table: str, chunk_id: str) -> Path:
    """Where a chunk's rows of one table go."""
    return folder / table / f"part={chunk_id[:2]}" / f"{PREFIX}{chunk_id}{SUFFIX}"


def folded_file(table: str, name: str) -> str:
    """Where the rows of many chunks go, as a path within the store."""
    return f"{table}/{FOLDED}/{name}{SUFFIX}"


def pointer(folder: Path) -> dict[str, Any]:
    """What is compacted: its name, its file by table (paths within the store), ids of the chunks in it."""
    try:
        found: dict[str, Any] = json.loads((folder / POINTER).read_text("utf-8"))
        if "files" not in found:
            found["files"] = {table: f"{EARLIER_PLACE}/{found['name']}/{table}{SUFFIX}" for table in found["tables"]}
        return {key: kind(found[key]) for key, kind in (("name", str), ("files", dict), ("chunks", list))}
    except FileNotFoundError:
        return {"name": "", "files": {}, "chunks": []}
    except (ValueError, KeyError, TypeError):
        raise StoreFailed(Fault(str(folder / POINTER), "", say("store.broken_pointer"))) from None


def loose(folder: Path, table: str) -> dict[str, Path]:
    """Files of single chunks by chunk id, compacted ones included."""
    found: dict[str, Path] = {}
    root = folder / table
    if root.is_dir():
        for part in sorted(entry.path for entry in os.scandir(root) if entry.name.startswith("part=")):
            for entry in sorted(os.scandir(part), key=lambda entry: entry.name):
                if entry.name.startswith(PREFIX) and entry.name.endswith(SUFFIX) and _holds_something(entry):
                    found[entry.name[len(PREFIX) : -len(SUFFIX)]] = Path(entry.path)
    return found


def _holds_something(entry: "os.DirEntry[str]") -> bool:
    """An empty file is what a machine that lost power may leave: its chunk is not done."""
    try:
        return entry.stat().st_size > 0
    except FileNotFoundError:
        return False


def chunk_ids(folder: Path) -> set[str]:
    """Ids of the chunks that are done. The pointer is read last: what it names was loose before."""
    single = loose(folder, RUNS).keys()
    return {*single, *pointer(folder)["chunks"]}


def files(folder: Path, table: str, among: set[str] | None = None) -> list[Path]:
    """The files that together hold a table's rows once each: only of chunks whose runs are stored.

    among : leave out loose chunks that are not of these.
    """
    before = pointer(folder)
    runs = loose(folder, RUNS)
    single = runs if table == RUNS else {key: path for key, path in loose(folder, table).items() if key in runs}
    after = pointer(folder)
    if before["name"] != after["name"]:
        return files(folder, table, among)
    folded = set(after["chunks"])
    together = [folder / after["files"][table]] if table in after["files"] else []
    wanted = [key for key in sorted(single) if key not in folded and (among is None or key in among)]
    return [*together, *(single[key] for key in wanted)]


def steadily[T](folder: Path, read: Callable[[], T]) -> T:
    """Read, and again when a compaction took files away in between.

    Raises
    ------
    StoreFailed
        If it keeps failing.
    """
    for attempt in range(TRIES):
        try:
            return read()
        except (duckdb.IOException, FileNotFoundError) as error:
            last: Exception = error
            sleep(0.01 * attempt)
        except duckdb.Error as error:  # no file is missing: what is there cannot be read, now or later
            last = error
            break
    raise StoreFailed(Fault(str(folder), "", say("store.damaged", reason=str(last).splitlines()[0])))


def clear_leftovers(folder: Path, tables: Iterable[str]) -> None:
    """Delete what processes that died long ago left half written, and chunks a machine without power cut short.

    tables : names of those kept beside the runs.
    """
    with telling_faults(folder / "leftovers"):
        for path in (*folder.rglob(f"{TEMPORARY}*"), *folder.parent.glob(f"{TEMPORARY}{folder.name}-*")):
            with suppress(FileNotFoundError):  # a writer has just given it its name
                if time() - path.stat().st_mtime > STALE_SECONDS:
                    remove(path)
        for table in (RUNS, *tables):
            for chunk_id, path in loose(folder, table).items():
                if not _is_whole(path):
                    remove(chunk_file(folder, RUNS, chunk_id))  # the mark goes first: the chunk is not done
                    remove(path)


def _is_whole(path: Path) -> bool:
    """Whether a Parquet file has its end."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(PARQUET_END)))
        return file.read() == PARQUET_END
