"""The chance that a set of villages passes, learnt from simulated random plans: members' answers, then all of them.

For member i the share that says yes, as a normal quantile, is q_i + e_i: q from what the office knows (features), e
what it cannot know (opinions, kin, trust), normal with SD σ and correlation ρ among the members of a proposal. It
agrees where q_i + e_i reaches a threshold; a proposal passes where all do. Shares tell far more than whether a
proposal passed, which is rare. Villages are asked again until they pass or rounds are used up, so that shares crowd
above what the rule asks for; the threshold that makes up for it is one for all settings, estimated from what passed.

The leaning a world drew for a village is most of e. Worlds learnt from tell it, so that the luck of their leanings
does not pass for a law; in the county planned for it is unknown, and a part of σ. What all members of a world share
(its years, good or bad) differs from world to world by κ, of what leanings leave of e. This, and how far the weights
of q may be off (their posterior covariance), is common to the members of a proposal, and integrated with e.

Under every draw of the assumptions all is estimated again from the runs made under it, held near the law at the
defaults, whose weights of single features move with the coefficients they stand for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import ndtr, ndtri

from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.features import NAMES, WEIGHTED
from liancun_sim.simulation.schedule import COEFFICIENTS

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
SHRINKAGE = 20.0  # members that weigh as much as believing a feature has no weight
SLOPE_SPREAD = 0.3  # how far the slope of a draw is thought to stray from 1
FREE = 100.0  # variance of what is thought of a level before anything is known
ROUNDS = 3  # weights and spread are found in turn
THRESHOLD_SPREAD = 0.2  # how far the threshold in effect is thought to stray from the rule's, as a normal quantile
LEAST_SPREAD = 0.05
THIRD_MEAN = 1.0908  # mean of the upper third of a standard normal: what "yes" says where the office knows for sure
TOLD = {"yes": THIRD_MEAN, "maybe": 0.0, "no": -THIRD_MEAN}


@dataclass(frozen=True, eq=False)
class Asked:
    """Members asked in one world. All (member,): union's number, features, share as a normal quantile, its leaning.

    passed : (union,) whether all members agreed.
    """

    union: IntArray
    features: FloatArray
    answer: FloatArray
    leaning: FloatArray
    passed: npt.NDArray[np.bool_]


def quantile(share: FloatArray, households: FloatArray) -> FloatArray:
    """A share as a normal quantile; none and all as half a household short of it."""
    edge = 0.5 / np.maximum(1.0, households)
    return np.asarray(ndtri(np.clip(share, edge, 1 - edge)))


@dataclass(frozen=True, eq=False)
class Law:
    """How members answer under one setting of the assumptions.

    weights : of features. spread : σ. together : ρ. threshold : normal quantile of the share that is enough.
    by_leaning : answer per SD of the village's own leaning, which no office knows but may have an idea of.
    doubt : (feature, feature) covariance of what is known of the weights; None where they are known for sure.
    by_world : κ², of the variance leanings leave; in `doubt` already.
    """

    weights: FloatArray
    spread: float
    together: float
    threshold: float
    by_leaning: float
    doubt: FloatArray | None = None
    by_world: float = 0.0

    def expected(self, features: FloatArray) -> FloatArray:
        """(member,) q."""
        return features @ self.weights

    def chances(
        self, candidates: Candidates, features: FloatArray, told: FloatArray | None = None, trust: float = 0.0,
        mean: FloatArray | None = None,
    ) -> FloatArray:  # fmt: skip
        """(candidate,) chance that all members agree.

        told : (village,) what the office's word says of the leaning if it were sure, NaN where it says nothing.
        trust : correlation of the office's idea with the truth. [0–1] mean : of features, by `means`, if known already.
        """
        rows, places = candidates.rows, candidates.places
        margin = self.expected(features) - self.threshold
        variance = np.full(rows.size, self.spread**2)
        if told is not None and trust > 0:
            word = told[places]
            known = ~np.isnan(word)
            margin = margin + np.where(known, self.by_leaning * trust * np.nan_to_num(word), 0.0)
            explained = self.by_leaning**2 * trust**2 * THIRD_MEAN**2 * 2 / 3
            variance[known] = max(self.spread**2 - explained, LEAST_SPREAD**2)
        mean = means(rows, features, len(candidates)) if mean is None else mean
        return self.all_agree(rows, mean, margin, variance)

    def all_agree(self, unions: IntArray, mean: FloatArray, margin: FloatArray, variance: FloatArray) -> FloatArray:
        """(union,) chance that every member's margin, with what is unknown of it, is above nothing.

        unions : (member,) number of its union. mean : (union, feature) over its members: doubts about the weights
        are taken as common to them. variance : (member,) of e, of which ρ is common to a union.
        """
        shared = ((mean @ self.doubt) * mean).sum(axis=1)[unions] if self.doubt is not None else 0.0
        common = self.together * variance + shared
        left = np.sqrt(np.maximum((1 - self.together) * variance, LEAST_SPREAD**2))
        agreed, common = margin / left, np.sqrt(common) / left
        found = np.zeros(len(mean))
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            agree = ndtr(agreed + common * node)
            found += weight * np.exp(np.bincount(unions, np.log(np.maximum(agree, 1e-300)), len(mean)))
        return found


def means(unions: IntArray, features: FloatArray, count: int) -> FloatArray:
    """(union, feature) over members."""
    size = np.maximum(1, np.bincount(unions, minlength=count))
    return np.column_stack([np.bincount(unions, one, count) / size for one in features.T])


def learn(worlds: Sequence[Asked], rule: float) -> Law:
    """The law at one setting, from worlds under it.

    rule : normal quantile of the share the rule asks for.
    """
    features = np.concatenate([one.features for one in worlds])
    held = SHRINKAGE * features.var(axis=0) + 1e-9
    held[0] = 0.0
    nothing = np.zeros(features.shape[1])
    law = _fitted(worlds, nothing, lambda variance: np.diag(held / variance), rule)
    return replace(law, threshold=_threshold([(law, world) for world in worlds], rule))


def learn_under(draws: Mapping[int, Asked], coefficients: Mapping[int, Mapping[str, float]], base: Law, rule: float,
                usual: Mapping[str, float]) -> dict[int, Law]:  # fmt: skip
    """The law under every draw of the assumptions, each from its own world, held near the law at their defaults.

    coefficients : draw → what was drawn. usual : the coefficients at which `base` was learnt.
    """
    found = {}
    for number, world in draws.items():
        ratio = np.ones(len(NAMES))
        for name, key in WEIGHTED.items():
            value, default = coefficients[number].get(key, usual[key]), usual[key]
            ratio[NAMES.index(name)] = value / default if default else 1.0
        thought = base.weights * ratio
        thought[0] = 0.0
        unsure = SLOPE_SPREAD**2 * np.outer(thought, thought)
        if base.doubt is not None:
            unsure = unsure + np.outer(ratio, ratio) * base.doubt
        unsure[0], unsure[:, 0] = 0.0, 0.0
        unsure[0, 0] = FREE
        known = np.linalg.inv(unsure + 1e-9 * np.eye(unsure.shape[0]))
        found[number] = _fitted([world], thought, lambda variance, known=known: known, rule, base)  # type: ignore[misc]
    threshold = _threshold([(found[number], world) for number, world in draws.items()], rule)
    return {number: replace(law, threshold=threshold) for number, law in found.items()}


def _fitted(
    worlds: Sequence[Asked], thought: FloatArray, known: Callable[[float], FloatArray], rule: float,
    base: Law | None = None,
) -> Law:  # fmt: skip
    """Bayes's rule for normal answers, by features and leaning.

    thought : weights before. known : their precision before, given the variance of an answer. base : where the worlds
    tell too little of what members of a proposal, and of a world, have in common.
    """
    features = np.concatenate([one.features for one in worlds])
    answer = np.concatenate([one.answer for one in worlds])
    leaning = np.concatenate([one.leaning for one in worlds])
    design = np.column_stack([features, leaning])
    before, columns = np.append(thought, 0.0), design.shape[1]
    variance = max(LEAST_SPREAD**2, float(answer.var()))
    for _ in range(ROUNDS):
        precision = np.zeros((columns, columns))
        precision[:-1, :-1] = known(variance)
        precision[-1, -1] = 1 / FREE
        doubt = np.linalg.inv(design.T @ design / variance + precision + 1e-9 * np.eye(columns))
        weights = doubt @ (design.T @ answer / variance + precision @ before)
        left = answer - design @ weights
        free = columns - float(np.trace(doubt @ precision))  # weights the answers themselves decide
        variance = max(LEAST_SPREAD**2, float(left @ left / max(1.0, answer.size - free)))
    spread = float(np.sqrt(variance + weights[-1] ** 2))  # leanings are drawn with a spread of 1
    by_world = base.by_world if base else _by_world(worlds, left / np.sqrt(variance))
    together = base.together if base else _together(_numbered(worlds), (answer - features @ weights[:-1]) / spread)
    doubt[0, 0] += by_world * variance * (1 + 1 / len(worlds))  # of the worlds learnt from, and of the one to come
    return Law(weights[:-1], spread, together, rule, float(weights[-1]), doubt[:-1, :-1], by_world)


def coefficients_at_defaults() -> dict[str, float]:
    """Every coefficient at its default."""
    return {key: one.value for key, one in COEFFICIENTS.items()}


def _numbered(worlds: Sequence[Asked]) -> IntArray:
    """Unions numbered over all worlds: (member,)."""
    starts = np.cumsum([0, *(one.passed.size for one in worlds)])
    return np.concatenate([one.union + start for one, start in zip(worlds, starts)])


def _by_world(worlds: Sequence[Asked], left: FloatArray) -> float:
    """Variance of the means of worlds beyond what their members' own differences make, of that of a member."""
    size = np.array([one.answer.size for one in worlds])
    means = np.bincount(np.repeat(np.arange(size.size), size), left) / size
    return max(0.0, float(means.var(ddof=1) - (1 / size).mean())) if size.size > 1 else 0.0


