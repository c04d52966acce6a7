"""Which sheet of a file holds the villages and which the neighbours; every other sheet is named with its reason."""

from dataclasses import dataclass

from liancun_sim.county.spreadsheet.edges import find_edge_sheet, named_as_edges
from liancun_sim.county.spreadsheet.layout import Layout, find_layout
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.workbook import Sheet, Workbook
from liancun_sim.vocabulary import Label


@dataclass(frozen=True)
class Chosen:
    """layout : of the village table. edges : the sheet that lists neighbours, if there is one. unused : the rest."""

    layout: Layout
    edges: Sheet | None
    unused: tuple[Label, ...]


def choose(workbook: Workbook, wanted: str | None, findings: Findings) -> Chosen:
    """Find the village table.

    Raises
    ------
    BadInput
        If no sheet or several read like one, or the wanted sheet does not.
    """
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    if wanted is not None and wanted not in sheets:
        findings.refuse("no_such_sheet", wanted=wanted, sheets=listed(sheets))
    edges = next((sheet for sheet in workbook.sheets if not sheet.hidden and _is_edges(sheet)), None)
    candidates = [sheets[wanted]] if wanted is not None else [
        sheet for sheet in workbook.sheets if not sheet.hidden and sheet is not edges
    ]  # fmt: skip
    found = [layout for sheet in candidates if (layout := find_layout(sheet)) is not None]
    if len(found) > 1:
        findings.refuse("several_tables", sheets=listed(layout.sheet.name for layout in found))
    if not found:
        hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden and find_layout(sheet) is not None]
        if hidden and wanted is None:
            findings.refuse("table_is_hidden", sheets=listed(hidden))
        findings.refuse("no_table", At(candidates[0].name if len(candidates) == 1 else ""))
    layout = found[0]
    unused = tuple(
        phrase("unused_hidden" if sheet.hidden else "unused_sheet", sheet=sheet.name)
        for sheet in workbook.sheets
        if sheet is not layout.sheet and sheet is not edges
    )
    return Chosen(layout, edges if edges is not layout.sheet else None, unused)


def _is_edges(sheet: Sheet) -> bool:
    layout = find_layout(sheet)
    if layout is not None and layout.fields & {"households", "population"}:
        return False
    return named_as_edges(sheet) or find_edge_sheet(sheet) is not None
