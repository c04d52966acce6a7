"""Addressed random numbers: every draw is a pure function of (seed, stream, month, entity, slot).

Two runs that differ in a policy share every draw the policy did not cause (common random
numbers), and adding or reordering villages leaves all other draws untouched. The generator is
Philox4x32-10, keyed by seed and stream name and counted by address.

Addresses
---------
- a village: its 64-bit `village_key`, from its stable id;
- a household: its village's key and its stable number within the village.

The 128-bit counter is (entity number, month · 64 + slot, village key low, village key high).

References
----------
Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
Normal quantiles are piecewise linear over 4,096 equal-probability cells (see `normal_table`).
"""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import inlined, kernel

SLOTS_PER_MONTH = 64
NO_MONTH = 1 << 20  # the address of draws made once, when a county is built

M0, M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
W0, W1 = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)
LOW32 = np.uint64(0xFFFFFFFF)
CELLS = 4096


@cache
def normal_table() -> npt.NDArray[np.float32]:
    """Knots of a piecewise linear normal quantile, scaled to variance exactly 1.

    The knots stand at the cell edges; the two outermost at probability 1/(8·CELLS) and its
    mirror, so |z| never exceeds 4.2.
    """
    from scipy.special import ndtri  # slow to load: only for those who draw

    edges = np.linspace(0.0, 1.0, CELLS + 1)
    edges[0], edges[-1] = 1 / (8 * CELLS), 1 - 1 / (8 * CELLS)
    knots = ndtri(edges)
    left, right = knots[:-1], knots[1:]
    variance = np.mean((left * left + left * right + right * right) / 3)  # of a uniform mix of segments
    table: npt.NDArray[np.float32] = (knots / np.sqrt(variance)).astype(np.float32)
    return table


@inlined
def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10: four 32-bit counter words and a 64-bit key → four random 32-bit words."""
    for _ in range(10):
        p0 = M0 * np.uint64(c0)
        p1 = M1 * np.uint64(c2)
        hi0, lo0 = np.uint32(p0 >> np.uint64(32)), np.uint32(p0 & LOW32)
        hi1, lo1 = np.uint32(p1 >> np.uint64(32)), np.uint32(p1 & LOW32)
        c0, c1, c2, c3 = hi1 ^ np.uint32(c1) ^ k0, lo1, hi0 ^ np.uint32(c3) ^ k1, lo0
        k0 = np.uint32(k0 + W0)
        k1 = np.uint32(k1 + W1)
    return c0, c1, c2, c3


@inlined
def unit_float(bits):
    """A 32-bit word → float32 uniform on [0, 1)."""
    return np.float32(bits >> np.uint32(8)) * np.float32(1.0 / 16777216.0)


@inlined
def normal_float(bits, table):
    """A 32-bit word → float32 standard normal, by linear interpolation in `normal_table`."""
    cell = bits >> np.uint32(20)
    part = np.float32(bits & np.uint32(0xFFFFF)) * np.float32(1.0 / 1048576.0)
    left = table[cell]
    return left + part * (table[cell + np.uint32(1)] - left)


class Addresses(NamedTuple):
    """Where the draws of households stand in one stream and month, as kernels take them.

    number : (household,) uint32 — its stable number within its village.
    low, high : (village,) uint32 — halves of the village's key.
    month_slot, k0, k1 : uint32 — month and slot, see `month_slot`; key of the stream.
    """

    number: npt.NDArray[np.uint32]
    low: npt.NDArray[np.uint32]
    high: npt.NDArray[np.uint32]
    month_slot: np.uint32
    k0: np.uint32
    k1: np.uint32


@inlined
def words_of(at, v, h):
    """The four random 32-bit words of household h, in village v, at its address."""
    return philox(at.number[h], at.month_slot, at.low[v], at.high[v], at.k0, at.k1)


@kernel
def _bits(out, numbers, month_slot, low, high, k0, k1):
    for i in range(out.shape[0]):
        a, b, c, d = philox(numbers[i], month_slot, low[i], high[i], k0, k1)
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = a, b, c, d


def village_key(village_id: str) -> int:
    """The 64-bit address of a village, from its stable id alone."""
    return int.from_bytes(blake2b(village_id.encode(), digest_size=8).digest(), "little")


def village_keys(village_ids: Iterable[str]) -> npt.NDArray[np.uint64]:
    """Addresses of several villages: (village,) uint64."""
    return np.array([village_key(name) for name in village_ids], dtype=np.uint64)


def halves(keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Low and high 32-bit words of 64-bit addresses."""
    return (keys & LOW32).astype(np.uint32), (keys >> np.uint64(32)).astype(np.uint32)


