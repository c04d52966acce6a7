"""What a comparison of scenarios leaves behind: its tables, their columns and where they came from."""

from liancun_sim.results.common.described import Better, IndicatorInfo, ScenarioInfo, Setting
from liancun_sim.results.common.table_column import TableColumn, rows_of
from liancun_sim.results.comparison.columns import (
    EFFECTS,
    GROUPS,
    IDLE,
    PAIRS,
    PRESENT,
    ROUNDS,
    SERIES,
    SPENDING,
    UNION_LIFE,
    UNIONS_AT_END,
    VILLAGES,
    is_term,
)
from liancun_sim.results.comparison.comparison import (
    AGAIN,
    ASSUMPTIONS,
    CHANCE,
    LAST_YEAR,
    WHOLE_RUN,
    Comparison,
    Rings,
    village_rows,
)

__all__ = [
    "AGAIN",
    "ASSUMPTIONS",
    "CHANCE",
    "EFFECTS",
    "GROUPS",
    "IDLE",
    "LAST_YEAR",
    "PAIRS",
    "PRESENT",
    "ROUNDS",
    "SERIES",
    "SPENDING",
    "UNIONS_AT_END",
    "UNION_LIFE",
    "VILLAGES",
    "WHOLE_RUN",
    "Better",
    "Comparison",
    "IndicatorInfo",
    "Rings",
    "ScenarioInfo",
    "Setting",
    "TableColumn",
    "is_term",
    "rows_of",
    "village_rows",
]
