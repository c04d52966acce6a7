"""Milliseconds of a month outside compiled kernels, by part: the Python and NumPy of villages, policies and records.

python benchmarks/outside_kernels.py [--against TREE] [--turns N]

TREE : another state of the source, measured in turns with this one, as in `month.py`. Shortest month of a part, since
what else the machine does only makes them longer; a part's yearly work is not in it.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from time import thread_time

HERE = Path(__file__).resolve().parent
ITS_OWN = ("consultation", "leaving")  # ballots and the search for what stood in a proposal's way
MONTHS = 6


class Clock:
    """Processor time of this thread, and how much of it kernels took."""

    def __init__(self):
        self.kernels = 0.0

    def of(self, kernel):
        """A kernel that adds up its own time."""

        def call(*given, **named):
            began = thread_time()
            try:
                return kernel(*given, **named)
            finally:
                self.kernels += thread_time() - began

        return call

    def outside(self) -> float:
        return thread_time() - self.kernels

    def timed(self, function, seconds):
        """A function that notes what it takes outside kernels."""

        def call(*given, **named):
            began = self.outside()
            result = function(*given, **named)
            seconds.append(self.outside() - began)
            return result

        return call


def measure() -> None:
    """Answer a line with the times of some months, for as long as lines come."""
    import ready

    start, clock = ready.ready(), Clock()
    ready.months(start, 2, {}, 1)  # compiled and warm
    for module in [module for name, module in sys.modules.items() if name.startswith("liancun_sim")]:
        for name, thing in vars(module).items():
            if type(thing).__name__ in ("Kernel", "CPUDispatcher"):
                setattr(module, name, clock.of(thing))
    ready.timed, ready.time.thread_time = clock.timed, clock.outside
    print(json.dumps(start.live_unions), flush=True)
    for _ in sys.stdin:
        parts: dict[str, list[float]] = {}
        ready.months(start, MONTHS, parts, 1)
        month = parts.pop("month")
        parts["channels, bounds"] = [whole - sum(own) for whole, *own in zip(month, *parts.values(), strict=True)]
        print(json.dumps({part: 1000 * min(times) for part, times in parts.items()}), flush=True)


def started(root: Path) -> subprocess.Popen:
    path = os.pathsep.join((str(root / "src"), str(root / "benchmarks")))
    return subprocess.Popen(
        [sys.executable, "-P", str(HERE / "outside_kernels.py"), "--answer"],
        env=os.environ | {"PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def turn(process: subprocess.Popen) -> dict[str, float]:
    process.stdin.write("\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--against", type=Path, metavar="TREE", help="another source tree, measured in the same run")
    parser.add_argument("--turns", type=int, default=6)
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        measure()
        return
    trees = [HERE.parent, *([given.against] if given.against else [])]
    processes = [started(tree) for tree in trees]
    unions = [json.loads(process.stdout.readline()) for process in processes]
    turns = [[turn(process) for process in processes] for _ in range(given.turns)]
    shortest = [{part: min(one[tree][part] for one in turns) for part in turns[0][tree]} for tree in range(len(trees))]
    for parts in shortest:
        parts["all but " + ", ".join(ITS_OWN)] = sum(ms for part, ms in parts.items() if part not in ITS_OWN)
    print(f"ms a month outside kernels, shortest of {MONTHS * given.turns} months; live unions: {unions}; {trees}\n")
    for part in sorted({*shortest[0], *shortest[-1]}, key=lambda part: -shortest[-1].get(part, 0.0)):
        print(f"| {part:36} | " + " | ".join(f"{parts.get(part, 0.0):6.2f}" for parts in shortest) + " |")


if __name__ == "__main__":
    main()
