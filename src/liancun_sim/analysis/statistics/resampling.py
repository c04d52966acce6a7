"""Rows drawn again and again with replacement, the same on every call, a block of resamples at a time.

All resamples at once would take gigabytes for tens of thousands of worlds.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws

Floats = npt.NDArray[np.float64]
BLOCK = 1 << 19  # rows drawn at once; some 70 bytes each while they are
KEPT_BYTES = 1 << 27  # so much is kept for the next call, which is mostly about as many rows


def resampled_sums(columns: Floats, resamples: int) -> Floats:
    """Sum of each column over the rows of each resample.

    columns : (column, row). Returns (resample, column).
    """
    sums = np.empty((resamples, len(columns)))
    for since, picks in _blocks(columns.shape[1], resamples):
        for number, column in enumerate(columns):
            sums[since : since + len(picks), number] = column[picks].sum(axis=1)
    return sums


def resampled_means(columns: Floats, resamples: int) -> Floats:
    """The same for means, by counting how often each row is drawn: quicker for many columns."""
    size = columns.shape[1]
    means = np.empty((resamples, len(columns)))
    for since, picks in _blocks(size, resamples):
        counts = np.stack([np.bincount(one, minlength=size) for one in picks])
        means[since : since + len(picks)] = counts.astype(np.float64) @ columns.T / size
    return means


def _blocks(rows: int, resamples: int) -> Iterator[tuple[int, npt.NDArray[np.unsignedinteger]]]:
    """(first resample, (resample, row) indices) of one block after another."""
    step = max(1, BLOCK // rows)
    keeping = resamples * rows * _small(rows).itemsize <= KEPT_BYTES
    for since in range(0, resamples, step):
        until = min(since + step, resamples)
        yield since, _kept(rows, resamples)[since:until] if keeping else _drawn(rows, since, until)


@lru_cache(maxsize=2)
def _kept(rows: int, resamples: int) -> npt.NDArray[np.unsignedinteger]:
    step = max(1, BLOCK // rows)
    parts = [_drawn(rows, since, min(since + step, resamples)) for since in range(0, resamples, step)]
    return np.concatenate(parts)


def _drawn(rows: int, since: int, until: int) -> npt.NDArray[np.unsignedinteger]:
    resample, place = np.indices((until - since, rows), dtype=np.uint32).reshape(2, -1)
    uniform = Draws(0).uniform("analysis.bootstrap", resample.astype(np.uint64) + np.uint64(since), numbers=place)
    drawn = np.minimum((uniform * rows).astype(np.int64), rows - 1)
    return drawn.reshape(until - since, rows).astype(_small(rows))


def _small(rows: int) -> np.dtype[np.unsignedinteger]:
    return np.dtype(np.uint16 if rows <= 1 << 16 else np.uint32)
