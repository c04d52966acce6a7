"""From a planner's spreadsheet to a county: read, check, find the neighbours, synthesise what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.county.adjacency import edges_by_position
from liancun_sim.county.completion import complete_villages
from liancun_sim.county.county import County
from liancun_sim.county.folder import with_note, with_synthesis
from liancun_sim.county.spreadsheet.body import Body, read_body
from liancun_sim.county.spreadsheet.checks import check_villages
from liancun_sim.county.spreadsheet.choose import Chosen, choose
from liancun_sim.county.spreadsheet.column_units import settle_units
from liancun_sim.county.spreadsheet.columns import as_asked, without_parts
from liancun_sim.county.spreadsheet.doubts import NO_ANSWERS, Answers
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped, map_columns
from liancun_sim.county.spreadsheet.neighbours import (
    Neighbours,
    alone,
    from_file,
    from_positions,
    from_sheet,
    made_up,
)  # fmt: skip
from liancun_sim.county.spreadsheet.notes import noted
from liancun_sim.county.spreadsheet.others import Ignored, ask_about_near, ignored_columns, per_person, told_apart
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.places import Places
from liancun_sim.county.spreadsheet.plausible import doubt_units
from liancun_sim.county.spreadsheet.positions import positions
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.county.spreadsheet.relocated import leave_out_empty
from liancun_sim.county.spreadsheet.report import ColumnRead, MappingReport
from liancun_sim.county.spreadsheet.table import (
    VillageTable,
    ask_for_missing,
    blanks_called_nothing,
    read_table,
)  # fmt: skip
from liancun_sim.county.spreadsheet.totals import Totals, headings_with_numbers
from liancun_sim.county.spreadsheet.townships import townships_of
from liancun_sim.county.spreadsheet.twins import one_of_each
from liancun_sim.county.spreadsheet.workbook import Workbook, read_workbook
from liancun_sim.county.spreadsheet.years import MONEY, TableYear, doubt_year, find_year, to_one_year, what_becomes_of
from liancun_sim.draws import Draws
from liancun_sim.vocabulary import Label

DEFAULT_SEED = 2008
"""Of what is synthesised and of the households drawn later, unless the caller gives another."""


@dataclass(frozen=True)
class Imported:
    """A county read from a spreadsheet, and what was understood on the way."""

    county: County
    report: MappingReport


@dataclass(frozen=True)
class _Found:
    """The sheet as it was understood, before neighbours are sought."""

    layout: Layout
    mapped: Mapping[str, Mapped]
    ignored: tuple[Ignored, ...]
    body: Body
    table: VillageTable
    remarks: list[Label]
    year: TableYear


def read_spreadsheet(
    path: str | Path,
    *,
    edges: str | Path | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    synthetic_adjacency: bool = False,
    seed: int = DEFAULT_SEED,
    answers: Answers = NO_ANSWERS,
) -> Imported:
    """Read a village table from .xlsx, .xls or CSV.

    Parameters
    ----------
    edges : a file whose lines name two neighbouring villages each; before a sheet of neighbours in the
        workbook, which goes before coordinates.
    encoding : of CSV files; by default found out. sheet : the sheet with the villages; by default found.
    synthetic_adjacency : make up who is neighbour where nothing says so; the county then says it did.
    seed : of what is synthesised, and the county's own. answers : to doubts about the table, by name.

    Returns
    -------
    Imported — villages keep the ids of the table's id column, or are called ``township-name``.

    Raises
    ------
    BadInput
        With every fault of the table and the edge list, and every doubt; a `Doubtful` where there are only doubts.
    """
    path = Path(path)
    findings = Findings(path.name, answers)
    workbook = read_workbook(path, encoding, findings)
    chosen = choose(workbook, answers.sheet or sheet, findings)
    found = _understand(without_parts(as_asked(chosen.layout, findings), findings), findings)
    table, name = found.table, found.layout.sheet.name
    places = Places(zip(table.ids, table.townships, table.names, strict=True))
    table.columns.update(_partners(table, places, name, findings))
    sites, remarks = positions(table.columns, found.mapped, table.names, name, findings)
    if edges is not None:
        near = from_file(Path(edges), encoding, places, findings)
        if chosen.edges is not None:
            remarks.append(phrase("unused_sheet", sheet=chosen.edges.name))
    else:
        near = from_sheet(chosen.edges, places, findings) if chosen.edges is not None else None
        if near is None and sites is not None:
            near = from_positions(table.ids, sites)
        if near is None and not findings.faults and not findings.doubts:
            if not synthetic_adjacency:
                findings.add("no_neighbours", At(name))
            near = made_up()
    findings.stop_if_any()
    findings.stop_at_unknown_answers()
    assert near is not None
    return _county(path, workbook, chosen, found, sites, near, places, remarks, synthetic_adjacency, seed)


def _understand(layout: Layout, findings: Findings) -> _Found:
    """Columns, rows and cells of the village table; stops early only where the columns are not clear."""
    said = noted(told_apart(layout, findings))
    layout = one_of_each(said.layout, said.years, findings)
    mapped = map_columns(layout, said.units, findings)
    body = read_body(layout, mapped, findings)
    headings_with_numbers(layout, mapped, body, findings)
    asked = ask_about_near(layout, mapped, body.villages, findings)
    ask_for_missing(layout, mapped, asked, bool(body.headings), findings)
    townships = townships_of(layout, mapped, body)
    totals = Totals(layout, mapped, body, townships)
    totals.set_aside(findings)
    if not body.villages:
        findings.add("no_villages", At(layout.sheet.name))
    leave_out_empty(layout, mapped, body, findings)
    mapped = settle_units(layout, mapped, sorted(body.villages), findings)
    table = read_table(layout, mapped, body, townships, findings)
    check_villages(table, layout.sheet.name, findings)
    year = find_year(mapped, said.years, layout.sheet.name, Path(findings.file).stem, findings)
    remarks = [
        *totals.disagreements(), *per_person(table, mapped),
        *to_one_year(table, mapped, year, layout.sheet.name, findings),
    ]  # fmt: skip
    doubt_units(table, mapped, year, layout.sheet.name, findings)
    doubt_year(table, mapped, year, layout.sheet.name, findings)
    return _Found(layout, mapped, tuple(ignored_columns(layout)), body, table, remarks, year)


def _partners(table: VillageTable, places: Places, sheet: str, findings: Findings) -> dict[str, list[Any]]:
    """The villages of earlier pairings, by id instead of by whatever the table calls them."""
    if "tied_to" not in table.columns:
        return {}
    ties: list[str | None] = []
    for row, key, name, text in zip(table.rows, table.ids, table.names, table.columns["tied_to"], strict=True):
        found = places.find(str(text)) if text is not None else []
        ties.append(found[0] if len(found) == 1 else None)
        if len(found) > 1:
            findings.add("tie_ambiguous", At(sheet, row, village=name), name=text, villages=places.titles(found))
        elif text is not None and not found:
            findings.add("tie_unknown", At(sheet, row, village=name), name=text)
        elif found == [key]:
            findings.add("tie_to_itself", At(sheet, row, village=name))
    return {"tied_to": ties}


def _county(
    path: Path, workbook: Workbook, chosen: Chosen, found: _Found, sites: npt.NDArray[np.float64] | None,
    near: Neighbours, places: Places, remarks: Sequence[Label], asked_for_synthetic: bool, seed: int,
) -> Imported:  # fmt: skip
    table = found.table
    columns: dict[str, Any] = {"name": table.names, "township": table.townships}
    columns |= {field: column for field, column in table.columns.items() if field not in ("longitude", "latitude")}
    if sites is not None:
        columns |= {"x_km": sites[:, 0], "y_km": sites[:, 1]}
    reported = pd.DataFrame(columns, index=pd.Index(table.ids, name="id"), dtype=object).sort_index()
    villages, filled = complete_villages(reported, Draws(seed), found.year.year)
    edges = near.edges
    if edges is None:
        edges = edges_by_position(list(villages.index), villages[["x_km", "y_km"]].to_numpy())
    facts = (
        phrase("fact_villages", villages=len(villages), townships=len(set(table.townships))),
        _id_rule(found), near.fact, found.year.said,
    )  # fmt: skip
    lonely = alone(list(villages.index), edges, places)
    report = MappingReport(
        file=path.name, sheet=found.layout.sheet.name, encoding=workbook.encoding,
        header_rows=tuple(row + 1 for row in found.layout.header_rows),
        columns=_columns_read(found), ignored=found.ignored, left_out=tuple(found.body.left_out),
        synthesised=filled, villages=len(villages), facts=facts,
        remarks=(
            *remarks, *found.remarks, *_remarks(found), *([lonely] if lonely else ()), *chosen.unused,
            *([phrase("synthetic_not_needed")] if asked_for_synthetic and near.source != "synthetic" else ()),
        ),
    )  # fmt: skip
    provenance = with_synthesis(_provenance(path, found, near), filled, len(villages))
    county = County(
        key=path.stem, name=Label(path.stem, path.stem), villages=villages, edges=edges, network_seed=seed,
        base_year=found.year.year, provenance=provenance if near.note is None else with_note(provenance, near.note),
    )  # fmt: skip
    return Imported(county, report)


def _provenance(path: Path, found: _Found, near: Neighbours) -> dict[str, Any]:
    return {
        "kind": "import",
        "sources": [f"{path.name}, sha256 {sha256(path.read_bytes()).hexdigest()}"],
        "columns": {field: use.header.text for field, use in found.mapped.items()},
        "adjacency": near.source,
        "ids": "column" if found.table.has_ids else "township-name",
    }


def _id_rule(found: _Found) -> Label:
    if found.table.has_ids:
        return phrase("ids_from_column", column=found.mapped["id"].header.text)
    return phrase("ids_from_names")


def _columns_read(found: _Found) -> tuple[ColumnRead, ...]:
    read = []
    for field, use in found.mapped.items():
        values = found.table.columns.get(field, [])
        numbers = [float(value) for value in values if value is not None] if use.unit is not None else []
        low, middle, high = (min(numbers), median(numbers), max(numbers)) if numbers else (None, None, None)
        blanks = sum(value is None for value in values)
        empty = not found.table.has_ids if field == "id" else bool(values) and blanks == len(values)
        read.append(ColumnRead(use, empty, low, middle, high, blanks))
    return tuple(read)


def _remarks(found: _Found) -> list[Label]:
    """What a careful reader would look at twice."""
    table, remarks = found.table, []
    for field, count in blanks_called_nothing(found.layout, found.mapped, table.rows).items():
        remarks.append(phrase("nothing_or_unknown", field=label_of(field), count=count))
    places: dict[str, list[str]] = {}
    for name, township in zip(table.names, table.townships, strict=True):
        places.setdefault(name, []).append(township)
    repeated = [
        phrase("in_townships", name=name, townships=listed(where)) for name, where in places.items() if where[1:]
    ]
    if repeated:
        remarks.append(phrase("name_repeats", names=listed(repeated)))
    others = {
        use.header.year for use in found.mapped.values() if use.field not in MONEY and use.header.year is not None
    } - {found.year.year}
    if others:
        remarks.append(phrase("other_years", years=listed(sorted(others)), year=found.year.year))
    kept = what_becomes_of(found.year, found.mapped)
    return remarks if kept is None else [*remarks, kept]
