"""The store of a sweep: one folder of Parquet files named by content, safe to kill, read while it grows.

::

    manifest.json                        what the study is and what its results came from; written last
    points.parquet                       point, group, role, then a column per factor
    design.parquet                       run_id, scenario, point, replicate, batch, chunk, place, own
    chunks.parquet                       chunk, chunk_id, batch, runs
    county/                              the county, for exact replays
    series/part=hh/chunk-<id>.parquet    tables a run leaves behind, if kept (written first)
    runs/part=hh/chunk-<id>.parquet      one row per run: the mark that the chunk is done
    <table>/part=folded/<name>.parquet   many chunks in one file, found by the same pattern
    compacted.json                       the pointer: which file that is, and the chunks in it

A file appears under its name only when it is whole. What is left to do is what is planned less what
is present, so a repeated attempt fills the same file and nothing is ever counted twice.
"""

from liancun_sim.results.store.compacting import compact, unfold
from liancun_sim.results.store.creating import create_store
from liancun_sim.results.store.exporting import export, table_files
from liancun_sim.results.store.manifest import has_store
from liancun_sim.results.store.parquet import StoreFailed
from liancun_sim.results.store.planned import OutcomeInfo, PlannedChunk, PlannedRun, RunOutcome
from liancun_sim.results.store.store import Store, open_store

__all__ = [
    "OutcomeInfo",
    "PlannedChunk",
    "PlannedRun",
    "RunOutcome",
    "Store",
    "StoreFailed",
    "compact",
    "create_store",
    "export",
    "has_store",
    "open_store",
    "table_files",
    "unfold",
]
