"""Processes of a class: where it can be had, from one that has imported everything, so that they start in moments."""

from multiprocessing import get_all_start_methods, get_context
from typing import Any

IMPORTED = ("liancun_sim.app.classroom.worlds",)


def context() -> Any:
    """How they are started."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    found = get_context("forkserver")
    found.set_forkserver_preload([*IMPORTED])
    return found
