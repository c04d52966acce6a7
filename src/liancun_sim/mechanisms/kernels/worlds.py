"""Worlds of one replication as kernels take them.

What is short, by village, is stacked: arrays with a worlds axis. Columns of households stay where they are, in a tuple
of groups, one of each world. A kernel is compiled once, for a full house; seats beyond the worlds there are repeat the
first and are left out.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

AT_ONCE = 8
"""Worlds of one replication that run side by side at most."""


def stacked[Group: NamedTuple](worlds: Sequence[Group]) -> Group:
    """A group whose fields hold those of every world: (world, …) each, C-contiguous."""
    together = np.stack if len(worlds) > 1 else _by_itself
    return worlds[0]._make(together(parts) for parts in zip(*worlds, strict=True))


def _by_itself(parts: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.generic]:
    """What stacking one array gives, without a copy."""
    return parts[0][None]


def seated[Group](worlds: list[Group]) -> tuple[Group, ...]:
    """As many seats as there are at most."""
    return (*worlds, *worlds[:1] * (AT_ONCE - len(worlds)))
