"""Neighbour lists in compressed sparse rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Csr:
    """Neighbours of row i: ``indices[start[i]:start[i + 1]]``.

    start : (row + 1,) int64. indices : (tie,) uint32, ascending within a row.
    """

    start: npt.NDArray[np.int64]
    indices: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        return self.start.size - 1

    def of(self, row: int) -> npt.NDArray[np.uint32]:
        return self.indices[self.start[row] : self.start[row + 1]]

    @property
    def degree(self) -> npt.NDArray[np.int64]:
        return np.diff(self.start)
