"""What every benchmark starts from: the default county, the three strategies at once, with at least thirty live unions.

Half of the households are enough for a union here. At the usual four fifths ten unions live at most, and a month
without them is an easier one.

Times are processor time of the one thread that works, so that other work on the machine is counted as little
as it can be; it still takes cache and memory bandwidth away, therefore the shortest times are shown too.
"""

import time
from dataclasses import dataclass

import numpy as np

from liancun_sim.county import default_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import World
from liancun_sim.state import State

ENOUGH_UNIONS = 30
EARLIEST_MONTH = 12
LATEST_MONTH = 36
SCENARIO = {
    "extends": "combined",
    "name": {"en": "combined, half enough", "zh": "三者并举，半数同意即可"},
    "decision": {"threshold": 0.5},
}


@dataclass
class Ready:
    """A run stopped before a month worth timing."""

    world: World
    scenario: object
    schedule: Schedule
    state: State
    month: int
    draws: Draws

    @property
    def households(self) -> int:
        return len(self.state.households)

    @property
    def live_unions(self) -> int:
        return int((self.state.unions.dissolved_month < 0).sum())


def ready(scenario=SCENARIO) -> Ready:
    """Run the default county until a year has passed and thirty unions live."""
    world, chosen, draws = World(default_county()), load_scenario(scenario), Draws(1, 0)
    schedule = Schedule(chosen.setup, chosen.coefficients, chosen.build_policies(world.county))
    state = world.begin(schedule)
    for month in range(LATEST_MONTH):
        found = Ready(world, chosen, schedule, state, month, draws)
        if month >= EARLIEST_MONTH and found.live_unions >= ENOUGH_UNIONS:
            return found
        schedule.step(state, month, draws)
    raise SystemExit(f"{chosen.key}: never {ENOUGH_UNIONS} live unions within {LATEST_MONTH} months")


def months(start: Ready, count: int, clock: dict[str, list[float]], repeats: int) -> None:
    """Step `count` months from where `start` stands, `repeats` times over, timing every part of each month.

    clock : seconds by part, filled: each mechanism, ``policies``, ``recorder``, ``month`` (all of them).
    """
    schedule = start.schedule
    untimed = [(mechanism, mechanism.step) for mechanism in schedule.mechanisms]
    act = schedule._policies_act
    for mechanism, step in untimed:
        mechanism.step = timed(step, clock.setdefault(mechanism.key, []))
    schedule._policies_act = timed(act, clock.setdefault("policies", []))
    recorded, whole = clock.setdefault("recorder", []), clock.setdefault("month", [])
    for _ in range(repeats):
        state, recorder = start.state.copy(), Recorder()
        record = timed(recorder.record, recorded)
        for index in range(start.month, start.month + count):
            began = time.thread_time()
            schedule.step(state, index, start.draws)
            record(state, index + 1, schedule.setup.iso_month(index + 1))
            whole.append(time.thread_time() - began)
    for mechanism, step in untimed:
        mechanism.step = step
    schedule._policies_act = act


def timed(function, seconds):
    def call(*given, **keywords):
        began = time.thread_time()
        result = function(*given, **keywords)
        seconds.append(time.thread_time() - began)
        return result

    return call


def best(function, *given, repeats: int = 20, **keywords) -> float:
    """Shortest time of a call, in seconds, after one to warm up."""
    function(*given, **keywords)
    seconds = []
    for _ in range(repeats):
        began = time.thread_time()
        function(*given, **keywords)
        seconds.append(time.thread_time() - began)
    return min(seconds)


def table(rows: list[tuple[object, ...]], *heads: str) -> str:
    """A Markdown table; numbers with three significant digits."""
    cells = [[f"{cell:.3g}" if isinstance(cell, float | np.floating) else str(cell) for cell in row] for row in rows]
    widths = [max(len(head), *(len(row[i]) for row in cells)) for i, head in enumerate(heads)]
    lines = [heads, ["-" * width for width in widths], *cells]
    return "\n".join("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in lines)
