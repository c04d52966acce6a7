"""A list of villages kept in a spreadsheet: ``villages: pairs.xlsx`` beside the scenario file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liancun_sim.vocabulary import BadInput, Fault, say

ENDINGS = (".xlsx", ".xls", ".csv")
ROWS_SEARCHED = 20  # for the header, below titles


def villages_in(path: Path) -> list[str]:
    """The villages of the first sheet whose header names an id or a village: ids, or ``township/name``.

    A blank township cell takes the one above.

    Raises
    ------
    BadInput
        If the file is no table, no sheet has such a header, or only a hidden one.
    """
    from liancun_sim.county.spreadsheet.headers import read_header  # few scenarios name a spreadsheet
    from liancun_sim.county.spreadsheet.phrases import Findings
    from liancun_sim.county.spreadsheet.workbook import read_workbook, refuse_hidden

    findings = Findings(path.name)
    for sheet in read_workbook(path, None, findings).seen_first:
        for top, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
            fields = {header.field: place for place, cell in enumerate(row) if (header := read_header(cell)).field}
            if "name" in fields or "id" in fields:
                refuse_hidden(sheet, findings)
                return _listed(sheet.rows[top + 1 :], fields)
    raise BadInput(Fault(path.name, "", say("scenario.sheet_without_villages")))


def _listed(rows: Sequence[Sequence[Any]], fields: dict[str, int]) -> list[str]:
    from liancun_sim.county.spreadsheet.cells import is_blank, tidy

    key = "id" if "id" in fields else "name"
    township, found = "", list[str]()
    for row in rows:
        if key == "name" and "township" in fields:
            township = tidy(row[fields["township"]]) or township
        if not is_blank(row[fields[key]]):
            word = tidy(row[fields[key]])
            found.append(f"{township}/{word}" if township else word)
    return found
