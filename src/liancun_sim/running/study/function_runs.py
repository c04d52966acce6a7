"""Runs of a Python function for a sweep. Light to import: every worker does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liancun_sim.results.store import PlannedRun, Store
from liancun_sim.running.study.function import Function


@dataclass(frozen=True)
class FunctionRuns:
    """Makes the runner of a function; itself what workers are sent."""

    function: Function

    def __call__(self, store: Store) -> "FunctionRuns":
        return self

    def run(self, planned: PlannedRun) -> tuple[Mapping[str, float], Mapping[str, Any]]:
        parameters = dict(planned.parameters)
        if planned.scenario:
            parameters["scenario"] = planned.scenario
        return self.function(parameters, planned.replicate), {}
