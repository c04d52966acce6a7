"""A plan from rules and a county: prepared, searched, simulated, told."""

from pathlib import Path
from typing import Any

import numpy as np

from liancun_sim.county import County
from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.comparing import Compared, compare_plans, predicted_of, unions_of
from liancun_sim.planner.milp import Solver
from liancun_sim.planner.preparing import Prepared, prepare
from liancun_sim.planner.rules import Rules
from liancun_sim.planner.searching import Search, search
from liancun_sim.planner.telling import plans_of
from liancun_sim.planner.thumb import RULES, by_thumb
from liancun_sim.results.plan.plans import Plans
from liancun_sim.running.plan.run_plans import Progress, stage_of

BEST = "best"


def make_plan(
    rules: Rules,
    county: County,
    *,
    workers: int | None = None,
    simulate: bool = True,
    store: Path | None = None,
    progress: Progress | None = None,
) -> Plans:
    """Which villages should join.

    simulate : run the best plan, its alternatives and rules of thumb against one another on fresh draws; without it
    nothing but predictions is told. store : where runs are kept, so that a plan interrupted goes on.

    Raises
    ------
    BadInput
        If no plan keeps the rules, naming those in conflict.
    """
    report = progress or (lambda done, total, note: None)
    prepared = prepare(rules, county, workers, store, progress)
    report(0, 1, stage_of("solve"))
    with Solver(rules.file.solve_seconds) as solver:
        found = search(prepared, solver, lambda done, total: report(done, total, ""))
    plans = _plans(prepared, found)
    compared: Compared | None = None
    if simulate and found.best.chosen.size:
        ranked = 1 + len(found.alternatives)
        compared = compare_plans(prepared, plans, ranked, workers, store, progress)
    return plans_of(prepared, found, plans, compared)


def _plans(prepared: Prepared, found: Search) -> dict[str, tuple[tuple[PlannedUnion, ...], np.ndarray]]:
    """Best, alternatives, rules of thumb: unions, and what is expected of each under every draw."""
    choices: dict[str, Any] = {BEST: found.best.chosen}
    choices |= {f"alternative_{number}": one.chosen for number, one in enumerate(found.alternatives, start=1)}
    for rule in RULES:
        by_rule = by_thumb(
            rule, prepared.facts, prepared.candidates, max(1, found.best.chosen.size), prepared.rules.file.seed
        )
        if by_rule:
            choices[rule] = np.array(by_rule, dtype=np.intp)
    return {
        key: (unions_of(prepared, chosen), predicted_of(prepared, chosen))
        for key, chosen in choices.items()
        if len(chosen)
    }
