"""A small tree: where something happens, by at most three yes-or-no questions.

References
----------
Breiman, Friedman, Olshen & Stone, "Classification and regression trees", 1984 (Gini impurity, least leaf size).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

DEPTH = 3
LEAST_LEAF = 0.05  # of all points
LEAST_POINTS = 10
LEAST_GAIN = 0.01  # of the impurity of the whole


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf, or a question ``factor ≤ at`` with its two answers.

    share : share of interest among the points here. points : how many.
    """

    share: float
    points: int
    factor: int = -1
    at: float = float("nan")
    yes: "Node | None" = None
    no: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf with the answers that lead to it: (factor, is at most, limit).

    share : share of interest among the points here, its density. coverage : of all of interest, the share here.
    """

    conditions: tuple[tuple[int, bool, float], ...]
    share: float
    points: int
    coverage: float


def grow(factors: Floats, of_interest: Bools, depth: int = DEPTH, whole: Sequence[bool] = ()) -> Node:
    """The tree; a single leaf where no question separates the cases enough.

    factors : (point, factor). of_interest : (point,). whole : (factor,) which take whole numbers only; they are
        divided at k + ½. None by default.
    """
    share = float(of_interest.mean())
    least = max(LEAST_POINTS, int(np.ceil(LEAST_LEAF * len(factors))))
    gain = LEAST_GAIN * share * (1 - share) * len(factors)
    return _grow(factors, of_interest.astype(np.float64), depth, least, gain, whole or [False] * factors.shape[1])


def leaves(tree: Node) -> list[Leaf]:
    """The leaves, those with the largest share first."""
    cases = tree.share * tree.points
    return sorted(_leaves(tree, (), cases), key=lambda leaf: -leaf.share)


def _leaves(node: Node, conditions: tuple[tuple[int, bool, float], ...], cases: float) -> list[Leaf]:
    if node.yes is None or node.no is None:
        coverage = node.share * node.points / cases if cases else float("nan")
        return [Leaf(conditions, node.share, node.points, coverage)]
    found = _leaves(node.yes, (*conditions, (node.factor, True, node.at)), cases)
    return found + _leaves(node.no, (*conditions, (node.factor, False, node.at)), cases)


def _grow(factors: Floats, cases: Floats, depth: int, least: int, gain: float, whole: Sequence[bool]) -> Node:
    node = Node(float(cases.mean()), len(cases))
    best, factor, at = max((_split(factors[:, i], cases, least, i) for i in range(factors.shape[1])), default=NO_SPLIT)
    if depth == 0 or best <= max(gain, 1e-12):
        return node
    at = np.floor(at) + 0.5 if whole[factor] else at
    yes = factors[:, factor] <= at
    return Node(
        node.share, node.points, factor, at,
        _grow(factors[yes], cases[yes], depth - 1, least, gain, whole),
        _grow(factors[~yes], cases[~yes], depth - 1, least, gain, whole),
    )  # fmt: skip


NO_SPLIT = (-np.inf, -1, np.nan)


def _split(values: Floats, cases: Floats, least: int, factor: int) -> tuple[float, int, float]:
    """The best place to divide one factor: impurity removed (× points), factor, limit."""
    order = np.argsort(values, kind="stable")
    values, cases = values[order], cases[order]
    count = np.arange(1, len(values))
    caught = np.cumsum(cases)[:-1]
    rest, others = cases.sum() - caught, len(values) - count
    removed = _impurity(cases.sum(), len(values)) - _impurity(caught, count) - _impurity(rest, others)
    usable = (values[:-1] < values[1:]) & (count >= least) & (others >= least)
    if not usable.any():
        return NO_SPLIT
    place = int(np.where(usable, removed, -np.inf).argmax())
    return float(removed[place]), factor, _short(values[place], values[place + 1])


def _impurity(caught: npt.ArrayLike, count: npt.ArrayLike) -> Floats:
    """points × p(1 − p)"""
    caught, count = np.asarray(caught, dtype=np.float64), np.asarray(count, dtype=np.float64)
    return np.asarray(caught * (1 - caught / count))


def _short(below: float, above: float) -> float:
    """The number with the fewest digits that separates two values: below ≤ it < above."""
    middle = 0.5 * (below + above)
    for digits in range(1, 16):
        text = float(f"{middle:.{digits}g}")
        if below <= text < above:
            return text
    return float(below)
