"""The household equations as columns against the same equations as Mesa agents: time and memory.

Both advance households through months of the combined scenario. What comes from villages is handed to the
agents, and its cost counted with the columns alone. Mesa's cost per household hardly depends on their
number, so it is measured on a part of a county, the columns on the whole default county.

    python benchmarks/against_mesa.py
"""

import gc
import tracemalloc
from time import thread_time

from mesa_twin import MesaTwin
from month import memory
from ready import months, ready, table
from side_by_side import KERNELS, SideBySide

from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario
from liancun_sim.world import World

MONTHS, HOUSEHOLDS = 14, 12_000


def main() -> None:
    mesa, mesa_bytes = mesa_cost()
    start = ready()
    kernels, columns_bytes = kernel_cost(start), memory(start) / start.households
    print(
        f"Mesa: {HOUSEHOLDS:,} households, fastest of {MONTHS} months, its own random numbers. Columns: "
        f"{start.households:,} households, {start.live_unions} live unions, fastest months, village-level code too.\n"
    )
    rows = [
        ("time, ns per household-month", mesa * 1e9, kernels * 1e9, mesa / kernels),
        ("memory, bytes per household", mesa_bytes, columns_bytes, mesa_bytes / columns_bytes),
    ]
    print(table(rows, "", "Mesa agents", "columns", "ratio"))


def mesa_cost() -> tuple[float, float]:
    """Seconds per household-month and bytes per household of the twin."""
    world = World(make_county(villages=50, households=HOUSEHOLDS, seed=5))
    side = SideBySide(world, load_scenario("combined"), Draws(1, 0), addressed=False)
    seconds = []
    for index in range(MONTHS):
        side.step_columns(index)
        began = thread_time()
        side.twin.step()
        seconds.append(thread_time() - began)
    h, ties = side.state.households, side.state.ties
    traits = side.traits()
    gc.collect()
    tracemalloc.start()
    twin = MesaTwin(traits, h.village, ties)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return min(seconds) / len(twin.households), size / len(twin.households)


def kernel_cost(start) -> float:
    """Seconds per household-month of the household mechanisms, their village-level code included."""
    clock: dict[str, list[float]] = {}
    months(start, 5, clock, 4)
    return sum(min(clock[key]) for key in sorted(set(KERNELS.values()) - {"union_life"})) / start.households


if __name__ == "__main__":
    main()
