"""What stood in the way of a proposal (主要障碍): what would have let its round pass.

Each term of attitude, what the campaign left, and what people think whatever is proposed are set against their means
over the proposals that have passed in this run so far; before any has, against the reference proposal. What falls
short is an obstacle if the same ballot, its answers drawn alike, passes once households think what they would had it
never been missing: attitudes as far as they follow, by the ballot, an anchor lifted since the proposal began, and
people's own view as it is, which was there before.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from liancun_sim.mechanisms.consultation.following import followed
from liancun_sim.mechanisms.consultation.kernels import lift
from liancun_sim.mechanisms.polling.people import households_of
from liancun_sim.state import OBSTACLES, State

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
Attitudes = npt.NDArray[np.float32]

WEIGHED = (*OBSTACLES, "campaign_mean")
KEYS = (*(name.removeprefix("term_") for name in OBSTACLES), "persuasion", "own_view")
NONE, NOBODY_REACHED, BEYOND = "none", "nobody_reached", "beyond_all"
OWN_VIEW = len(KEYS) - 1  # nobody can change it but by asking other villages: named where nothing else suffices
NO_TERM = [-1] * len(KEYS)
MOST_TRIED = 3  # sets of so many are all tried; larger ones grow by what falls short most


@dataclass(frozen=True, slots=True)
class Failed:
    """A round that failed. short : its `shortfalls` when it did. months : since its proposal began."""

    members: IntArray
    short: FloatArray
    months: int


def remember_passed(state: State, members: IntArray) -> None:
    """Enter a proposal that passed into the mean others are held against, its members weighing by households."""
    county, households = state.county, state.villages.households[members].astype(np.float64)
    county.passed_terms[:, 0] += _own(state, members) @ households / households.sum()
    county.proposals_passed[0] += 1


def shortfalls(state: State, members: IntArray) -> FloatArray:
    """(weighed, member) — by how much each term falls short of proposals that passed, 0 where it does not. [SD]"""
    county = state.county
    passed = float(county.proposals_passed[0])
    reference = county.passed_terms[:, 0] / passed if passed else county.reference_terms[:, 0]
    return np.asarray(np.maximum(0.0, reference[:, None] - _own(state, members)))


def lifts(state: State, failed: Failed) -> FloatArray:
    """(weighed, household of the members) — how much more each would think had a term not fallen short. [SD]"""
    lifted = failed.short @ followed(state, failed.members, failed.months).T
    lifted[OWN_VIEW] = np.repeat(failed.short[OWN_VIEW], state.villages.households[failed.members])
    return np.asarray(lifted)


def main_obstacles[Key](
    state: State,
    failed: Mapping[Key, Failed],
    passes: Callable[[Mapping[Key, Attitudes]], Mapping[Key, Sequence[bool]]],
) -> dict[Key, str]:
    """The obstacle of each round that failed: the smallest set of terms that suffices, joined by ``;``.

    Of sets alike in number those without people's own view come first, then the one that falls short most, weighted by
    households. ``nobody_reached`` where no campaign was felt in any member; ``beyond_all`` where all together would
    not have sufficed. All searches go on side by side, so that their ballots are counted together.

    Parameters
    ----------
    passes : whether some of the rounds pass with other attitudes of their members' households, (trial, household) for
        each, [SD]: an answer to every trial.
    """
    searches = {key: _search(state, one) for key, one in failed.items()}
    answers: Mapping[Key, Sequence[bool] | None] = dict.fromkeys(searches)
    named = {}
    while answers:
        asked = {}
        for key, answer in answers.items():
            try:
                asked[key] = searches[key].send(answer)
            except StopIteration as found:
                named[key] = found.value
        answers = passes(asked) if asked else {}
    return named


def _search(state: State, failed: Failed) -> Generator[Attitudes, Sequence[bool] | None, str]:
    """Attitudes to try, and at the end the obstacle; told whether the round passes with each of them."""
    villages, members = state.villages, failed.members
    if not (villages.campaign_mean[members] > 0).any():
        return NOBODY_REACHED
    size = (failed.short @ villages.households[members].astype(np.float64)).tolist()
    order = sorted((i for i, short in enumerate(size) if short > 0), key=lambda i: -size[i])
    attitude, lifted = state.households.attitude[households_of(state, members)], lifts(state, failed)

    def sets_of(count: int) -> list[tuple[int, ...]]:
        return sorted(
            combinations(order, count), key=lambda some: (OWN_VIEW in some, -sum(map(size.__getitem__, some)))
        )

    def lifting(sets: Sequence[Sequence[int]]) -> Attitudes:
        chosen = np.array([[*terms, *NO_TERM[len(terms) :]] for terms in sets])
        thought = np.empty((len(sets), attitude.size), np.float32)
        lift(attitude, lifted, chosen, thought)
        return thought

    sets = sets_of(1)
    suffice = list((yield lifting([order, *sets])) or ())
    if not order or not suffice.pop(0):
        return BEYOND
    for count in range(2, MOST_TRIED + 2):
        if any(suffice):
            return _named(sets[suffice.index(True)])
        sets = sets_of(count) if count <= MOST_TRIED else [tuple(order[:n]) for n in range(count, len(order) + 1)]
        suffice = list((yield lifting(sets)) or ())
    return _named(sets[suffice.index(True)])


def _own(state: State, members: IntArray) -> FloatArray:
    """(weighed, member) — terms, campaign effect, and mean attitude beside them. [SD]"""
    own = np.empty((len(KEYS), members.size))
    for i, name in enumerate(WEIGHED):
        own[i] = getattr(state.villages, name)[members]
    first, attitude = state.first_household, state.households.attitude
    total = [np.add.reduce(attitude[first[v] : first[v + 1]], dtype=np.float64) for v in members.tolist()]
    own[OWN_VIEW] = np.array(total) / (first[members + 1] - first[members]) - own[:OWN_VIEW].sum(axis=0)
    return own


def _named(rows: Sequence[int]) -> str:
    return ";".join(KEYS[row] for row in sorted(rows))
