"""The worlds of one replication, stepped side by side: what is the same in all of them is there once.

They share coefficients and draws, and differ by what policies do. So columns no policy can move (people, ties,
weather, changes of income by luck) are one array for all of them, and a mechanism may do a month of all its worlds
at once. A world comes out as it does alone, to the bit, whichever worlds are beside it.
"""

from collections.abc import Hashable, Iterator, Sequence

from liancun_sim.draws import Draws
from liancun_sim.mechanisms.kernels.worlds import AT_ONCE
from liancun_sim.mechanisms.mechanism import Month
from liancun_sim.simulation.schedule import Schedule, keep_within_bounds
from liancun_sim.state import State

MOST_HOUSEHOLDS = 8_000_000
"""Of all worlds of a batch together: more of a state than this is never held at once (about 2 GB)."""


def step(schedules: Sequence[Schedule], states: Sequence[State], index: int, draws: Draws) -> list[Month]:
    """Advance worlds of one replication by month `index`, mechanism by mechanism."""
    if len(schedules) == 1:
        return [schedules[0].step(states[0], index, draws)]
    months = [schedule.opened(state, index, draws) for schedule, state in zip(schedules, states, strict=True)]
    for steps in zip(*(schedule.steps for schedule in schedules), strict=True):
        mechanisms = [step for step in steps if not isinstance(step, str)]
        if mechanisms:
            type(mechanisms[0]).step_side_by_side(mechanisms, months)
        else:
            for schedule, month in zip(schedules, months, strict=True):
                schedule.act(month)
    for state in states:
        keep_within_bounds(state)
    return months


def beside(state: State, schedule: Schedule) -> State:
    """Another state at t0 like one that has just begun; columns that stay alike in both are shared."""
    return state.copy(schedule.alike)


def batches(made_with: Sequence[Hashable], households: int) -> Iterator[list[int]]:
    """Places of the worlds that can run side by side: those that begin alike, a few at a time.

    made_with : by world, what its t0 is made with.
    """
    most = max(1, min(AT_ONCE, MOST_HOUSEHOLDS // max(1, households)))
    for one in dict.fromkeys(made_with):
        places = [place for place, other in enumerate(made_with) if other == one]
        yield from (places[start : start + most] for start in range(0, len(places), most))
