"""What indicators are computed from at the end of a month: the state and sums over its households."""

from dataclasses import dataclass
from functools import cached_property

import liancun_sim.draws  # noqa: F401  (sets the kernel cache folder before numba is imported)
import numpy as np
import numpy.typing as npt
from numba import njit

from liancun_sim.indicators.inequality import Distribution, measure_distribution
from liancun_sim.parameters import fact
from liancun_sim.state import State

FIFTHS = 5
SUMS = (
    "households", "persons", "income_year", "income_month", "poor_persons", "listed_poor", "willing", "attitude",
    "trust", "campaign", "adopters", "failed", "skill", "adopter_income", "wage_income", "base_income",
)  # fmt: skip


@dataclass
class Snapshot:
    """The state after a month, with household sums by village and fifth.

    month : months since t0 (0 is t0 itself). iso_month : its calendar month.
    """

    state: State
    month: int
    iso_month: str

    @property
    def price_index(self) -> float:
        return float(self.state.county.price_index[0])

    @cached_property
    def sums(self) -> dict[str, npt.NDArray[np.float64]]:
        """Household sums by name: each (village, 5) over fifths of households at t0."""
        state, h = self.state, self.state.households
        out = np.zeros((len(state.villages), FIFTHS, len(SUMS)))
        county = state.county
        add_up_households(
            out, state.first_household, h.quintile, h.size, h.income_year_yuan, h.income_yuan, h.is_poor,
            h.attitude, h.trust, h.campaign, h.planting_month, h.failed, h.skill, h.wage_share, h.permanent,
            np.float32(fact("poverty_line").at(self.iso_month)),
            np.float32(county.wage_growth[0]), np.float32(county.other_growth[0]),
        )  # fmt: skip
        return {name: out[:, :, i] for i, name in enumerate(SUMS)}

    @cached_property
    def distribution(self) -> Distribution:
        """Income per person over all persons of the county, in real yuan."""
        h, first = self.state.households, self.state.first_household
        return measure_distribution(h.income_year_yuan, h.size, first, self.price_index)


@njit(cache=True, nogil=True)
def add_up_households(
    out, first, quintile, size, income_year, income_month, is_poor, attitude, trust, campaign,
    planting_month, failed, skill, wage_share, permanent, poverty_line, wage_growth, other_growth,
):  # fmt: skip
    """Sums over households by village and fifth, in household order, in double precision.

    out : (village, 5, len(SUMS)) float64, zeroed by the caller. first : (village + 1,) int64.
    The rest are household columns; poverty_line in nominal yuan per person and year.
    """
    for v in range(first.shape[0] - 1):
        for h in range(first[v], first[v + 1]):
            row = out[v, quintile[h]]
            persons = np.float64(size[h])
            income = np.float64(income_year[h])
            row[0] += 1.0
            row[1] += persons
            row[2] += income
            row[3] += income_month[h]
            row[4] += persons if income < poverty_line * persons else 0.0
            row[5] += is_poor[h]
            row[6] += attitude[h] > 0
            row[7] += attitude[h]
            row[8] += trust[h]
            row[9] += campaign[h]
            if planting_month[h] != -1:
                row[10] += 1.0
                row[11] += failed[h]
                row[12] += skill[h]
                row[13] += income
            wage = wage_share[h] * wage_growth
            share = wage / (wage + (1 - wage_share[h]) * other_growth)
            row[14] += income * share
            row[15] += income
