"""What an export carries of its county beside the table: read back, so that invented columns stay marked.

A workbook has it line by line in a hidden sheet, a CSV file in one cell of a column, both called ``county.yaml``; a
county's own folder has it as the file of that name beside the table.
Workbooks of before that say the units in their dictionary and what was invented in their statements.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose
from pathlib import Path
from typing import Any

import pandas as pd

from liancun_sim.county.county_file import CountyFile, read_county_file, read_county_text
from liancun_sim.county.faults import Faults
from liancun_sim.county.given_union import FILE as PLAN_FILE
from liancun_sim.county.invented import OPTIONAL, Marks, marks_of
from liancun_sim.county.invented import STATEMENT as INVENTED_STATEMENT
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet.carried import HIDDEN_SHEETS, INVENTED, OUTLINES_FILE, Carried, carried_in
from liancun_sim.county.spreadsheet.cells import Cell, tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.files.folder import COUNTY_FILE as FILE
from liancun_sim.files.text_cells import unguarded

DICTIONARY = ({"名称", "Name"}, {"含义", "Meaning"}, {"单位", "Unit"})
STATEMENT = {"声明", "Statement"}
MARKS = ("由程序推算：", "由程序合成：", INVENTED_STATEMENT.en)


@dataclass(frozen=True)
class Invented:
    """marks : cells the program invented. own : cells that had an invented value when exported, and have another."""

    marks: Marks
    own: Marks


@dataclass(frozen=True)
class Kept:
    """sheets : without what is kept. about : what the export says of the county. statements : of one of before.

    carried : outlines and plan.
    """

    sheets: tuple[Sheet, ...]
    about: CountyFile | None
    statements: tuple[str, ...]
    carried: Carried

    def provenance(self, fresh: Mapping[str, Any]) -> dict[str, Any]:
        """What is known of where the county comes from: as the export says, and the file it was read from."""
        if self.about is not None:
            before = self.about.provenance
            sources = list(before.get("sources", ()))
            return {**before, "sources": [*sources, *(one for one in fresh["sources"] if one not in sources)]}
        notes = [{"en": text, "zh": text} for text in self.statements]
        return {**fresh, **({"notes": notes} if notes else {})}

    def invented(self, reported: pd.DataFrame) -> Invented:
        """Which cells of the table as read are still what the program invented, and which somebody typed over."""
        if self.carried.invented:
            return _typed_or_not(self.carried.invented, reported)
        if self.about is not None:
            return Invented(marks_of(self.about.provenance, reported.index), {})
        listed = {label for text in self.statements for mark in MARKS for label in _listed(text.partition(mark)[2])}
        every = frozenset(reported.index)
        return Invented(
            {name: every for name in OPTIONAL if {FIELDS[name].label.en, FIELDS[name].label.zh} & listed}, {}
        )


def _typed_or_not(carried: Mapping[str, Any], reported: pd.DataFrame) -> Invented:
    """A village is found by its id, or by its name where somebody gave it another id."""
    called = {tuple(one["village"]): one for one in carried.values()}
    marks, own = dict[str, set[str]](), dict[str, set[str]]()
    for row in reported.reset_index().to_dict("records"):
        one = carried.get(row["id"]) or called.get((row["township"], row["name"]))
        for field, value in one["values"].items() if one else ():
            (marks if _is_still(row.get(field), value) else own).setdefault(field, set()).add(row["id"])
    return Invented(*({field: frozenset(some[field]) for field in OPTIONAL if field in some} for some in (marks, own)))


def _is_still(read: Any, invented: str | float) -> bool:
    """Whether a cell is blank or has the invented value, whatever digits a program left of it."""
    if read is None or read != read or read == "":
        return True
    if isinstance(read, str) or isinstance(invented, str):
        return str(read) == str(invented)
    return isclose(read, invented, rel_tol=1e-9, abs_tol=1e-9)


def kept_in(sheets: Sequence[Sheet], findings: Findings, own: Path | None = None) -> Kept:
    """Part what an export carries from the table it carries it beside.

    own : the county's own folder, if the table is its.

    Raises
    ------
    BadInput
        If what it carries is damaged.
    """
    text, rest = "", list[Sheet]()
    for sheet in sheets:
        lines, columns = _of_county(sheet)
        text = text or lines
        if columns:
            rest.append(replace(sheet, rows=tuple(_without(row, columns) for row in sheet.rows)))
        elif not lines and sheet.name not in HIDDEN_SHEETS:
            rest.append(sheet)
    about = None
    if text or own is not None:
        faults = Faults()
        about = read_county_file(own / FILE, faults) if own is not None else read_county_text(text, faults)
        findings.note(faults.found)
        findings.stop_if_any()
    units = {label: unit for sheet in sheets for label, unit in _dictionary(sheet)}
    statements = tuple(
        str(row[1]) for sheet in sheets if units and about is None for row in sheet.rows
        if len(row) > 1 and tidy(row[0]) in STATEMENT
    )  # fmt: skip
    carried = carried_in(sheets, findings)
    return Kept(tuple(_with_units(sheet, units) for sheet in rest), about, statements, carried)


def _of_county(sheet: Sheet) -> tuple[str, set[int]]:
    """The text a sheet carries, and the columns of what is carried if the sheet is a table."""
    if sheet.name == FILE:
        return "\n".join(unguarded(str(row[0] or "")) for row in sheet.rows if row), set()
    header = [tidy(cell) for cell in sheet.rows[0]] if sheet.rows else []
    if FILE not in header:
        return "", set()
    column = header.index(FILE)
    text = next((str(row[column]) for row in sheet.rows[1:] if tidy(row[column])), "")
    return text, {place for place, title in enumerate(header) if title in (FILE, OUTLINES_FILE, PLAN_FILE, INVENTED)}


def _without(row: Sequence[Cell], columns: Container[int]) -> tuple[Cell, ...]:
    return tuple(None if column in columns else cell for column, cell in enumerate(row))


def _dictionary(sheet: Sheet) -> list[tuple[str, str]]:
    """Labels with their units, of a sheet that is the dictionary of an export."""
    if not sheet.rows or any(tidy(cell) not in words for cell, words in zip(sheet.rows[0], DICTIONARY, strict=False)):
        return []
    return [
        (tidy(row[1]), tidy(row[2])) for row in sheet.rows[1:]
        if len(row) > 2 and tidy(row[0]) in FIELDS and FIELDS[tidy(row[0])].unit == tidy(row[2]) != "1"
    ]  # fmt: skip


def _with_units(sheet: Sheet, units: Mapping[str, str]) -> Sheet:
    """A table whose headers name the units of its dictionary."""
    header = [tidy(cell) for cell in sheet.rows[0]] if sheet.rows else []
    if len(units.keys() & set(header)) < 2 or _dictionary(sheet):
        return sheet
    named = (f"{text} ({units[text]})" if text in units else text for text in header)
    return replace(sheet, rows=(tuple(named), *sheet.rows[1:]))


def _listed(text: str) -> set[str]:
    """The labels a statement lists."""
    parts = text.rstrip("。.").replace("、", ", ").split(", ")
    return {part.partition(" (")[0].strip() for part in parts}
