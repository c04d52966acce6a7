"""In which worlds something happens: boxes and a tree over the assumptions, and in words.

Events asked about, for every outcome and scenario: that a scenario does no better than the baseline, and that it
is not the best choice. What is found describes the worlds of the study; it is no test that a limit is a cause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis.statistics.prim import Box, find_box, held_out
from liancun_sim.analysis.statistics.regions import Limit
from liancun_sim.analysis.statistics.tree import Answer, Node, grow
from liancun_sim.analysis.statistics.tree import held_out as tree_held_out
from liancun_sim.analysis.statistics.unseen import HeldOut
from liancun_sim.analysis.study.worlds import SIGN, factor_values, independent, worlds
from liancun_sim.results.study.study import LEVER, FactorInfo, StudyResult
from liancun_sim.vocabulary import say

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FAILS, LOSES = "fails", "loses"
FEWEST_POINTS, FEWEST_CASES = 40, 10
FIRM_LUCK = 0.01


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in some worlds.

    kind : ``fails``, no better than the baseline · ``loses``, some other scenario is better · ``below`` and
        ``above``, the outcome lies on that side of `level`.
    """

    kind: str
    outcome: str
    scenario: str
    level: float = float("nan")

    def happens(self, result: StudyResult) -> tuple[Bools, Bools]:
        """(point,) whether it happens, and whether that is known."""
        found = worlds(result, self.outcome)
        sign, mine = SIGN[result.outcomes[self.outcome].better], found.of(self.scenario)
        if self.kind == FAILS:
            other = found.of(result.baseline)
            return sign * mine <= sign * other, np.isfinite(mine) & np.isfinite(other)
        if self.kind == LOSES:
            measured = np.isfinite(found.values).any(axis=0)
            values = sign * found.values[:, measured]
            return sign * mine < values.max(axis=1), np.isfinite(values).all(axis=1)
        return (mine < self.level) if self.kind == "below" else (mine > self.level), np.isfinite(mine)

    def ties(self, result: StudyResult) -> Bools:
        """(point,) where the scenario comes out as the baseline does, if that is what it is held against."""
        found = worlds(result, self.outcome)
        if self.kind != FAILS:
            return np.zeros(len(found.values), dtype=bool)
        return np.isclose(found.of(self.scenario), found.of(result.baseline), rtol=1e-9, atol=1e-12)


@dataclass(frozen=True, eq=False)
class Discovery:
    """What was found about an event.

    Parameters
    ----------
    worlds, cases : points looked at, and those in which it happens. left_out : points where that is not known.
    ties : cases in which a scenario that does no better than the baseline does exactly as well.
    box : None where there is none, or ``reason`` says why none was sought.
    held_out, tree_held_out : how boxes and trees do on points they were not found on.
    """

    event: Event
    worlds: int
    cases: int
    box: Box | None = None
    tree: Node | None = None
    held_out: HeldOut | None = None
    tree_held_out: HeldOut | None = None
    reason: str = ""
    left_out: int = 0
    ties: int = 0

    @property
    def firm(self) -> bool:
        """Whether boxes say something about points they were not found on."""
        return self.box is not None and self.held_out is not None and self.held_out.luck < FIRM_LUCK

    @property
    def tree_firm(self) -> bool:
        """Whether trees do."""
        return self.tree_held_out is not None and self.tree_held_out.luck < FIRM_LUCK

    @property
    def share(self) -> float:
        return self.cases / self.worlds if self.worlds else float("nan")


def discover(result: StudyResult, events: Iterable[Event]) -> list[Discovery]:
    """A box and a tree for each event, over the independent points of the design."""
    chosen, factors = independent(result), factor_values(result)
    found = []
    for event in events:
        happens, known = event.happens(result)
        rows = chosen & known
        if rows.any():  # else nobody was asked, in any world
            one = _discovery(event, factors[rows], happens[rows], result.factors)
            tied = int((rows & event.ties(result)).sum())
            found.append(replace(one, left_out=int((chosen & ~known).sum()), ties=tied))
    return found


