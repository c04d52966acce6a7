"""What a policy sees of the state: read-only, and last month's, since policies act before anything moves.

Only the calendar comes before them: what it has just drawn (weather, local shocks) is hidden, since no office
knows this month's weather when it plans the month.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.mechanisms.calendar.calendar import Calendar
from liancun_sim.state import State, Store
from liancun_sim.vocabulary import say

THIS_MONTHS = frozenset(key.removeprefix("village.") for key in Calendar.writes if key.startswith("village."))
"""Columns of villages that hold this month when policies act."""


class ReadOnly:
    """A store whose arrays cannot be written, and without the columns of the month that is beginning.

    Each view is made once: policies read columns village by village.

    Raises
    ------
    AttributeError
        For a hidden column, saying why.
    """

    def __init__(self, store: Store, hidden: frozenset[str] = frozenset()):
        self._store, self._hidden = store, hidden

    def __getattr__(self, name: str) -> npt.NDArray[Any]:
        if name in self._hidden:
            raise AttributeError(say("schedule.seen_too_soon", column=name))
        view = getattr(self._store, name).view()
        view.flags.writeable = False
        self.__dict__[name] = view
        return view  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return self._store.rows


class OfficeView:
    """The county office's view of the world (see `liancun_sim.interventions.PolicyView`)."""

    def __init__(self, state: State, month: int, draws: Draws, start: str, coefficients: Mapping[str, float]):
        self.month, self.start, self.draws = month, start, draws
        self.villages, self.unions, self.proposals = (
            ReadOnly(state.villages, THIS_MONTHS),
            ReadOnly(state.unions),
            ReadOnly(state.proposals),
        )
        self.trades = state.trades
        self._state, self._coefficients = state, coefficients

    def adjacent(self, village: int) -> npt.NDArray[np.intp]:
        """Rows of the villages adjacent to one."""
        return self._state.adjacency.of(village).astype(np.intp)

    def coefficient(self, key: str) -> float:
        return self._coefficients[key]

    def memory(self, policy: str) -> dict[str, Any]:
        return self._state.memory.setdefault(policy, {})
