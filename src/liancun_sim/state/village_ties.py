"""Household ties as a village hears them: positions in a short list of voices, its own and those from outside.

A month of opinion reads every tie. Inside a village, and for the few outside it that its people know,
a 16-bit position is enough, half of what a household row takes.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.county.csr import Csr

IntArray = npt.NDArray[np.int64]
RowArray = npt.NDArray[np.uint32]
SHORT = 1 << 16  # voices a 16-bit position can tell apart


class VillageTies(NamedTuple):
    """Ties of every household, in the order of the network.

    voice : (tie,) uint16, or uint32 where a village is very large — position among the voices its village
        hears: first its own households, then ``outside[outside_start[v]:outside_start[v + 1]]``.
    outside_start : (village + 1,) int64. outside : (n,) uint32 — rows of households.
    most : int — voices heard by the village that hears most.
    """

    voice: npt.NDArray[Any]
    outside_start: npt.NDArray[np.int64]
    outside: npt.NDArray[np.uint32]
    most: int


def village_ties(ties: Csr, first_household: npt.NDArray[np.int64]) -> VillageTies:
    """A household network as villages hear it."""
    outside_start = np.zeros(first_household.size, np.int64)
    place = np.full(len(ties), -1, np.int64)
    _list_outside(first_household, ties.start, ties.indices, place, outside_start, np.empty(0, np.uint32), False)
    outside = np.empty(int(outside_start[-1]), np.uint32)
    _list_outside(first_household, ties.start, ties.indices, place, outside_start, outside, True)
    most = int((np.diff(first_household) + np.diff(outside_start)).max(initial=0))
    voice = np.empty(ties.indices.size, np.uint16 if most <= SHORT else np.uint32)
    _place_voices(first_household, ties.start, ties.indices, place, outside_start, outside, voice)
    return VillageTies(voice, outside_start, outside, most)


@kernel
def _list_outside(
    first_household: IntArray, start: IntArray, indices: RowArray, place: IntArray, outside_start: IntArray,
    outside: RowArray, write: bool,
) -> None:  # fmt: skip
    """Households each village hears from outside, each once; `place`, (household,), is work space, −1 at call."""
    place[:] = -1
    heard = 0
    for v in range(first_household.shape[0] - 1):
        begin, end = first_household[v], first_household[v + 1]
        for tie in range(start[begin], start[end]):
            other = indices[tie]
            if (other < begin or other >= end) and place[other] != v:
                place[other] = v
                if write:
                    outside[heard] = other
                heard += 1
        outside_start[v + 1] = heard


@kernel
def _place_voices(
    first_household: IntArray, start: IntArray, indices: RowArray, place: IntArray, outside_start: IntArray,
    outside: RowArray, voice: npt.NDArray[Any],
) -> None:  # fmt: skip
    """Position of every tie's other end among the voices its village hears."""
    for v in range(first_household.shape[0] - 1):
        begin, end = first_household[v], first_household[v + 1]
        for n in range(outside_start[v], outside_start[v + 1]):
            place[outside[n]] = end - begin + n - outside_start[v]
        for tie in range(start[begin], start[end]):
            other = indices[tie]
            voice[tie] = other - begin if begin <= other < end else place[other]