def _together(unions: IntArray, left: FloatArray) -> float:
    """Correlation of what is left among members of one proposal: mean product over pairs, within [0, .9]."""
    size = np.bincount(unions)
    sums, squares = np.bincount(unions, left), np.bincount(unions, left**2)
    pairs = float((size * (size - 1)).sum())
    return float(np.clip(((sums**2 - squares).sum() / pairs) if pairs else 0.0, 0.0, 0.9))


def _threshold(learnt: Sequence[tuple[Law, Asked]], rule: float) -> float:
    """The one threshold under which what passed is likeliest, held near the rule's.

    Of worlds the laws were learnt from: what these had in common is in the weights, so that doubts do not count.
    """
    known = [
        (replace(law, doubt=None), world, law.expected(world.features), np.full(world.union.size, law.spread**2))
        for law, world in learnt
    ]

    def unlikely(threshold: float) -> float:
        misfit = 0.5 * ((threshold - rule) / THRESHOLD_SPREAD) ** 2
        for law, world, expected, variance in known:
            passed = world.passed
            none = np.zeros((passed.size, 1))  # without doubts, features do not matter
            found = law.all_agree(world.union, none, expected - threshold, variance)
            chance = np.clip(found, 1e-9, 1 - 1e-9)
            misfit -= float(np.log(chance[passed]).sum() + np.log1p(-chance[~passed]).sum())
        return misfit

    found = minimize_scalar(unlikely, bounds=(rule - 1.0, rule + 1.0), method="bounded", options={"xatol": 1e-4})
    return float(found.x)
