"""Months of one source tree, measured a turn at a time: what `month.py` starts once for every tree it compares.

Started without this folder on the path: `ready` is the one of the tree that is measured, so that an earlier state of
the source is driven by the benchmark that belonged to it. A line in asks for a turn; a line out is what it took.
"""

import json
import sys

from ready import months, ready


def main() -> None:
    start, count = ready(json.loads(sys.argv[2])), int(sys.argv[1])
    told = {"month": start.month, "live_unions": start.live_unions, "households": start.households}
    months(start, 1, {}, 1)  # compiled and warm
    print(json.dumps(told), flush=True)
    for _ in sys.stdin:
        clock: dict[str, list[float]] = {}
        months(start, count, clock, 1)
        print(json.dumps(clock), flush=True)


if __name__ == "__main__":
    main()
