"""A set of measures: numbers taken from worlds of one replication that are run for this and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.indicators import indicators
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.world import Run, World
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """Where measures are taken.

    world : the county. seed, replication : of the draws. start : first month of the worlds (ISO); None for the
    scenarios' own.
    """

    world: World
    seed: int
    replication: int
    start: str | None = None

    def run(
        self,
        source: str | Mapping[str, Any],
        recorded: Sequence[str] = (),
        months: int | None = None,
        coefficients: Mapping[str, float] = {},
    ) -> Run:
        """One world of a scenario; `recorded` names the indicators kept; other coefficients are the scenario's."""
        sets = () if self.start is None else (f"start={self.start}",)
        scenario = load_scenario(source, months=months, sets=sets)
        return self.world.run(
            scenario.setup,
            {**scenario.coefficients, **coefficients},
            scenario.build_policies(self.world.county),
            self.seed,
            self.replication,
            Recorder({key: indicators()[key] for key in recorded}),
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """One number of a set. unit : as indicators have it. least, most : between which it can lie at all."""

    key: str
    label: Label
    unit: str
    least: float = -inf
    most: float = inf


@dataclass(frozen=True)
class MeasureSet:
    """Numbers that are taken together.

    take : from the worlds of one replication, every number of `measures` by key; NaN where there is nothing to measure
        (a county without the villages a measure is about).
    """

    key: str
    measures: tuple[Measured, ...]
    take: Callable[[Ground], Mapping[str, float]]


def county_series(run: Run, key: str) -> FloatArray:
    """An indicator of the whole county, (measurement,), t0 first."""
    everywhere = {"county": np.ones(len(run.state.villages), dtype=bool)}
    (found,) = (one for one in run.recorder.series(everywhere) if (one.indicator, one.stratum) == (key, "county"))
    return found.values


def village_series(run: Run, key: str) -> FloatArray:
    """An indicator of every village, (measurement, village), t0 first; NaN where a village has nothing to measure."""
    parts = run.recorder.parts[key]
    top = np.stack(parts.top)
    if not parts.bottom:
        return top
    bottom = np.stack(parts.bottom)
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0))
