"""How this version stands to what it is held to, as every report shows it.

    python verification/patterns.py [--replications 8] [--workers 2] [--write]

Measures the default county of 2008 and of 2023; with ``--write`` the tables that reports carry are made anew.
"""

import argparse
from pathlib import Path

from liancun_sim import measure_patterns
from liancun_sim.analysis.patterns.verdicts import verdicts
from liancun_sim.reports.patterns.text import patterns_text
from liancun_sim.results import patterns as shipped
from liancun_sim.results.patterns.shipped import ShippedPatterns

STARTS = ("2008-01", "2023-01")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    for start in STARTS:
        runs = measure_patterns(start=start, replications=asked.replications, workers=asked.workers)
        table = verdicts(runs)
        print(patterns_text(runs, table), flush=True)
        if asked.write:
            digest = runs.provenance["model_digest"]
            one = ShippedPatterns(runs.county, runs.start, digest, asked.replications, table)
            place = Path(next(iter(shipped.__path__))) / f"default_{start[:4]}.json"
            place.write_text(one.document(), "utf-8")
            print(f"→ {place.name}")


if __name__ == "__main__":
    main()
