"""Which households of a village money or a loan is meant for."""

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.state import State

IntArray = npt.NDArray[np.intp]


OF_KIND = {
    "poor": ("is_poor", 1),
    "model": ("is_party", 1),
    "linked_model": ("linked", 1),
    "linked_poor": ("linked", 2),
}
"""A kind that is not all: the column of households that tells it, and its code there."""


class Recipients:
    """Households by kind, looked up once a month: ``poor``, ``model`` (party members), ``linked_poor`` and
    ``linked_model`` (linked to a leader or unit), ``all``.
    """

    def __init__(self, state: State):
        self._state = state
        self._found: dict[str, tuple[IntArray, IntArray]] = {}

    def of(self, village: int, whom: str) -> tuple[str, IntArray]:
        """The kind that is meant and the rows of its households; ``each`` for all, and where a village has none."""
        if whom in OF_KIND:
            rows, first = self._of_kind(whom)
            if first[village] < first[village + 1]:
                return whom, rows[first[village] : first[village + 1]]
        return "each", np.arange(*self._state.first_household[village : village + 2], dtype=np.intp)

    def _of_kind(self, kind: str) -> tuple[IntArray, IntArray]:
        """Rows of all households of a kind, and the first of each village among them: (village + 1,)."""
        if kind not in self._found:
            column, code = OF_KIND[kind]
            rows = np.flatnonzero(getattr(self._state.households, column) == code)
            self._found[kind] = rows, np.searchsorted(rows, self._state.first_household)
        return self._found[kind]


def in_line(state: State, draws: Draws, village: int, rows: IntArray) -> IntArray:
    """Some households of a village in the order they borrow: those without a loan first, else by a lasting draw."""
    households = state.households
    keys = np.full(rows.size, state.villages.key[village])
    place = draws.uniform("income.borrower", keys, numbers=households.number[rows])
    return rows[np.lexsort((place, households.loan_yuan[rows] > 0))]
