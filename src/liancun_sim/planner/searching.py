"""The best plan, alternatives that differ, a frontier, and what each union of it is worth: all by exact packing."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from liancun_sim.planner.aims import AIMS, yuan_gained
from liancun_sim.planner.choosing import Here, choose, conflict, frontier, without
from liancun_sim.planner.milp import GAP, Solver
from liancun_sim.planner.packing import Choice, Packing, Row, overlap_cuts
from liancun_sim.planner.preparing import Prepared
from liancun_sim.planner.ruled import ruled_packing
from liancun_sim.vocabulary import BadInput, Fault, say

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
NEAR = 0.15  # of the bound: candidates within it are searched for alternatives, substitutes and single draws
MOST_NEAR = 6_000
FRONTIER_POINTS = 5
DRAWS_TRIED = 20  # of the assumptions, for how often a union is chosen
RATIO_STEPS = 8
SETTLED = 1e-6


@dataclass(frozen=True, eq=False)
class Search:
    """What was found. All choices are places in the candidates.

    packing : what was solved. best, alternatives : choices. near : candidates that could be in a plan almost as good.
    frontier : (aim, other aim) of choices between the two. worth : (candidate,) mean over draws.
    often : (candidate,) share of draws whose own best plan has it. replacement : for each union of the best, what
    doing without it costs and what is chosen instead.
    """

    packing: Packing
    best: Choice
    alternatives: tuple[Choice, ...]
    near: IntArray
    frontier: tuple[tuple[float, float, int], ...]
    worth: FloatArray
    often: FloatArray
    replacement: tuple[tuple[float, IntArray], ...]


def worth_of(prepared: Prepared, price: float = 0.0) -> FloatArray:
    """(draw, candidate) what each brings to the aim. price : for a ratio, of a yuan spent."""
    found, candidates, facts = prepared.found, prepared.candidates, prepared.facts
    aim = prepared.rules.file.objective
    if aim == "yuan_per_yuan":
        gained = yuan_gained(facts, candidates, found)
        spent = found.stated * found.cost_formed + (1 - found.stated) * found.cost_refused
        return np.asarray(found.stated * gained - price * spent)
    return np.asarray(found.stated * AIMS[aim].worth(facts, candidates, found))


def search(prepared: Prepared, solver: Solver | Here, told: Callable[[int, int], object]) -> Search:
    """Solve everything asked of a plan. told : called with (steps done, steps).

    Raises
    ------
    BadInput
        If no plan keeps the rules, naming a minimal set that is in conflict; or none was found in time.
    """
    rules, candidates = prepared.rules, prepared.candidates
    packing = ruled_packing(rules, prepared.facts, candidates, prepared.found, worth_of(prepared))
    best = choose(packing, solver)
    if rules.file.objective == "yuan_per_yuan" and best.feasible:
        packing, best = _best_ratio(prepared, packing, solver)
    if not best.feasible:
        _tell(prepared, packing, best, solver)
    steps = rules.file.alternatives + best.chosen.size + DRAWS_TRIED + FRONTIER_POINTS
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        told(min(done, steps), steps)

    near = _near(packing, best)
    small = narrowed(packing, near)
    plans = [np.searchsorted(near, best.chosen)]
    alternatives: list[Choice] = []
    for _ in range(rules.file.alternatives - 1):
        cuts = overlap_cuts(plans, near.size, rules.file.shared)
        found = choose(small.with_rows(*cuts), solver)
        step()
        if not found.feasible:
            break
        plans.append(found.chosen)
        alternatives.append(replace(found, chosen=near[found.chosen]))
    replaced = []
    for one in plans[0]:
        other = choose(without(small, int(one)), solver)
        instead = np.setdiff1d(other.chosen, plans[0]) if other.feasible else np.empty(0, dtype=np.intp)
        cost = best.value - other.value if other.feasible else float("nan")
        replaced.append((max(0.0, cost), near[instead]))
        step()
    often = np.zeros(len(candidates))
    draws = small.worth[:: max(1, len(small.worth) // DRAWS_TRIED)][:DRAWS_TRIED]
    for row in draws:
        own = choose(replace(small, worth=row[None, :], cautious=False), solver)
        if own.feasible:
            often[near[own.chosen]] += 1 / len(draws)
        step()
    line = []
    other_worth = other_of(prepared)[near]
    for found in frontier(replace(small, cautious=False), other_worth, FRONTIER_POINTS, solver):
        line.append((found.value, float(other_worth[found.chosen].sum()), int(found.chosen.size)))
        step()
    told(steps, steps)
    return Search(
        packing, best, tuple(alternatives), near, tuple(line), packing.worth.mean(axis=0), often, tuple(replaced)
    )


def other_aim(objective: str) -> str:
    """The aim of the other end of the frontier."""
    return "backward_villages" if objective == "lasting_unions" else "lasting_unions"


def other_of(prepared: Prepared) -> FloatArray:
    """(candidate,) what each brings to the other aim: backward villages expected in unions, or unions that last."""
    found = prepared.found
    if other_aim(prepared.rules.file.objective) == "lasting_unions":
        return np.asarray(found.chance * found.lasting)
    return np.asarray(found.chance * prepared.candidates.total(prepared.facts.backward))


def narrowed(packing: Packing, near: IntArray) -> Packing:
    """The same in some of the candidates."""
    return Packing(
        packing.incidence[:, near], packing.worth[:, near],
        tuple(Row(row.rule, row.weights[near], row.low, row.high) for row in packing.rows), (), packing.cautious,
    )  # fmt: skip


def _near(packing: Packing, best: Choice) -> IntArray:
    """Candidates worth searching further: for every village its best ones, and all of the plan's own.

    Best by worth, and by worth for each member, so that small and large unions are both there.
    """
    allowed = packing.allowed
    worth = packing.worth[:, allowed].mean(axis=0)
    part = packing.incidence[:, allowed].tocsr()
    size = np.asarray(part.sum(axis=0)).ravel()
    each = max(6, MOST_NEAR // max(1, 2 * part.shape[0]))
    kept = {int(one) for one in best.chosen}
    for values in (worth, worth / size):
        for village in range(part.shape[0]):
            columns = part.indices[part.indptr[village] : part.indptr[village + 1]]
            if columns.size > each:
                columns = columns[np.argpartition(-values[columns], each)[:each]]
            kept.update(int(allowed[one]) for one in columns)
    return np.array(sorted(kept), dtype=np.intp)


def _best_ratio(prepared: Prepared, packing: Packing, solver: Solver | Here) -> tuple[Packing, Choice]:
    """The plan of most yuan gained per yuan spent (Dinkelbach 1967): at the best ratio the net gain is nothing."""
    found, price = prepared.found, 0.0
    gained = worth_of(prepared).mean(axis=0)
    best = choose(packing, solver)
    for _ in range(RATIO_STEPS):
        spent = float(found.cost[best.chosen].sum())
        ratio = float(gained[best.chosen].sum()) / spent if spent > 0 else 0.0
        if ratio <= price + SETTLED:
            break
        price = ratio
        packing = replace(packing, worth=worth_of(prepared, price))
        following = choose(packing, solver)
        if not following.feasible or not following.chosen.size:
            break
        best = following
    return packing, best


def _tell(prepared: Prepared, packing: Packing, best: Choice, solver: Solver | Here) -> None:
    rules = prepared.rules
    if best.proven:
        listed = ", ".join(conflict(packing, solver))
        raise BadInput(Fault(rules.shown, "", say("plan.conflict", rules=listed)))
    raise BadInput(Fault(rules.shown, "", say("plan.unsolved", seconds=rules.file.solve_seconds)))


def gap_in_words(best: Choice, unit: str) -> str:
    """How far from the best possible the plan may be, in words."""
    if best.gap <= GAP:
        return say("plan.gap_none")
    return say("plan.gap_some", gap=best.gap, unit=unit)
