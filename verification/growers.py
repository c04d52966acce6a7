"""Who takes up the new crop, what it earns them beside what they expected, and what the public paid for it.

The county without policies and the scenario that subsidises greenhouses, from default coefficients. Nothing here is
required: a figure that looks wrong is a question to the mechanism, never a reason to bend a coefficient.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from worlds import arguments, county_world, show_table

from liancun_sim.draws import Draws
from liancun_sim.mechanisms.diffusion.kernels import NONE
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import Spending, count_spending
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

YEAR, MONTHS = 12, 72
SCENARIOS = ("baseline", "greenhouse_subsidy")


class Followed:
    """A run that keeps what the new crop brought every household, month by month: (month, household) yuan."""

    def __init__(self, scenario: str, months: int, replication: int):
        told, world = load_scenario(scenario, months=months), county_world()
        schedule = Schedule(told.setup, told.coefficients, told.build_policies(world.county))
        self.state, self.months = world.begin(schedule), months
        self.spent: dict[str, Spending] = defaultdict(Spending)
        self.crop_yuan, self.growing = np.zeros((months, len(self.state.households)), np.float32), list[int]()
        for index in range(months):
            month = schedule.step(self.state, index, Draws(1, replication))
            count_spending(self.spent, month.granted, self.state.county.cadre_month_yuan[0])
            self.crop_yuan[index] = self.state.households.crop_yuan
            self.growing.append(int(self.state.villages.adopters.sum()))

    @property
    def new(self) -> npt.NDArray[np.intp]:
        """Households that planted during the run."""
        return np.flatnonzero(self.state.households.planting_month > NONE)

    def failing(self) -> float:
        """Share of those who planted during the run whose greenhouse has failed."""
        return float(self.state.households.failed[self.new].mean()) if self.new.size else np.nan

    def losing(self) -> float:
        """Share of those who planted during the run, a year ago or more, whom the crop cost money in the last year."""
        old = self.new[self.state.households.planting_month[self.new] <= self.months - YEAR]
        return float(np.mean(self.crop_yuan[-YEAR:, old].sum(axis=0) < 0)) if old.size else np.nan

    def years_since_planting(self) -> Iterator[tuple[int, int, float, float]]:
        """Year since planting, households, earned and expected, both yuan a year on average, failures among them."""
        state: State = self.state
        planted = state.households.planting_month[self.new].astype(int)
        for year in range(self.months // YEAR):
            whole = self.new[planted + 1 + YEAR * (year + 1) <= self.months]
            if whole.size:
                first = state.households.planting_month[whole].astype(int) + 1 + YEAR * year
                earned = sum(self.crop_yuan[first + m, whole].astype(float) for m in range(YEAR))
                yield year + 1, whole.size, float(np.mean(earned)), float(state.households.expected_yuan[whole].mean())


def main() -> None:
    asked = arguments(str(__doc__), replications=2, months=MONTHS)
    for scenario in SCENARIOS:
        runs = [Followed(scenario, asked.months, number) for number in range(asked.replications)]
        print(f"\n{scenario}")
        shares = [np.array(run.growing) / run.crop_yuan.shape[1] for run in runs]
        show_table(
            [Label("end of year", "年末"), Label("households growing", "种植户数"), Label("share", "占比")],
            [
                (1 + month // YEAR, round(np.mean([run.growing[month] for run in runs])),
                 float(np.mean([share[month] for share in shares])))
                for month in range(YEAR - 1, asked.months, YEAR)
            ],
        )  # fmt: skip
        show_table(
            [Label("new planters", "新种植户"), Label("failed", "失败占比"),
             Label("lost money in the last year", "近一年亏损占比")],
            [(run.new.size, run.failing(), run.losing()) for run in runs],
        )  # fmt: skip
        show_table(
            [Label("year since planting", "种植后第几年"), Label("households", "户数"), Label("earned", "实得"),
             Label("expected", "预期"), Label("ratio", "比")],
            [(*row, row[2] / row[3]) for row in runs[0].years_since_planting()],
        )  # fmt: skip
        show_table(
            [Label("programme", "项目"), Label("yuan", "元"), Label("cadre-months", "人月"),
             Label("staff time priced", "人力折算")],
            [(name, f"{spent.yuan:,.0f}", f"{spent.cadre_months:,.0f}", f"{spent.staff_yuan:,.0f}")
             for name, spent in sorted(runs[0].spent.items())],
        )  # fmt: skip


if __name__ == "__main__":
    main()
