"""The raw outcome of an audit: village by village, with the policy and without it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from liancun_sim.results.audit.columns import AS_DESIGNED, CONSULTED, EVENT_TIME, OUTCOMES, VARIANTS
from liancun_sim.results.common.described import ScenarioInfo
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class AuditedWorld:
    """One world that was set against the world without policy. design : a key of `DESIGNS`."""

    scenario: str
    design: str = AS_DESIGNED


@dataclass(frozen=True, eq=False)
class Audit:
    """What an audit found, before analysis. Assumptions at their values in the scenario.

    Parameters
    ----------
    scenarios : every scenario audited, in the order to be shown.
    worlds : every world by its key in the tables, in the order to be shown.
    months : scenario → months from t0 to the assessment looked at.
    outcomes : OUTCOMES columns, a row per world, replication, indicator and village. Conversion and
        consent are shares (a village's conversion 0 or 1), income real yuan per person and year.
    traits : scenario, replication, village_id, and a column per trait at t0.
    consulted : CONSULTED columns, a row per world that proposed a union, and replication.
    event_time : EVENT_TIME columns. variants : VARIANTS columns; empty unless asked for.
    redrawn : whether every replication began at a t0 of its own.
    rules, electorates : names of the decision rules and electorates. county, notes, provenance : as in `Comparison`.
    """

    scenarios: Mapping[str, ScenarioInfo]
    worlds: Mapping[str, AuditedWorld]
    months: Mapping[str, int]
    outcomes: pd.DataFrame
    traits: pd.DataFrame
    consulted: pd.DataFrame
    event_time: pd.DataFrame
    variants: pd.DataFrame
    rules: Mapping[str, Label]
    electorates: Mapping[str, Label]
    county: Label
    notes: tuple[Label, ...] = ()
    redrawn: bool = False
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tables = {"outcomes": OUTCOMES, "consulted": CONSULTED, "event_time": EVENT_TIME, "variants": VARIANTS}
        for name, columns in tables.items():
            missing = [c.name for c in columns if c.name not in getattr(self, name).columns]
            if missing:
                raise ValueError(f"Audit.{name} lacks the columns {', '.join(missing)}")

    @property
    def replications(self) -> int:
        """Replications of each scenario."""
        return int(self.outcomes["replication"].nunique())


def world_key(scenario: str, design: str) -> str:
    """How a world is named in the tables: the scenario's own key as designed, else ``scenario:design``."""
    return scenario if design == AS_DESIGNED else f"{scenario}:{design}"
