"""Choosing connected sets of adjacent villages, mostly inside one township (村庄相邻)."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.view import PolicyView


def grow(
    view: PolicyView,
    start: Sequence[int],
    size: int,
    free: npt.NDArray[np.bool_],
    merit: npt.NDArray[np.float64],
) -> tuple[int, ...]:
    """A connected set of up to `size` villages around those it starts with.

    Each further member is the adjacent free village of most merit; one of another township
    than the first's only where no other is left. Ties by village id.

    Parameters
    ----------
    start : rows already in the set, connected.
    free : (village,) bool — villages that may join. merit : (village,) float64.

    Returns
    -------
    rows, ascending; fewer than `size` where no adjacent village is free.
    """
    township = view.villages.township
    members = list(start)
    border = {int(row) for member in members for row in view.adjacent(member) if free[row]} - set(members)
    while len(members) < size and border:
        best = min(border, key=lambda row: (township[row] != township[members[0]], -merit[row], row))
        members.append(best)
        border |= {int(row) for row in view.adjacent(best) if free[row]}
        border -= set(members)
    return tuple(sorted(members))


def connected_groups(view: PolicyView, rows: Iterable[int]) -> list[tuple[int, ...]]:
    """The groups into which some villages fall when only adjacent ones hold together, in order of first mention."""
    left = dict.fromkeys(rows)
    groups = []
    while left:
        members = [next(iter(left))]
        for member in members:  # grows while it is walked
            left.pop(member, None)
            members += [row for row in map(int, view.adjacent(member)) if row in left and row not in members]
        groups.append(tuple(sorted(members)))
    return groups
