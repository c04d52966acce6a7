"""A replication of a comparison read from its stored worlds: every scenario paired with the baseline."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.running.comparison.present_value import Present, gained_and_spent
from liancun_sim.running.comparison.union_life import with_true_gains, without_counterpart
from liancun_sim.running.comparison.worlds import UNCERTAINTY
from liancun_sim.running.runner.worlds import StoredChunk, StoredWorld
from liancun_sim.simulation.recorder import mean_measured, ratio

Rows = Mapping[str, Any]
Pair = tuple[str, str, float, float]


@dataclass(frozen=True)
class WorldOutcome:
    """What one world of a replication leaves behind.

    pairs : (indicator, stratum, value, baseline value), means over the last 12 months; none of the baseline.
    present : (stratum, villages, yuan gained, public yuan spent beyond the baseline), none of the baseline.
    series, villages, paths, monthly, rounds, unions_at_end, union_life, spending, idle : columns of the rows stored, {}
    where there are none.
    """

    scenario: str
    pairs: list[Pair]
    present: list[Present]
    series: Rows
    villages: Rows
    paths: Rows
    monthly: Rows
    rounds: Rows
    unions_at_end: Rows
    union_life: Rows
    spending: Rows
    idle: Rows


@dataclass(frozen=True)
class Replication:
    """All worlds of one replication under one kind of uncertainty, the baseline first."""

    number: int
    uncertainty: str
    worlds: tuple[WorldOutcome, ...]


def paired(chunk: StoredChunk) -> Replication:
    """The replication a chunk holds; its first world is the baseline."""
    baseline = chunk.worlds[0]
    beside = _Beside(baseline)
    worlds = tuple(_outcome(one, baseline, beside) for one in chunk.worlds)
    planned = baseline.planned
    return Replication(planned.replicate, planned.parameters[UNCERTAINTY], worlds)


def without_paths(replication: Replication) -> Replication:
    """The same without what villages came to month by month: the largest part by far, and summed already."""
    return replace(replication, worlds=tuple(replace(world, paths={}) for world in replication.worlds))


def _outcome(world: StoredWorld, baseline: StoredWorld, beside: "_Beside") -> WorldOutcome:
    tables, alone = world.tables, world is baseline
    return WorldOutcome(
        scenario=world.planned.scenario,
        pairs=[] if alone else beside.pairs(world),
        present=[] if alone else _present(world, baseline),
        series=tables.get("series", {}),
        villages=tables.get("villages", {}),
        paths=tables.get("village_paths", {}),
        monthly=tables.get("village_months", {}),
        rounds=tables.get("rounds", {}),
        unions_at_end=tables.get("unions_at_end", {}),
        union_life=_life(world, baseline),
        spending=tables.get("spending", {}),
        idle=tables.get("idle", {}),
    )


def _present(world: StoredWorld, baseline: StoredWorld) -> list[Present]:
    mine, base = world.tables["present"], baseline.tables["present"]
    return gained_and_spent(mine, base, world.tables["strata"]["treated"])


def _life(world: StoredWorld, baseline: StoredWorld) -> Rows:
    """What happened to the members of unions, held against the baseline where the world is another."""
    life = world.tables.get("union_life")
    if life is None:
        return {}
    return without_counterpart(life) if world is baseline else with_true_gains(life, baseline.tables["incomes"])


class _Beside:
    """The baseline over its last year, in any stratum of villages."""

    def __init__(self, baseline: StoredWorld):
        means = baseline.tables["means"]
        self.means = dict(zip(zip(means["indicator"], means["stratum"], strict=True), means["value"], strict=True))
        parts = baseline.tables["last_year"]
        villages = baseline.tables["strata"]["village_id"].size
        by_village = {name: values.reshape(-1, villages) for name, values in parts.items() if "." in name}
        self.tops = [name.removesuffix(".top") for name in by_village if name.endswith(".top")]
        self.top = np.stack([by_village[f"{key}.top"] for key in self.tops])
        none = np.full_like(self.top[0], np.nan)
        self.bottom = np.stack([by_village.get(f"{key}.bottom", none) for key in self.tops])
        self.is_total = np.array([f"{key}.bottom" not in by_village for key in self.tops])

    def pairs(self, world: StoredWorld) -> list[Pair]:
        """Every indicator and stratum of another world beside the baseline's villages."""
        means, strata = world.tables["means"], world.tables["strata"]
        beside = dict(self.means)
        for stratum in ("treated", "in_union"):
            for said, mask in (("yes", strata[stratum]), ("no", ~strata[stratum])):
                values = self.means_over(mask)
                beside |= {(key, f"{stratum}:{said}"): value for key, value in zip(self.tops, values, strict=True)}
        return [
            (indicator, stratum, float(value), float(beside[indicator, stratum]))
            for indicator, stratum, value in zip(means["indicator"], means["stratum"], means["value"], strict=True)
        ]

    def means_over(self, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        """Mean of every indicator over the last year of what was measured in some villages; NaN if nothing was.

        What is not measured every month is NaN in the others.
        """
        top, bottom = (np.ascontiguousarray(parts[:, :, mask]).sum(axis=2) for parts in (self.top, self.bottom))
        return mean_measured(np.where(self.is_total[:, None], top, ratio(top, bottom)), axis=1)
