"""Somebody's table, read and understood in the process that has limits: a cell may send any of it round in circles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.spreadsheet.checks import check_villages
from liancun_sim.county.spreadsheet.choose import Chosen, choose
from liancun_sim.county.spreadsheet.columns import check_asked
from liancun_sim.county.spreadsheet.doubts import Answers
from liancun_sim.county.spreadsheet.headers import NEIGHBOURS
from liancun_sim.county.spreadsheet.incomes import INCOMES, doubt_incomes
from liancun_sim.county.spreadsheet.joined import Joined, joined
from liancun_sim.county.spreadsheet.kept import Kept, kept_in
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.neighbours import Neighbours, from_column, from_file, from_sheet
from liancun_sim.county.spreadsheet.own_folder import OwnFolder, ask_about_copy, own_folder
from liancun_sim.county.spreadsheet.pages import Pages, called, files_of, read_pages
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.county.spreadsheet.places import Places
from liancun_sim.county.spreadsheet.planned import plan_among, read_plan
from liancun_sim.county.spreadsheet.plausible import doubt_units
from liancun_sim.county.spreadsheet.slips import slips
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.understand import understand
from liancun_sim.county.spreadsheet.workbook import refuse_beyond_limits
from liancun_sim.county.spreadsheet.years import doubt_year
from liancun_sim.files.limited import BeyondLimits, limited
from liancun_sim.vocabulary.language import current_language, use_language

SECONDS = 9.0
"""Of processor time, for all files of a county together. A true table of 100,000 rows takes some six. [assumption]"""

A_FILE = 0.5
"""Each file of a folder may have so much more. [s, assumption]"""


@dataclass(frozen=True)
class Tables:
    """What the tables of a county say by themselves; of sheets only what is above the villages, and lists beside them.

    Parameters
    ----------
    pages : the files. kept : what an export carries. planned : unions. chosen : what was read of which.
    found : the villages. findings : faults and doubts so far, and the answers that hold.
    named : neighbours that a file of edges, a sheet or a column names; of_named : what is to be said of them, if they
        are used. edges_given : whether a file of edges names them.
    """

    pages: Pages
    kept: Kept
    planned: tuple[GivenUnion, ...]
    chosen: Chosen
    found: Joined
    findings: Findings
    named: Neighbours | None
    of_named: Findings
    edges_given: bool
    own: OwnFolder | None


def tables_within_limits(
    paths: Sequence[Path], edges: str | Path | None, encoding: str | None, sheet: str | None, answers: Answers
) -> Tables:
    """The tables of files and folders, and of a file of edges, understood.

    Raises
    ------
    BadInput
        If they cannot be understood at all, or take too long or too much memory.
    """
    tables: Tables
    try:
        seconds = SECONDS + A_FILE * (len(files_of(paths, Findings(called(paths)))) - 1)
        tables = limited(_tables, current_language(), paths, edges, encoding, sheet, answers, seconds=seconds)
    except BeyondLimits:
        files = files_of(paths, Findings(called(paths)))
        others = [] if edges is None else [Path(edges)]
        for file in [*files, *others]:
            if len(files) + len(others) == 1 or _is_beyond(file, encoding, sheet, answers):
                refuse_beyond_limits(file, Findings(file.name))
        Findings(called(paths)).refuse("beyond_limits")
    return tables


def _is_beyond(file: Path, encoding: str | None, sheet: str | None, answers: Answers) -> bool:
    """Whether one of several files goes beyond the limits by itself."""
    try:
        limited(_tables, current_language(), [file], None, encoding, sheet, answers, seconds=SECONDS)
    except BeyondLimits:
        return True
    except Exception:  # told where files are read, not here
        return False
    return False


def _tables(
    language: str, paths: Sequence[Path], edges: str | Path | None, encoding: str | None, sheet: str | None,
    answers: Answers,
) -> Tables:  # fmt: skip
    """In the other process."""
    use_language(language)
    findings = Findings(called(paths), answers)
    own = own_folder(paths, findings)
    tables = paths if own is None else own.tables(paths, edges is not None, findings)
    pages = read_pages(tables, encoding, findings)
    kept = kept_in(pages.sheets, findings, None if own is None else own.place)
    if kept.about is None:
        ask_about_copy(pages.sheets, findings)
    if kept.about is not None and answers.year is None:
        findings.answers = replace(answers, year=kept.about.base_year)
    plan, others = plan_among(kept.sheets)
    chosen = choose(others, answers.sheet or sheet, findings)
    check_asked(chosen.layouts, findings)
    found = joined([understand(layout, findings) for layout in chosen.layouts], findings)
    table, name = found.table, found.layout.sheet.name
    check_villages(table, found.mapped, name, findings)
    exchanged = doubt_incomes(table, found.mapped, found.year, name, findings)
    doubt_units(table, found.mapped, found.year, name, findings, but=INCOMES if exchanged else ())
    if not exchanged:
        doubt_year(table, found.mapped, found.year, name, findings)
        told = slips(table, found.mapped, found.year, findings.answers)
        found = replace(found, remarks=(*found.remarks, *told))
    gone = kept.carried.gone(table.ids) if table.has_ids else ()
    places = Places(zip(table.ids, table.townships, table.names, strict=True), gone)
    table.columns.update(_partners(table, places, findings))
    if own is not None:
        kept = replace(kept, carried=replace(kept.carried, outlines=own.outlines(table.ids, findings)))
    if plan is not None:
        planned = read_plan(plan, places, findings)
    else:
        planned = kept.carried.unions(table.ids) if own is None else own.planned(table.ids, findings)
    of_named = Findings(findings.file, findings.answers)
    named = _named(edges, encoding, chosen, found, places, of_named)
    return Tables(
        replace(pages, sheets=()), replace(kept, sheets=()), planned,
        replace(chosen, layouts=tuple(map(_above_villages, chosen.layouts))),
        replace(found, layout=_above_villages(found.layout)), findings, named, of_named, edges is not None, own,
    )  # fmt: skip


def _named(
    edges: str | Path | None, encoding: str | None, chosen: Chosen, found: Joined, places: Places, findings: Findings
) -> Neighbours | None:
    """Neighbours by a file of edges, a sheet or a column; None where there is none."""
    if edges is not None:
        return from_file(Path(edges), encoding, places, findings)
    near = from_sheet(chosen.edges, places, findings) if chosen.edges is not None else None
    if near is None and NEIGHBOURS in found.table.columns:
        near = from_column(found.table, found.mapped[NEIGHBOURS].header.text, places, findings)
    return near


def _partners(table: VillageTable, places: Places, findings: Findings) -> dict[str, list[Any]]:
    """The villages of earlier pairings, by id instead of by whatever the table calls them."""
    if "tied_to" not in table.columns:
        return {}
    ties: list[str | None] = []
    for place, (key, text) in enumerate(zip(table.ids, table.columns["tied_to"], strict=True)):
        found = places.find(str(text)) if text is not None else []
        ties.append(found[0] if len(found) == 1 else None)
        if len(found) > 1:
            findings.add("tie_ambiguous", table.at(place), name=text, villages=places.titles(found))
        elif text is not None and not found:
            findings.add("tie_unknown", table.at(place), name=text)
        elif found == [key]:
            findings.add("tie_to_itself", table.at(place))
    return {"tied_to": ties}


def _above_villages(layout: Layout) -> Layout:
    """A layout of whose sheet only what stands above the villages is left."""
    return replace(layout, sheet=replace(layout.sheet, rows=layout.sheet.rows[: layout.first], widths=()))
