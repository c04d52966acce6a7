"""``python -m fuzzing [READER...] [--cases N] [--first SEED] [--minutes M]``: in turns; a limited process."""

import argparse
import json
import math
import sys
import time
from collections import Counter
from pathlib import Path

from fuzzing.readers import BINARY, MEGABYTES, READERS, SECONDS, TEXT, Failure, cases
from liancun_sim.files.limited import BeyondLimits, LimitedProcess

BATCH = 100
ROOM = 12_000
"""MB of address space: what the libraries reserve without using is most of it; `MEGABYTES` is of what is used."""


def batch(process: LimitedProcess, reader: str, first: int, count: int) -> tuple[Counter[str], list[Failure]]:
    """Cases together; one by one if their process did not live through them."""
    try:
        outcomes, failures = process.call(cases, reader, first, count)
        return Counter(outcomes), failures
    except BeyondLimits:
        if count == 1:
            return Counter(failed=1), [Failure(reader, first, f"took its process down: {SECONDS} s, {MEGABYTES} MB")]
    total, failures = Counter[str](), []
    for seed in range(first, first + count):
        outcomes, failed = batch(process, reader, seed, 1)
        total += outcomes
        failures += failed
    return total, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", default=[*TEXT, *BINARY], metavar="READER", help=", ".join(READERS))
    parser.add_argument("--cases", type=int, default=1000, help="of each reader")
    parser.add_argument("--first", type=int, default=0, help="seed of the first")
    parser.add_argument("--minutes", type=float, default=math.inf, help="after which no more is begun")
    parser.add_argument("--json", type=Path, help="where to write counts and failures")
    asked = parser.parse_args()
    process = LimitedProcess(seconds=BATCH * SECONDS, megabytes=ROOM)
    until = time.monotonic() + 60 * asked.minutes
    counts = {reader: Counter[str]() for reader in asked.readers}
    failures: dict[str, list[Failure]] = {reader: [] for reader in asked.readers}
    for first in range(asked.first, asked.first + asked.cases, BATCH):
        for reader in asked.readers:
            if time.monotonic() > until:
                break
            outcomes, more = batch(process, reader, first, min(BATCH, asked.first + asked.cases - first))
            counts[reader] += outcomes
            failures[reader] += more
            for one in more:
                print(f"{reader}, seed {one.seed}: {one.what}", file=sys.stderr, flush=True)
        if asked.json is not None:
            found = {
                reader: {"first": asked.first, "outcomes": count, "failures": list(map(vars, failures[reader]))}
                for reader, count in counts.items()
            }
            asked.json.write_text(json.dumps(found, indent=1), "utf-8")
    process.stop()
    for reader, count in counts.items():
        print(f"{reader}: {count.total():,} cases from seed {asked.first}, exit codes {dict(sorted(count.items()))}")
    return 1 if any(failures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
