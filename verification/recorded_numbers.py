"""One digest of everything ten scenarios record, so that anybody can say whether results changed.

    python verification/recorded_numbers.py            # compare with recorded_numbers.txt
    python verification/recorded_numbers.py --write    # after a change of results that the changelog names

Each scenario is run once on the whole default county, assumptions at their defaults, seed 1. What is digested are
numbers alone: every recorded indicator of every stratum and month, every round of every proposal, every village's
outcomes and what was spent, to the bit. Names of columns are left out of the digest, so that a renamed one is no
change of results; keys of indicators and strata only order the rows.

NumPy computes logarithms and exponentials by the widest instructions a processor has, and they differ in the last bit
between kinds of processors: digests recorded on another kind say nothing, and both states of the source are run here.
"""

import argparse
import sys
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pandas as pd

from liancun_sim import load_scenario, run

STRATEGIES = ("baseline", "strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "combined")
NAMED_CASES = ("mayuan_hub", "shezhuang_union", "shezhuang_branch", "duhang_cluster", "lian_twins", "beitao_pairs")
TABLES = ("series", "rounds", "unions_at_end", "village_outcomes", "spending")
RECORDED = Path(__file__).with_suffix(".txt")


def digest(scenario: str, months: int | None = None, county: object = None) -> str:
    """Digest of every number one run of a scenario leaves behind."""
    found = run(load_scenario(scenario), county=county, months=months, workers=1)
    total = blake2b(digest_size=12)
    for name in TABLES:
        table = getattr(found, name)
        if name == "series":
            table = table.astype({"indicator": str, "stratum": str}).sort_values(["indicator", "stratum", "month"])
        total.update(numbers(table))
    return total.hexdigest()


def numbers(table: pd.DataFrame) -> bytes:
    """The numeric columns of a table as bytes, column after column."""
    columns = (table[name].to_numpy(np.float64) for name in table if pd.api.types.is_numeric_dtype(table[name]))
    return b"".join(np.ascontiguousarray(column).tobytes() for column in columns)


def processor() -> str:
    """The instructions NumPy finds beyond those every processor has, as the first line of the record."""
    found = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    return f"# {' '.join(found)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="keep what is found as the recorded digests")
    write = parser.parse_args().write
    lines = [processor()]
    for scenario in (*STRATEGIES, *NAMED_CASES):
        lines.append(f"{digest(scenario)}  {scenario}")
        print(lines[-1], flush=True)
    found = "\n".join(lines) + "\n"
    if write:
        RECORDED.write_text(found, encoding="utf-8")
        return 0
    recorded = RECORDED.read_text("utf-8")
    if recorded == found:
        print("as recorded")
        return 0
    if recorded.partition("\n")[0] != lines[0]:
        print("recorded on another kind of processor: run the state of the source before the change here, and compare")
    else:
        print("results changed: see CHANGELOG.md, then --write")
    return 1


if __name__ == "__main__":
    sys.exit(main())
