"""Resampling in blocks gives what all resamples at once would, in little memory."""

import tracemalloc

import numpy as np
import pytest

from liancun_sim.analysis.statistics import resampling
from liancun_sim.analysis.statistics.resampling import resampled_means, resampled_sums
from liancun_sim.draws import Draws


def at_once(rows, resamples):
    """(resample, row) indices, drawn together."""
    resample, place = np.indices((resamples, rows), dtype=np.uint32).reshape(2, -1)
    uniform = Draws(0).uniform("analysis.bootstrap", resample.astype(np.uint64), numbers=place)
    return (uniform * rows).astype(np.int64).reshape(resamples, rows)


@pytest.fixture(params=["one block", "many blocks", "many blocks, none kept"])
def blocks(request, monkeypatch):
    resampling._kept.cache_clear()
    if request.param != "one block":
        monkeypatch.setattr(resampling, "BLOCK", 1_000)
    if "none" in request.param:
        monkeypatch.setattr(resampling, "KEPT_BYTES", 0)
    yield
    resampling._kept.cache_clear()


@pytest.mark.parametrize("rows", [1, 2, 37, 1_500])
def test_blocks_give_the_same_as_all_at_once(rows, blocks):
    columns = np.random.default_rng(1).normal(size=(3, rows))
    picks = at_once(rows, 200)
    sums = resampled_sums(columns, 200)
    assert (sums == np.stack([column[picks].sum(axis=1) for column in columns], axis=1)).all()
    np.testing.assert_allclose(resampled_means(columns, 200), sums / rows, rtol=0, atol=1e-12)


def test_twenty_thousand_worlds_take_little_memory():
    columns = np.random.default_rng(1).normal(size=(2, 20_000))
    resampling._kept.cache_clear()
    tracemalloc.start()
    resampled_sums(columns, 200)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 80e6  # all at once: 280 MB for 200 resamples
