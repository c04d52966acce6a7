"""What households earn each month (农户收入).

A household's income is its village's level times a permanent, a persistent and a passing personal factor
(see ``dynamics.py``), spread over farm, business, wage and other sources with their own growth, season and
weather; to it come the new crop, dividends, payments and the margin on subsidised loans. Public works raise
or lower the sources that can use them: who gains is who lives on these. All yuan are nominal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws, normal_table
from liancun_sim.interventions import Channel, LendHousehold, PayHousehold
from liancun_sim.mechanisms.income.coefficients import COEFFICIENTS
from liancun_sim.mechanisms.income.dynamics import decomposed, persistence_of, schooling_years, without_work
from liancun_sim.mechanisms.income.kernels import (
    MONTHS,
    Earned,
    Earners,
    Luck,
    Paid,
    Purses,
    Sources,
    earn,
    repay,
    room_to_earn,
)
from liancun_sim.mechanisms.income.recipients import Recipients, in_line
from liancun_sim.mechanisms.kernels.worlds import seated, stacked
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.setup import Setup
from liancun_sim.mechanisms.shared_coefficients import LOCAL_SHOCK
from liancun_sim.state import State, Store
from liancun_sim.state.build import BASE_INCOME_YUAN
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]
STREAM = "income"
WORKSHOPS = 10.0  # in whose units a union's market is counted
LEAST_LOAN_YUAN = 1.0  # what is left below this is forgiven


class Income(Mechanism):
    """Household income of the month, its window of twelve months, and loans."""

    key = "income"
    label = Label("Income", "农户收入")
    reads = (
        "household.number", "household.size", "household.permanent", "household.farm_share",
        "household.business_share", "household.wage_share", "household.is_poor", "household.is_party",
        "household.linked", "household.crop_yuan", "household.land_mu", "county.wage_growth", "county.other_growth",
        "county.season",
        "county.wage_growth_window", "county.other_growth_window", "county.season_window", "village.key",
        "village.households", "village.persons", "village.log_income_effect", "village.workshops",
        "village.union_workshops", "village.weather_loss", "village.weather_window", "village.local_shock",
        "village.local_shock_window", "village.road", "village.irrigation", "village.founding_road",
        "village.founding_irrigation", "village.dividend_yuan", "village.works_wages_yuan", "village.award_yuan",
        "village.job_yuan",
        "village.share_yuan", "household.award_yuan", "household.job_yuan", "household.share_yuan",
    )  # fmt: skip
    writes = (
        "household.transitory", "household.income_yuan", "household.income_window_yuan", "household.income_year_yuan",
        "household.loan_yuan", "village.loans_yuan", "village.income_per_person_yuan", "village.mean_log_income",
    )  # fmt: skip
    founds = (
        "household.quintile", "household.schooling", "household.dependants", "household.persistence",
        "village.base_income_yuan",
    )  # fmt: skip
    opens = (
        Channel("income.business_premium", "log", Label("Gain of business income", "经营收入增幅"), 0.0, -1, 1),
    )  # fmt: skip
    accepts = (PayHousehold, LendHousehold)
    alike = ("household.transitory",)
    coefficients = COEFFICIENTS
    borrows = (LOCAL_SHOCK,)

    def __init__(self, setup: Setup, values: Mapping[str, float] = {}):
        super().__init__(setup, values)
        self.spreads = decomposed(self.k)

    def begin(self, state: State, draws: Draws) -> None:
        """Earn the twelve months before t0, so that the window is full, and rank households into fifths."""
        villages, households, county = state.villages, state.households, state.county
        self._set_base(state)
        self._set_persistence(state, draws)
        households.put("transitory", 0.0)
        households.put("income_year_yuan", 0.0)
        for row in range(MONTHS):
            nothing = Payments.none(len(villages))
            luck = self._luck(state, row, villages.local_shock_window[row], first=row == 0)
            sources = self._sources(
                state, villages.weather_window[row], county.wage_growth_window[row, 0],
                county.other_growth_window[row, 0], county.season_window[row, 0],
            )  # fmt: skip
            earn_side_by_side([state], draws, row - MONTHS, luck, [sources], [nothing])
        households.put("quintile", income_fifths(households.income_year_yuan, households.size))

    def step(self, month: Month) -> None:
        self.step_side_by_side([self], [month])

    @classmethod
    def step_side_by_side(cls, mechanisms: Sequence[Self], months: Sequence[Month]) -> None:
        states, paid = [month.state for month in months], list[Payments]()
        for one, month in zip(mechanisms, months, strict=True):
            recipients = Recipients(month.state)
            one._lend(month, recipients)
            paid.append(one._payments(month, recipients))
        slot = months[0].index % MONTHS
        luck = mechanisms[0]._luck(states[0], slot, states[0].villages.local_shock)
        sources = [
            one._sources(
                month.state, month.state.villages.weather_loss, month.state.county.wage_growth[0],
                month.state.county.other_growth[0], month.state.county.season[0],
                month.channels["income.business_premium"],
            )
            for one, month in zip(mechanisms, months, strict=True)
        ]  # fmt: skip
        earn_side_by_side(states, months[0].draws, months[0].index, luck, sources, paid)
        for one, state in zip(mechanisms, states, strict=True):
            one._repay(state)

    def _set_base(self, state: State) -> None:
        """Level of each village at which its base-year mean is the village table's, whoever lives there."""
        households, villages = state.households, state.villages
        size = households.size.astype(np.float64)
        starts = state.first_household[:-1]
        lasting = np.float32(self.spreads.permanent) * households.permanent
        traits = np.add.reduceat(size * np.exp(lasting, dtype=np.float64), starts)
        villages.put(
            "base_income_yuan",
            BASE_INCOME_YUAN / MONTHS * np.exp(villages.log_income_effect) * np.add.reduceat(size, starts) / traits,
        )

    def _set_persistence(self, state: State, draws: Draws) -> None:
        """How long a change of income lasts in each household, by who lives there and on what."""
        households, keys = state.households, state.villages.key[state.households.village]
        lot = draws.uniform("income.dependants", keys, numbers=households.number)
        households.put("dependants", without_work(households.size, lot))
        luck = draws.normal("income.schooling", keys, numbers=households.number)
        households.put(
            "schooling", schooling_years(households.permanent, luck, self.k.schooling_tie, self.k.schooling_level)
        )
        households.put("persistence", persistence_of(households, self.k))

    def _luck(self, state: State, slot: int, shock: FloatArray, first: bool = False) -> Luck:
        """What all worlds start from this month; `first` starts persistent changes at their lasting spread."""
        k, spreads = self.k, self.spreads
        spread = k.local_shock**2 + spreads.persistent**2 + spreads.month**2
        return Luck(
            level=(state.villages.base_income_yuan * np.exp(shock - spread / 2)).astype(np.float32),
            slot=slot,
            permanent_weight=np.float32(spreads.permanent),
            kept=np.float32(not first),
            persistent_spread=np.float32(spreads.persistent),
            month_spread=np.float32(spreads.month),
            weather_spread=np.float32(k.weather_spread),
            loan_yield=np.float32(k.loan_margin / MONTHS),
        )

    def _sources(
        self, state: State, weather: FloatArray, wage_growth: float, other_growth: float, season: float,
        premium: FloatArray | float = 0.0,
    ) -> Sources:  # fmt: skip
        """Where a month's income comes from in one world: (village,) each."""
        k, villages = self.k, state.villages
        road = villages.road - villages.founding_road
        watered = villages.irrigation - villages.founding_irrigation
        works_for_farms = k.road_to_farms * road + k.irrigation_to_farms * watered
        market = np.where(
            villages.union_workshops > 0,
            k.market_effect * np.log((WORKSHOPS + villages.union_workshops) / (WORKSHOPS + villages.workshops)),
            0.0,
        )  # what the partners' workshops add to the village's own
        rest = np.full(len(villages), season * other_growth)
        return Sources(
            farm=(rest * np.exp(works_for_farms - weather - k.weather_spread**2 / 2)).astype(np.float32),
            business=(rest * np.exp(market + premium + k.road_to_business * road)).astype(np.float32),
            wage=(season * wage_growth * np.exp(k.road_to_wages * road)).astype(np.float32),
            other=rest.astype(np.float32),
        )

    def _payments(self, month: Month, recipients: Recipients) -> "Payments":
        """What households are paid this month by their village and by policies."""
        villages, grants = month.state.villages, month.granted.all(PayHousehold)
        paid = Payments.none(len(villages))
        paid.each[:] = (villages.dividend_yuan + villages.works_wages_yuan) / np.maximum(1, villages.households)
        for row, yuan, whom in zip(*map(np.ndarray.tolist, (grants.village, grants.yuan, grants.whom)), strict=True):
            kind, rows = recipients.of(row, whom)
            if kind in ("linked_model", "linked_poor"):
                paid.linked.append((row, rows, yuan / rows.size))
            else:
                getattr(paid, kind)[row] += yuan / max(1, rows.size)
        return paid

    def _lend(self, month: Month, recipients: Recipients) -> None:
        state = month.state
        for _, loan in month.granted.of(LendHousehold):
            rows = recipients.of(loan.row, loan.whom)[1]
            if loan.households is not None:
                rows = in_line(state, month.draws, loan.row, rows)[: loan.households]
            if rows.size:
                state.households.loan_yuan[rows] += np.float32(loan.yuan / rows.size)
                state.villages.loans_yuan[loan.row] += loan.yuan

    def _repay(self, state: State) -> None:
        """An equal share of what is outstanding is repaid from income, whose statistics leave debt out."""
        rows = np.flatnonzero(state.villages.loans_yuan > 0)
        if rows.size:
            repay(
                state.first_household,
                rows,
                keep=np.float32(1 - 1 / self.k.loan_months),
                least=np.float32(LEAST_LOAN_YUAN),
                loan=state.households.loan_yuan,
                outstanding=state.villages.loans_yuan,
            )


