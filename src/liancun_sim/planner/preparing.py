"""What every question about unions begins with: facts, candidates, and what random plans teach of them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from liancun_sim.county import County
from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.candidates import Candidates, candidates_of
from liancun_sim.planner.facts import Facts, facts_of
from liancun_sim.planner.learning import Learnt, learnt_from
from liancun_sim.planner.predictions import Predictions, predict
from liancun_sim.planner.rules import Rules
from liancun_sim.planner.sampling import LEARNT_FROM, random_plan
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.running.plan.run_plans import PlanRun, Progress, run_plans, stage_of
from liancun_sim.running.plan.worlds import assumed
from liancun_sim.vocabulary import BadInput, Fault, say

RANDOM = "random"
FEWEST_LEARNT = 12  # unions of a random plan, so that small counties teach something too
FULL_WORTH = 1.0


@dataclass(frozen=True, eq=False)
class Prepared:
    """A county and rules, ready to be planned for."""

    county: County
    rules: Rules
    facts: Facts
    candidates: Candidates
    learnt: Learnt
    found: Predictions
    learning: tuple[PlanRun, ...]

    @property
    def drawn(self) -> bool:
        """Whether the assumptions are drawn."""
        return self.rules.drawn


def prepare(
    rules: Rules, county: County, workers: int | None = None, store: Path | None = None,
    progress: Progress | None = None,
) -> Prepared:  # fmt: skip
    """Candidates of a county and what is expected of them, learnt from simulated random plans.

    Raises
    ------
    BadInput
        If no set of villages could be proposed.
    """
    facts = facts_of(county, rules.barriers, rules.backward)
    file = rules.file
    try:
        candidates = candidates_of(facts, file.sizes, file.across_townships, rules.taken)
    except ValueError as many:
        raise BadInput(Fault(rules.shown, "", say("plan.too_many_candidates", count=f"{many.args[0]:,}"))) from None
    if not len(candidates):
        raise BadInput(Fault(rules.shown, "", say("plan.no_candidates")))
    numbers = {CHANCE: range(file.simulate.learn)}
    if rules.drawn:
        numbers[ASSUMPTIONS] = range(file.simulate.assumptions)
    unions = max(FEWEST_LEARNT, LEARNT_FROM * rules.at_most)
    most = max(file.simulate.learn, file.simulate.assumptions)
    plans: list[tuple[PlannedUnion, ...]] = [
        random_plan(candidates, unions, file.seed, number) for number in range(most)
    ]
    runs = run_plans(
        county, rules.scenario, {RANDOM: plans}, facts.poorest, file.seed, numbers, file.simulate.assumptions,
        believed=rules.believed, workers=workers, store=None if store is None else store / "learning",
        progress=progress, stage=stage_of("learn"),
    )  # fmt: skip
    draws = [assumed(file.seed, draw, rules.believed) for draw in range(file.simulate.assumptions)]
    learnt = learnt_from(facts, runs, rules.scenario.setup.decision.threshold, draws)
    found = predict(facts, candidates, learnt, rules.drawn, rules.willing, file.willing_worth)
    return Prepared(county, rules, facts, candidates, learnt, found, tuple(runs))


def months_of(chosen: np.ndarray, found: Predictions, rules: Rules) -> np.ndarray:
    """(union,) month in which each is proposed: the surest first, evenly over the months, or so many a month."""
    months = rules.file.months
    span = months.last - months.first + 1
    order = np.lexsort((chosen, -found.chance[chosen]))
    per_month = months.per_month or max(1, -(-chosen.size // span))
    found_months = np.zeros(chosen.size, dtype=int)
    found_months[order] = months.first + np.arange(chosen.size) // per_month
    return found_months
