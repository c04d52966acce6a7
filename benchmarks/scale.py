"""Twelve months at a tenth, one and ten times the default county, and at ten million households.

Building (the county, its people and network, the state at t0) and months are timed apart, each size in a
process of its own; peak memory is the process's.

    python benchmarks/scale.py [HOUSEHOLDS ...]
"""

import subprocess
import sys
from time import thread_time

from ready import table

SIZES = (18_000, 180_000, 1_800_000, 10_000_000)
PER_VILLAGE = 238
MONTHS = 12


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        print(*one_size(int(sys.argv[2])))
        return
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    rows = []
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], capture_output=True, text=True, check=True
        )
        households, build, seconds, peak = map(float, done.stdout.split())
        month = seconds / households / MONTHS * 1e9
        rows.append(
            (f"{households:,.0f}", build, build / households * 1e6, seconds, month, peak / 2**30, peak / households)
        )
    heads = ("households", "build, s", "build, µs/household", "12 months, s", "ns per household-month")
    print(table(rows, *heads, "peak memory, GiB", "bytes/household"))


def one_size(size: int) -> tuple[int, float, float, int]:
    """Households, seconds to build, seconds for the months, peak bytes."""
    from liancun_sim.county import make_county
    from liancun_sim.draws import Draws
    from liancun_sim.scenario import load_scenario
    from liancun_sim.simulation.recorder import Recorder
    from liancun_sim.simulation.schedule import Schedule
    from liancun_sim.simulation.world import World

    scenario = load_scenario("combined")
    warm_up(scenario)
    began = thread_time()
    world = World(make_county(villages=max(1, size // PER_VILLAGE), households=size, seed=2008))
    schedule = Schedule(scenario.setup, scenario.coefficients, scenario.build_policies(world.county))
    state = world.begin(schedule)
    build = thread_time() - began
    recorder, draws = Recorder(), Draws(1, 0)
    began = thread_time()
    for month in range(MONTHS):
        schedule.step(state, month, draws)
        recorder.record(state, month + 1, scenario.setup.iso_month(month + 1))
    return len(state.households), build, thread_time() - began, peak_bytes()


def warm_up(scenario) -> None:
    """Compile every kernel on a small county."""
    from liancun_sim.county import make_county
    from liancun_sim.simulation.world import World

    small = World(make_county(villages=30, households=4_000, seed=1))
    small.run(scenario.setup, scenario.coefficients, scenario.build_policies(small.county), 1, 0)


def peak_bytes() -> int:
    """Largest memory this process ever held."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
