"""Mesa faces of the stores: households, villages and unions as agents, and the sets that hold them."""

from liancun_sim.agents.all_agents import AllAgents
from liancun_sim.agents.by_row import ByRow
from liancun_sim.agents.household import Household
from liancun_sim.agents.household_set import Handles, HouseholdSet
from liancun_sim.agents.places import VillageNames, adjacency_graph, village_space
from liancun_sim.agents.tables import table
from liancun_sim.agents.union import Union
from liancun_sim.agents.village import Village

__all__ = [
    "AllAgents",
    "ByRow",
    "Handles",
    "Household",
    "HouseholdSet",
    "Union",
    "Village",
    "VillageNames",
    "adjacency_graph",
    "table",
    "village_space",
]
