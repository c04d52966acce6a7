"""A planner's village table in: spreadsheets and CSV files to a county, and the blank workbook to fill in."""

from liancun_sim.county.spreadsheet.doubts import Answers, Doubt, Doubtful
from liancun_sim.county.spreadsheet.read import Imported, read_spreadsheet
from liancun_sim.county.spreadsheet.report import MappingReport
from liancun_sim.county.spreadsheet.template import write_template

__all__ = ["Answers", "Doubt", "Doubtful", "Imported", "MappingReport", "read_spreadsheet", "write_template"]
