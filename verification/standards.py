"""How many backward villages convert, by three standards: without policy, and what a policy adds under each.

    python verification/standards.py                            # combined, 200 villages, 8 replications
    python verification/standards.py strong_weak_pairing --villages 754 --replications 4

Policies read the list of the operative standard (real); by the others the same worlds are only counted otherwise.
A share is of villages listed at t0, over the last 12 months; ± is a standard error over replications.
"""

import argparse

import numpy as np

from liancun_sim import make_county, run
from liancun_sim.mechanisms.assessment.index import STANDARDS

LAST_MONTHS = 12


def converted(scenario: str, county: object, replications: int, sets: list[str]) -> dict[str, np.ndarray]:
    """Share converted in the last year by indicator, a value per replication."""
    series = run(scenario, county=county, replications=replications, workers=1, sets=sets).series
    series = series[(series["stratum"] == "county") & (series["month"] > series["month"].max() - LAST_MONTHS)]
    found = {}
    for counted in ("true", "assessed"):
        for standard in STANDARDS:
            key = f"converted_{counted}_{standard}"
            means = series[series["indicator"] == key].groupby("replication", observed=True)["value"].mean()
            found[key] = means.sort_index().to_numpy()
    return found


def told(values: np.ndarray, sign: str = "") -> str:
    return f"{100 * values.mean():{sign}.0f} ± {100 * values.std(ddof=1) / np.sqrt(values.size):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("scenario", nargs="?", default="combined")
    parser.add_argument("--villages", type=int, default=200)
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--set", action="append", default=[], dest="sets")
    asked = parser.parse_args()
    county = make_county(villages=asked.villages)
    without = converted("baseline", county, asked.replications, asked.sets)
    with_policy = converted(asked.scenario, county, asked.replications, asked.sets)
    print(f"{asked.scenario}, {asked.villages} villages, {asked.replications} replications; percent, points")
    print("| standard | true, without policy | true, added | assessed, without policy | assessed, added |")
    print("|---|---|---|---|---|")
    for standard in STANDARDS:
        cells = []
        for counted in ("true", "assessed"):
            key = f"converted_{counted}_{standard}"
            cells += [told(without[key]), told(with_policy[key] - without[key], "+")]
        print(f"| {standard} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
