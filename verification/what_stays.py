"""What is left of a grant, a road, training and technicians one to five years after they end, channel by channel.

    python verification/what_stays.py [--replications 4] [--lang zh]

Small county (60 villages, about 8,000 households). Every third village is helped for two years and then no more; shown
is the mean over those villages of the difference from the same villages, month and luck without help.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from worlds import arguments, show_table

from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.interventions import (
    WINTER,
    Action,
    Asking,
    Build,
    GrantVillage,
    KeepPoints,
    Policy,
    PolicyView,
    SendTechnician,
    Train,
    month_of_year,
)
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import World
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

HELPED_MONTHS, YEARS_AFTER = 24, 5
Floats = npt.NDArray[np.float64]


class Help(Policy):
    """Two years of one thing for every third village; the yuan are those of the ordinary policies' order of size."""

    key = "help"
    label = Label("Help", "帮扶")
    asks = (GrantVillage, Build, Train, SendTechnician, KeepPoints)

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        for village in range(0, len(view.villages), 3):
            for action in self._of(view, village):
                asking.ask(action)

    def _of(self, view: PolicyView, village: int) -> Iterator[Action]:
        helped = view.month < HELPED_MONTHS
        if self.what == "grant" and helped:
            yield GrantVillage(village, 20_000 / 12)
        if self.what.startswith("road") and helped:
            yield Build(village, "road", 40_000 / 12)
        if self.what == "road_kept":  # points go on: villagers keep up what there is
            yield KeepPoints(village, 2.0 * float(view.villages.households[village]))
        if self.what == "training" and helped and view.month % 3 == 0:
            yield Train(village, 0.02)
        if self.what == "technicians" and helped and month_of_year(view) in WINTER:
            yield SendTechnician(village, 2.0)


HELP = {
    "grant": Label("Grant, 20,000 yuan a year", "拨款，每年2万元"),
    "road": Label("Road, 40,000 yuan a year", "修路，每年4万元"),
    "road_kept": Label("Road, kept up by villagers for points", "修路，群众积分管护"),
    "training": Label("Training of cadres, a class a quarter", "干部培训，每季一期"),
    "technicians": Label("Two technicians in winter", "冬季技术员2名"),
}


def channels(state: State) -> dict[str, Floats]:
    """What help may work through, (village,): log income, thousand yuan, levels, shares of households."""
    villages, people = state.villages, state.households
    starts = state.first_household[:-1]
    growing = (people.planting_month != -1) & (people.failed == 0)
    skilled = np.add.reduceat(np.where(people.suits_cash_crop != 0, people.skill, 0.0), starts)
    return {
        "income": 100 * np.log(villages.income_per_person_yuan),
        "fund": villages.fund_yuan / 1_000,
        "road": 100 * villages.road,
        "services": 100 * villages.services,
        "capacity": 100 * villages.capacity,
        "growers": 100 * np.add.reduceat(growing, starts, dtype=np.int64) / villages.households,
        "skill": 100 * skilled / np.maximum(1, np.add.reduceat(people.suits_cash_crop, starts, dtype=np.int64)),
    }


SHOWN = {
    "income": Label("income per person, %", "人均纯收入，%"),
    "fund": Label("village fund, 1,000 yuan", "村级账户，千元"),
    "road": Label("road, points of 100", "道路，百分点"),
    "services": Label("services, points of 100", "服务设施，百分点"),
    "capacity": Label("capacity, points of 100", "班子能力，百分点"),
    "growers": Label("growing households, points of 100", "种植户，百分点"),
    "skill": Label("skill where land suits, points of 100", "适宜户技能，百分点"),
}
LEAST = 0.05  # a channel that never moves by as much is left out


def followed(world: World, what: str | None, replication: int) -> Floats:
    """(time, channel): means over the villages helped, at the end of the help and each year after."""
    made = [] if what is None else [Help(what)]
    setup = replace(load_scenario("baseline").setup, months=240, yuan_per_year=1e9, cadre_months_per_month=1e6)
    schedule = Schedule(setup, {}, made)
    state = world.begin(schedule)
    found = []
    for index in range(HELPED_MONTHS + 12 * YEARS_AFTER):
        schedule.step(state, index, Draws(1, replication))
        if index + 1 >= HELPED_MONTHS and (index + 1) % 12 == 0:
            found.append([values[::3].mean() for values in channels(state).values()])
    return np.array(found)


def main() -> None:
    told = arguments(__doc__.partition("\n")[0], replications=4)
    world = World(make_county(villages=60, households=8_000, seed=5))
    without = [followed(world, None, replication) for replication in range(told.replications)]
    rows = []
    for what, label in HELP.items():
        left = np.array(
            [followed(world, what, replication) - without[replication] for replication in range(told.replications)]
        )
        mean, error = left.mean(axis=0), left.std(axis=0, ddof=1) / np.sqrt(told.replications)
        for number, name in enumerate(SHOWN):
            if np.abs(mean[:, number]).max() >= LEAST:
                cells = (
                    f"{value:+.2f} ({off:.2f})" for value, off in zip(mean[:, number], error[:, number], strict=True)
                )
                rows.append((label, SHOWN[name], *cells))
    ends = (Label("at the end", "结束时"), *(Label(f"{n} years on", f"{n}年后") for n in range(1, YEARS_AFTER + 1)))
    show_table((Label("Help for two years", "两年帮扶"), Label("channel", "途径"), *ends), rows)


if __name__ == "__main__":
    main()
