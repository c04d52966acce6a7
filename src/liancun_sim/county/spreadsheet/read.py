"""From a planner's spreadsheet to a county: read, check, find the neighbours, synthesise what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.county.adjacency import FROM_POSITIONS, edges_by_position
from liancun_sim.county.completion import complete_villages
from liancun_sim.county.county import CROSS_VILLAGE_TIES, County
from liancun_sim.county.folder import with_note
from liancun_sim.county.invented import together, with_marks
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet.doubts import NO_ANSWERS, Answers
from liancun_sim.county.spreadsheet.headers import NEIGHBOURS, POSITION_IN_DEGREES
from liancun_sim.county.spreadsheet.joined import Joined
from liancun_sim.county.spreadsheet.kept import Invented
from liancun_sim.county.spreadsheet.neighbours import (
    Neighbours,
    alone,
    from_map,
    from_positions,
    made_up,
    nobody,
)  # fmt: skip
from liancun_sim.county.spreadsheet.on_map import ReadMap, VillageMap, map_of
from liancun_sim.county.spreadsheet.pages import Pages, called
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.places import Places
from liancun_sim.county.spreadsheet.positions import positions
from liancun_sim.county.spreadsheet.preview import preview
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.county.spreadsheet.report import MappingReport
from liancun_sim.county.spreadsheet.townships import county_of_table
from liancun_sim.county.spreadsheet.within_limits import Tables, tables_within_limits
from liancun_sim.county.spreadsheet.years import MONEY, note_on_money, what_becomes_of
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
class _Beside:
    """What was found beside the villages' own columns. sites : (village, 2), or None where nothing says. [km]"""

    near: Neighbours
    sites: npt.NDArray[np.float64] | None
    on_map: VillageMap | None


def read_spreadsheet(
    paths: str | Path | Sequence[str | Path],
    *,
    edges: str | Path | None = None,
    read_map: ReadMap | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    synthetic_adjacency: bool = False,
    seed: int = DEFAULT_SEED,
    answers: Answers = NO_ANSWERS,
) -> Imported:
    """Read the village table of a county from .xlsx, .xls, .ods or CSV.

    Parameters
    ----------
    paths : a file, several of them, or a folder of files; each may hold one township's villages, or one village's form.
    edges : a file whose lines name two neighbouring villages each; before a map's borders, these before a sheet
        of neighbours in the workbook, which goes before coordinates.
    read_map : reads a map of the villages (``county/importing.py``).
    encoding : of CSV files; by default found out. sheet : the sheet with the villages; by default found.
    synthetic_adjacency : draw who is neighbour where nothing says so; the county then says it did.
    seed : of what is synthesised, and the county's own. answers : to doubts about the table, by name.

    Returns
    -------
    Imported — villages keep the ids of the table's id column, or are called ``township-name``.

    Raises
    ------
    BadInput
        With every fault of the table and the edge list, and every doubt; a `Doubtful` where there are only doubts.
    """
    asked = (Path(paths),) if isinstance(paths, str | Path) else tuple(map(Path, paths))
    said = tables_within_limits(asked, edges, encoding, sheet, answers)
    chosen, found, findings = said.chosen, said.found, said.findings
    table, name = found.table, found.layout.sheet.name
    places = Places(zip(table.ids, table.townships, table.names, strict=True))
    longitude = found.mapped.get("longitude")
    at = At(name, column=None if longitude is None else longitude.column)
    on_map = None if read_map is None else map_of(table, read_map, at, findings)
    own_map = on_map is not None and said.named is not None and said.named.edges == on_map.edges
    if own_map and on_map is not None and (own_map := said.kept.carried.is_map(on_map.boundaries)):
        on_map = read_map = None
    if read_map is not None:
        sites, remarks = (None, []) if on_map is None else (on_map.sites, list(on_map.remarks))
    else:
        sites, remarks = positions(table.columns, found.mapped, table.names, name, findings)
    if own_map:
        remarks.append(phrase("own_map"))
    if chosen.edges is not None and (edges is not None or (on_map is not None and on_map.by_border)):
        remarks.append(phrase("unused_sheet", sheet=chosen.edges.name))
    near = _neighbours(said, on_map, sites)
    if near is None and read_map is None:
        silent = edges is None and chosen.edges is None and _is_silent(found, findings)
        if not synthetic_adjacency and (silent or not (findings.faults or findings.doubts)):
            findings.add("no_neighbours", At(name))
        near = made_up()
    findings.stop_if_any()
    findings.stop_at_unknown_answers()
    assert near is not None
    beside = _Beside(near, sites, on_map)
    return _county(asked, said, beside, places, remarks, synthetic_adjacency, seed)


def _is_silent(found: Joined, findings: Findings) -> bool:
    """Whether no column says who is neighbour, whatever becomes of the table's other faults and doubts."""
    may_say = any(doubt.name.startswith("near-header") for doubt in findings.doubts)
    return not may_say and found.mapped.keys().isdisjoint((NEIGHBOURS, *POSITION_IN_DEGREES, "x_km", "y_km"))


def _neighbours(said: Tables, on_map: VillageMap | None, sites: npt.NDArray[np.float64] | None) -> Neighbours | None:
    """By the surest source there is: a file of edges, borders, a sheet, a column, places; None where there is none."""
    by_border = on_map is not None and on_map.by_border
    if said.edges_given or not by_border:
        said.findings.take_over(said.of_named)
    if said.edges_given or (said.named is not None and not by_border):
        return said.named
    if on_map is not None:
        return from_map(on_map)
    ids = said.found.table.ids
    near = None if sites is None else from_positions(ids, sites)
    return nobody() if near is None and len(ids) == 1 else near


