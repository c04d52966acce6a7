"""ns per household-month of the whole model and of each part, beside the time to stream the state it touches.

python benchmarks/month.py [--against TREE] [--turns N]

TREE : another state of the source, for instance a worktree of commit 13f4b88 (November 2026). Both are measured in
turns, a few months each, and the ratio is that of the two months of a turn: what else the machine does moves times
from minute to minute, and ratios of neighbours hardly at all. Streaming is measured once a turn too.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from time import thread_time

import numpy as np
from numba import njit
from ready import SCENARIO, ready, table

from liancun_sim.state import COLUMNS

HERE = Path(__file__).resolve().parent
TURNS, MONTHS = 8, 6


class Tree:
    """A source tree in a process of its own, which measures when it is told to."""

    def __init__(self, root: Path):
        path = os.pathsep.join((str(root / "src"), str(root / "benchmarks")))
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "turns.py"), str(MONTHS), json.dumps(SCENARIO)],
            env=os.environ | {"PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.start: dict[str, int] = self._answer()
        self.turns: list[dict[str, list[float]]] = []

    def turn(self) -> None:
        """Some months more."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.turns.append(self._answer())

    def by_turn(self, part: str) -> np.ndarray:
        """Mean month of a part in each turn. [ns/household]"""
        return np.array([np.mean(turn[part]) for turn in self.turns]) / self.start["households"] * 1e9

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"a source tree could not be measured; its process ended with {self.process.wait()}")
        return json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--against", type=Path, metavar="TREE", help="another source tree, measured in the same run")
    parser.add_argument("--turns", type=int, default=TURNS)
    given = parser.parse_args()
    trees = [Tree(HERE.parent), *([Tree(given.against)] if given.against else [])]
    start = ready()
    streams = {key: Stream(arrays, start.households) for key, arrays in touched(start).items()}
    for _ in range(given.turns):
        for tree in trees:
            tree.turn()
        for stream in streams.values():
            stream.turn()
    told = trees[0].start
    print(
        f"three strategies, month {told['month']}–{told['month'] + MONTHS - 1}, {told['live_unions']} live unions, "
        f"{told['households']:,} households, one thread, recorder on, {given.turns} turns of {MONTHS} months\n"
    )
    ours = {part: trees[0].by_turn(part) for part in trees[0].turns[0]}
    rows = []
    for part in sorted(ours, key=lambda part: (part == "month", -ours[part].min())):
        stream = streams[part].nanoseconds if part in streams else []
        floor = np.median(stream) if len(stream) else 0.0
        rows.append(
            (part, ours[part].min(), np.median(ours[part]), floor or "", np.median(ours[part]) / floor if floor else "")
        )
    print(table(rows, "part", "ns, best turn", "ns, median", "ns to stream it", "times that"))
    for other in trees[1:]:
        print(
            f"\n{given.against}, month {other.start['month']}, {other.start['live_unions']} live unions, same turns:\n"
        )
        theirs = {part: other.by_turn(part) for part in other.turns[0] if part in ours}
        rows = [(part, ns.min(), np.median(ns), np.median(ns / ours[part])) for part, ns in theirs.items()]
        rows.sort(key=lambda row: (row[0] == "month", -row[1]))
        print(table(rows, "part", "ns, best turn", "ns, median", "times ours (median of turns)"))
    print(f"\nmemory of the state: {memory(start) / start.households:.0f} bytes per household")


def touched(start) -> dict[str, dict[str, tuple[np.ndarray, bool]]]:
    """Household arrays by mechanism, and those of the whole month."""
    arrays = {mechanism.key: household_arrays(start, mechanism) for mechanism in start.schedule.mechanisms}
    return arrays | {"month": {key: entry for found in arrays.values() for key, entry in found.items()}}


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


class Stream:
    """Reads arrays once and writes back those that are written, from memory rather than cache.

    All of them lie in one block, which the system backs by large pages or by small ones as a whole: arrays of their
    own took either by chance, and the time with it.
    """

    evict = np.zeros(8_000_000, np.int64)

    def __init__(self, arrays: dict[str, tuple[np.ndarray, bool]], households: int):
        words = [(as_words(array), written) for array, written in arrays.values()]
        block = np.zeros(sum(part.size for part, _ in words) + 1, np.int64)
        ends = np.cumsum([0, *(part.size for part, _ in words)])
        self.parts = [(block[ends[i] : ends[i + 1]], written) for i, (_, written) in enumerate(words)]
        for (part, _), (values, _) in zip(self.parts, words, strict=True):
            part[:] = values
        self.households, self.nanoseconds = households, []
        self._cold()

    def turn(self) -> None:
        """The shortest of three: nothing makes it shorter than memory is fast. [ns/household]"""
        if self.parts:
            self.nanoseconds.append(min(self._cold() for _ in range(3)) / self.households * 1e9)

    def _cold(self) -> float:
        rewrite(self.evict)
        began = thread_time()
        for words, written in self.parts:
            (rewrite if written else read)(words)
        return thread_time() - began


def as_words(array: np.ndarray) -> np.ndarray:
    """The bytes as 64-bit words."""
    data = array.tobytes()
    return np.frombuffer(data[: len(data) // 8 * 8], np.int64)


def memory(start) -> int:
    """Bytes of household columns and ties."""
    state = start.state
    ties = state.village_ties
    arrays = [*state.households.arrays().values(), state.ties.start, state.ties.indices, ties.voice, ties.outside]
    return sum(array.nbytes for array in arrays)


if __name__ == "__main__":
    main()
