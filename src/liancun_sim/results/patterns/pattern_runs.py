"""What pattern runs leave: every measure of every replication, and what each is held to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from liancun_sim.vocabulary import Label


@dataclass(frozen=True, eq=False)
class PatternRuns:
    """Measures of a county, replication by replication.

    Parameters
    ----------
    asked : pattern, number, en, zh, measure, unit, least, most (between which the measure can lie at all), low, high
        (what is asked; an open end is infinite), use, source_en, source_zh: what this county and its years are held to.
    values : measure, replication, value; NaN where there was nothing to measure.
    county : its name. start : first month simulated (ISO). notes : as in `Comparison`.
    provenance : goes to manifest.json.
    """

    asked: pd.DataFrame
    values: pd.DataFrame
    county: Label
    start: str
    notes: tuple[Label, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)
