"""Solving a packing: few of many candidates can be in a best plan, and which cannot is proven before searching.

The programme without whole numbers gives a bound and what a candidate costs beside the best (its reduced cost). A
candidate whose reduced cost exceeds the distance between the bound and a plan already found is in no better plan.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from liancun_sim.planner.milp import GAP, Programme, Relaxed, Solved, Solver, relax, solve
from liancun_sim.planner.packing import NO_CHOICE, Choice, Exclusion, Packing, Row, read_choice

IntArray = npt.NDArray[np.intp]
FEW = 4_000  # candidates searched as they are
FIRST_BAND = 0.02  # of the bound: candidates within it are searched first
EXACT = 1e-9


class Here:
    """Solves in this process: for tests and small counties."""

    def __init__(self, seconds: float = 60.0):
        self.seconds = seconds

    def solve(self, programme: Programme, gap: float = GAP) -> Solved:
        return solve(programme, self.seconds, gap)

    def relax(self, programme: Programme) -> Relaxed:
        return relax(programme, self.seconds)


def choose(packing: Packing, solver: Solver | Here, gap: float = GAP) -> Choice:
    """The best choice, or the best found in the time, with a bound on all others."""
    columns = packing.allowed
    if columns.size <= FEW:
        return read_choice(packing, columns, solver.solve(packing.programme(columns), gap))
    relaxed = solver.relax(packing.programme(columns, relaxed=True))
    if relaxed.infeasible:
        return NO_CHOICE
    if np.isnan(relaxed.cost):
        return read_choice(packing, columns, solver.solve(packing.programme(columns), gap))
    bound, reduced = -relaxed.cost, relaxed.reduced[: columns.size]
    band = max(FIRST_BAND * abs(bound), EXACT)
    while True:
        near = columns[reduced <= band]
        found = read_choice(packing, near, solver.solve(packing.programme(near), gap))
        everything = near.size == columns.size
        if found.feasible and (everything or bound - found.value <= band or not found.proven):
            proven_for_all = found.bound if bound - found.value <= band or everything else bound
            return Choice(found.chosen, found.value, min(bound, max(found.value, proven_for_all)), proven=found.proven)
        if everything or (not found.feasible and not found.proven):
            return found
        band = max(bound - found.value, 4 * band) if found.feasible else 8 * band


def conflict(packing: Packing, solver: Solver | Here) -> list[str]:
    """A minimal set of rules that cannot all be kept: each of them can be given up, and none less will do.

    A deletion filter (Chinneck & Dravnieks 1991): rule after rule is left out for good where the others still
    contradict one another.
    """
    rules = list(dict.fromkeys([*(one.rule for one in packing.exclusions), *(row.rule for row in packing.rows)]))
    kept = list(rules)
    for rule in rules:
        rest = [one for one in kept if one != rule]
        if not _can_be_kept(packing, rest, solver):
            kept = rest
    return kept


def _can_be_kept(packing: Packing, rules: Iterable[str], solver: Solver | Here) -> bool:
    among = set(rules)
    part = Packing(
        packing.incidence,
        np.zeros((1, packing.incidence.shape[1])),
        tuple(row for row in packing.rows if row.rule in among),
        tuple(one for one in packing.exclusions if one.rule in among),
    )
    columns = part.allowed
    return solver.solve(part.programme(columns)).x is not None


def frontier(packing: Packing, other: np.ndarray, points: int, solver: Solver | Here) -> Iterator[Choice]:
    """Choices between the best for the packing's aim and the best for another, by bounds on the other.

    other : (candidate,) what each brings to the other aim. The first is best for the packing's own aim.
    """
    first = choose(packing, solver)
    if not first.feasible:
        return
    yield first
    best_other = choose(Packing(packing.incidence, other[None, :], packing.rows, packing.exclusions), solver)
    low, high = float(other[first.chosen].sum()), best_other.value
    if not high > low + EXACT:
        return
    for step in range(1, points):
        least = low + (high - low) * step / (points - 1) - EXACT * max(1.0, abs(high))
        found = choose(packing.with_rows(Row("frontier", np.asarray(other, dtype=float), low=least)), solver)
        if found.feasible:
            yield found


def without(packing: Packing, candidate: int, rule: str = "without") -> Packing:
    """The same, with one candidate left out."""
    broken = np.zeros(packing.incidence.shape[1], dtype=bool)
    broken[candidate] = True
    return Packing(
        packing.incidence, packing.worth, packing.rows, (*packing.exclusions, Exclusion(rule, broken)),
        packing.cautious,
    )  # fmt: skip