class Draws:
    """All random numbers of one run.

    Parameters
    ----------
    seed : int — of the run (county seed for what is drawn once; seed and replication afterwards).
    """

    def __init__(self, *seed: int):
        self.seed = seed
        self._streams: dict[str, tuple[np.uint32, np.uint32]] = {}
        self._halved: tuple[object, npt.NDArray[np.uint32], npt.NDArray[np.uint32]] | None = None

    def stream(self, name: str) -> tuple[np.uint32, np.uint32]:
        """The Philox key of a named stream, as two 32-bit words (for kernels)."""
        if name not in self._streams:
            text = "/".join([*map(str, self.seed), name])
            key = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
            self._streams[name] = np.uint32(key & 0xFFFFFFFF), np.uint32(key >> 32)
        return self._streams[name]

    def bits(
        self,
        stream: str,
        keys: npt.NDArray[np.uint64],
        month: int = NO_MONTH,
        slot: int = 0,
        numbers: npt.NDArray[np.uint32] | int = 0,
    ) -> npt.NDArray[np.uint32]:
        """(entity, 4) random words for entities addressed by village key and number within it."""
        out = np.empty((keys.size, 4), dtype=np.uint32)
        number = np.broadcast_to(np.asarray(numbers, dtype=np.uint32), keys.shape)
        low, high = self._halves(keys)
        _bits(out, number, month_slot(month, slot), low, high, *self.stream(stream))
        return out

    def addresses(
        self,
        stream: str,
        keys: npt.NDArray[np.uint64],
        numbers: npt.NDArray[np.uint32],
        month: int = NO_MONTH,
    ) -> Addresses:
        """Addresses of households for a kernel that draws for them itself.

        keys : (village,) uint64 of villages. numbers : (household,) uint32 within the village.
        """
        low, high = self._halves(keys)
        k0, k1 = self.stream(stream)
        return Addresses(number=numbers, low=low, high=high, month_slot=month_slot(month), k0=k0, k1=k1)

    def _halves(self, keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        """Halves of addresses, kept for the same array: a month asks a dozen times for those of all villages."""
        halved = self._halved  # looked at once: another thread may draw for other villages
        if halved is None or halved[0] is not keys:
            self._halved = halved = (keys, *halves(keys))
        return halved[1], halved[2]

    def uniform(
        self,
        stream: str,
        keys: npt.NDArray[np.uint64],
        month: int = NO_MONTH,
        slot: int = 0,
        numbers: npt.NDArray[np.uint32] | int = 0,
    ) -> npt.NDArray[np.float64]:
        """(entity,) uniform on (0, 1), 53 bits."""
        words = self.bits(stream, keys, month, slot, numbers).astype(np.uint64)
        high = (words[:, 0] >> np.uint64(5)) * np.uint64(1 << 26) + (words[:, 1] >> np.uint64(6))
        return (high.astype(np.float64) + 0.5) / float(1 << 53)

    def normal(
        self,
        stream: str,
        keys: npt.NDArray[np.uint64],
        month: int = NO_MONTH,
        slot: int = 0,
        numbers: npt.NDArray[np.uint32] | int = 0,
    ) -> npt.NDArray[np.float64]:
        """(entity,) standard normal, by the exact quantile of `uniform`."""
        from scipy.special import ndtri

        return np.asarray(ndtri(self.uniform(stream, keys, month, slot, numbers)))


def month_slot(month: int, slot: int = 0) -> np.uint32:
    """The counter word of a month and a slot within it (negative months lie before t0)."""
    return np.uint32((month * SLOTS_PER_MONTH + slot) & 0xFFFFFFFF)
