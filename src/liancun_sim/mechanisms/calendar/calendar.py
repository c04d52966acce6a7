"""The calendar: growth, season, prices, pay, weather and elections (年景与换届).

What happens to every village whatever anyone decides. Nothing here reads the state of other
villages: a village's weather comes from its own and its township's name.
"""

from collections.abc import Sequence
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws, village_keys
from liancun_sim.mechanisms.calendar.kernels import CalendarMonth, base_wage_share, calendar_at
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.shared_coefficients import LOCAL_SHOCK
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

YEAR = 12
FloatArray = npt.NDArray[np.float64]


class Calendar(Mechanism):
    """Growth, season, price index, elections; weather and the transitory shock of each village."""

    key = "calendar"
    label = Label("Calendar", "年景与日历")
    reads = ("village.key", "village.township", "county.base_year")
    writes = (
        "county.month", "county.price_index", "county.wage_growth", "county.other_growth", "county.collective_growth",
        "county.labour_wage", "county.staff_wage",
        "county.building_cost", "county.away_share",
        "county.season", "county.is_election", "county.wage_growth_window", "county.other_growth_window",
        "county.season_window", "county.expected_income_ratio", "county.expected_growth_log",
        "township.weather_loss", "village.weather_loss", "village.weather_window",
        "village.local_shock", "village.local_shock_window",
    )  # fmt: skip
    alike = writes
    coefficients = (
        Coefficient(
            "calendar.wage_growth", 0.162, 0.10, 0.22, "log/year",
            Label("Growth of wages, 2006 to 2012", "工资性收入增长率（2006—2012年）"),
            "fitted to Shandong's wage share 39.1 % (2007) and 46.4 % (2012) and rural income growth 8.5–19.3 % "
            "(National Bureau of Statistics; Shandong yearbooks)",
            raises=("income_mean",),
        ),
        Coefficient(
            "calendar.other_growth", 0.102, 0.05, 0.15, "log/year", 
            Label("Growth of other income, 2006 to 2012", "其他收入增长率（2006—2012年）"),
            "fitted to Shandong's wage share and rural income growth, as calendar.wage_growth",
            raises=("income_mean",),
        ),
        Coefficient(
            "calendar.county_lead", 0.0, -0.02, 0.02, "log/year",
            Label("Growth of the county's incomes beyond its province's, outside 2006 to 2012",
                  "本县收入增长快于全省的幅度（2006—2012年以外）"),
            "assumption: which counties grow faster than their province is not known", raises=("income_mean",),
        ),
        Coefficient(
            "calendar.wage_growth_beyond", 0.055, 0.02, 0.09, "log/year",
            Label("Growth of wages and pay where no series reaches", "工资增长率（公布数据年份以外）"),
            "assumption: rural wages grew by 5 to 9 % a year from 2014 to 2024 (National Bureau of Statistics)",
            raises=("income_mean",),
        ),
        Coefficient(
            "calendar.other_growth_beyond", 0.05, 0.02, 0.08, "log/year",
            Label("Growth of other income where no series reaches", "其他收入增长率（公布数据年份以外）"),
            "assumption: rural income grew by 5.8 to 9 % a year from 2014 to 2025 (National Bureau of Statistics)",
            raises=("income_mean",),
        ),
        Coefficient(
            "calendar.price_growth_beyond", 0.01, -0.01, 0.03, "share/year",
            Label("Rise of prices where no series reaches", "物价年涨幅（公布数据年份以外）"),
            "assumption: -0.3 to 3.2 % a year from 2014 to 2025 (National Bureau of Statistics)",
            lowers=("income_mean",),
        ),
        Coefficient(
            "calendar.collective_growth", 0.025, 0.0, 0.12, "share/year",
            Label("Growth of villages' own collective income", "村集体经济收入年增长率"),
            "assumption; 66.7 % of villages below 50,000 yuan (source document 001, about 2007) and 57.7 % nationally "
            "in 2019 are .024 log a year apart where incomes spread by 1.2",
            raises=("collective_income_mean",), lowers=("collective_below_50k",),
        ),
        Coefficient(
            "calendar.weather_township", 0.06, 0.02, 0.12, "log",
            Label("Spread of a township's weather", "乡镇天气波动"), "assumption", raises=("weather_spread",),
        ),
        Coefficient(
            "calendar.weather_village", 0.05, 0.02, 0.10, "log",
            Label("Spread of a village's own weather", "村级天气波动"), "assumption", raises=("weather_spread",),
        ),
        LOCAL_SHOCK,
        Coefficient(
            "calendar.local_persistence", 0.955, 0.90, 0.97, "1/month",
            Label("Persistence of the transitory village shock (ρ)", "村级暂时波动的持续性"), "assumption",
            raises=("local_shock_spread",),
        ),
    )  # fmt: skip

    def begin(self, state: State, draws: Draws) -> None:
        """The twelve months before t0, then t0 itself: nothing has grown since, the windows are full."""
        villages = state.villages
        shock = self.k.local_shock * draws.normal("calendar.local_shock", villages.key, -YEAR - 1)
        for index in range(-YEAR, 0):
            shock = self._shock_after(shock, draws, villages.key, index)
            self._set_month(state, index)
            self._set_weather(state, draws, index, shock)
        before = sum(self._at(state, i).expected_income for i in range(-YEAR - 1, -1)) / YEAR
        state.county.expected_income_ratio[0] = before
        state.county.is_election[0] = 0

    @classmethod
    def step_side_by_side(cls, mechanisms: Sequence[Self], months: Sequence[Month]) -> None:
        """No policy moves the calendar: what one world's writes is that of all."""
        mechanisms[0].step(months[0])

    def step(self, month: Month) -> None:
        state = month.state
        self._set_expected(state)
        self._set_month(state, month.index)
        shock = self._shock_after(state.villages.local_shock, month.draws, state.villages.key, month.index)
        self._set_weather(state, month.draws, month.index, shock)

    def _at(self, state: State, index: int) -> CalendarMonth:
        return calendar_at(self.setup.start, index, self.k, int(state.county.base_year[0]))

    def _set_month(self, state: State, index: int) -> None:
        county, now, row = state.county, self._at(state, index), index % YEAR
        county.month[0] = index + 1
        county.price_index[0] = now.price_index
        county.labour_wage[0], county.staff_wage[0] = now.labour_wage, now.staff_wage
        county.building_cost[0], county.away_share[0] = now.building_cost, now.away_share
        county.wage_growth[0] = county.wage_growth_window[row, 0] = now.wage_growth
        county.other_growth[0] = county.other_growth_window[row, 0] = now.other_growth
        county.season[0] = county.season_window[row, 0] = now.season
        county.is_election[0] = now.is_election
        county.collective_growth[0] = (1 + self.k.collective_growth) ** ((index + YEAR / 2 + 0.5) / YEAR)

    def _set_expected(self, state: State) -> None:
        """Income expected over the 12 months before this one, and its change since last month."""
        county, wages = state.county, base_wage_share(int(state.county.base_year[0]))
        growth = wages * county.wage_growth_window + (1 - wages) * county.other_growth_window
        ratio = float(np.mean(county.season_window * growth))
        county.expected_growth_log[0] = np.log(ratio / county.expected_income_ratio[0])
        county.expected_income_ratio[0] = ratio

    def _set_weather(self, state: State, draws: Draws, index: int, shock: FloatArray) -> None:
        """Losses are mean-corrected: E exp(−loss) = 1."""
        villages, town, own = state.villages, self.k.weather_township, self.k.weather_village
        keys = township_keys(state.township_ids)
        losses = town * draws.normal("calendar.township_weather", keys, index) + town**2 / 2
        state.townships.weather_loss[:] = losses
        villages.weather_loss[:] = (
            losses[villages.township] + own * draws.normal("calendar.village_weather", villages.key, index) + own**2 / 2
        )
        villages.weather_window[index % YEAR] = villages.weather_loss
        villages.local_shock[:] = shock
        villages.local_shock_window[index % YEAR] = shock

    def _shock_after(self, shock: FloatArray, draws: Draws, keys: npt.NDArray[np.uint64], index: int) -> FloatArray:
        """a' = ρ a + √(1 − ρ²)·σ_a·N(0, 1): its spread stays σ_a."""
        rho = self.k.local_persistence
        innovation: FloatArray = draws.normal("calendar.local_shock", keys, index)
        after: FloatArray = rho * shock + np.sqrt(1 - rho**2) * self.k.local_shock * innovation
        return after


@cache
def township_keys(names: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """Addresses of townships, from their names alone: another township changes nobody's weather."""
    return village_keys(names)
