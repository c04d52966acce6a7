"""Whom electorates choose from: the households of villages, with who is of age and who represents them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.state import State

REPRESENTATIVE_SHARE = 0.1  # one household in ten; the law: one representative per 5–15 households


def households_of(state: State, villages: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Rows of the villages' households, village after village."""
    first = state.first_household
    rows = [np.arange(first[v], first[v + 1]) for v in villages]
    return np.concatenate([np.empty(0, np.intp), *rows])


@dataclass(frozen=True, slots=True)
class Living:
    """Some households, by their rows, as electorates tell them apart: `decision_rules.People`, read when asked for.

    draws : of the run. adult_share : of members. [0–1]
    """

    state: State
    draws: Draws
    rows: npt.NDArray[np.intp]
    adult_share: float

    @property
    def adults(self) -> npt.NDArray[np.float64]:
        return np.asarray(np.ceil(self.adult_share * self.state.households.size[self.rows]))

    @property
    def is_party(self) -> npt.NDArray[np.uint8]:
        return self.state.households.is_party[self.rows]

    @property
    def is_cadre(self) -> npt.NDArray[np.uint8]:
        return self.state.households.is_cadre[self.rows]

    @property
    def is_representative(self) -> npt.NDArray[np.uint8]:
        """By a lot that is drawn once in a run."""
        households = self.state.households
        keys = self.state.villages.key[households.village[self.rows]]
        words = self.draws.bits("consultation.answer", keys, numbers=households.number[self.rows])
        lot = (words[:, 0] >> np.uint32(8)) / 2.0**24  # uniform on [0, 1)
        return (lot < REPRESENTATIVE_SHARE).astype(np.uint8)
