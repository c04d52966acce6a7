# mypy: allow-untyped-defs
"""What indicators are computed from at the end of a month: the state and sums over its households."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.indicators.inequality import Distribution
from liancun_sim.mechanisms.kernels.maths import largest
from liancun_sim.state import State

FIFTHS = 5
SUMS = (
    "households", "persons", "income_year", "income_month", "poor_persons", "willing", "attitude", "trust",
    "campaign", "adopters", "failed", "skill",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HouseholdSum:
    """A sum over households: by village, (village,), and by fifth of the county at t0, (5,)."""

    village: npt.NDArray[np.float64]
    fifth: npt.NDArray[np.float64]

    def __truediv__(self, divisor: float) -> "HouseholdSum":
        return HouseholdSum(self.village / divisor, self.fifth / divisor)


@dataclass
class Snapshot:
    """The state after a month, with its household sums.

    month : months since t0 (0 is t0 itself). iso_month : its calendar month.
    """

    state: State
    month: int
    iso_month: str
    shared: dict[str, npt.NDArray[np.float64]] = field(default_factory=dict)  # what several indicators divide by

    @property
    def price_index(self) -> float:
        return float(self.state.county.price_index[0])

    @property
    def line_known(self) -> float:
        """1 where the month has a poverty line, NaN where it has none."""
        return 1.0 if self.state.county.poverty_line_yuan[0] > 0 else float("nan")

    @cached_property
    def sums(self) -> dict[str, HouseholdSum]:
        """Household sums by name (SUMS)."""
        state, h = self.state, self.state.households
        village, fifth = np.zeros((len(SUMS), len(state.villages))), np.zeros((len(SUMS), FIFTHS))
        add_up_households(
            village=village,
            fifth=fifth,
            first_household=state.first_household,
            people=h.bound(Counted),
            poverty_line=np.float32(self.state.county.poverty_line_yuan[0]),
        )
        return {name: HouseholdSum(village[i], fifth[i]) for i, name in enumerate(SUMS)}

    @cached_property
    def wage_income(self) -> npt.NDArray[np.float64]:
        """(village,) wage income of the last year: each household's own share under the year's mean growth. [yuan/year]"""
        h, county = self.state.households, self.state.county
        wage = h.wage_share * np.float32(county.wage_growth_window.mean())
        other = (1 - h.wage_share) * np.float32(county.other_growth_window.mean())
        earned: npt.NDArray[np.float64] = np.add.reduceat(
            (h.income_year_yuan * (wage / (wage + other))).astype(np.float64), self.state.first_household[:-1]
        )
        return earned

    @cached_property
    def distribution(self) -> Distribution:
        """Income per person over all persons of the county, in real yuan."""
        h, first = self.state.households, self.state.first_household
        return Distribution(h.income_year_yuan, h.size, first, self.price_index)


def once(measure: Callable[[Snapshot], npt.NDArray[np.float64]]) -> Callable[[Snapshot], npt.NDArray[np.float64]]:
    """Measure once a snapshot, however many indicators ask; nobody may change the array."""
    name = f"{measure.__module__}.{measure.__name__}"

    @wraps(measure)
    def measured(snapshot: Snapshot) -> npt.NDArray[np.float64]:
        if name not in snapshot.shared:
            snapshot.shared[name] = measure(snapshot)
        return snapshot.shared[name]

    return measured


class Counted(NamedTuple):
    """Columns of households that are summed."""

    quintile: npt.NDArray[np.uint8]
    size: npt.NDArray[np.uint8]
    income_year_yuan: npt.NDArray[np.float32]
    income_yuan: npt.NDArray[np.float32]
    attitude: npt.NDArray[np.float32]
    trust: npt.NDArray[np.float32]
    campaign: npt.NDArray[np.float32]
    planting_month: npt.NDArray[np.int16]
    failed: npt.NDArray[np.uint8]
    skill: npt.NDArray[np.float32]


@kernel
def add_up_households(village, fifth, first_household, people, poverty_line):
    """Sums over households by village and by fifth, in household order, in double precision.

    village : (len(SUMS), village) and fifth : (len(SUMS), 5), float64, zeroed by the caller.
    first_household : (village + 1,) int64. people : Counted. poverty_line : in nominal yuan per person and year.
    """
    most = largest(first_household)
    rows, end = np.empty(FIFTHS * most, np.uint32), np.empty(FIFTHS, np.uint64)
    for v in range(first_household.shape[0] - 1):
        for q in range(FIFTHS):
            end[q] = q * most
        for h in range(first_household[v], first_household[v + 1]):
            own = np.uint64(people.quintile[h])  # unsigned positions spare a check each
            rows[end[own]] = h
            end[own] += np.uint64(1)
        for q in range(FIFTHS):  # one after the other: the sums of one are kept in registers
            households = willing = adopters = failed = 0
            persons = poor = np.int64(0)
            year = month = attitude = trust = campaign = skill = 0.0
            for n in range(np.uint64(q * most), end[q]):
                row = np.uint64(rows[n])
                size, planted = np.int64(people.size[row]), people.planting_month[row] != -1
                households += 1
                persons += size
                year += people.income_year_yuan[row]
                month += people.income_yuan[row]
                poor += size * (people.income_year_yuan[row] < poverty_line * np.float64(size))
                willing += people.attitude[row] > 0
                attitude += people.attitude[row]
                trust += people.trust[row]
                campaign += people.campaign[row]
                adopters += planted
                failed += planted & (people.failed[row] != 0)
                skill += np.float32(planted) * people.skill[row]  # of the others 0, which changes no sum
            sums = (
                float(households), float(persons), year, month, float(poor), float(willing), attitude, trust, campaign,
                float(adopters), float(failed), skill,
            )  # fmt: skip
            for k in range(len(SUMS)):
                village[k, v] += sums[k]
                fifth[k, q] += sums[k]
