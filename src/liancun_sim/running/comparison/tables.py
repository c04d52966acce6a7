"""The tables of a comparison from its finished replications, in a fixed order."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd

from liancun_sim.results import LAST_YEAR
from liancun_sim.results.comparison.columns import PAIRS, ROUNDS, SERIES, SPENDING, UNIONS_AT_END
from liancun_sim.running.comparison.paired import Replication

KEYS = ("scenario", "baseline", "uncertainty", "period", "indicator", "stratum")


def in_order(replications: Iterable[Replication]) -> list[Replication]:
    """By uncertainty and number, whatever order they finished in."""
    return sorted(replications, key=lambda r: (r.uncertainty, r.number))


def series_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """SERIES: a row per scenario, replication, month, indicator and stratum."""
    chunks: dict[str, list[np.ndarray]] = {column.name: [] for column in SERIES}
    for replication in replications:
        for world in replication.worlds:
            for one in world.series:
                size = one.months.size
                chunks["scenario"].append(np.full(size, world.scenario, dtype=object))
                chunks["replication"].append(np.full(size, replication.number, dtype=np.int32))
                chunks["month"].append(one.months)
                chunks["indicator"].append(np.full(size, one.indicator, dtype=object))
                chunks["stratum"].append(np.full(size, one.stratum, dtype=object))
                chunks["value"].append(one.values)
    return _categorical(pd.DataFrame({name: np.concatenate(parts) for name, parts in chunks.items() if parts}))


def pairs_table(replications: Sequence[Replication], baseline: str) -> pd.DataFrame:
    """PAIRS: a row per scenario, replication, uncertainty, indicator and stratum."""
    rows = [
        (world.scenario, baseline, replication.number, replication.uncertainty, LAST_YEAR, *pair)
        for replication in replications
        for world in replication.worlds
        for pair in world.pairs
    ]
    frame = pd.DataFrame(
        rows,
        columns=["scenario", "baseline", "replication", "uncertainty", "period",
                 "indicator", "stratum", "value", "baseline_value"],
    )  # fmt: skip
    return _categorical(frame[[column.name for column in PAIRS]])


def rounds_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """ROUNDS: a row per round of every proposal."""
    return _rows(replications, "rounds", [column.name for column in ROUNDS])


def unions_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """UNIONS_AT_END: a row per living union."""
    return _rows(replications, "unions_at_end", [column.name for column in UNIONS_AT_END])


def _rows(replications: Sequence[Replication], attribute: str, columns: list[str]) -> pd.DataFrame:
    rows = [
        {"scenario": world.scenario, "replication": replication.number, **row}
        for replication in replications
        for world in replication.worlds
        for row in getattr(world, attribute)
    ]
    return pd.DataFrame(rows, columns=columns)


def villages_table(replications: Sequence[Replication], ids: Sequence[str]) -> pd.DataFrame:
    """Village outcomes: a row per scenario, replication and village."""
    frames = [
        pd.DataFrame(
            {"scenario": world.scenario, "replication": replication.number, "village_id": ids, **world.villages}
        )
        for replication in replications
        for world in replication.worlds
        if world.villages
    ]
    return pd.concat(frames, ignore_index=True)


def village_series_table(replications: Sequence[Replication], ids: Sequence[str]) -> pd.DataFrame:
    """A row per scenario, replication, month and village, a column per indicator; empty if not asked for."""
    frames = [
        pd.DataFrame(
            {
                "scenario": world.scenario,
                "replication": np.int32(replication.number),
                "month": np.repeat(np.arange(next(iter(world.monthly.values())).shape[0]), len(ids)),
                "village_id": np.tile(np.array(ids, dtype=object), next(iter(world.monthly.values())).shape[0]),
                **{key: values.ravel() for key, values in world.monthly.items()},
            }
        )
        for replication in replications
        for world in replication.worlds
        if world.monthly
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def spending_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """SPENDING: a row per scenario, replication, uncertainty and policy."""
    rows = [
        {
            "scenario": world.scenario,
            "replication": replication.number,
            "uncertainty": replication.uncertainty,
            "policy": policy,
            **asdict(spent),
        }
        for replication in replications
        for world in replication.worlds
        for policy, spent in sorted(world.spending.items())
    ]
    return pd.DataFrame(rows, columns=[column.name for column in SPENDING])


def _categorical(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({name: "category" for name in KEYS if name in frame.columns})
