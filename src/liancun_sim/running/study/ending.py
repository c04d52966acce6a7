"""What ends a run of a study before its last month: an outcome that has got where it was to get."""

from collections.abc import Callable
from dataclasses import dataclass

from liancun_sim.indicators.strata import village_strata
from liancun_sim.running.study.model_outcomes import asked
from liancun_sim.simulation.world import Run


@dataclass(frozen=True)
class Ending:
    """A run ends in the month in which an outcome has been within bounds for so many measurements in a row.

    outcome : an indicator, or ``indicator@township:NAME``. at_least, at_most : bounds, None for none.
    """

    outcome: str
    at_least: float | None = None
    at_most: float | None = None
    held_for: int = 1

    def met(self, value: float) -> bool:
        """Whether a value is within the bounds; one that could not be measured is not."""
        low = -float("inf") if self.at_least is None else self.at_least
        high = float("inf") if self.at_most is None else self.at_most
        return low <= value <= high

    def watch(self) -> Callable[[Run], bool]:
        """Asked after every month of one run: whether it is over."""
        key, stratum, _ = asked(self.outcome)
        seen: dict[int, bool] = {}

        def over(run: Run) -> bool:
            month, value = run.recorder.latest(key, village_strata(run.state)[stratum])
            if month > 0:  # what stands before anything acts ends nothing
                seen[month] = self.met(value)
            last = list(seen.values())[-self.held_for :]
            return len(last) == self.held_for and all(last)

        return over
