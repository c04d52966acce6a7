"""The chance that a set of villages passes, learnt from simulated random plans: members' answers, then all of them.

For member i the share that says yes, as a normal quantile, is q_i + e_i: q from what the office knows (features), e
what it cannot know (opinions, kin, trust), normal with SD σ and correlation ρ among the members of a proposal. It
agrees where q_i + e_i reaches a threshold; a proposal passes where all do. Shares tell far more than whether a
proposal passed, which is rare. The threshold is estimated from what passed, held near the rule's own.

Under every draw of the assumptions level, slope, σ and threshold are estimated again from the runs made under it; the
weights of single features move with the coefficients they stand for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    """

    weights: FloatArray
    spread: float
    together: float
    threshold: float
    by_leaning: float

    def expected(self, features: FloatArray) -> FloatArray:
        """(member,) q."""
        return features @ self.weights

    def chances(
        self, candidates: Candidates, features: FloatArray, told: FloatArray | None = None, trust: float = 0.0
    ) -> FloatArray:
        """(candidate,) chance that all members agree.

        told : (village,) what the office's word says of the leaning if it were sure, NaN where it says nothing.
        trust : correlation of the office's idea with the truth. [0–1]
        """
        rows, places = candidates.rows, candidates.places
        margin = self.expected(features) - self.threshold
        spread = np.full(rows.size, self.spread)
        if told is not None and trust > 0:
            word = told[places]
            known = ~np.isnan(word)
            margin = margin + np.where(known, self.by_leaning * trust * np.nan_to_num(word), 0.0)
            explained = self.by_leaning**2 * trust**2 * THIRD_MEAN**2 * 2 / 3
            left = float(self.spread**2 - explained)
            spread[known] = np.sqrt(max(left, LEAST_SPREAD**2))
        common, own = np.sqrt(self.together), np.sqrt(1 - self.together)
        found = np.zeros(len(candidates))
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            agree = ndtr((margin / spread + common * node) / own)
            found += weight * np.exp(np.bincount(rows, np.log(np.maximum(agree, 1e-300)), len(candidates)))
        return found


def learn(worlds: Sequence[Asked], rule: float) -> Law:
    """The law at one setting, from worlds under it. rule : normal quantile of the share the rule asks for."""
    features = np.concatenate([one.features for one in worlds])
    answer = np.concatenate([one.answer for one in worlds])
    leaning = np.concatenate([one.leaning for one in worlds])
    penalty = np.diag([0.0, *(SHRINKAGE * features[:, 1:].var(axis=0) + 1e-9)])
    weights = np.linalg.solve(features.T @ features + penalty, features.T @ answer)
    left = answer - features @ weights
    freedom = max(1, answer.size - features.shape[1])
    spread = max(LEAST_SPREAD, float(np.sqrt(left @ left / freedom)))
    by_leaning = float(left @ leaning / max(1e-9, float(leaning @ leaning)))
    unions = _numbered(worlds)
    law = Law(weights, spread, _together(unions, left / spread), rule, by_leaning)
    return _with_threshold(law, worlds, rule)


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
        shape = base.weights * ratio
        shape[0] = 0.0
        part = world.features @ shape
        centred = part - part.mean()
        pull = base.spread**2 / SLOPE_SPREAD**2
        slope = float((centred @ world.answer + pull) / (centred @ centred + pull))
        weights = slope * shape
        weights[0] = float(world.answer.mean() - slope * part.mean())
        left = world.answer - world.features @ weights
        spread = max(LEAST_SPREAD, float(left.std()))
        by_leaning = float(left @ world.leaning / max(1e-9, float(world.leaning @ world.leaning)))
        law = Law(weights, spread, base.together, rule, by_leaning)
        found[number] = _with_threshold(law, [world], rule)
    return found


def coefficients_at_defaults() -> dict[str, float]:
    """Every coefficient at its default."""
    return {key: one.value for key, one in COEFFICIENTS.items()}


def _numbered(worlds: Sequence[Asked]) -> IntArray:
    """Unions numbered over all worlds: (member,)."""
    starts = np.cumsum([0, *(one.passed.size for one in worlds)])
    return np.concatenate([one.union + start for one, start in zip(worlds, starts)])


def _together(unions: IntArray, left: FloatArray) -> float:
    """Correlation of what is left among members of one proposal: mean product over pairs, within [0, .9]."""
    size = np.bincount(unions)
    sums, squares = np.bincount(unions, left), np.bincount(unions, left**2)
    pairs = float((size * (size - 1)).sum())
    return float(np.clip(((sums**2 - squares).sum() / pairs) if pairs else 0.0, 0.0, 0.9))


def _with_threshold(law: Law, worlds: Sequence[Asked], rule: float) -> Law:
    """The law with the threshold under which what passed is likeliest, held near the rule's."""
    unions, passed = _numbered(worlds), np.concatenate([one.passed for one in worlds])
    expected = np.concatenate([law.expected(one.features) for one in worlds])

    def unlikely(threshold: float) -> float:
        chance = np.clip(_all_agree(unions, passed.size, expected - threshold, law), 1e-9, 1 - 1e-9)
        misfit = -(np.log(chance[passed]).sum() + np.log1p(-chance[~passed]).sum())
        return float(misfit + 0.5 * ((threshold - rule) / THRESHOLD_SPREAD) ** 2)

    found = minimize_scalar(unlikely, bounds=(rule - 1.0, rule + 1.0), method="bounded", options={"xatol": 1e-4})
    return Law(law.weights, law.spread, law.together, float(found.x), law.by_leaning)


def _all_agree(unions: IntArray, count: int, margin: FloatArray, law: Law) -> FloatArray:
    common, own = np.sqrt(law.together), np.sqrt(1 - law.together)
    found = np.zeros(count)
    for node, weight in zip(NODES, WEIGHTS, strict=True):
        agree = ndtr((margin / law.spread + common * node) / own)
        found += weight * np.exp(np.bincount(unions, np.log(np.maximum(agree, 1e-300)), count))
    return found
