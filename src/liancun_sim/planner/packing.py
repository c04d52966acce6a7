"""The best set of unions under rules: no village twice, every rule kept. Set packing as an integer programme.

max Σ v_j x_j over candidates j, with Σ_{j ∋ village} x_j ≤ 1 and a row for every rule. Cautious plans maximise the
mean over the worst share of the assumptions (conditional value at risk, Rockafellar & Uryasev 2000) instead of the
mean over all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from liancun_sim.planner.milp import Programme, Solved

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.intp]
INFINITE = float("inf")
WORST_SHARE = 0.2


@dataclass(frozen=True, eq=False)
class Row:
    """A rule on what is chosen: low ≤ Σ weight_j x_j ≤ high. rule : key by which it is named."""

    rule: str
    weights: FloatArray
    low: float = -INFINITE
    high: float = INFINITE


@dataclass(frozen=True, eq=False)
class Exclusion:
    """A rule that some candidates break by themselves. broken : (candidate,) bool."""

    rule: str
    broken: BoolArray


@dataclass(frozen=True, eq=False)
class Packing:
    """What is to be chosen.

    incidence : (village, candidate) 0/1. worth : (draw, candidate) — what each candidate brings under each draw of
    the assumptions; one row where these stay at their defaults. cautious : the mean over the worst fifth of draws.
    rows, exclusions : the rules.
    """

    incidence: sparse.csr_matrix
    worth: FloatArray
    rows: tuple[Row, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    cautious: bool = False

    @property
    def allowed(self) -> IntArray:
        """Candidates that break no rule by themselves."""
        broken = np.zeros(self.incidence.shape[1], dtype=bool)
        for one in self.exclusions:
            broken |= one.broken
        return np.flatnonzero(~broken)

    def value(self, chosen: IntArray) -> float:
        """What a choice is worth: the mean over draws, or over the worst fifth of them."""
        totals = self.worth[:, chosen].sum(axis=1)
        return worst_mean(totals) if self.cautious else float(totals.mean())

    def broken_by(self, chosen: IntArray) -> list[str]:
        """The rules a choice breaks."""
        found = [one.rule for one in self.exclusions if one.broken[chosen].any()]
        for row in self.rows:
            sum_of = float(row.weights[chosen].sum())
            slack = 1e-6 * max(1.0, abs(sum_of))
            if not row.low - slack <= sum_of <= row.high + slack:
                found.append(row.rule)
        return found

    def with_rows(self, *rows: Row) -> "Packing":
        return replace(self, rows=(*self.rows, *rows))

    def programme(self, columns: IntArray, relaxed: bool = False) -> Programme:
        """As an integer programme in some columns; minimised, so that signs are turned.

        Variables: x of the columns; where cautious also t and a shortfall u ≥ 0 for every draw, with
        u_k ≥ t − Σ v_kj x_j, and t − Σ u_k / (share · draws) to be greatest.
        """
        count, draws = columns.size, self.worth.shape[0]
        blocks = [self.incidence[:, columns]]
        low = [np.full(blocks[0].shape[0], -np.inf)]
        high = [np.ones(blocks[0].shape[0])]
        for row in self.rows:
            blocks.append(sparse.csr_matrix(row.weights[columns][None, :]))
            low.append(np.array([row.low]))
            high.append(np.array([row.high]))
        matrix = sparse.vstack(blocks, format="csr")
        cost = -self.worth[:, columns].mean(axis=0)
        least, most, whole = np.zeros(count), np.ones(count), np.full(count, 0 if relaxed else 1)
        if self.cautious:
            tail = max(1.0, WORST_SHARE * draws)
            matrix = sparse.hstack([matrix, sparse.csr_matrix((matrix.shape[0], 1 + draws))], format="csr")
            short = sparse.hstack(
                [sparse.csr_matrix(self.worth[:, columns]), -np.ones((draws, 1)), sparse.eye(draws)], format="csr"
            )
            matrix = sparse.vstack([matrix, short], format="csr")
            low.append(np.zeros(draws))
            high.append(np.full(draws, np.inf))
            cost = np.concatenate([np.zeros(count), [-1.0], np.full(draws, 1 / tail)])
            least = np.concatenate([least, [-np.inf], np.zeros(draws)])
            most = np.concatenate([most, np.full(1 + draws, np.inf)])
            whole = np.concatenate([whole, np.zeros(1 + draws, dtype=int)])
        return Programme(cost, matrix, np.concatenate(low), np.concatenate(high), least, most, whole)


def worst_mean(totals: FloatArray) -> float:
    """Mean over the worst fifth of draws, the last of them in part where a fifth is no whole number."""
    ordered, tail = np.sort(totals), max(1.0, WORST_SHARE * totals.size)
    weight = np.clip(tail - np.arange(totals.size), 0.0, 1.0)
    return float((ordered * weight).sum() / tail)


@dataclass(frozen=True)
class Choice:
    """A plan: chosen candidates, what they are worth, and a proven bound on what any choice could be worth.

    None of it where no choice keeps every rule (`feasible` False). proven : whether HiGHS ran to its end.
    """

    chosen: IntArray
    value: float
    bound: float
    feasible: bool = True
    proven: bool = True

    @property
    def gap(self) -> float:
        """How much better another choice could be at most, as a share of this one's worth."""
        return max(0.0, self.bound - self.value) / max(abs(self.value), 1e-9)


NO_CHOICE = Choice(np.empty(0, dtype=np.intp), float("nan"), float("nan"), feasible=False)


def read_choice(packing: Packing, columns: IntArray, solved: Solved) -> Choice:
    """A solved programme as a choice."""
    if solved.x is None:
        return NO_CHOICE if solved.infeasible else replace(NO_CHOICE, proven=False)
    chosen = columns[np.flatnonzero(solved.x[: columns.size] > 0.5)]
    value = packing.value(chosen)
    return Choice(chosen, value, max(value, -solved.bound), proven=solved.proven)


def overlap_cuts(plans: Sequence[IntArray], candidates: int, shared: float) -> tuple[Row, ...]:
    """Rows that keep a plan from sharing more than so much of the unions of earlier ones."""
    rows = []
    for plan in plans:
        weights = np.zeros(candidates)
        weights[plan] = 1.0
        rows.append(Row("overlap", weights, high=float(np.floor(shared * plan.size + 1e-9))))
    return tuple(rows)