@dataclass(frozen=True, slots=True)
class Payments:
    """Yuan paid this month to each household, each poor one, and each with a party member: (village,) float64.

    linked : village, rows of its linked households of one kind, and yuan for each of them.
    """

    each: FloatArray
    poor: FloatArray
    model: FloatArray
    linked: list[tuple[int, npt.NDArray[np.intp], float]]

    @classmethod
    def none(cls, villages: int) -> "Payments":
        return cls(np.zeros(villages), np.zeros(villages), np.zeros(villages), [])

    def beside(self, villages: Store) -> Paid:
        """With what villages pay and have lent: (village,) each."""
        return Paid(
            village_yuan=self.each.astype(np.float32),
            poor_yuan=self.poor.astype(np.float32),
            model_yuan=self.model.astype(np.float32),
            has_own=(villages.award_yuan + villages.job_yuan + villages.share_yuan > 0).view(np.uint8),
            loans=villages.loans_yuan,
        )


def earn_side_by_side(
    states: Sequence[State], draws: Draws, index: int, luck: Luck, sources: list[Sources], paid: Sequence[Payments]
) -> None:
    """One month of income for all households of worlds of one replication."""
    first = states[0]
    sums = np.empty((2, len(states), len(first.villages)))
    earn(
        first.first_household,
        at=draws.addresses(STREAM, first.villages.key, first.households.number, index),
        table=normal_table(),
        people=first.households.bound(Earners),
        luck=luck,
        sources=stacked(sources),
        paid=stacked([own.beside(state.villages) for own, state in zip(paid, states, strict=True)]),
        purses=seated([state.households.bound(Purses) for state in states]),
        room=room_to_earn(first.first_household),
        earned=Earned(year_sum=sums[0], log_sum=sums[1]),
    )
    for state, own, year_sum, log_sum in zip(states, paid, *sums, strict=True):
        households, villages = state.households, state.villages
        households.swap("income_yuan", households.income_window_yuan[luck.slot])  # a view: this month is kept once
        for village, rows, yuan in own.linked:
            year_sum[village] += yuan * rows.size
            log_sum[village] += pay_rows(state, rows, np.float32(yuan), luck.slot)
        villages.income_per_person_yuan[:] = year_sum / np.maximum(1, villages.persons)
        villages.mean_log_income[:] = log_sum / np.maximum(1, villages.households)


def pay_rows(state: State, rows: npt.NDArray[np.intp], yuan: np.float32, slot: int) -> float:
    """Pay some households beside what the month brought; returns what that adds to the sum of log incomes."""
    households = state.households
    size = households.size[rows].astype(np.float64)
    before = np.log(np.maximum(households.income_year_yuan[rows] / size, 1.0))
    households.income_window_yuan[slot, rows] += yuan
    households.income_year_yuan[rows] += yuan
    return float(np.sum(np.log(np.maximum(households.income_year_yuan[rows] / size, 1.0)) - before))


def income_fifths(year: npt.NDArray[np.float32], size: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Which fifth of the county's people each household belongs to by income per person: 0 (poorest) to 4."""
    order = np.argsort(year / size, kind="stable")
    persons = np.cumsum(size[order], dtype=np.float64)
    fifths = np.empty(year.size, np.uint8)
    fifths[order] = np.minimum(4, 5 * (persons - size[order] / 2) / persons[-1])
    return fifths
