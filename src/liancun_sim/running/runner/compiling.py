"""Kernels are compiled once, before workers start, instead of by each of them.

Numba keeps what it compiled on disk for later processes, but does not wait for another process that is compiling
the same: workers that start on an empty cache all compile everything. So a tiny county is run here first, where the
cache has no mark yet that this was done. A kernel that run does not reach is compiled by whoever needs it first.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from liancun_sim.compiled import kernel_digest
from liancun_sim.county import make_county
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import Wanted, World

SCENARIO, MONTHS = "combined", 13  # a month past the first assessment
VILLAGES, HOUSEHOLDS = 12, 240


def compile_once(announce: Callable[[], object] = lambda: None) -> None:
    """Compile the kernels if this installation has not yet; some ten seconds on a quiet machine.

    announce : called first where there is something to compile.
    """
    if are_compiled():
        return
    announce()
    tiny_run()
    mark = _mark()
    with suppress(OSError):  # a cache nobody may write to: numba has told what it does then
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def are_compiled() -> bool:
    """Whether this installation has compiled the kernels."""
    return _mark().exists()


def tiny_run() -> None:
    """Two worlds side by side that reach the kernels, of hardly any households; at t0 one world is by itself."""
    county = make_county(villages=VILLAGES, households=HOUSEHOLDS, seed=1)
    scenario = load_scenario(SCENARIO, county="default", months=MONTHS)
    pair = [Wanted(scenario.setup, scenario.coefficients, scenario.build_policies(county)) for _ in range(2)]
    for _ in World(county).run_all(pair, seed=1, replication=0):
        pass


def _mark() -> Path:
    return Path(os.environ["NUMBA_CACHE_DIR"]) / f"compiled-{kernel_digest()}-numba{version('numba')}"
