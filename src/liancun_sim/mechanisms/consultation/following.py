"""How far households follow an anchor that is lifted: what a term of a proposal comes to by its ballot.

Attitude is linear in the anchors (`attitude.kernels.listen`), so that the same month after month tells it, begun from
nothing. People outside the proposal stay as they are: who listens to them follows less.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.state import State

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]


def households_of(state: State, members: IntArray) -> IntArray:
    """Rows of the members' households, member after member."""
    first = state.first_household
    return np.concatenate([np.arange(first[v], first[v + 1]) for v in members]).astype(np.intp)


def followed(state: State, members: IntArray, months: int) -> FloatArray:
    """(household of the members, member) — SD a household has moved per SD the anchor of a member is lifted by.

    Parameters
    ----------
    months : since the anchor was lifted.
    """
    from scipy.sparse import csr_array  # slow to load: only for those who run

    rows, households = households_of(state, members), state.households
    count = state.villages.households[members].astype(np.intp)
    place = np.full(len(state.villages), -1, np.intp)  # of a member's first household among `rows`
    place[members] = np.cumsum(count) - count
    start, first = state.ties.start, state.first_household
    heard = np.concatenate([state.ties.indices[start[first[v]] : start[first[v + 1]]] for v in members])
    village = households.village[heard]
    inside = place[village] >= 0
    weight = np.where(inside, households.influence[heard], 0.0)
    column = np.where(inside, place[village] + heard - first[village], 0)
    ends = np.concatenate([[0], np.cumsum(start[rows + 1] - start[rows])])
    listens = csr_array((weight, column, ends), shape=(rows.size, rows.size))
    yielding = households.yielding[rows, None].astype(np.float64)
    anchored = (1 - yielding) * np.repeat(np.eye(members.size), count, axis=0)
    moved = np.zeros_like(anchored)
    for _ in range(months):
        moved = yielding * (listens @ moved) / households.tie_weight[rows, None] + anchored
    return moved
