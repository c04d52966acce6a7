"""The tables of an audit from its finished replications."""

from collections.abc import Sequence
from dataclasses import asdict, fields

import numpy as np
import pandas as pd

from liancun_sim.results.audit.audit import world_key
from liancun_sim.results.audit.columns import CONSULTED, EVENT_TIME, OUTCOMES, VARIANTS
from liancun_sim.running.audit.splitting import AuditedReplication


def outcomes_table(replications: Sequence[AuditedReplication], ids: Sequence[str]) -> pd.DataFrame:
    """OUTCOMES: a row per world, replication, indicator and village."""
    frames = [
        pd.DataFrame(
            {
                "scenario": world_key(one.scenario, design),
                "replication": one.number,
                "indicator": indicator,
                "village_id": ids,
                **{column.name: getattr(measured, column.name) for column in fields(measured)},
            }
        )
        for one in replications
        for design, indicators in one.measured.items()
        for indicator, measured in indicators.items()
    ]
    table = pd.concat(frames, ignore_index=True)[[column.name for column in OUTCOMES]]
    return table.astype(dict.fromkeys(("scenario", "indicator", "village_id", "group"), "category"))


def traits_table(replications: Sequence[AuditedReplication], ids: Sequence[str]) -> pd.DataFrame:
    """scenario, replication, village_id and every trait at t0."""
    frames = [
        pd.DataFrame({"scenario": one.scenario, "replication": one.number, "village_id": ids, **one.traits})
        for one in replications
    ]
    return pd.concat(frames, ignore_index=True)


def consulted_table(replications: Sequence[AuditedReplication]) -> pd.DataFrame:
    """CONSULTED: a row per world that proposed a union, and replication."""
    rows = [
        {"scenario": world_key(one.scenario, design), "replication": one.number, **asdict(went)}
        for one in replications
        for design, went in one.consulted.items()
    ]
    return pd.DataFrame(rows, columns=[column.name for column in CONSULTED])


def event_table(replications: Sequence[AuditedReplication]) -> pd.DataFrame:
    """EVENT_TIME: a row per scenario, replication, indicator and month in which some village is seen."""
    frames = [
        pd.DataFrame(
            {
                "scenario": one.scenario,
                "replication": one.number,
                "indicator": indicator,
                "months_since": path.months_since,
                "villages": path.villages,
                "effect": path.effect,
            }
        )[path.villages > 0]
        for one in replications
        for indicator, path in one.event_time.items()
        if np.any(path.villages > 0)
    ]
    columns = [column.name for column in EVENT_TIME]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def variants_table(rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    """VARIANTS, in a fixed order whatever order the runs finished in."""
    columns = [column.name for column in VARIANTS]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(columns[:6], ignore_index=True) if rows else table
