"""How office tables are read: drawn by the thousand, imported, and compared with the county behind them.

``python verification/office_tables.py --tables 10000 [--first SEED] [--minutes M]``. Every table is one seed:
``--show SEED`` prints it with what the import makes of it.
"""

import argparse
import math
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path

from drawn_tables import draw
from known_county import Drawn
from written_tables import write

from liancun_sim.county.spreadsheet import Imported, read_spreadsheet
from liancun_sim.county.spreadsheet.doubts import Doubtful
from liancun_sim.vocabulary import BadInput

MOST_QUESTIONS = 3
KM_PER_DEGREE = 111.195


@dataclass(frozen=True)
class Outcome:
    """outcome : read, asked or different. questions : how many, faults included. why : it is different."""

    seed: int
    shape: str
    oddity: str
    outcome: str
    questions: int = 0
    why: str = ""


def outcome_of(seed: int, folder: Path) -> Outcome:
    """What the import makes of one table."""
    drawn = draw(seed)
    path = write(drawn, folder, seed)
    about = (seed, drawn.shape, drawn.oddity)
    try:
        imported = read_spreadsheet(path)
    except Doubtful as doubtful:
        return Outcome(*about, "asked", len(doubtful.faults), str(doubtful))
    except BadInput as bad:
        return Outcome(*about, "asked", len(bad.faults), str(bad))
    finally:
        path.unlink()
    why = "read without the question" if drawn.oddity else difference(drawn, imported)
    return Outcome(*about, "different" if why else "read", 0, why)


def difference(drawn: Drawn, imported: Imported) -> str:
    """The first thing in which a county differs from the known one; "" if nothing does."""
    county = imported.county
    table = county.villages.set_index(["township", "name"])
    known = {(one.township, one.name): one for one in drawn.villages}
    if set(table.index) != set(known):
        return f"villages {sorted(set(table.index) ^ set(known))}"
    west = min(one.numbers["longitude"] for one in drawn.villages)
    south, north = (edge(one.numbers["latitude"] for one in drawn.villages) for edge in (min, max))
    wide = KM_PER_DEGREE * cos(radians(float(south + north) / 2))
    for key, one in known.items():
        for field in drawn.given:
            true = float(one.numbers[field])
            if field == "longitude":
                found, true = table.loc[key, "x_km"], (true - float(west)) * wide
            elif field == "latitude":
                found, true = table.loc[key, "y_km"], (true - float(south)) * KM_PER_DEGREE
            else:
                found = table.loc[key, field]
            if abs(float(found) - true) > max(1e-3, 1e-6 * abs(true)):
                return f"{key} {field}: {found}, not {true}"
    invented = {"x_km", "y_km"} if "longitude" not in drawn.given else set()
    if lost := (set(drawn.given) - invented) & set(imported.report.synthesised):
        return f"drawn although given: {sorted(lost)}"
    names = county.villages["name"]
    edges = {frozenset((names[one], names[other])) for one, other in county.edges}
    return "" if drawn.edges is None or edges == drawn.edges else f"neighbours {edges ^ drawn.edges}"


def outcomes(seeds: Iterable[int]) -> list[Outcome]:
    """What the import makes of the tables of these seeds."""
    with tempfile.TemporaryDirectory() as folder:
        return [outcome_of(seed, Path(folder)) for seed in seeds]


@dataclass(frozen=True)
class Count:
    """tables, clear : how many. read : clear ones read without a question. different : silently so, of all.

    most : questions asked of one table. beyond : tables with more questions than a person puts up with.
    """

    tables: int
    clear: int
    read: int
    different: int
    most: int
    beyond: int

    @classmethod
    def of(cls, found: list[Outcome]) -> "Count":
        clear = [one for one in found if not one.oddity]
        return cls(
            len(found), len(clear), sum(one.outcome == "read" for one in clear),
            sum(one.outcome == "different" for one in found), max(one.questions for one in found),
            sum(one.questions > MOST_QUESTIONS for one in found),
        )  # fmt: skip

    @property
    def read_share(self) -> float:
        return self.read / self.clear if self.clear else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=math.inf, help="after which no more is begun")
    parser.add_argument("--show", type=int)
    options = parser.parse_args()
    if options.show is not None:
        _show(options.show)
        return
    began, found = time.perf_counter(), list[Outcome]()
    seeds = range(options.first, options.first + options.tables)
    for start in range(0, len(seeds), 50):
        if time.perf_counter() - began > 60 * options.minutes:
            break
        found += outcomes(seeds[start : start + 50])
    count, wrong = Count.of(found), [one for one in found if one.outcome == "different"]
    print(f"{count.tables} tables from seed {seeds[0]} on, {time.perf_counter() - began:.0f} s")
    print(f"silently different: {count.different}")
    print(f"clear: {count.clear}, read without a question: {count.read} ({count.read_share:.2%})")
    print(f"most questions: {count.most}; more than {MOST_QUESTIONS}: {count.beyond}")
    for kind, number in Counter((one.shape, one.oddity, one.outcome) for one in found).most_common():
        print(f"  {number:7}  {' · '.join(filter(None, kind))}")
    asked = [one for one in found if not one.oddity and one.outcome == "asked"]
    for one in [*wrong[:10], *asked[:10], *[one for one in found if one.questions > MOST_QUESTIONS][:5]]:
        print(f"seed {one.seed} ({one.shape} {one.oddity}): {one.why[:300]}")


def _show(seed: int) -> None:
    for page in draw(seed).pages:
        print(f"[{page.name}]", page.merged or "", page.hidden_rows or "", page.hidden_columns or "")
        for row in page.rows:
            print(" | ".join("" if cell is None else str(cell) for cell in row))
    print(outcomes([seed])[0])


if __name__ == "__main__":
    main()
