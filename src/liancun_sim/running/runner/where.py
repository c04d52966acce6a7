"""Who does the work of a sweep."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Where:
    """Who does the work: processes of this machine, or a Dask cluster; all chunks, or one part of them.

    shard : (part, parts), the first part is 1. tls : files of a cluster that encrypts: authority, certificate, key.
    """

    workers: int | None = None
    scheduler: str | None = None
    scheduler_file: str | None = None
    shard: tuple[int, int] | None = None
    tls: tuple[str, str, str] | None = None


HERE = Where()
"""All chunks, by the processes of this machine."""
