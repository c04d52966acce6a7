"""Runs of a Python function for a sweep. Light to import: every worker does."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from inspect import getsourcefile
from pathlib import Path
from typing import Any

from liancun_sim.results.store import PlannedRun, Store

Function = Callable[[Mapping[str, Any], int], Mapping[str, float]]
"""``function(parameters, replicate)`` → outcomes by name. ``parameters["scenario"]`` is there if the
study names scenarios."""


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


def function_digest(function: Function) -> str:
    """Digest of a function's name and the file it stands in: another file may give other results."""
    file = getsourcefile(function)
    source = Path(file).read_bytes() if file and Path(file).is_file() else b""
    text = json.dumps([function.__module__, function.__qualname__])
    return blake2b(text.encode() + source.replace(b"\r\n", b"\n"), digest_size=12).hexdigest()
