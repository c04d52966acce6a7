"""Series of strata are summed together, and each is to the last bit what it would be by itself."""

import numpy as np
import pytest

from liancun_sim.indicators import indicators
from liancun_sim.running.common.outcomes import last_year
from liancun_sim.simulation.recorder import Parts, Recorder, mean_measured, over, ratio

VILLAGES, MONTHS = 317, 25


@pytest.fixture
def recorder():
    """One indicator of two parts over villages whose sizes differ by orders of magnitude, nothing measured in some."""
    key = next(key for key, one in indicators().items() if one.denominator and not one.whole)
    random = np.random.default_rng(3)
    found = Recorder({key: indicators()[key]})
    scale = 10.0 ** random.uniform(-3, 5, VILLAGES)
    top, bottom = (random.normal(size=(MONTHS, VILLAGES)) * scale for _ in range(2))
    bottom[:, :40] = 0.0
    found.parts[key] = Parts(list(range(MONTHS)), list(top), list(bottom))
    return found


@pytest.fixture
def strata():
    town = np.random.default_rng(4).integers(0, 9, VILLAGES)
    first = np.arange(VILLAGES) < 40
    towns = {f"township:{i}": town == i for i in range(9)}
    return {"county": np.ones(VILLAGES, bool), **towns, "treated:yes": first, "in_union:yes": ~first & first}


def test_a_stratum_is_the_same_to_the_last_bit_whatever_stands_beside_it(recorder, strata):
    (parts,) = recorder.parts.values()
    found = {one.stratum: one.values for one in recorder.series(strata)}
    assert list(found) == list(strata)
    for name, mask in strata.items():
        alone = ratio(over(np.stack(parts.top), mask), over(np.stack(parts.bottom), mask))
        assert found[name].tobytes() == alone.tobytes(), name
    assert np.isnan(found["treated:yes"]).all() and np.isnan(found["in_union:yes"]).all()


def test_the_last_year_of_a_block_is_that_of_each_of_its_series(recorder, strata):
    (block,) = recorder.blocks(strata)
    each = [last_year(one, MONTHS - 1) for one in recorder.series(strata)]
    assert last_year(block, MONTHS - 1).tobytes() == np.array(each).tobytes()
    assert each[0] == mean_measured(block.values[0, -12:])


def test_nothing_measured_in_the_last_year_is_no_number(recorder, strata):
    (block,) = recorder.blocks(strata)
    assert np.isnan(last_year(block, MONTHS + 20)).all()
