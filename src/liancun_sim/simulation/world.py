"""One run, or the worlds of one replication side by side: a county, scenarios, a seed in; everything recorded out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from liancun_sim.county import County, Population, populate
from liancun_sim.draws import Draws, village_keys
from liancun_sim.interventions import Granted, Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.parameters.rural_income import year_before
from liancun_sim.simulation import side_by_side
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.state import State
from liancun_sim.state.build import build_state


@dataclass
class Spending:
    """What one policy spent over a run, and what the budget cut. staff_yuan : cadre_months at a cadre's wage."""

    yuan: float = 0.0
    cadre_months: float = 0.0
    staff_yuan: float = 0.0
    cut_yuan: float = 0.0
    cut_cadre_months: float = 0.0
    cut_requests: int = 0


@dataclass
class Run:
    """A run: its last state, what was recorded, what was spent by policy, how many months were simulated."""

    state: State
    recorder: Recorder
    spending: dict[str, Spending] = field(default_factory=lambda: defaultdict(Spending))
    months: int = 0


@dataclass(frozen=True)
class Wanted:
    """A world to be run: what the scenario fixes, coefficients, policies; what records it and what may end it early."""

    setup: Setup
    values: Mapping[str, float]
    policies: Iterable[Policy]
    recorder: Recorder | None = None
    until: Callable[[Run], bool] | None = None


class World:
    """A county ready to be run any number of times in this process.

    The people and their network are drawn once; the state at t0 is kept for the coefficients it was
    made with, so that the worlds of one replication start from the same copy.
    """

    def __init__(self, county: County, population: Population | None = None):
        self.county = county
        self.population = populate(county) if population is None else population
        self._draws = Draws(county.network_seed)
        self._leaning = self._draws.normal("county.view", village_keys(county.villages.index))  # an address, not a name
        self._begun: tuple[object, State] | None = None

    def drawn_anew(self, number: int) -> "World":
        """The same county and people with another t0: the year before it, opinions at rest, the first assessment.

        number : which draw; 0 is the county's own.
        """
        if number == 0:
            return self
        other = copy(self)
        other._draws = Draws(self.county.network_seed, 0, number)  # three numbers: no run has the same address
        other._begun = None
        return other

    def begin(self, schedule: Schedule) -> State:
        """A fresh state at t0 under a schedule's coefficients."""
        made_with = _made_with(schedule)
        begun = self._begun  # looked at once: another thread may begin under other coefficients
        if begun is None or begun[0] != made_with:
            year = year_before(schedule.setup.start)
            state = build_state(self.county, self.population, self._leaning, year)
            schedule.begin(state, self._draws)
            self._begun = begun = made_with, state
        return begun[1].copy()

    def run(
        self,
        setup: Setup,
        values: Mapping[str, float],
        policies: Iterable[Policy],
        seed: int,
        replication: int,
        recorder: Recorder | None = None,
        until: Callable[[Run], bool] | None = None,
    ) -> Run:
        """Simulate `setup.months` months, or as many as `until`, asked after each, lets pass.

        Draws are addressed by (seed, replication).
        """
        _, run = next(self.run_all([Wanted(setup, values, policies, recorder, until)], seed, replication))
        return run

    def run_all(self, wanted: Sequence[Wanted], seed: int, replication: int) -> Iterator[tuple[int, Run]]:
        """The worlds of one replication, side by side as far as they begin alike; each comes out as it does alone.

        Draws are addressed by (seed, replication). Yields the place of each in `wanted` with its run, a batch at a
        time, so that no more states are held than run together.
        """
        schedules = [Schedule(one.setup, one.values, one.policies) for one in wanted]
        households = int(self.population.first_household[-1])
        for places in side_by_side.batches([_made_with(schedule) for schedule in schedules], households):
            going: list[_Going] = []
            for place in places:
                one, schedule = wanted[place], schedules[place]
                state = side_by_side.beside(going[0].run.state, schedule) if going else self.begin(schedule)
                run = Run(state, Recorder() if one.recorder is None else one.recorder)
                going.append(_Going(schedule, run, one.until))
            _run_through(going, Draws(seed, replication))
            yield from ((place, one.run) for place, one in zip(places, going, strict=True))


@dataclass(frozen=True)
class _Going:
    """A world under way."""

    schedule: Schedule
    run: Run
    until: Callable[[Run], bool] | None

    def record(self) -> None:
        run = self.run
        run.recorder.record(run.state, run.months, self.schedule.setup.iso_month(run.months))

    def ends(self) -> bool:
        """Whether its last month is over, or it asks to end."""
        over = self.run.months >= self.schedule.setup.months
        return over or (self.run.months > 0 and self.until is not None and self.until(self.run))


def _run_through(going: list[_Going], draws: Draws) -> None:
    """Simulate worlds that have begun side by side, each as long as it lasts."""
    for one in going:
        one.record()
    while going := _that_go_on(going):
        index = going[0].run.months
        months = side_by_side.step([one.schedule for one in going], [one.run.state for one in going], index, draws)
        for one, month in zip(going, months, strict=True):
            count_spending(one.run.spending, month.granted, one.run.state.county.cadre_month_yuan[0])
            one.run.months = index + 1
            one.record()


def _that_go_on(going: list[_Going]) -> list[_Going]:
    """The worlds that are not over; what is over keeps the month it ended in, whatever becomes of what was shared."""
    ends = [one.ends() for one in going]
    if not all(ends):
        for one, over in zip(going, ends, strict=True):
            if over:
                one.run.state = one.run.state.copy()
    return [one for one, over in zip(going, ends, strict=True) if not over]


def _made_with(schedule: Schedule) -> tuple[object, ...]:
    """What t0 is made with: worlds that agree in it begin alike."""
    return tuple(sorted(schedule.values.items())), schedule.setup.start, schedule.setup.assessment


def count_spending(spending: dict[str, Spending], granted: Granted, cadre_month_yuan: float) -> None:
    """Add a month's grants and cuts to what each policy spent; cadre_month_yuan : what a cadre earns this month."""
    for policy, lines in granted.lines.policies.items():
        spent, yuan, staff = spending[policy], granted.lines.yuan[lines], granted.lines.cadre_months[lines]
        spent.yuan = added_in_order(spent.yuan, yuan)
        spent.cadre_months = added_in_order(spent.cadre_months, staff)
        spent.staff_yuan = added_in_order(spent.staff_yuan, staff * cadre_month_yuan)
    for policy, lines in granted.cut_lines.policies.items():
        spent = spending[policy]
        spent.cut_yuan = added_in_order(spent.cut_yuan, granted.cut_lines.yuan[lines])
        spent.cut_cadre_months = added_in_order(spent.cut_cadre_months, granted.cut_lines.cadre_months[lines])
        spent.cut_requests += lines.size


def added_in_order(so_far: float, amounts: npt.NDArray[np.float64]) -> float:
    """One amount added after the other, so that a run's total is that of its requests whatever the months."""
    return float(np.cumsum(np.concatenate(((so_far,), amounts)))[-1])
