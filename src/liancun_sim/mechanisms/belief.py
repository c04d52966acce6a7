"""What a village believes its union brings: one belief, which its attitude, resentment, trust and vote all rest on.

Before there is anything to see, a promise is believed as far as the county is trusted and as promises made nearby
were kept. Then, once a year, the village lays its own growth since the union formed beside that of the township's
villages outside any union. That comparison is a noisy one, and villages know how noisy: two villages outside unions
differ in their growth too. So each year's accounts move the belief by as much as they can tell, and no more.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
YEAR = 12
FEWEST_OUTSIDE = 3  # villages outside unions whose growth tells how noisy the comparison is


class Belief(Mechanism):
    """Gains seen, believed and promised, and the record of promises kept."""

    key = "belief"
    label = Label("Belief about a union's gain", "对联村增收的判断")
    reads = (
        "county.expected_growth_log", "village.mean_log_income", "village.township", "village.union",
        "household.trust", "union.members", "union.promise", "union.formed_month", "union.dissolved_month",
    )  # fmt: skip
    writes = (
        "village.gain_seen", "village.mean_log_income_before", "village.log_income_yearly", "village.gain_prior",
        "village.gain_believed", "village.gain_accounted", "village.accounts", "village.broken_promise",
        "village.promise_kept", "village.promises_judged", "village.promise_record", "county.observation_ratio",
    )  # fmt: skip
    coefficients = (
        Coefficient(
            "belief.prior_spread", 0.05, 0.02, 0.12, "log",
            Label("Spread of what a promise is thought to bring (σ₀)", "对承诺增收判断的标准差"),
            "assumption", lowers=("gain_believed",),
        ),
        Coefficient(
            "belief.record_strength", 2.0, 0.5, 6.0, "promises",
            Label("Promises judged nearby that weigh as much as having no record", "与无兑现记录同等分量的周边承诺数"),
            "assumption", raises=("promise_record",),
        ),
        Coefficient(
            "belief.hearsay", 0.05, 0.0, 0.2, "share",
            Label("Weight of a promise judged elsewhere in the county, beside one next door",
                  "县内他处承诺兑现情况相对邻村的分量"),
            "assumption", lowers=("promise_record",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        state, villages = month.state, month.state.villages
        change = villages.mean_log_income - (
            villages.mean_log_income_before if month.index else villages.mean_log_income
        )
        villages.mean_log_income_before[:] = villages.mean_log_income
        if month.index % YEAR == 0:
            villages.log_income_yearly[month.index // YEAR] = villages.mean_log_income
            spread = self._spread_of_growth(state, month.index // YEAR, 1)
            state.county.observation_ratio[0] = (spread / self.k.prior_spread) ** 2
        if len(state.unions):
            self._see_gains(month, change)
            self._found(month)
            self._keep_accounts(month)

    def _see_gains(self, month: Month, change: FloatArray) -> None:
        """Growth of the village's mean log income since forming, less that of the township outside unions."""
        villages = month.state.villages
        outside = villages.union < 0
        town, towns = villages.township, len(month.state.townships)
        some = np.bincount(town, outside, towns)
        usual = np.where(
            some > 0,
            np.bincount(town, np.where(outside, change, 0.0), towns) / np.maximum(1, some),
            month.state.county.expected_growth_log[0],
        )
        villages.gain_seen[:] += change - usual[town]
        villages.gain_seen[outside] = 0.0

    def _found(self, month: Month) -> None:
        """A union that has just formed is expected to bring promise · trust · record; nothing is seen of it yet."""
        state, villages, unions = month.state, month.state.villages, month.state.unions
        for row in np.flatnonzero((unions.formed_month == month.index) & (unions.dissolved_month < 0)):
            members = np.array(unions.members[row])
            first = state.first_household
            trust = [float(state.households.trust[first[v] : first[v + 1]].mean()) for v in members]
            villages.gain_seen[members] = villages.gain_accounted[members] = villages.broken_promise[members] = 0.0
            villages.accounts[members] = 0
            villages.gain_prior[members] = unions.promise[row] * np.array(trust) * villages.promise_record[members]
            villages.gain_believed[members] = villages.gain_prior[members]

    def _keep_accounts(self, month: Month) -> None:
        """Once a year since forming: g' = (1 − w)·prior + w·seen, w = σ₀²/(σ₀² + σ_k²).

        σ_k : spread among villages outside unions of growth over the same k years, beside their township's.
        """
        state, villages, unions = month.state, month.state.villages, month.state.unions
        age = month.index - unions.formed_month
        due = np.flatnonzero((unions.dissolved_month < 0) & (age > 0) & (age % YEAR == 0))
        for row in due:
            members, years = np.array(unions.members[row]), int(age[row]) // YEAR
            noise = self._spread_of_growth(state, month.index // YEAR, years) ** 2
            told = self.k.prior_spread**2 / (self.k.prior_spread**2 + noise)
            seen, promise = villages.gain_seen[members], float(unions.promise[row])
            believed = (1 - told) * villages.gain_prior[members] + told * seen
            villages.gain_accounted[members], villages.gain_believed[members] = seen, believed
            villages.accounts[members] = years
            villages.broken_promise[members] = believed - promise
            if promise > 0:
                villages.promise_kept[members] = np.clip(believed / promise, 0, 1)
                villages.promises_judged[members] = 1
        if due.size:
            self._record(state)

    def _record(self, state: State) -> None:
        """ρ = (n₀ + Σ kept)/(n₀ + n) over the village and its neighbours, the rest of the county by hearsay."""
        villages, k = state.villages, self.k
        judged = villages.promises_judged.astype(np.float64)
        kept = judged * villages.promise_kept
        here = np.repeat(np.arange(len(villages)), state.adjacency.degree)
        there = state.adjacency.indices.astype(np.intp)

        def nearby(values: FloatArray) -> FloatArray:
            near = values + np.bincount(here, values[there], len(villages))
            return np.asarray(near + k.hearsay * (values.sum() - near))

        villages.promise_record[:] = (k.record_strength + nearby(kept)) / (k.record_strength + nearby(judged))

    def _spread_of_growth(self, state: State, year: int, years: int) -> float:
        """SD over villages outside unions of their log growth in the last `years` full years, beside their township.

        Where too few stand outside, over all villages. Infinite before there are so many years to look back on.
        """
        villages = state.villages
        if year < years:
            return float("inf")
        grown = villages.log_income_yearly[year] - villages.log_income_yearly[year - years]
        rows = np.flatnonzero(villages.union < 0)
        if rows.size < FEWEST_OUTSIDE:
            rows = np.arange(grown.size)
        town, towns = villages.township[rows], len(state.townships)
        count = np.bincount(town, minlength=towns)
        apart = grown[rows] - (np.bincount(town, grown[rows], towns) / np.maximum(1, count))[town]
        free = rows.size - np.count_nonzero(count)
        return float(np.sqrt((apart**2).sum() / free)) if free > 0 else float("inf")
