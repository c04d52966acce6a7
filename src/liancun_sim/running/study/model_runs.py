"""Runs of the model for a sweep: one scenario at the levers and coefficients of one point, one replicate."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liancun_sim.indicators import indicators
from liancun_sim.running.study.ending import Ending
from liancun_sim.running.study.lever_settings import with_levers
from liancun_sim.running.study.model_outcomes import needed_indicators, outcomes_of, series_table, villages_table
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.simulation.world import Run, Wanted, World

if TYPE_CHECKING:
    from liancun_sim.results.store import PlannedRun
    from liancun_sim.scenario import Scenario


class ModelRuns:
    """Does runs of the model.

    Parameters
    ----------
    world : the county, built once. scenarios : by key, at their own levers. fixed : by key, the coefficients that
        stay where they are. seed : of everything after t0. names : the outcomes recorded.
    keep : ``series`` with their ``strata``, and ``villages``, as in a study's ``keep``. ending : what ends a run early.
    """

    def __init__(
        self, world: World, scenarios: "Mapping[str, Scenario]", fixed: Mapping[str, Mapping[str, float]], seed: int,
        names: Sequence[str], keep: Mapping[str, Any], ending: Ending | None = None,
    ):  # fmt: skip
        self.world, self.scenarios, self.fixed, self.seed = world, scenarios, fixed, seed
        self.names, self.keep, self.ending = names, keep, ending
        watched = (ending.outcome,) if ending else ()
        needed = needed_indicators((*names, *watched), keep["series"], keep["villages"])
        self.measured = {key: indicators()[key] for key in needed}

    def run(self, planned: "PlannedRun") -> tuple[dict[str, float], dict[str, Any]]:
        """One run: outcomes, and the tables kept. Draws are addressed by (seed, replicate)."""
        return self.run_all([planned])[0]

    def run_all(self, planned: "Sequence[PlannedRun]") -> list[tuple[dict[str, float], dict[str, Any]]]:
        """The scenarios of one point and replicate, as `run` gives each."""
        runs = self.world.run_all([self._wanted(one) for one in planned], self.seed, planned[0].replicate)
        found = {place: self._left_behind(run) for place, run in runs}
        return [found[place] for place in range(len(planned))]

    def _wanted(self, planned: "PlannedRun") -> Wanted:
        drawn = {key: value for key, value in planned.parameters.items() if key in COEFFICIENTS}
        levers = {key: value for key, value in planned.parameters.items() if key not in COEFFICIENTS}
        scenario = with_levers(self.scenarios[planned.scenario], levers)
        values = {**scenario.coefficients, **drawn, **self.fixed[planned.scenario]}
        acting = scenario.build_policies(self.world.county)
        until = self.ending.watch() if self.ending else None
        return Wanted(scenario.setup, values, acting, Recorder(self.measured), until)

    def _left_behind(self, run: Run) -> tuple[dict[str, float], dict[str, Any]]:
        tables: dict[str, Any] = {}
        if self.keep["series"]:
            tables["series"] = series_table(run, self.keep["series"], self.keep["strata"])
        if self.keep["villages"]:
            tables["villages"] = villages_table(run, self.keep["villages"])
        return outcomes_of(run, self.names), tables
