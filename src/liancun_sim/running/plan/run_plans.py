"""Runs plans on the runner and its store: what is done already is not done again, and a kill loses nothing."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.county import County, save_county
from liancun_sim.interventions import PlannedUnion
from liancun_sim.results.store import OutcomeInfo, Store
from liancun_sim.running.common.decisive import model_digest
from liancun_sim.running.common.provenance import county_digest
from liancun_sim.running.comparison.run_comparison import content_id, told_failure
from liancun_sim.running.comparison.worlds import UNCERTAINTY
from liancun_sim.running.plan.worlds import APART, OUTCOMES, TABLES, Believed, PlanWorlds, Unions
from liancun_sim.running.runner.processors import usable_processors
from liancun_sim.running.runner.restoring import COUNTY, described_scenario, restored_county, restored_scenarios
from liancun_sim.running.runner.worlds import FailedWorld, WorldsFailed, WorldsPlan, finished, kept
from liancun_sim.scenario import Scenario
from liancun_sim.vocabulary import Label, say

Progress = Callable[[int, int, str], None]
PLAN = "plan"


@dataclass(frozen=True, eq=False)
class PlanRuns:
    """Makes what runs a plan's worlds; itself what workers are sent."""

    county: County
    scenario: Scenario
    plans: Mapping[str, Sequence[Unions]]
    poorest: npt.NDArray[np.bool_]
    seed: int
    draws: int
    believed: Believed = ()

    def __call__(self, store: Store) -> PlanWorlds:
        return PlanWorlds(
            self.county, self.scenario, self.plans, self.poorest, self.seed, self.draws, self.believed
        )  # fmt: skip


def stored_plan(store: Store) -> PlanWorlds:
    """What runs a plan's worlds, from what its store keeps."""
    manifest, county = store.manifest, restored_county(store)
    poorest = np.zeros(len(county.villages), dtype=bool)
    poorest[manifest["poorest"]] = True
    plans = {
        key: [
            tuple(PlannedUnion(**{**union, "members": tuple(union["members"])}) for union in unions)
            for unions in listed
        ]
        for key, listed in manifest["plans"].items()
    }
    scenario = restored_scenarios(store)[PLAN]
    return PlanWorlds(
        county, scenario, plans, poorest, manifest["seed"], manifest["draws"], manifest["believed"]
    )  # fmt: skip


@dataclass(frozen=True)
class PlanRun:
    """One world as it came out. plan : key, `APART` without one. number : of the replication, whose draws all share."""

    plan: str
    number: int
    uncertainty: str
    unions: Unions
    outcomes: Mapping[str, float]
    tables: Mapping[str, Mapping[str, Any]]


def run_plans(
    county: County,
    scenario: Scenario,
    plans: Mapping[str, Sequence[Unions]],
    poorest: npt.NDArray[np.bool_],
    seed: int,
    numbers: Mapping[str, Sequence[int]],
    draws: int,
    *,
    believed: Believed = (),
    apart: bool = True,
    workers: int | None = None,
    store: Path | None = None,
    progress: Progress | None = None,
    stage: str = "",
) -> list[PlanRun]:
    """Every plan, and the county apart, in every replication; in order of uncertainty, number and plan.

    Parameters
    ----------
    numbers : uncertainty → numbers of replications. draws, believed : see `PlanWorlds`.
    apart : whether the world without a plan is run too.
    stage : what progress is told of.

    Raises
    ------
    WorldsFailed
        If no replication is whole. Where some are, the others are left out, and told.
    """
    keys = ([APART] if apart else []) + list(plans)
    points = [name for name in numbers if numbers[name]]
    chunks = [
        [(key, point, number) for key in keys] for point, name in enumerate(points) for number in numbers[name]
    ]  # the worlds of a replication share its people, drawn once
    plan = _plan(county, scenario, plans, poorest, (seed, draws, believed), keys, points, chunks)
    total, report = len(chunks), progress or (lambda done, total, note: None)
    report(0, total, stage)
    found: list[PlanRun] = []
    failed: list[FailedWorld] = []
    make = PlanRuns(county, scenario, plans, poorest, seed, draws, believed)
    busy = min(workers or usable_processors(), total)
    with kept(plan, store, lambda folder: save_county(county, folder / COUNTY), partial(report, 0, total)) as worlds:
        for done, chunk in enumerate(finished(worlds, make, busy, partial(report, 0, total)), start=1):
            failed += chunk.failed
            for world in chunk.worlds:
                key, number = world.planned.scenario, world.planned.replicate
                listed = plans.get(key, ((),))
                found.append(
                    PlanRun(
                        key, number, str(world.planned.parameters[UNCERTAINTY]), listed[number % len(listed)],
                        world.outcomes, world.tables,
                    )
                )  # fmt: skip
            report(done, total, told_failure(chunk.failed) if chunk.failed else "")
    if not found:
        raise WorldsFailed(failed)
    return sorted(found, key=lambda run: (points.index(run.uncertainty), run.number, keys.index(run.plan)))


def _plan(
    county: County, scenario: Scenario, plans: Mapping[str, Sequence[Unions]], poorest: npt.NDArray[np.bool_],
    drawn: tuple[int, int, Believed], keys: Sequence[str], points: Sequence[str],
    chunks: Sequence[Sequence[tuple[str, int, int]]],
) -> WorldsPlan:  # fmt: skip
    model, data = model_digest(), county_digest(county)
    return WorldsPlan(
        question=PLAN,
        worlds=tuple(keys),
        content_ids={
            key: content_id(
                scenario,
                model,
                data,
                drawn[:2],
                _digest(plans.get(key, ())),
                np.flatnonzero(poorest).tolist(),
                *map(sorted, map(dict.items, map(dict, drawn[2]))),
            )
            for key in keys
        },
        factor=UNCERTAINTY,
        points=tuple(points),
        chunks=chunks,
        tables=TABLES,
        outcomes=tuple(OutcomeInfo(name, *_described(name)) for name in OUTCOMES),
        described={
            "model_digest": model,
            "data_digest": data,
            "seed": drawn[0],
            "draws": drawn[1],
            "believed": [dict(one) for one in drawn[2]],
            "scenario_details": {PLAN: described_scenario(scenario)},
            "poorest": np.flatnonzero(poorest).tolist(),
            "plans": {key: [[asdict(union) for union in unions] for unions in listed] for key, listed in plans.items()},
        },
    )


def _digest(listed: Sequence[Unions]) -> str:
    text = json.dumps([[asdict(union) for union in unions] for unions in listed])
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _described(name: str) -> tuple[Label, str, Any]:
    units = {"income_poorest": "yuan/person/year", "income_yuan": "yuan/year", "public_yuan": "yuan"}
    better = "lower" if name in ("public_yuan", "cadre_months") else "higher"
    units |= {"willing_year_on": "share", "converted": "villages", "cadre_months": "cadre-months"}
    return _label(name), units.get(name, "unions"), better


def _label(name: str) -> Label:
    from liancun_sim.vocabulary.messages import messages

    found = messages("plan")[f"outcome_{name}"]
    return Label(found["en"], found["zh"])


def stage_of(name: str) -> str:
    """What is told when a stage begins."""
    return say(f"plan.stage_{name}")
