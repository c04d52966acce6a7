"""Plans simulated against one another on fresh draws, until one is best or they are tied; what was promised of them.

Every replication has people, opinions and a start nobody has seen, the same for all plans. Draws of the assumptions
are those chances were learnt under, in turn, so that what was predicted is held against what came out draw by draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.aims import AIMS, yuan_gained
from liancun_sim.planner.preparing import Prepared, months_of
from liancun_sim.planner.rules_file import RulesFile
from liancun_sim.planner.sampling import planned
from liancun_sim.planner.selection import FIRST, best_of, standing, tied_with
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.running.plan.run_plans import PlanRun, Progress, run_plans, stage_of
from liancun_sim.running.plan.worlds import APART

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

BATCH = 5
FRESH = 1_000_000  # numbers of replications from here on are drawn for comparing alone
OF_THE_BEST = 0.05  # difference asked about where the aim is not counted in unions, as a share of the best


@dataclass(frozen=True, eq=False)
class Compared:
    """Plans as simulated.

    keys : of the plans; ranked are the first so many, the rest are rules of thumb. values : (draw, plan) of the aim.
    predicted : (draw, plan) what was expected under the same draws of the assumptions. outcomes : by name, alike.
    best : place of the plan called best. tied : (plan,) bool. difference : plans nearer are not told apart.
    settled : whether the procedure came to its end. runs : the worlds.
    """

    keys: tuple[str, ...]
    ranked: int
    values: FloatArray
    predicted: FloatArray
    outcomes: Mapping[str, FloatArray]
    best: int
    tied: tuple[bool, ...]
    difference: float
    settled: bool
    runs: tuple[PlanRun, ...]


def predicted_of(prepared: Prepared, chosen: IntArray) -> FloatArray:
    """(draw,) what is expected of a plan in its aim, under each draw."""
    found, rules = prepared.found, prepared.rules
    if rules.file.objective == "yuan_per_yuan":
        gained = yuan_gained(prepared.facts, prepared.candidates, found)[chosen]
        chance = found.stated[:, chosen]
        spent = chance * found.cost_formed[chosen] + (1 - chance) * found.cost_refused[chosen]
        return np.asarray((chance * gained).sum(axis=1) / np.maximum(1.0, spent.sum(axis=1)))
    worth = AIMS[rules.file.objective].worth(prepared.facts, prepared.candidates, found)
    return np.asarray(found.stated[:, chosen] @ worth[chosen])


def unions_of(prepared: Prepared, chosen: IntArray) -> tuple[PlannedUnion, ...]:
    """A choice as it is proposed, month by month."""
    months = months_of(chosen, prepared.found, prepared.rules)
    return tuple(planned(prepared.candidates, int(one), int(month)) for one, month in zip(chosen, months, strict=True))


def compare_plans(
    prepared: Prepared,
    plans: Mapping[str, tuple[tuple[PlannedUnion, ...], FloatArray]],
    ranked: int,
    workers: int | None = None,
    store: Path | None = None,
    progress: Progress | None = None,
) -> Compared:
    """Simulate plans until the rule of selection stops, and what the plan told promised too much is known.

    plans : key → its unions, and (draw,) what is expected of it. ranked : the first so many are selected among.
    """
    simulate, draws = prepared.rules.file.simulate, len(prepared.found.draws)
    keys, runs = list(plans), list[PlanRun]()
    at_most = max(FIRST, simulate.at_most)
    difference, count = simulate.difference, 0
    while count < at_most:
        size = min(FIRST if count == 0 else BATCH, at_most - count)
        # so many whole rounds of the draws further on: the number decides the people, its place the assumptions
        numbers = [FRESH * prepared.rules.file.simulate.assumptions + one for one in range(count, count + size)]
        runs += run_plans(
            prepared.county, prepared.rules.scenario, {key: (plans[key][0],) for key in keys}, prepared.facts.poorest,
            prepared.rules.file.seed, {ASSUMPTIONS if prepared.drawn else CHANCE: numbers}, simulate.assumptions,
            believed=prepared.rules.believed, workers=workers,
            store=None if store is None else store / f"compared-{count:03d}", progress=progress,
            stage=stage_of("compare"),
        )  # fmt: skip
        count += size
        values = values_of(prepared, runs, keys)
        if prepared.rules.file.objective != "lasting_unions":
            difference = max(1e-9, OF_THE_BEST * float(np.abs(values[:, :ranked].mean(axis=0)).max()))
        found = standing(values[:, :ranked], difference, simulate.confidence)
        best = told_of(values, found.kept, difference)
        predicted = np.column_stack([plans[key][1][np.arange(count) % draws] for key in keys])
        if found.settled and known_well(predicted[:, best] - values[:, best], prepared.rules.file):
            break
    return Compared(
        tuple(keys), ranked, values, predicted, outcomes_of(runs, keys), best,
        tuple(tied_with(values, best, difference)), difference, found.settled, tuple(runs),
    )  # fmt: skip


def known_well(over: FloatArray, file: RulesFile) -> bool:
    """Whether what was promised too much is known within the difference asked about, where that is in unions."""
    if file.objective != "lasting_unions":
        return True
    return float(over.std(ddof=1) / np.sqrt(over.size)) <= file.simulate.difference


def told_of(values: FloatArray, kept: Sequence[int], difference: float) -> int:
    """The plan told: the best by prediction wherever it is tied with what came out best, so that luck picks nothing."""
    top = best_of(values, kept)
    return 0 if 0 in kept and tied_with(values, top, difference)[0] else top


def values_of(prepared: Prepared, runs: Sequence[PlanRun], keys: Sequence[str]) -> FloatArray:
    """(draw, plan) of the aim."""
    simulated = AIMS[prepared.rules.file.objective].simulated
    return _table(runs, keys, lambda here, apart: simulated(here, apart))


BESIDE = ("income_poorest", "converted", "public_yuan")
"""Outcomes told as the difference from the county apart."""


def outcomes_of(runs: Sequence[PlanRun], keys: Sequence[str]) -> dict[str, FloatArray]:
    """By name: (draw, plan)."""
    plain = {
        name: _table(runs, keys, lambda here, apart, name=name: here[name])
        for name in ("formed", "lasting", "willing_year_on", "cadre_months")
    }
    beside = {name: _table(runs, keys, lambda here, apart, name=name: here[name] - apart[name]) for name in BESIDE}
    return {**plain, **beside}


def _table(runs: Sequence[PlanRun], keys: Sequence[str], value) -> FloatArray:  # type: ignore[no-untyped-def]
    apart = {run.number: run.outcomes for run in runs if run.plan == APART}
    by = {(run.number, run.plan): run.outcomes for run in runs}
    return np.array([[value(by[number, key], apart[number]) for key in keys] for number in sorted(apart)])
