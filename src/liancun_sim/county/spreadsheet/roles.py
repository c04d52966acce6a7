"""Lists beside the village table: which column of a sheet plays which part, by the words of its header."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from liancun_sim.county.spreadsheet.cells import Cell, is_blank, squeezed, tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.layout import ROWS_SEARCHED, merged_over
from liancun_sim.county.spreadsheet.wording import is_example, is_note
from liancun_sim.vocabulary.language import simplified


@dataclass(frozen=True)
class ListSheet:
    """A list found: columns by role, and its first line."""

    sheet: Sheet
    columns: Mapping[str, int]
    first: int

    def cell(self, row: int, role: str) -> Cell:
        """A cell, or the one it is merged with from above; None where the list has no such column."""
        if role not in self.columns:
            return None
        column, rows = self.columns[role], self.sheet.rows
        merged = merged_over(self.sheet, row, column)
        return rows[merged[0]][merged[1]] if merged and merged[1] == column else rows[row][column]

    def text(self, row: int, role: str) -> str:
        cell = self.cell(row, role)
        return "" if is_blank(cell) else tidy(cell)

    def says_something(self, row: int) -> bool:
        """Whether a line is neither blank nor a note, an example or a header again."""
        said = [tidy(cell) for cell in self.sheet.rows[row] if tidy(cell)]
        if not said or is_note(said[0]) or any(map(is_example, said)):
            return False
        keys = {role: _key(self.cell(row, role)) for role in self.columns}
        again = all(key in _words(role) for role, key in keys.items())
        return not again or all(len(key) == 1 for key in keys.values())  # ids may be a and b


def find_list(
    sheet: Sheet, roles: Sequence[str], needed: Sequence[str], again: Mapping[str, str] = MappingProxyType({})
) -> ListSheet | None:
    """The list of a sheet with all the `needed` among its `roles`; None where no row reads like its header.

    roles : keys of ``header_aliases.toml``; each is sought once, from left to right.
    again : the role of a header that stands for the second time, by its first.
    """
    for row, cells in enumerate(sheet.rows[:ROWS_SEARCHED]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells):
            role = next((role for role in roles if role not in columns and _key(cell) in _words(role)), None)
            first = next((known for known, at in columns.items() if _key(cells[at]) == _key(cell)), "")
            if first in again and again[first] not in columns:
                columns[again[first]] = column
            elif role is not None:
                columns[role] = column
        if all(role in columns for role in needed):
            return ListSheet(sheet, columns, row + 1)
    return None


@cache
def _words(role: str) -> frozenset[str]:
    raw = tomllib.loads((files("liancun_sim.vocabulary") / "header_aliases.toml").read_text("utf-8"))
    return frozenset(map(_key, (role.partition("_")[2], *raw[role])))


def _key(cell: Cell) -> str:
    return re.sub(r"[_\s\-()]", "", simplified(squeezed(cell)))
