"""A small tree: where something happens, by at most three yes-or-no questions.

References
----------
Breiman, Friedman, Olshen & Stone, "Classification and regression trees", 1984 (Gini impurity, least leaf size).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis.statistics.regions import Choices
from liancun_sim.analysis.statistics.unseen import HeldOut, tried

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

DEPTH = 3
LEAST_LEAF = 0.05  # of all points
LEAST_POINTS = 10
LEAST_GAIN = 0.01  # of the impurity of the whole


Answer = tuple[int, bool, float | Choices]
"""(factor, whether the answer is yes, what was asked): is it at most so much, or is it one of these choices."""


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf, or a question with its two answers: ``factor ≤ at``, or of a factor without an order, is it one of `at`.

    share : share of interest among the points here. points : how many.
    """

    share: float
    points: int
    factor: int = -1
    at: float | Choices = float("nan")
    yes: "Node | None" = None
    no: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf with the answers that lead to it.

    share : share of interest among the points here, its density. coverage : of all of interest, the share here.
    """

    conditions: tuple[Answer, ...]
    share: float
    points: int
    coverage: float


def grow(
    factors: Floats, of_interest: Bools, depth: int = DEPTH, whole: Sequence[bool] = (), unordered: Sequence[int] = ()
) -> Node:
    """The tree; a single leaf where no question separates the cases enough.

    factors : (point, factor). of_interest : (point,). whole : (factor,) which take whole numbers only; they are
        divided at k + ½. None by default. unordered : factors whose values are names numbered 0, 1, …
    """
    share = float(of_interest.mean())
    least = max(LEAST_POINTS, int(np.ceil(LEAST_LEAF * len(factors))))
    gain = LEAST_GAIN * share * (1 - share) * len(factors)
    rules = _Rules(least, gain, tuple(whole) or (False,) * factors.shape[1], frozenset(unordered))
    return _grow(factors, of_interest.astype(np.float64), depth, rules)


def held_out(factors: Floats, of_interest: Bools, whole: Sequence[bool] = (), unordered: Sequence[int] = ()) -> HeldOut:
    """Trees grown on a part of the points, measured on the rest: the leaves with more than the usual share of cases."""

    def find(points: Floats, cases: Bools) -> Callable[[Floats], Bools]:
        tree, usual = grow(points, cases, whole=whole, unordered=unordered), float(cases.mean())
        return lambda others: np.asarray(expected(tree, others) > usual)

    return tried(factors, of_interest, find)


def expected(tree: Node, factors: Floats) -> Floats:
    """(point,) share of interest in the leaf each point falls into."""
    if tree.yes is None or tree.no is None:
        return np.full(len(factors), tree.share)
    values = factors[:, tree.factor]
    yes = np.isin(values, sorted(tree.at)) if isinstance(tree.at, frozenset) else values <= tree.at
    return np.where(yes, expected(tree.yes, factors), expected(tree.no, factors))


@dataclass(frozen=True, slots=True)
class _Rules:
    """The fewest points of a leaf, the least gain of a question, and what kind of values each factor has."""

    least: int
    gain: float
    whole: tuple[bool, ...]
    unordered: frozenset[int]


def leaves(tree: Node) -> list[Leaf]:
    """The leaves, those with the largest share first."""
    cases = tree.share * tree.points
    return sorted(_leaves(tree, (), cases), key=lambda leaf: -leaf.share)


def _leaves(node: Node, conditions: tuple[Answer, ...], cases: float) -> list[Leaf]:
    if node.yes is None or node.no is None:
        coverage = node.share * node.points / cases if cases else float("nan")
        return [Leaf(conditions, node.share, node.points, coverage)]
    found = _leaves(node.yes, (*conditions, (node.factor, True, node.at)), cases)
    return found + _leaves(node.no, (*conditions, (node.factor, False, node.at)), cases)


def _grow(factors: Floats, cases: Floats, depth: int, rules: _Rules) -> Node:
    node = Node(float(cases.mean()), len(cases))
    splits = [_split(_in_order(factors, cases, i, rules), cases, rules.least) for i in range(factors.shape[1])]
    if depth == 0 or not splits:
        return node
    factor = max(range(len(splits)), key=lambda i: (splits[i][0], i))
    gain, at = splits[factor]
    if gain <= max(rules.gain, 1e-12):
        return node
    values = factors[:, factor]
    asked: float | Choices = at
    if factor in rules.unordered:
        below = values[_in_order(factors, cases, factor, rules) <= at]
        asked = frozenset(np.unique(below.astype(np.int64)).tolist())
        yes = np.isin(values, sorted(asked))
    else:
        asked = float(np.floor(at) + 0.5) if rules.whole[factor] else at
        yes = values <= asked
    return Node(
        node.share, node.points, factor, asked,
        _grow(factors[yes], cases[yes], depth - 1, rules),
        _grow(factors[~yes], cases[~yes], depth - 1, rules),
    )  # fmt: skip


def _in_order(factors: Floats, cases: Floats, factor: int, rules: _Rules) -> Floats:
    """Values of a factor; choices without an order stand in order of their share of interest.

    No other division of choices in two removes more impurity than some division along that order (Breiman et al.).
    """
    values = factors[:, factor]
    if factor not in rules.unordered:
        return values
    _, number = np.unique(values, return_inverse=True)
    share = np.bincount(number, weights=cases) / np.bincount(number)
    place = np.argsort(np.argsort(share, kind="stable"), kind="stable")
    return np.asarray(place[number], dtype=np.float64)


NO_SPLIT = (-np.inf, np.nan)


def _split(values: Floats, cases: Floats, least: int) -> tuple[float, float]:
    """The best place to divide one factor: impurity removed (× points), and the limit."""
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
    return float(removed[place]), _short(values[place], values[place + 1])


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