def _discovery(event: Event, factors: Floats, cases: Bools, kinds: Sequence[FactorInfo]) -> Discovery:
    count, total = len(cases), int(cases.sum())
    reason = ""
    if total == 0 or total == count:
        reason = "never" if total == 0 else "always"
    elif count < FEWEST_POINTS or min(total, count - total) < FEWEST_CASES:
        reason = "too_few_cases"
    if reason or not factors.shape[1]:
        return Discovery(event, count, total, reason=reason or "nothing_varies")
    unordered = [i for i, one in enumerate(kinds) if one.levels]
    box = find_box(factors, cases, unordered=unordered)
    tested = held_out(factors, cases, unordered=unordered) if box is not None else None
    whole = [one.whole for one in kinds]
    tree = grow(factors, cases, whole=whole, unordered=unordered)
    tree_tested = tree_held_out(factors, cases, whole, unordered) if tree.yes is not None else None
    return Discovery(event, count, total, box, tree, tested, tree_tested, "" if box is not None else "no_box")


def box_words(box: Box, factors: tuple[FactorInfo, ...]) -> str:
    """The limits of a box: "trust < 0.4 and income gap > 0.6", in the current language."""
    return joined([limit_words(factors[i], box.region.limit(i)) for i in box.restricted])


def path_words(conditions: tuple[Answer, ...], factors: tuple[FactorInfo, ...]) -> str:
    """The answers that lead to a leaf of a tree; answers about one factor are told together."""
    return joined([limit_words(factors[i], limit) for i, limit in path_limits(conditions, factors).items()])


def path_limits(conditions: tuple[Answer, ...], factors: tuple[FactorInfo, ...]) -> dict[int, Limit]:
    """The same as limits of each factor: above low, at most high; of choices, those that are left."""
    limits: dict[int, Limit] = {}
    for factor, yes, asked in conditions:
        before = limits.get(factor, Limit())
        if isinstance(asked, frozenset):
            every = frozenset(range(len(factors[factor].levels)))
            left = every if before.among is None else before.among
            limits[factor] = Limit(among=left & asked if yes else left - asked)
        elif yes:
            limits[factor] = Limit(before.low, min(before.high, asked))
        else:
            limits[factor] = Limit(max(before.low, asked), before.high)
    return limits


def joined(parts: list[str]) -> str:
    return say("analysis.and").join(parts) if parts else say("analysis.everywhere")


def limit_words(factor: FactorInfo, limit: Limit) -> str:
    """One factor's limits, with its name; of whole numbers the first and the last inside."""
    name = factor_name(factor)
    if limit.among is not None:
        return say("analysis.one_of", factor=name, values=any_of([str(factor.names[i]) for i in sorted(limit.among)]))
    low, high = limit.low, limit.high
    if factor.whole:
        low, high = np.ceil(low), np.floor(high)
    fields = {"factor": name, "low": short(low), "high": short(high)}
    if factor.whole and low == high:
        return say("analysis.exactly", **fields)
    if np.isfinite(low) and np.isfinite(high):
        return say("analysis.between", **fields)
    kind = "_whole" if factor.whole else ""
    return say(f"analysis.above{kind}", **fields) if np.isfinite(low) else say(f"analysis.below{kind}", **fields)


def any_of(names: Sequence[str]) -> str:
    """ "a, b or c" """
    *others, last = names
    return say("analysis.or", others=say("analysis.comma").join(others), last=last) if others else last


def factor_name(factor: FactorInfo) -> str:
    """The name of a factor; a lever is marked, since somebody chooses it."""
    return say("analysis.lever", factor=factor.label) if factor.role == LEVER else str(factor.label)


def short(value: float) -> str:
    """A limit in few digits."""
    text = f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return text.replace("-", "−")
