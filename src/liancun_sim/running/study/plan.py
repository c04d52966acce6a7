"""From a study to the plan its store keeps: every run wanted, with its id, batch, chunk and place.

Within a batch runs stand by point, then replicate, then scenario, and chunks are cut from that order:
which runs share a chunk is fixed by the design, whoever does them and how often.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.results.store.parquet import Columns
from liancun_sim.running.runner.run_ids import content_digest, run_id
from liancun_sim.running.study.study import Study

BLOCK_ROWS = 40_000
MOST_REPLICATIONS = 1 << 20  # of a point; draws are numbered so that more of them leave those there were


def point_columns(study: Study) -> Columns:
    """The columns of points.parquet."""
    points = study.points
    return {"point": np.arange(len(points)), "group": points.group, "role": points.role, **points.values}


class Plan:
    """The rows of design.parquet, block by block.

    own : (scenario, point) whether the runs of a scenario at a point are done under that point; where
    not, the same runs are already done at `first` of (scenario, point).
    """

    def __init__(self, study: Study):
        self.study = study
        points = len(study.points)
        alone = [np.arange(points)] * len(study.scenarios)  # with luck of its own no run is like another point's
        alike = alone if study.own_luck else [_first_alike(study, scenario) for scenario in study.scenarios]
        self.first = np.stack(alike)
        self.own = self.first == np.arange(points)
        self._per_point = self.own.sum(axis=0)  # scenarios done at each point
        self._before = np.concatenate(([0], np.cumsum(self._per_point)))  # …and at the points before it
        self._rank = np.cumsum(self.own, axis=0) - 1

    @property
    def runs(self) -> int:
        """How many runs are done in all."""
        return int(self._before[-1]) * self.study.replications

    def blocks(self) -> Iterator[Columns]:
        """Columns of the design in the order things are done."""
        study = self.study
        chunk = 0
        per_point = len(study.scenarios) * study.batch
        step = max(1, BLOCK_ROWS // per_point)
        for batch, since in enumerate(range(0, study.replications, study.batch)):
            size = min(study.batch, study.replications - since)
            for start in range(0, len(study.points), step):
                yield self._block(batch, since, size, np.arange(start, min(start + step, len(study.points))), chunk)
            chunk += -(-int(self._before[-1]) * size // study.runs_per_chunk)

    def _block(self, batch: int, since: int, size: int, points: npt.NDArray[np.int64], chunk: int) -> Columns:
        scenarios = len(self.study.scenarios)
        at, replicate, scenario = (
            index.ravel() for index in np.meshgrid(points, np.arange(size), np.arange(scenarios), indexing="ij")
        )
        done_at = self.first[scenario, at]
        index = (
            self._before[done_at] * size + replicate * self._per_point[done_at] + self._rank[scenario, done_at]
        )  # in the order of the batch
        names = np.array(self.study.scenarios, dtype=object)
        return {
            "run_id": self._run_ids(points, since, size),
            "scenario": names[scenario],
            "point": at,
            "replicate": replicate + since + self._draws_before(at),
            "batch": np.full(at.size, batch),
            "chunk": chunk + index // self.study.runs_per_chunk,
            "place": index % self.study.runs_per_chunk,
            "own": self.own[scenario, at],
        }

    def _run_ids(self, points: npt.NDArray[np.int64], since: int, size: int) -> npt.NDArray[Any]:
        """Ids by (point, replicate, scenario), flattened: digests of content, never counters."""
        study = self.study
        ids = np.empty((points.size, size, len(study.scenarios)), dtype=object)
        columns = {key: values[points].tolist() for key, values in study.points.values.items()}
        for s, scenario in enumerate(study.scenarios):
            used = [(key, columns[key]) for key in sorted(study.uses[scenario])]
            for row in range(points.size):
                parameters = {key: values[row] for key, values in used}
                digest = content_digest(study.content_ids[scenario], scenario, parameters)
                before = since + int(self._draws_before(points[row]))
                for number in range(size):
                    ids[row, number, s] = run_id(digest, before + number)
        return ids.ravel()

    def _draws_before[T: (np.int64, npt.NDArray[np.int64])](self, point: T) -> T:
        """What is added to a replicate of a point that has draws of its own; no point has so many replicates."""
        return point * (MOST_REPLICATIONS if self.study.own_luck else 0)


def _first_alike(study: Study, scenario: str) -> npt.NDArray[np.int64]:
    """(point,) the first point at which a scenario's runs are the same."""
    size = len(study.points)
    used = [study.points.values[key] for key in sorted(study.uses[scenario])]
    if not used:
        return np.zeros(size, dtype=np.int64)
    codes: list[npt.NDArray[np.int64]] = []
    for values in used:
        distinct, code = np.unique(values, return_inverse=True)
        if distinct.size == size:
            return np.arange(size)
        codes.append(code)
    _, first, alike = np.unique(np.stack(codes, axis=1), axis=0, return_index=True, return_inverse=True)
    found: npt.NDArray[np.int64] = first[alike.ravel()].astype(np.int64)
    return found
