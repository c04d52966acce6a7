"""The state of a run: columns in stores, the household network, village adjacency."""

from liancun_sim.state.column import Column
from liancun_sim.state.columns import COLUMNS, OBSTACLES, TERMS
from liancun_sim.state.state import State
from liancun_sim.state.store import Store

__all__ = ["COLUMNS", "OBSTACLES", "TERMS", "Column", "State", "Store"]
