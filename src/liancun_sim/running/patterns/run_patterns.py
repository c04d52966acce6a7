"""Every measure the patterns need, replication by replication, through the one runner and store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pandas as pd

from liancun_sim.county import County, save_county
from liancun_sim.patterns import Ground, MeasureSet, Pattern, measure_sets, measures, patterns
from liancun_sim.results.patterns.pattern_runs import PatternRuns
from liancun_sim.results.store import OutcomeInfo, PlannedRun, Store
from liancun_sim.running.common.provenance import manifest
from liancun_sim.running.comparison.run_comparison import county_notes
from liancun_sim.running.runner.processors import usable_processors
from liancun_sim.running.runner.restoring import COUNTY, restored_county
from liancun_sim.running.runner.worlds import FailedWorld, WorldsFailed, WorldsPlan, finished, kept
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput, Fault, Label, say

QUESTION = "patterns"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, eq=False)
class SetsOfMeasures:
    """Takes one set of measures in one replication; itself what workers are sent. A stored run is one set."""

    county: County
    seed: int
    start: str | None

    def __call__(self, store: Store) -> "TakenSets":
        return TakenSets(World(self.county), self.seed, self.start)


class TakenSets:
    """A county ready to be measured."""

    def __init__(self, world: World, seed: int, start: str | None):
        self.world, self.seed, self.start = world, seed, start

    def run(self, planned: PlannedRun) -> tuple[dict[str, float], Mapping[str, Any]]:
        one = measure_sets()[planned.scenario]
        taken = one.take(Ground(self.world, self.seed, planned.replicate, self.start))
        others = {_column(other, key.key): float("nan") for other in measure_sets().values() for key in other.measures}
        return {**others, **{_column(one, key): value for key, value in taken.items()}}, {}


def stored_patterns(store: Store) -> TakenSets:
    """What takes the measures of a store, from what it keeps."""
    return TakenSets(World(restored_county(store)), store.manifest["seed"], store.manifest["start"])


def run_patterns(
    county: County,
    *,
    start: str | None = None,
    seed: int = 1,
    count: int = 8,
    workers: int | None = None,
    store: Path | None = None,
    progress: Progress | None = None,
) -> PatternRuns:
    """Measure a county in `count` replications and say what it is held to.

    start : first month of the worlds (ISO), instead of the scenarios' own.

    Raises
    ------
    BadInput
        If no pattern speaks of worlds that begin then. WorldsFailed if a set of measures cannot be taken.
    """
    baseline = load_scenario("baseline", sets=() if start is None else (f"start={start}",))
    begins = baseline.setup.start
    asked = [one for one in patterns().values() if one.of(begins)]
    if not asked:
        raise BadInput(Fault("", "--start", say("patterns.nothing_asked", start=begins)))
    needed = list(dict.fromkeys(one.measure.partition(".")[0] for one in asked))
    sets = [measure_sets()[key] for key in needed]
    workers = min(workers or usable_processors(), count)
    began = manifest(county, (baseline,), seed, count, workers) | {"start": begins}
    plan = _plan(sets, count, began)
    report = progress or (lambda done, total, note: None)
    make = SetsOfMeasures(county, seed, start)
    rows: list[tuple[str, int, float]] = []
    failed: list[FailedWorld] = []
    with kept(plan, store, lambda folder: save_county(county, folder / COUNTY)) as worlds:
        for done, chunk in enumerate(finished(worlds, make, workers), start=1):
            failed += chunk.failed
            for one in chunk.worlds:
                of = measure_sets()[one.planned.scenario]
                keys = [f"{of.key}.{measured.key}" for measured in of.measures]
                rows += [(key, one.planned.replicate, one.outcomes[key.replace(".", "_")]) for key in keys]
            report(done, len(plan.chunks), "")
    if failed:
        raise WorldsFailed(failed)
    values = pd.DataFrame(rows, columns=["measure", "replication", "value"])
    return PatternRuns(_asked(asked), values, county.name, begins, county_notes(county), began)


def _plan(sets: list[MeasureSet], count: int, began: Mapping[str, Any]) -> WorldsPlan:
    decisive = repr((began["model_digest"], _measured_as(), began["county"]["digest"], began["seed"], began["start"]))
    content = blake2b(decisive.encode(), digest_size=12).hexdigest()
    return WorldsPlan(
        question=QUESTION,
        worlds=tuple(one.key for one in sets),
        content_ids={one.key: f"{content}-{one.key}" for one in sets},
        chunks=[[(one.key, 0, number) for one in sets] for number in range(count)],
        tables=(),
        outcomes=tuple(
            OutcomeInfo(_column(of, one.key), one.label, one.unit)
            for of in measure_sets().values()
            for one in of.measures
        ),
        described={
            "baseline": None,
            "model_digest": began["model_digest"],
            "data_digest": began["county"]["digest"],
            "seed": began["seed"],
            "start": began["start"],
        },
    )


def _measured_as() -> str:
    """Digest of how measures are taken, which the model's own does not cover."""
    digest = blake2b(digest_size=12)
    for path in sorted(Path(measures.__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _column(of: MeasureSet, key: str) -> str:
    return f"{of.key}_{key}"


def _asked(asked: list[Pattern]) -> pd.DataFrame:
    measured = {f"{of.key}.{one.key}": one for of in measure_sets().values() for one in of.measures}
    return pd.DataFrame(
        [
            {
                "pattern": one.key, "number": one.number, **_both(one.label), "measure": one.measure,
                "unit": measured[one.measure].unit, "least": measured[one.measure].least,
                "most": measured[one.measure].most, "low": one.low, "high": one.high, "use": one.use,
                **_both(one.source, "source_"),
            }
            for one in asked
        ]
    )  # fmt: skip


def _both(label: Label, before: str = "") -> dict[str, str]:
    return {f"{before}en": label.en, f"{before}zh": label.zh}
