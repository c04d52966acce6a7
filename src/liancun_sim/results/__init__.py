"""What a comparison of scenarios leaves behind: its tables, their columns and where they came from."""

from liancun_sim.results.common.described import Better, IndicatorInfo, ScenarioInfo, Setting
from liancun_sim.results.common.rows import rows_of
from liancun_sim.results.common.table_column import TableColumn
from liancun_sim.results.comparison.columns import (
    EFFECTS,
    GROUPS,
    PAIRS,
    ROUNDS,
    SERIES,
    SPENDING,
    UNIONS_AT_END,
    VILLAGES,
    is_term,
)
from liancun_sim.results.comparison.comparison import (
    ASSUMPTIONS,
    CHANCE,
    LAST_YEAR,
    WHOLE_RUN,
    Comparison,
    village_rows,
)

__all__ = [
    "ASSUMPTIONS",
    "CHANCE",
    "EFFECTS",
    "GROUPS",
    "LAST_YEAR",
    "PAIRS",
    "ROUNDS",
    "SERIES",
    "SPENDING",
    "UNIONS_AT_END",
    "VILLAGES",
    "WHOLE_RUN",
    "Better",
    "Comparison",
    "IndicatorInfo",
    "ScenarioInfo",
    "Setting",
    "TableColumn",
    "is_term",
    "rows_of",
    "village_rows",
]