def _county(
    asked: Sequence[Path], said: Tables, beside: _Beside, places: Places, remarks: Sequence[Label],
    asked_for_synthetic: bool, seed: int,
) -> Imported:  # fmt: skip
    pages, kept, chosen, found = said.pages, said.kept, said.chosen, said.found
    table, near, on_map = found.table, beside.near, beside.on_map
    columns: dict[str, Any] = {"name": table.names, "township": table.townships}
    columns |= {field: column for field, column in table.columns.items() if field in FIELDS}
    if beside.sites is not None:
        columns |= {"x_km": beside.sites[:, 0], "y_km": beside.sites[:, 1]}
    reported = pd.DataFrame(columns, index=pd.Index(table.ids, name="id"), dtype=object).sort_index()
    seed = seed if kept.about is None else kept.about.network_seed
    villages, filled = complete_villages(reported, Draws(seed), found.year.year)
    invented = kept.invented(reported)
    marks = together(invented.marks, filled)
    edges = near.edges
    if edges is None:
        edges = edges_by_position(list(villages.index), villages[["x_km", "y_km"]].to_numpy())
    facts = (
        phrase("fact_villages", villages=len(villages), townships=len(set(table.townships))),
        *found.told, _id_rule(found), *(() if on_map is None else on_map.facts), near.fact, found.year.said,
        *([phrase("planned_unions", count=len(said.planned))] if said.planned else ()),
        *([phrase("own_folder")] if said.own is not None else ()),
    )  # fmt: skip
    lonely = alone(list(villages.index), edges, places)
    report = MappingReport(
        file=called(asked), sheet=", ".join(dict.fromkeys(layout.sheet.name for layout in chosen.layouts)),
        encoding=pages.encoding, header_rows=tuple(row + 1 for row in found.layout.header_rows),
        columns=found.columns, ignored=found.ignored, left_out=found.left_out,
        preview=preview(villages, table.ids, found.own),
        synthesised={field: len(those) for field, those in marks.items()}, villages=len(villages), facts=facts,
        remarks=(
            *remarks, *_typed_over(invented, places), *([] if said.own is None else said.own.remarks()),
            *found.remarks, *_remarks(found), *([lonely] if lonely else ()), *chosen.unused,
            *([phrase("unread_documents", files=listed(pages.documents))] if pages.documents else ()),
            *([phrase("synthetic_not_needed")] if asked_for_synthetic and near.source != "synthetic" else ()),
        ),
    )  # fmt: skip
    fresh = _provenance(pages, found, near)
    if said.own is not None and not said.own.is_changed:
        fresh["sources"] = []  # they are those of the county
    provenance = with_marks(kept.provenance(fresh), marks, villages.index)
    if kept.about is not None and (said.edges_given or (on_map is not None and on_map.by_border)):
        provenance = _with_neighbours_of(provenance, near)
    if kept.about is None:
        for note in (near.note, note_on_money(found.year, found.mapped)):
            provenance = provenance if note is None else with_note(provenance, note)
    if on_map is not None:
        provenance["boundaries"] = dict(on_map.provenance)
    key = asked[0].stem if len(asked) == 1 else asked[0].absolute().parent.name
    name = county_of_table(found.layout) or key
    county = County(
        key=key, name=Label(name, name) if kept.about is None else kept.about.name, villages=villages, edges=edges,
        network_seed=seed, base_year=found.year.year, provenance=provenance,
        cross_village_ties=CROSS_VILLAGE_TIES if kept.about is None else kept.about.cross_village_ties,
        boundaries=kept.carried.boundaries(table.ids) if on_map is None else on_map.boundaries, planned=said.planned,
    )  # fmt: skip
    return Imported(county, report)


def _provenance(pages: Pages, found: Joined, near: Neighbours) -> dict[str, Any]:
    return {
        "kind": "import",
        "sources": [f"{path.name}, sha256 {sha256(path.read_bytes()).hexdigest()}" for path in pages.files],
        "columns": {field: use.header.text for field, use in found.mapped.items()},
        "adjacency": near.source,
        "ids": "column" if found.table.has_ids else "township-name",
    }


def _typed_over(invented: Invented, places: Places) -> list[Label]:
    """Columns in which somebody gave villages values of their own in place of invented ones."""
    return [
        phrase("typed_over", field=label_of(field), count=len(those), villages=places.titles(sorted(those)))
        for field, those in invented.own.items()
    ]


def _with_neighbours_of(provenance: dict[str, Any], near: Neighbours) -> dict[str, Any]:
    """Provenance of a county read again, whose neighbours are others now: it no longer says they were worked out."""
    worked_out = (FROM_POSITIONS.en, phrase("note_synthetic_adjacency").en)
    notes = [note for note in provenance.get("notes", ()) if note["en"] not in worked_out]
    return {**provenance, "adjacency": near.source, **({"notes": notes} if "notes" in provenance else {})}


def _id_rule(found: Joined) -> Label:
    if found.table.has_ids:
        return phrase("ids_from_column", column=found.mapped["id"].header.text)
    return phrase("ids_from_names")


def _remarks(found: Joined) -> list[Label]:
    """What a careful reader would look at twice."""
    table, remarks = found.table, []
    for field, count in found.called_nothing.items():
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
