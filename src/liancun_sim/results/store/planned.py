"""What is planned and what a run leaves behind, as the store passes them on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from liancun_sim.results.common.described import Better
from liancun_sim.vocabulary import Label

OK, FAILED, KILLED = "ok", "failed", "killed"
"""A run's status: finished · raised an error · took its worker process down each time it was tried."""

RUN_COLUMNS = (
    "run_id", "chunk", "scenario", "point", "replicate", "status", "error", "traceback", "wall_s", "host", "attempt",
)  # fmt: skip
"""Columns of the runs table, before the outcomes.

wall_s : how long the run took. [s] host : name of the machine that stored it. attempt : how often the command that
stored it had to begin its chunk, 1 unless workers died; a new command counts from 1 again.
"""

DESIGN_COLUMNS = ("run_id", "scenario", "point", "replicate", "batch", "chunk", "place", "own")
POINT_COLUMNS = ("point", "group", "role")
RESERVED = frozenset({*RUN_COLUMNS, *DESIGN_COLUMNS, *POINT_COLUMNS, "month", "indicator", "stratum", "value"})


@dataclass(frozen=True, slots=True)
class OutcomeInfo:
    """An outcome recorded of every run: a column of the runs table.

    key : name of the column: an indicator, or ``indicator@stratum``. better : as for indicators.
    """

    key: str
    label: Label
    unit: str = ""
    better: Better = "neither"


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """One run to do: a scenario at a point of the design, one replicate.

    parameters : value of every factor at the point, those the scenario does not use included.
    """

    run_id: str
    scenario: str
    point: int
    replicate: int
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlannedChunk:
    """Runs that are done one after the other and stored together."""

    number: int
    chunk_id: str
    runs: tuple[PlannedRun, ...]


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What one attempt at a run gave.

    outcomes : value by outcome key, empty unless ``status`` is ok.
    tables : rows for the other tables of the store, by table: columns of equal length.
    """

    planned: PlannedRun
    status: str
    outcomes: Mapping[str, float] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    error: str = ""
    traceback: str = ""
    wall_s: float = 0.0
