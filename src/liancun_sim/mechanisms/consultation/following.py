"""How far households follow an anchor that is lifted: what a term of a proposal comes to by its ballot.

Attitude is linear in the anchors (`attitude.kernels.listen`), so that the same month after month tells it, begun from
nothing. People outside the proposal stay as they are: who listens to them follows less.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.mechanisms.consultation.kernels import Following, follow
from liancun_sim.mechanisms.polling.people import households_of
from liancun_sim.state import State

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]


def followed(state: State, members: IntArray, months: int) -> FloatArray:
    """(household of the members, member) — SD a household has moved per SD the anchor of a member is lifted by.

    Parameters
    ----------
    months : since the anchor was lifted.
    """
    moved = np.zeros((households_of(state, members).size, members.size))
    people, ties = state.households.bound(Following), state.ties
    follow(
        state.first_household,
        members,
        start=ties.start,
        indices=ties.indices,
        people=people,
        months=months,
        moved=moved,
    )
    return moved
