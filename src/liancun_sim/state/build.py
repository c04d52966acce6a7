"""From a county and its people to the state at t0, before the mechanisms set what they own."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.county.county import County
from liancun_sim.county.population import Population
from liancun_sim.county.schema import TRADES
from liancun_sim.draws import village_keys
from liancun_sim.parameters.rural_income import BASE_YEAR, rural_income_growth
from liancun_sim.state.columns import CONSULTATION, COUNTY, HOUSEHOLD, LIFE, PROPOSAL, TOWNSHIP, UNION, VILLAGE
from liancun_sim.state.state import State
from liancun_sim.state.store import Store

TAKEN_FROM_TABLE = (
    "x_km", "y_km", "land_mu", "spare_land_mu", "workshops", "party_members", "road", "irrigation", "services",
    "capacity", "secretary_quality", "cadre_posts", "satisfaction",
)  # fmt: skip

MONEY = ("fund_yuan", "debt_yuan")
"""Brought with the incomes to the year before the start, all by one factor: their relation is kept."""


def build_state(county: County, population: Population, leaning: npt.NDArray[np.float64], year: int) -> State:
    """The state of a county at t0: fixed columns and starting values from tables; the rest at its initial value.

    Parameters
    ----------
    county, population : the villages and their people.
    leaning : (village,) unit-variance village part of the anchor, from the county's own draws.
    year : the last one before the start, whose yuan accounts are in.
    """
    households = Store(HOUSEHOLD, int(population.first_household[-1]))
    for name, values in population.columns.items():
        households.put(name, values)
    ids = tuple(county.villages.index)
    whole = Store(COUNTY, 1)
    whole.put("base_year", county.base_year)
    return State(
        households=households,
        villages=_villages(county, population, leaning, year),
        unions=Store(UNION, 0),
        proposals=Store(PROPOSAL, 0),
        consultations=Store(CONSULTATION, 0),
        life=Store(LIFE, 0),
        townships=Store(TOWNSHIP, len(county.townships)),
        county=whole,
        first_household=population.first_household,
        ties=population.ties,
        adjacency=population.adjacency,
        kin_overlap=population.kin_overlap,
        village_ids=ids,
        township_ids=county.townships,
        trades=tuple(trade.key for trade in TRADES),
        memory={},
    )


def _villages(county: County, population: Population, leaning: npt.NDArray[np.float64], year: int) -> Store:
    table = county.villages
    store = Store(VILLAGE, len(table))
    for name in TAKEN_FROM_TABLE:
        store.put(name, table[name].to_numpy())
    grown = rural_income_growth(county.base_year, since=BASE_YEAR)
    brought = rural_income_growth(year, since=county.base_year)
    for name in MONEY:
        store.put(name, table[name].to_numpy() * brought)
    first = population.first_household
    sizes = population.columns["size"].astype(np.int64)
    rows = {name: row for row, name in enumerate(table.index)}
    trades = {trade.key: code for code, trade in enumerate(TRADES)}
    townships = {name: row for row, name in enumerate(county.townships)}
    values: Mapping[str, Any] = {
        "key": village_keys(table.index),
        "township": [townships[name] for name in table["township"]],
        "households": np.diff(first),
        "persons": np.add.reduceat(sizes, first[:-1]),
        "leading_trade": [trades[key] for key in table["leading_trade"]],
        "log_income_effect": np.log(table["income_yuan_per_person"].to_numpy() / (BASE_INCOME_YUAN * grown)),
        "leaning": leaning,
        "tied_to": [rows.get(name, -1) for name in table["tied_to"]],
        "collective_base_yuan": table["collective_income_yuan"].to_numpy() * brought,
    }
    for name, array in values.items():
        store.put(name, array)
    return store


BASE_INCOME_YUAN = 4237.0
"""Mean income per person and year in 2007 (Ȳ0): 0.85 × Shandong's 4,985. Assumption, 0.75–0.95 × Shandong."""
