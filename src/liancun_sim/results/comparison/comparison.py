"""The raw outcome of a comparison, before any analysis: what the runner hands to everything below it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from liancun_sim.parameters import Coefficient
from liancun_sim.results.common.described import IndicatorInfo, ScenarioInfo
from liancun_sim.results.common.table_column import TableColumn
from liancun_sim.results.comparison.columns import (
    IDLE,
    PAIRS,
    PRESENT,
    ROUNDS,
    SERIES,
    SPENDING,
    UNION_LIFE,
    UNIONS_AT_END,
)
from liancun_sim.results.comparison.village_paths import VillagePaths
from liancun_sim.vocabulary import Label

if TYPE_CHECKING:
    import pandas as pd

Rings = tuple[npt.NDArray[np.float64], ...]
"""Closed rings, each (point, 2), outer ones anticlockwise and holes clockwise."""

CHANCE = "chance"
ASSUMPTIONS = "chance_and_assumptions"
AGAIN = "chance_and_assumptions_again"  # the same draws of the assumptions, run a second time with other luck
LAST_YEAR, WHOLE_RUN = "last_12_months", "whole_run"


def _empty(columns: tuple[TableColumn, ...] = ()) -> "pd.DataFrame":
    import pandas as pd  # slow to load: only where there are tables

    return pd.DataFrame(columns=[column.name for column in columns] or None)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scenarios run beside a baseline under shared random draws.

    All tables carry plain text keys (or categoricals), one row per observation, in any order; a value
    is NaN where there was nothing to measure. Columns: see `results.comparison.columns`.

    Parameters
    ----------
    baseline : key of the baseline scenario.
    scenarios : every scenario by key, the baseline among them, in the order to be shown.
    indicators : every indicator in `series` and `pairs` by key, in the order to be shown.
    series : SERIES columns; assumptions at their defaults.
    pairs : PAIRS columns; both kinds of uncertainty.
    rounds : ROUNDS columns, a row for every round of every proposal; ``lead`` is a village id,
        ``members`` are village ids joined by ``;``; assumptions at their defaults.
    unions_at_end : UNIONS_AT_END columns, unions alive after the last month.
    union_life : UNION_LIFE columns, a row per event of a member of a union; assumptions at their defaults.
    village_columns : every outcome a village may have, in the order to be shown.
    village_outcomes : scenario, replication, village_id and a column per outcome (those of
        `village_columns` that were measured), means over the last 12 months; assumptions at their defaults.
    spending : SPENDING columns.
    villages : indexed by village id, columns township, village, x_km, y_km; may also hold
        ``income_at_start_yuan`` (real yuan/person/year) which ranks strong villages.
    edges : pairs of village ids that are adjacent.
    outlines : rings of the areas of villages whose true outline is known, by village id. [km, as x_km and y_km]
    county : name of the county.
    start, months : first month (ISO) and number of months simulated.
    forms : names of forms of unions, by key.
    village_paths : how far every village is from its baseline, month by month.
    village_series : scenario, replication, month, village_id and a column per indicator, where it was
        asked for; empty otherwise.
    notes : what a reader must know of this county and run (a reconstruction, columns that were
        synthesised, a synthetic adjacency), shown beside the limits on every output.
    coefficients : the assumptions with their ranges, levers that are drawn among them.
    drawn : by replication, what was drawn for each assumption (its key), where assumptions were drawn.
    present : PRESENT columns. idle : IDLE columns.
    prices : mean prices of the last 12 months over those of the base year, which make real yuan current ones.
    provenance : version, digests, seed, packages, started, host facts that matter; goes to manifest.json.
    """

    baseline: str
    scenarios: Mapping[str, ScenarioInfo]
    indicators: Mapping[str, IndicatorInfo]
    series: "pd.DataFrame"
    pairs: "pd.DataFrame"
    rounds: "pd.DataFrame"
    unions_at_end: "pd.DataFrame"
    union_life: "pd.DataFrame"
    village_columns: tuple[TableColumn, ...]
    village_outcomes: "pd.DataFrame"
    spending: "pd.DataFrame"
    villages: "pd.DataFrame"
    edges: tuple[tuple[str, str], ...]
    county: Label
    start: str
    months: int
    outlines: Mapping[str, Rings] = field(default_factory=dict)
    forms: Mapping[str, Label] = field(default_factory=dict)
    village_paths: VillagePaths = field(default_factory=VillagePaths)
    village_series: "pd.DataFrame" = field(default_factory=_empty)
    notes: tuple[Label, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    drawn: "pd.DataFrame" = field(default_factory=_empty)
    present: "pd.DataFrame" = field(default_factory=lambda: _empty(PRESENT))
    idle: "pd.DataFrame" = field(default_factory=lambda: _empty(IDLE))
    prices: float = 1.0
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.baseline not in self.scenarios:
            raise ValueError(f"the baseline {self.baseline!r} is not among the scenarios {', '.join(self.scenarios)}")
        for name, columns in TABLES.items():
            missing = [c.name for c in columns if c.name not in getattr(self, name).columns]
            if missing:
                raise ValueError(f"Comparison.{name} lacks the columns {', '.join(missing)}")
        for name in ("scenario", "replication", "village_id"):
            if name not in self.village_outcomes.columns:
                raise ValueError(f"Comparison.village_outcomes lacks the column {name}")

    @property
    def policies_compared(self) -> tuple[str, ...]:
        """Keys of the scenarios other than the baseline, in the order to be shown."""
        return tuple(key for key in self.scenarios if key != self.baseline)

    @property
    def told(self) -> tuple[str, ...]:
        """Keys of the scenarios to be reported on: those compared, or the one that was run by itself."""
        return self.policies_compared or (self.baseline,)

    @property
    def outcomes(self) -> tuple[TableColumn, ...]:
        """The village outcomes that were measured, in the order to be shown."""
        return tuple(column for column in self.village_columns if column.name in self.village_outcomes.columns)

    def current_yuan(self, indicator: str, value: float) -> float | None:
        """A real amount of the last year in yuan of that year; None where the indicator is no real amount."""
        info = self.indicators.get(indicator)
        return value * self.prices if info is not None and info.real else None

    @cached_property
    def replications(self) -> int:
        """Replications with assumptions at their defaults."""
        return int(self.series["replication"].nunique())

    def runs(self, uncertainty: str) -> int:
        """Replications under one kind of uncertainty."""
        if uncertainty == CHANCE:
            return self.replications
        return int(self.pairs.loc[self.pairs["uncertainty"] == uncertainty, "replication"].nunique())

    @cached_property
    def leading_uncertainty(self) -> str:
        """The kind of interval to lead with: chance and assumptions wherever it was computed."""
        return ASSUMPTIONS if (self.pairs["uncertainty"] == ASSUMPTIONS).any() else CHANCE


TABLES: Mapping[str, tuple[TableColumn, ...]] = {
    "series": SERIES,
    "pairs": PAIRS,
    "rounds": ROUNDS,
    "unions_at_end": UNIONS_AT_END,
    "union_life": UNION_LIFE,
    "spending": SPENDING,
}


def village_rows(comparison: Comparison, ids: str) -> npt.NDArray[np.intp]:
    """Rows in the village table of ids joined by ``;``.

    Raises
    ------
    ValueError
        If an id is not in the table.
    """
    try:
        return np.array([comparison.villages.index.get_loc(one) for one in str(ids).split(";")], dtype=np.intp)
    except KeyError:
        raise ValueError(f"no village has every id of {ids!r}") from None
