"""A household handle: a Mesa agent that reads and writes one row."""

import mesa
import numpy as np
import pytest

from liancun_sim.agents import Household
from liancun_sim.agents.face import quantities


def test_a_household_is_a_mesa_agent_of_its_model(model):
    household = model.households[0]
    assert isinstance(household, mesa.Agent)
    assert household.model is model
    assert household.unique_id == len(model.villages) + 1  # villages come first
    assert household.rng is model.rng


def test_every_column_of_a_household_can_be_read(model):
    household = model.households[3]
    columns = model.state.households.columns.values()
    assert {column.name for column in columns} <= set(quantities(Household))
    for column in columns:
        value = getattr(household, column.name)
        expected = tuple if column.width > 1 else bool if column.unit == "yes/no" else float | int
        assert isinstance(value, expected) or column.name == "village", column.name


def test_readable_names_agree_with_the_columns(model):
    household, row, columns = model.households[5], 5, model.state.households
    assert household.income_yuan_per_year == pytest.approx(columns.income_year_yuan[row])
    assert household.income_yuan_per_month == pytest.approx(columns.income_yuan[row])
    per_person = float(columns.income_year_yuan[row]) / int(columns.size[row])
    assert household.income_yuan_per_person_per_year == pytest.approx(per_person)
    assert household.has_adopted == (columns.planting_month[row] >= 0)


def test_a_household_knows_its_village_and_its_neighbours(model):
    household = model.households[7]
    assert household in household.village.residents
    ties = model.state.ties.of(7)
    assert [neighbour.unique_id for neighbour in household.neighbours] == [model.first_household_id + t for t in ties]
    assert all(household in neighbour.neighbours for neighbour in household.neighbours)


def test_a_household_outside_a_union_has_none(model):
    assert model.households[0].union is None


def test_what_a_mechanism_moves_can_be_written(model):
    household = model.households[4]
    household.trust = 0.75
    assert model.state.households.trust[4] == np.float32(0.75)
    household.informed = True
    assert household.informed is True


@pytest.mark.parametrize(
    ("name", "value", "error", "message"),
    [
        ("trusst", 0.5, AttributeError, "a Household has no 'trusst'. Did you mean 'trust'?"),
        ("_zzz", 1, AttributeError, "a Household has no '_zzz' and takes no tag of that name"),
        ("size", 4, AttributeError, "'size' is fixed by the county or kept by the model and cannot be set"),
        ("village", None, AttributeError, "'village' is fixed by the county"),
        ("neighbours", [], AttributeError, "'neighbours' is fixed by the county"),
        ("pos", (0, 0), AttributeError, "'pos'"),
        ("trust", 1.5, ValueError, "'trust' cannot be 1.5; expected a number from 0 to 1"),
        ("attitude", float("nan"), ValueError, "'attitude' cannot be nan"),
    ],
)
def test_a_wrong_write_is_refused_and_changes_nothing(model, name, value, error, message):
    before = {key: array.copy() for key, array in model.state.households.arrays().items()}
    with pytest.raises(error, match=message.replace("?", r"\?").replace("(", r"\(")):
        setattr(model.households[0], name, value)
    for key, array in model.state.households.arrays().items():
        assert np.array_equal(array, before[key]), key


def test_reading_an_unknown_name_is_an_attribute_error(model):
    with pytest.raises(AttributeError, match="wealth"):
        _ = model.households[0].wealth


def test_households_are_neither_made_nor_removed_by_hand(model):
    for attempt in (lambda: Household(model), model.households[0].remove, lambda: Household.create_agents(model, 2)):
        with pytest.raises(TypeError, match="neither added nor removed"):
            attempt()
    assert model.households[0] in model.agents
