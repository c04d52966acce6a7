"""Processor seconds to compile every kernel, as the first run of an installation does, longest first.

python benchmarks/compiling.py

Numba's own timers tell of each function compiled; what one compiles of others it calls is counted with them.
"""

import os
import sys
from collections import defaultdict
from tempfile import TemporaryDirectory
from time import process_time


def main() -> None:
    with TemporaryDirectory() as empty:
        os.environ["NUMBA_CACHE_DIR"] = empty
        from numba.core.event import install_listener
        from ready import table

        from liancun_sim.running.runner.compiling import tiny_run

        clock = compiling_clock()
        start = process_time()
        with install_listener("numba:compile", clock):
            tiny_run()
        whole = process_time() - start
        found = dict(clock.spent)
        start = process_time()
        tiny_run()
        again = process_time() - start
    rows = sorted(found.items(), key=lambda row: -row[1])
    print(table([(name, clock.times[name], seconds) for name, seconds in rows], "kernel", "signatures", "s"))
    print(f"\nthe first run {whole:.1f} s, again {again:.1f} s; of functions compiled {sum(found.values()):.1f} s")


def compiling_clock():
    """A listener of numba's that keeps the own seconds of each function, and how often it was compiled."""
    from numba.core.event import Listener

    class Clock(Listener):
        def __init__(self) -> None:
            self.spent: dict[str, float] = defaultdict(float)
            self.times: dict[str, int] = defaultdict(int)
            self.under_way: list[list[float]] = []

        def on_start(self, event) -> None:
            self.under_way.append([process_time(), 0.0])

        def on_end(self, event) -> None:
            start, within = self.under_way.pop()
            lasted = process_time() - start
            name = event.data["dispatcher"].py_func.__qualname__
            self.spent[name] += lasted - within
            self.times[name] += 1
            if self.under_way:
                self.under_way[-1][1] += lasted

    return Clock()


if __name__ == "__main__":
    sys.exit(main())
