"""Processes of a server: where it can be had, from one that has imported everything, so that they start in moments."""

from multiprocessing import get_all_start_methods, get_context
from typing import Any


def context(*imported: str) -> Any:
    """How they are started. imported : modules they need; those of whoever comes first."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    found = get_context("forkserver")
    found.set_forkserver_preload([*imported])
    return found
