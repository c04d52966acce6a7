"""A study with everything in it resolved: what is run, at which points, how often, what is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from liancun_sim.results.store import OutcomeInfo
from liancun_sim.running.study.designs import Points
from liancun_sim.running.study.factors import Factor
from liancun_sim.vocabulary import Label

CHUNKS_WANTED = 16


def runs_per_chunk(fitting: int, points: int, scenarios: int, replicates: int) -> int:
    """How many runs share a chunk: at most so many as fit into its time, and enough chunks for all workers.

    Whole rounds of the scenarios, so that worlds that differ by policy alone stand together.
    """
    size = min(fitting, max(1, points * scenarios * replicates // CHUNKS_WANTED))
    return size // scenarios * scenarios or size


@dataclass(frozen=True)
class Settling:
    """The rule of ``replications: until settled``; see `running.sequential`.

    outcome : key of the outcome ranked on. better : higher or lower. batch : replicates planned
    together. at_most : the cap. indifference : differences no larger need not be told apart.
    """

    outcome: str
    better: str
    confidence: float
    batch: int
    at_most: int
    indifference: float


@dataclass(frozen=True, eq=False)
class Study:
    """A resolved study.

    Parameters
    ----------
    scenarios : keys in order; ``("",)`` for a bare function. uses : by scenario, the factors that can
        change its runs; points that agree in these share a run.
    content_ids : by scenario, digest of all that decides its runs but factors and replicate.
    replications : of every point and scenario; the cap where `settling` is given.
    own_luck : every point has draws of its own, the same for all its scenarios; else all points share them.
    tables : names of tables kept beside the runs. described : the rest of the manifest.
    """

    name: Label
    scenarios: tuple[str, ...]
    factors: tuple[Factor, ...]
    uses: Mapping[str, tuple[str, ...]]
    content_ids: Mapping[str, str]
    points: Points
    replications: int
    outcomes: tuple[OutcomeInfo, ...]
    runs_per_chunk: int
    settling: Settling | None = None
    own_luck: bool = False
    tables: tuple[str, ...] = ()
    described: Mapping[str, Any] = field(default_factory=dict)

    @property
    def batch(self) -> int:
        """Replicates planned together."""
        return self.settling.batch if self.settling else self.replications
