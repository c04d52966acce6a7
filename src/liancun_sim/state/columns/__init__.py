"""Every column of the state, one file per kind of entity."""

from liancun_sim.state.column import Column
from liancun_sim.state.columns.county import COUNTY, TOWNSHIP
from liancun_sim.state.columns.household import HOUSEHOLD
from liancun_sim.state.columns.institutions import INSTITUTIONS
from liancun_sim.state.columns.union import CONSULTATION, LIFE, PROPOSAL, UNION
from liancun_sim.state.columns.village import VILLAGE as VILLAGE_PROPER

VILLAGE = (*VILLAGE_PROPER, *INSTITUTIONS)

COLUMNS: dict[str, Column] = {
    column.key: column for column in (*HOUSEHOLD, *VILLAGE, *UNION, *PROPOSAL, *CONSULTATION, *LIFE, *TOWNSHIP, *COUNTY)
}

TERMS = tuple(column.name for column in VILLAGE if column.role)
"""Village columns that are terms of the anchor of attitude."""
OBSTACLES = tuple(column.name for column in VILLAGE if column.role == "obstacle")
"""Those of them that may stand in the way of a proposal."""

__all__ = [
    "COLUMNS", "CONSULTATION", "COUNTY", "HOUSEHOLD", "LIFE", "OBSTACLES", "PROPOSAL", "TERMS", "TOWNSHIP", "UNION", "VILLAGE",
]  # fmt: skip
