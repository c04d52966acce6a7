"""What a question on the page waits for: from asking to the first pair of worlds shown, and to the whole answer.

The whole default county over 60 months, one policy. Processor time of the process that answers and of the slower world
is what a quiet machine with two cores would wait for; the clock tells what this one did.

    uv run python benchmarks/first_pair.py [--replications N]
"""

import argparse
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from liancun_sim.app.jobs import OVER, Jobs
from liancun_sim.app.page_clerk import PageClerk

TICK = os.sysconf("SC_CLK_TCK")


def family(process):
    """Seconds of processor of a process and of everything below it, by process."""
    spent, parents = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            spent[int(entry.name)] = (int(fields[11]) + int(fields[12])) / TICK
    mine = {process}
    while grown := {one for one, parent in parents.items() if parent in mine and one not in mine}:
        mine |= grown
    return {one: spent[one] for one in mine if one in spent}


def quiet(process):
    """Wait until nothing of it runs any more: everything is loaded."""
    before = None
    while (now := family(process)) != before:
        before = now
        time.sleep(6)
    return now


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replications", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        clerk, jobs = PageClerk(), Jobs(Path(folder), 2)
        county = clerk.county("default")
        for name in ("strong_weak_pairing", "small_village_consolidation"):
            before = quiet(jobs.process.pid)
            started = time.time()
            asked = clerk.question({"scenarios": [name], "replications": given.replications}, county)
            key, checked = asked.key, time.time() - started
            jobs.ask(asked, "", "en", county)
            shown = None
            while jobs.status(key)["state"] not in OVER:
                if shown is None and jobs.status(key)["first"]:
                    shown = time.time() - started, family(jobs.process.pid)
                time.sleep(0.05)
            own = {one: spent - before.get(one, 0) for one, spent in shown[1].items()}
            answering = own.pop(jobs.process.pid)
            worlds = sorted(own.values(), reverse=True)
            print(f"{name}: question checked after {checked:.2f} s by the clock, first pair after {shown[0]:.1f} s; "
                  f"processor: answering {answering:.1f} s, worlds "
                  f"{', '.join(f'{one:.1f}' for one in worlds if one > 0.05)} s; whole answer "
                  f"{time.time() - started:.1f} s by the clock ({jobs.status(key)['state']})")  # fmt: skip
        jobs.close()
        clerk.close()


if __name__ == "__main__":
    main()
