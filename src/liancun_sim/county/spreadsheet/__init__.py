"""A planner's village table in: spreadsheets and CSV files to a county, and the blank workbook to fill in.

Loaded when first used: the process that reads workbooks needs the least of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liancun_sim.county.spreadsheet.doubts import Answers, Doubt, Doubtful
    from liancun_sim.county.spreadsheet.read import Imported, read_spreadsheet
    from liancun_sim.county.spreadsheet.report import MappingReport
    from liancun_sim.county.spreadsheet.template import write_template

_LAZY = {
    "Answers": "doubts",
    "Doubt": "doubts",
    "Doubtful": "doubts",
    "Imported": "read",
    "MappingReport": "report",
    "read_spreadsheet": "read",
    "write_template": "template",
}

__all__ = ["Answers", "Doubt", "Doubtful", "Imported", "MappingReport", "read_spreadsheet", "write_template"]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
