"""The household equations as columns against the same equations as Mesa agents: time and memory.

Both advance households through months of the combined scenario; what comes from villages is handed to both.
Mesa's cost per household hardly depends on their
number, so it is measured on a part of a county, the columns on the whole default county.

    python benchmarks/against_mesa.py
"""

import gc
import tracemalloc
from time import thread_time

from mesa_twin import CellTwin, MesaTwin
from month import memory
from ready import months, ready, table
from side_by_side import KERNELS, SideBySide, timed_kernels

from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World

FIRST, LAST, HOUSEHOLDS = 13, 18, 12_000
KINDS = {"contacts in a list": MesaTwin, "contacts by cells, as in Mesa's virus_on_network": CellTwin}


def main() -> None:
    start = ready()
    kernels, mechanisms = column_cost(start)
    bytes_each = memory(start) / start.households
    print(
        f"Mesa: {HOUSEHOLDS:,} households, its own random numbers. Columns: {start.households:,} households, "
        f"{start.live_unions} live unions. Fastest of months {FIRST}–{LAST}.\n"
    )
    rows = [
        ("columns: household equations", kernels * 1e9, 1.0, bytes_each, 1.0),
        ("columns: with their village-level code", mechanisms * 1e9, mechanisms / kernels, bytes_each, 1.0),
    ]
    for name, kind in KINDS.items():
        seconds, size = mesa_cost(kind)
        rows.append((f"Mesa: {name}", seconds * 1e9, seconds / kernels, size, size / bytes_each))
    print(table(rows, "", "ns per household-month", "times the equations", "bytes per household", "times the columns"))


def mesa_cost(kind) -> tuple[float, float]:
    """Seconds per household-month and bytes per household of a twin."""
    world = World(make_county(villages=50, households=HOUSEHOLDS, seed=5))
    side = SideBySide(world, load_scenario("combined"), Draws(1, 0), kind)
    seconds = []
    for index in range(LAST + 1):
        side.step_columns(index)
        began = thread_time()
        side.twin.step()
        seconds.append(thread_time() - began)
    traits, village, ties = side.traits(), side.state.households.village, side.state.ties
    gc.collect()
    tracemalloc.start()
    twin = kind(traits, village, ties)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return min(seconds[FIRST:]) / len(twin.households), size / len(twin.households)


def column_cost(start) -> tuple[float, float]:
    """Seconds per household-month of the household kernels, and of their mechanisms as wholes."""
    kernels: dict[str, list[float]] = {}
    clock: dict[str, list[float]] = {}
    with timed_kernels(kernels):
        months(start, LAST - FIRST + 1, clock, 6)
    household_mechanisms = set(KERNELS.values()) - {"union_life"}
    inside = sum(min(seconds) for seconds in kernels.values())
    return inside / start.households, sum(min(clock[key]) for key in household_mechanisms) / start.households


if __name__ == "__main__":
    main()
