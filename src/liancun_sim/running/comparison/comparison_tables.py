"""The tables of a comparison from its finished replications, in a fixed order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.results import LAST_YEAR
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
from liancun_sim.running.comparison.pairing import Replication

KEYS = ("scenario", "baseline", "uncertainty", "period", "indicator", "stratum")


def in_order(replications: Iterable[Replication]) -> list[Replication]:
    """By uncertainty and number, whatever order they finished in."""
    return sorted(replications, key=lambda r: (r.uncertainty, r.number))


def series_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """SERIES: a row per scenario, replication, month, indicator and stratum.

    Millions of rows, of which one in sixty begins a series: names are looked at there, and are codes elsewhere.
    """
    listed = [(replication, world) for replication in replications for world in replication.worlds if world.series]
    if not listed:
        return pd.DataFrame()
    starts = [np.flatnonzero(np.diff(world.series["month"], prepend=np.inf) <= 0) for _, world in listed]
    rows = [len(world.series["month"]) for _, world in listed]
    sizes = np.concatenate([np.diff(first, append=count) for first, count in zip(starts, rows, strict=True)])

    def named(column: str) -> Any:
        return _coded(
            np.concatenate([world.series[column][first] for (_, world), first in zip(listed, starts, strict=True)]),
            sizes,
        )

    columns = {
        "scenario": _coded(np.array([world.scenario for _, world in listed], dtype=object), rows),
        "replication": np.repeat(np.array([replication.number for replication, _ in listed], dtype=np.int32), rows),
        "month": np.concatenate([world.series["month"] for _, world in listed]).astype(np.int32),
        "indicator": named("indicator"),
        "stratum": named("stratum"),
        "value": np.concatenate([world.series["value"] for _, world in listed]),
    }
    return pd.DataFrame({column.name: columns[column.name] for column in SERIES})


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


def life_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """UNION_LIFE: a row per event of a member of a union."""
    return _rows(replications, "union_life", [column.name for column in UNION_LIFE])


def _rows(replications: Sequence[Replication], attribute: str, columns: list[str]) -> pd.DataFrame:
    frames = [
        pd.DataFrame({"scenario": world.scenario, "replication": replication.number, **getattr(world, attribute)})
        for replication in replications
        for world in replication.worlds
        if getattr(world, attribute)
    ]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def villages_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """Village outcomes: a row per scenario, replication and village."""
    frames = [
        pd.DataFrame({"scenario": world.scenario, "replication": replication.number, **world.villages})
        for replication in replications
        for world in replication.worlds
        if world.villages
    ]
    return pd.concat(frames, ignore_index=True)


def village_series_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """A row per scenario, replication, month and village, a column per indicator; empty if not asked for."""
    named = ("month", "village_id")
    frames = [
        pd.DataFrame(
            {
                "scenario": world.scenario,
                "replication": np.int32(replication.number),
                **{name: world.monthly[name] for name in named},
                **{key: values.astype(np.float32) for key, values in world.monthly.items() if key not in named},
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
            **spent,
        }
        for replication in replications
        for world in replication.worlds
        for spent in _records(world.spending)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in SPENDING])


def present_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """PRESENT: a row per scenario, replication, uncertainty and group of villages."""
    rows = [
        (world.scenario, replication.number, replication.uncertainty, *present)
        for replication in replications
        for world in replication.worlds
        for present in world.present
    ]
    return pd.DataFrame(rows, columns=[column.name for column in PRESENT])


def idle_table(replications: Sequence[Replication]) -> pd.DataFrame:
    """IDLE: a row per policy that found nothing to act on."""
    rows = [
        {"scenario": world.scenario, "replication": replication.number, "uncertainty": replication.uncertainty, **idle}
        for replication in replications
        for world in replication.worlds
        for idle in _records(world.idle)
    ]
    return pd.DataFrame(rows, columns=[column.name for column in IDLE])


def _records(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _coded(names: npt.NDArray[Any], sizes: Sequence[int] | npt.NDArray[Any]) -> Any:
    """Each name as many times over as its size: a categorical column."""
    known, codes = np.unique(names, return_inverse=True)
    return pd.Categorical.from_codes(np.repeat(codes, sizes), known)  # type: ignore[call-overload]  # stubs want an Index


def _categorical(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({name: "category" for name in KEYS if name in frame.columns})
