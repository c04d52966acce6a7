"""What stood in the way of a proposal (主要障碍): what would have let its round pass.

Each term of attitude, what the campaign left, and what people think whatever is proposed are set against their means
over the proposals that have passed in this run so far; before any has, against the reference proposal. What falls
short is an obstacle if the same ballot, its answers drawn alike, passes once households think what they would had it
never been missing: attitudes as far as they follow, by the ballot, an anchor lifted since the proposal began, and
people's own view as it is, which was there before.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from liancun_sim.mechanisms.consultation.following import followed, households_of
from liancun_sim.state import OBSTACLES, State

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
Attitude = npt.NDArray[np.float32]

WEIGHED = (*OBSTACLES, "campaign_mean")
KEYS = (*(name.removeprefix("term_") for name in OBSTACLES), "persuasion", "own_view")
NONE, NOBODY_REACHED, BEYOND = "none", "nobody_reached", "beyond_all"
OWN_VIEW = len(KEYS) - 1  # nobody can change it but by asking other villages: named where nothing else suffices
MOST_TRIED = 3  # sets of so many are all tried; larger ones grow by what falls short most


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


def lifts(state: State, members: IntArray, months: int) -> FloatArray:
    """(weighed, household of the members) — how much more each would think had a term not fallen short. [SD]

    Parameters
    ----------
    months : since the proposal began.
    """
    short = shortfalls(state, members)
    lifted = short @ followed(state, members, months).T
    lifted[OWN_VIEW] = np.repeat(short[OWN_VIEW], state.villages.households[members])
    return np.asarray(lifted)


def main_obstacle(state: State, members: IntArray, months: int, passes: Callable[[Attitude], bool]) -> str:
    """The obstacle of a round that failed: the smallest set of terms that suffices, joined by ``;``.

    Of sets alike in number those without people's own view come first, then the one that falls short most, weighted by
    households. ``nobody_reached`` where no campaign was felt in any member; ``beyond_all`` where all together would
    not have sufficed.

    Parameters
    ----------
    months : since the proposal began.
    passes : whether the same round passes with other attitudes of the county's households. [SD]
    """
    villages, attitude = state.villages, state.households.attitude
    if not (villages.campaign_mean[members] > 0).any():
        return NOBODY_REACHED
    size = shortfalls(state, members) @ villages.households[members].astype(np.float64)
    order = [int(i) for i in np.argsort(-size, kind="stable") if size[i] > 0]
    rows, lifted, thought = households_of(state, members), lifts(state, members, months), attitude.copy()

    def suffice(chosen: Sequence[int]) -> bool:
        thought[rows] = attitude[rows] + lifted[list(chosen)].sum(axis=0)
        return passes(thought)

    if not order or not suffice(order):
        return BEYOND
    for count in range(1, min(MOST_TRIED, len(order)) + 1):
        for chosen in sorted(combinations(order, count), key=lambda some: (OWN_VIEW in some, -size[list(some)].sum())):
            if suffice(chosen):
                return _named(chosen)
    needed = next(n for n in range(MOST_TRIED + 1, len(order) + 1) if suffice(order[:n]))
    return _named(order[:needed])


def _own(state: State, members: IntArray) -> FloatArray:
    """(weighed, member) — terms, campaign effect, and mean attitude beside them. [SD]"""
    named = np.array([getattr(state.villages, name)[members] for name in WEIGHED])
    first, attitude = state.first_household, state.households.attitude
    think = np.array([attitude[first[v] : first[v + 1]].mean(dtype=np.float64) for v in members])
    return np.vstack([named, think - named.sum(axis=0)])


def _named(rows: Sequence[int]) -> str:
    return ";".join(KEYS[row] for row in sorted(rows))
