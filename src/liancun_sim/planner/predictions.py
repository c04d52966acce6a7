"""What is expected of every candidate, under every draw of the assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.facts import Facts
from liancun_sim.planner.features import NAMES, member_features
from liancun_sim.planner.learning import Learnt, place_features, union_features
from liancun_sim.planner.surrogate import TOLD, Law, means

FloatArray = npt.NDArray[np.float64]
OBSTACLES = ("poorer_partner", "minority", "more_members", "strangers")  # of a proposal, not of the village alone
LEAST_COST = 0.05  # as a normal quantile of the share that agrees: less is not called an obstacle


@dataclass(frozen=True, eq=False)
class Predictions:
    """Of candidates.

    draws : the draws told of, −1 for the defaults. stated, private : (draw, candidate) chance of passing.
    private_share, stated_share : (membership,) share of households expected to want it, to say so.
    obstacle : (candidate,) the feature that costs its weakest member most, "" where none does.
    weakest : (candidate,) row of the member least likely to agree.
    lasting, year_on : (candidate,) if it forms. gain : (membership,) ln income if it forms; collective : [yuan/year].
    converts : (candidate,) backward members more that leave the list, if it forms.
    cost_formed, cost_refused : yuan. staff_formed, staff_refused : cadre-months. (candidate,)
    """

    draws: tuple[int, ...]
    stated: FloatArray
    private: FloatArray
    private_share: FloatArray
    stated_share: FloatArray
    obstacle: npt.NDArray[np.object_]
    weakest: npt.NDArray[np.intp]
    lasting: FloatArray
    year_on: FloatArray
    gain: FloatArray
    collective: FloatArray
    converts: FloatArray
    cost_formed: FloatArray
    cost_refused: FloatArray
    staff_formed: FloatArray
    staff_refused: FloatArray

    @property
    def chance(self) -> FloatArray:
        """(candidate,) of passing, mean over the draws."""
        return np.asarray(self.stated.mean(axis=0))

    @property
    def cost(self) -> FloatArray:
        """(candidate,) yuan expected."""
        return self.chance * self.cost_formed + (1 - self.chance) * self.cost_refused

    @property
    def staff(self) -> FloatArray:
        """(candidate,) cadre-months expected."""
        return self.chance * self.staff_formed + (1 - self.chance) * self.staff_refused


def predict(
    facts: Facts, candidates: Candidates, learnt: Learnt, drawn: bool, willing: Mapping[int, str], trust: float
) -> Predictions:
    """All that is expected of candidates.

    drawn : over the draws of the assumptions, else at their defaults. willing : row → yes, maybe, no.
    trust : correlation of these words with what villages lean to.
    """
    features = member_features(facts, candidates)
    told = np.full(len(facts), np.nan)
    for row, word in willing.items():
        told[row] = TOLD[word]
    mean = means(candidates.rows, features, len(candidates))
    draws = tuple(sorted(number for number in learnt.stated if (number >= 0) == drawn))
    chances = [
        np.array([laws[number].chances(candidates, features, told, trust, mean) for number in draws])
        for laws in (learnt.stated, learnt.private)
    ]
    shares = [_share(laws, draws, features, told[candidates.places], trust) for laws in (learnt.private, learnt.stated)]
    usual = learnt.stated[-1]
    weakest, obstacle = _obstacles(candidates, features, usual)
    per_union, per_place = union_features(facts, candidates), place_features(facts, candidates)
    backward = facts.backward[candidates.places]
    return Predictions(
        draws=draws,
        stated=chances[0],
        private=chances[1],
        private_share=shares[0],
        stated_share=shares[1],
        obstacle=obstacle,
        weakest=weakest,
        lasting=np.clip(learnt.lasting(per_union), 0, 1) if learnt.lasting.count else np.ones(len(candidates)),
        year_on=learnt.year_on(per_union),
        gain=learnt.gain(per_place),
        collective=learnt.collective(per_place),
        converts=np.bincount(candidates.rows, backward * learnt.converts(per_place), len(candidates)),
        cost_formed=np.maximum(0.0, learnt.cost_formed(per_union)),
        cost_refused=np.maximum(0.0, learnt.cost_refused(per_union)),
        staff_formed=np.maximum(0.0, learnt.staff_formed(per_union)),
        staff_refused=np.maximum(0.0, learnt.staff_refused(per_union)),
    )


def _share(
    laws: Mapping[int, Law], draws: tuple[int, ...], features: FloatArray, word: FloatArray, trust: float
) -> FloatArray:
    """(membership,) expected share that agrees: the mean over draws of the mean over what the office cannot know."""
    found = np.zeros(len(features))
    lift = trust * np.nan_to_num(word)
    for number in draws:
        law = laws[number]
        found += ndtr((law.expected(features) + law.by_leaning * lift) / np.sqrt(1 + law.spread**2))
    return found / len(draws)


def _obstacles(
    candidates: Candidates, features: FloatArray, law: Law
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.object_]]:
    """The weakest member of each, and the feature that costs it most."""
    expected = law.expected(features)
    order = np.lexsort((expected, candidates.rows))
    first = np.concatenate([[True], np.diff(candidates.rows[order]) > 0])
    at = order[first]
    told = [NAMES.index(name) for name in OBSTACLES]
    terms = features[at][:, told] * law.weights[told]
    names = np.array(OBSTACLES, dtype=object)[terms.argmin(axis=1)]
    names[terms.min(axis=1) > LEAST_COST] = ""  # nothing the table shows
    return candidates.places[at], names
