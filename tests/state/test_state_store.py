"""Stores hold columns of equal length, and copies are independent."""

import pickle

import numpy as np
import pytest

from liancun_sim.state import COLUMNS, Column, Store
from liancun_sim.state.columns import LIFE, UNION
from liancun_sim.vocabulary import Label

COLUMN = Column("village", "capacity", "float64", "0–1", Label("Capacity", "能力"), "test", 0, 1, 0.5)


def test_a_column_starts_at_its_initial_value():
    assert Store([COLUMN], 3).capacity.tolist() == [0.5, 0.5, 0.5]


def test_an_unknown_column_is_named_with_what_there_is():
    with pytest.raises(AttributeError, match=r"no column 'capacty' here; there are: capacity"):
        _ = Store([COLUMN], 1).capacty


def test_a_copy_shares_no_array():
    store = Store([COLUMN], 2)
    twin = store.copy()
    twin.capacity[0] = 0.9
    assert store.capacity[0] == 0.5


def test_put_casts_and_broadcasts_and_does_not_alias():
    store, values = Store([COLUMN], 2), np.array([0.1, 0.2])
    store.put("capacity", values)
    values[0] = 9
    assert store.capacity.tolist() == [0.1, 0.2]
    store.put("capacity", 0.3)
    assert store.capacity.tolist() == [0.3, 0.3]


def test_rows_can_be_appended_with_tuples_in_them():
    store = Store(UNION, 0)
    assert store.append(key="U001", members=(3, 5), lead=3) == 0
    assert store.append(key="U002", members=(1, 2), lead=1) == 1
    assert store.members.tolist() == [(3, 5), (1, 2)]
    assert store.dissolved_month.tolist() == [-1, -1]
    with pytest.raises(KeyError, match="no such column: leed"):
        store.append(leed=1)


def test_rows_are_added_together_as_they_are_one_by_one():
    together, alone = Store(LIFE, 0), Store(LIFE, 0)
    villages, shares = list(range(40)), np.linspace(0.0, 1.0, 40)
    together.append(union=7)
    together.extend(40, village=villages, private_share=shares, event="formed", month=3)
    together.extend(1, village=[9])
    alone.append(union=7)
    for village in villages:
        alone.append(village=village, private_share=shares[village], event="formed", month=3)
    alone.append(village=9)
    assert len(together) == len(alone) == 42
    for name, column in together.arrays().items():
        np.testing.assert_array_equal(column, getattr(alone, name))
    with pytest.raises(KeyError, match="no such column: vilage"):
        together.extend(2, vilage=1)


def test_a_store_survives_pickling():
    store = Store([COLUMN], 2)
    store.capacity[:] = 0.7
    assert pickle.loads(pickle.dumps(store)).capacity.tolist() == [0.7, 0.7]


def test_every_column_says_what_it_is_in_both_languages():
    silent = [c.key for c in COLUMNS.values() if not (c.label.en and c.label.zh and c.unit and c.source)]
    assert silent == []
    assert all(np.dtype(column.dtype) is not None for column in COLUMNS.values())
