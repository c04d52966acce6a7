"""The people of a county: households and their ties, drawn from village totals."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.county.adjacency import adjacency_of
from liancun_sim.county.county import County
from liancun_sim.county.csr import Csr
from liancun_sim.county.household_register import in_row_order
from liancun_sim.county.households import centre_permanent_income, household_columns
from liancun_sim.county.kinship import kin_overlap
from liancun_sim.county.network import household_network
from liancun_sim.draws import Draws, village_keys


@dataclass(frozen=True)
class Population:
    """Households of all villages in id order, each village one slice, sorted by degree within it.

    Attributes
    ----------
    columns : arrays by name of the fixed household columns (see ``state/columns/household.py``):
        village, number, kin_group, size, land_mu, suits_cash_crop, is_party, is_cadre, permanent,
        farm_share, business_share, wage_share, susceptibility, own_view; and the starting values
        trust, skill.
    first_household : (village + 1,) int64.
    ties : Csr over households, symmetric, no loops. adjacency : Csr over villages.
    kin_overlap : (adjacency tie,) float64 beside ``adjacency.indices``. [0–1]
    """

    columns: dict[str, npt.NDArray[np.generic]]
    first_household: npt.NDArray[np.int64]
    ties: Csr
    adjacency: Csr
    kin_overlap: npt.NDArray[np.float64]


def populate(county: County) -> Population:
    """Draw the households of a county and their network, village by village, from the county's own seed.

    The same county gives the same people whatever the order of its rows; a village elsewhere, without an
    edge to a village, changes nothing in it.
    """
    villages, draws = county.villages, Draws(county.network_seed)
    ids = [str(name) for name in villages.index]
    keys = village_keys(ids)
    first = np.zeros(len(ids) + 1, dtype=np.int64)
    np.cumsum(villages["households"].to_numpy(), out=first[1:])
    adjacency = adjacency_of(ids, county.edges)
    network = household_network(ids, keys, first, adjacency, county.cross_village_ties, draws)
    columns = household_columns(villages, keys, first, network.row_of_number, draws, county.base_year)
    if county.register is not None:
        columns |= in_row_order(county.register, network.row_of_number)
        centre_permanent_income(columns)
    kin_group = np.empty_like(network.kin_group)
    kin_group[network.row_of_number] = network.kin_group
    columns["kin_group"] = kin_group
    overlap = kin_overlap([str(name) for name in villages["name"]], keys, adjacency, draws)
    return Population(columns, first, network.ties, adjacency, overlap)
