"""ns per household-month of the whole model and of each part, beside the time to stream the state it touches.

python benchmarks/month.py
"""

from time import thread_time

import numpy as np
from numba import njit
from ready import months, ready, table

from liancun_sim.state import COLUMNS

REPEATS, MONTHS = 8, 6


def main() -> None:
    start = ready()
    clock: dict[str, list[float]] = {}
    months(start, MONTHS, clock, REPEATS)
    shortest = {name: min(seconds) / start.households * 1e9 for name, seconds in clock.items()}
    typical = {name: float(np.median(seconds)) / start.households * 1e9 for name, seconds in clock.items()}
    touched = {mechanism.key: household_arrays(start, mechanism) for mechanism in start.schedule.mechanisms}
    everything = {key: entry for arrays in touched.values() for key, entry in arrays.items()}
    streaming = {key: stream(arrays, start.households) for key, arrays in touched.items()}
    streaming["month"] = stream(everything, start.households)
    print(
        f"combined scenario, month {start.month}–{start.month + MONTHS - 1}, {start.live_unions} live unions, "
        f"{start.households:,} households, one thread, recorder on, {REPEATS} × {MONTHS} months\n"
    )
    rows = []
    for name in sorted(shortest, key=lambda name: (name == "month", -shortest[name])):
        floor = streaming.get(name, 0.0)
        times = shortest[name] / floor if floor > 0 else ""
        rows.append((name, shortest[name], typical[name], floor if floor > 0 else "", times))
    print(table(rows, "part", "ns, best", "ns, median", "ns to stream it", "times that"))
    print(f"\nmemory of the state: {memory(start) / start.households:.0f} bytes per household")


def household_arrays(start, mechanism) -> dict[str, tuple[np.ndarray, bool]]:
    """Household columns a mechanism touches in a month, whether it writes them, and the network where it is read."""
    found: dict[str, tuple[np.ndarray, bool]] = {}
    for keys, written in ((mechanism.reads, False), (mechanism.writes, True)):
        for key in keys:
            column = COLUMNS[key]
            if column.entity == "household":
                array = getattr(start.state.households, column.name)
                found[key] = (array if column.width == 1 else array[0], written or found.get(key, (0, False))[1])
    if mechanism.key == "attitude":
        found["ties"] = (start.state.village_ties.voice, False)
    return found


@njit
def read(values):
    total = 0
    for i in range(values.shape[0]):
        total ^= values[i]
    return total


@njit
def rewrite(values):
    for i in range(values.shape[0]):
        values[i] += 1


def stream(arrays: dict[str, tuple[np.ndarray, bool]], households: int) -> float:
    """Time to read these arrays once, and write back those that are written, from memory rather than cache. [ns]"""
    copies = [(as_words(array), written) for array, written in arrays.values()]
    if not copies:
        return 0.0
    evict = np.zeros(8_000_000, np.int64)

    def cold() -> None:
        for words, written in copies:
            (rewrite if written else read)(words)

    cold()
    seconds = []
    for _ in range(8):
        rewrite(evict)
        began = thread_time()
        cold()
        seconds.append(thread_time() - began)
    return min(seconds) / households * 1e9


def as_words(array: np.ndarray) -> np.ndarray:
    """A copy of the bytes as 64-bit words."""
    data = array.tobytes()
    return np.frombuffer(data[: len(data) // 8 * 8], np.int64).copy()


def memory(start) -> int:
    """Bytes of household columns and ties."""
    state = start.state
    ties = state.village_ties
    arrays = [*state.households.arrays().values(), state.ties.start, state.ties.indices, ties.voice, ties.outside]
    return sum(array.nbytes for array in arrays)


if __name__ == "__main__":
    main()
