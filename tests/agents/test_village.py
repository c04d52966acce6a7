"""Villages: Mesa agents in the cells of the adjacency network."""

import numpy as np
import pytest

from liancun_sim.agents import Village
from liancun_sim.agents.face import quantities


def test_villages_are_numbered_first_in_order_of_their_ids(model):
    assert [village.unique_id for village in model.villages] == list(range(1, len(model.villages) + 1))
    assert [village.id for village in model.villages] == list(model.state.village_ids)


def test_every_column_of_a_village_can_be_read(model):
    village = model.villages[2]
    for column in model.state.villages.columns.values():
        assert column.name in quantities(Village)
        getattr(village, column.name)


def test_a_village_stands_in_its_cell_and_its_neighbours_in_the_next(model):
    for row, village in enumerate(model.villages):
        assert list(village.cell.agents) == [village]
        assert village.cell is model.grid[row]
        assert [cell.agents[0] for cell in village.cell.connections.values()] == village.neighbours
        assert village.neighbours == [model.villages_by_row[other] for other in model.adjacency.neighbors(row)]


def test_residents_are_the_villages_households(model):
    village = model.villages[1]
    assert set(village.residents.get("village")) == {village}
    assert sum(len(each.residents) for each in model.villages) == len(model.households)
    assert village.residents.agg("size", sum) == village.persons


def test_names_stand_in_for_rows(model):
    village = model.villages[0]
    assert village.township in model.state.township_ids
    assert village.leading_trade in model.state.trades
    assert village.tied_to is None or isinstance(village.tied_to, Village)
    assert village.name


def test_a_village_column_can_be_written_within_its_bounds(model):
    village = model.villages[3]
    village.capacity = 0.9
    assert model.state.villages.capacity[3] == 0.9
    with pytest.raises(ValueError, match="expected a number from 0 to 1"):
        village.capacity = 1.2
    with pytest.raises(AttributeError, match="Did you mean 'capacity'"):
        village.capacty = 0.5
    assert model.state.villages.capacity[3] == 0.9


def test_villages_are_not_removed(model):
    with pytest.raises(TypeError, match="villages are neither added nor removed"):
        model.villages[0].remove()
    assert model.grid[0].agents == [model.villages[0]]


def test_villages_can_be_grouped_and_aggregated(model):
    groups = model.villages.groupby("township").agg("households", sum)
    assert sum(groups.values()) == len(model.households)
    mean = np.mean(model.state.villages.capacity)
    assert model.villages.agg("capacity", np.mean) == pytest.approx(mean)
