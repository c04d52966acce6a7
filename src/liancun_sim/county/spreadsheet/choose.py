"""Which sheets hold villages and which the neighbours; every other sheet is named with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from liancun_sim.county.spreadsheet.cells import tidy
from liancun_sim.county.spreadsheet.edges import find_edge_sheet, named_as_edges
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.forms import forms_as_table
from liancun_sim.county.spreadsheet.layout import Layout, find_layout, lies_on_its_side
from liancun_sim.county.spreadsheet.matrix import find_matrix
from liancun_sim.county.spreadsheet.pages import is_file
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.second import tables_in
from liancun_sim.county.spreadsheet.townships import township_of_table
from liancun_sim.county.spreadsheet.wording import is_example, is_note, is_surely_total, is_township
from liancun_sim.vocabulary import Label

_COUNT = re.compile(r"\d+(?:\.\d+)?个?村?")


@dataclass(frozen=True)
class Chosen:
    """layouts : of the tables of villages. edges : the sheet of neighbours, if there is one. unused : the rest."""

    layouts: tuple[Layout, ...]
    edges: Sheet | None
    unused: tuple[Label, ...]


def choose(pages: Sequence[Sheet], wanted: str | None, findings: Findings) -> Chosen:
    """Find the tables of villages: one, or several that share no village, as one sheet a township.

    Raises
    ------
    BadInput
        If no sheet reads like one, several hold the same villages, or the wanted sheet holds none.
    """
    sheets = {sheet.name: sheet for sheet in pages}
    if wanted is not None and wanted not in sheets:
        findings.refuse("no_such_sheet", wanted=wanted, sheets=listed(sheets))
    layouts = {sheet.name: find_layout(sheet) for sheet in pages}
    edges = next(
        (sheet for sheet in pages if not sheet.hidden and _is_edges(sheet, layouts[sheet.name])), None
    )  # fmt: skip
    candidates = [sheets[wanted]] if wanted is not None else [
        sheet for sheet in pages if not sheet.hidden and sheet is not edges
    ]  # fmt: skip
    found = [layout for sheet in candidates if (layout := layouts[sheet.name]) is not None]
    counted = any(layout.fields & {"households", "population"} for layout in found)
    if not counted and (turned := next(filter(lies_on_its_side, candidates), None)) is not None:
        findings.refuse("table_on_its_side", At(turned.name))
    forms = None if counted else forms_as_table(candidates)
    if forms is not None:
        found = [layout for layout in (find_layout(forms),) if layout is not None]
    summaries = [layout for layout in found if len(found) > 1 and _is_summary(layout)]
    found = [layout for layout in found if layout not in summaries] or found
    if len(found) > 1:
        found = [layout for layout in found if _villages(layout)] or found[:1]
        _stop_if_same(found, findings)
    if not found:
        hidden = [sheet.name for sheet in pages if sheet.hidden and layouts[sheet.name] is not None]
        if hidden and wanted is None:
            findings.refuse("table_is_hidden", sheets=listed(hidden))
        findings.refuse("no_table", At(candidates[0].name if len(candidates) == 1 else ""))
    used = candidates if forms is not None else [layout.sheet for layout in found]
    tables, aside = list[Layout](), list[Label]()
    for layout in found:
        more, unread = tables_in(layout, findings)
        tables, aside = tables + more, aside + unread
    summed = [layout.sheet for layout in summaries]
    unused = tuple(
        phrase(
            "unused_hidden"
            if sheet.hidden
            else "unused_summary"
            if sheet in summed
            else "unused_file"
            if is_file(sheet.name)
            else "unused_sheet",
            sheet=sheet.name,
        )
        for sheet in pages
        if sheet not in used and sheet is not edges
    )
    return Chosen(tuple(tables), edges if edges not in used else None, (*aside, *unused))


def _villages(layout: Layout) -> frozenset[tuple[str, str]]:
    """What the rows under a header call villages, roughly: (township, name)."""
    name, township = layout.column("name"), layout.column("township")
    assert name is not None
    whole, current = township_of_table(layout), ""
    found = set()
    for cells in layout.sheet.rows[layout.first :]:
        text = tidy(cells[name])
        current = (tidy(cells[township]) or current) if township is not None else whole
        if text and not any(says(text) for says in (is_surely_total, is_example, is_note)):
            found.add((current, text))
    return frozenset(found)


def _is_summary(layout: Layout) -> bool:
    """Whether the rows of a sheet are townships, or counts of villages, and not villages."""
    names = [name for _, name in _villages(layout)]
    return bool(names) and all(_COUNT.fullmatch(name) or is_township(name) for name in names)


def _stop_if_same(layouts: Sequence[Layout], findings: Findings) -> None:
    """Refuse tables that name the same village of the same township, as those of two years do."""
    seen: set[tuple[str, str]] = set()
    for layout in layouts:
        villages = _villages(layout)
        if seen & villages:
            findings.refuse("several_tables", sheets=listed(layout.sheet.name for layout in layouts))
        seen |= villages


def _is_edges(sheet: Sheet, layout: Layout | None) -> bool:
    if layout is not None and layout.fields & {"households", "population"}:
        return False
    return named_as_edges(sheet) or find_edge_sheet(sheet) is not None or find_matrix(sheet) is not None
