"""Patterns are measured through the one store: the same whoever does it, again from where it was stopped."""

import numpy as np
import pytest

from liancun_sim import measure_patterns, replay
from liancun_sim.results.store import open_store
from liancun_sim.vocabulary import BadInput


@pytest.fixture(scope="module")
def stored(small_county, tmp_path_factory):
    folder = tmp_path_factory.mktemp("patterns") / "store"
    return folder, measure_patterns(county=small_county, replications=2, workers=1, store=folder)


def test_every_measure_asked_for_is_taken_in_every_replication(stored):
    _, runs = stored
    counted = runs.values.groupby("measure")["replication"].nunique()
    assert (counted.reindex(runs.asked["measure"].unique()) == 2).all()
    assert runs.start == "2008-01"


def test_what_is_stored_is_not_done_again_and_reads_the_same(stored, small_county):
    folder, runs = stored
    before = open_store(folder).results()["wall_s"].tolist()
    again = measure_patterns(county=small_county, replications=2, workers=1, store=folder)
    assert open_store(folder).results()["wall_s"].tolist() == before
    assert np.array_equal(again.values["value"], runs.values["value"], equal_nan=True)


def test_a_stored_set_of_measures_is_replayed_to_the_bit(stored):
    folder, _ = stored
    table = open_store(folder).results()
    chosen = table.loc[table["scenario"] == "livelihoods", "run_id"].iloc[0]
    assert replay(folder, chosen).same


def test_years_nothing_is_known_of_are_refused(small_county):
    with pytest.raises(BadInput):
        measure_patterns(county=small_county, start="1999-01", replications=1, workers=1)
