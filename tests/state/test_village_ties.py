"""Ties as villages hear them lead to the same households as the network itself."""

import numpy as np
import pytest

from liancun_sim.county.csr import Csr
from liancun_sim.state import village_ties as module
from liancun_sim.state.village_ties import village_ties

FIRST = np.array([0, 3, 5], dtype=np.int64)
NEIGHBOURS = [[1, 3], [0, 2], [1, 3, 4], [0, 2, 4], [2, 3]]
TIES = Csr(
    np.cumsum([0, *map(len, NEIGHBOURS)]).astype(np.int64),
    np.array([n for row in NEIGHBOURS for n in row], dtype=np.uint32),
)


def households_heard(heard, ties, first):
    """The household row each tie leads to, through its village's list of voices."""
    rows = np.empty(ties.indices.size, dtype=np.int64)
    for v in range(first.size - 1):
        own = np.arange(first[v], first[v + 1])
        voices = np.concatenate([own, heard.outside[heard.outside_start[v] : heard.outside_start[v + 1]]])
        part = slice(ties.start[first[v]], ties.start[first[v + 1]])
        rows[part] = voices[heard.voice[part]]
    return rows


def test_every_tie_leads_where_it_did():
    heard = village_ties(TIES, FIRST)
    assert households_heard(heard, TIES, FIRST).tolist() == TIES.indices.tolist()
    assert heard.outside.tolist() == [3, 4, 0, 2]
    assert heard.most == 5
    assert heard.voice.dtype == np.uint16


def test_a_village_too_large_for_short_positions_gets_long_ones(monkeypatch):
    monkeypatch.setattr(module, "SHORT", 4)
    heard = village_ties(TIES, FIRST)
    assert heard.voice.dtype == np.uint32
    assert households_heard(heard, TIES, FIRST).tolist() == TIES.indices.tolist()


def test_a_whole_county_keeps_its_network(small_world):
    people = small_world.population
    heard = village_ties(people.ties, people.first_household)
    assert np.array_equal(households_heard(heard, people.ties, people.first_household), people.ties.indices)


@pytest.mark.parametrize("households", [0, 1])
def test_villages_without_ties_hear_nobody(households):
    first = np.array([0, households], dtype=np.int64)
    heard = village_ties(Csr(np.zeros(households + 1, np.int64), np.zeros(0, np.uint32)), first)
    assert heard.voice.size == heard.outside.size == 0
