"""Somebody's table, read and understood in the process that has limits: a cell may send any of it round in circles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from liancun_sim.county.spreadsheet.checks import check_villages
from liancun_sim.county.spreadsheet.choose import Chosen, choose
from liancun_sim.county.spreadsheet.columns import check_asked
from liancun_sim.county.spreadsheet.doubts import Answers
from liancun_sim.county.spreadsheet.joined import Joined, joined
from liancun_sim.county.spreadsheet.kept import Kept, kept_in
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.pages import Pages, called, files_of, read_pages
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.county.spreadsheet.planned import plan_among
from liancun_sim.county.spreadsheet.plausible import doubt_units
from liancun_sim.county.spreadsheet.roles import ListSheet
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
    pages : the files. kept : what an export carries. plan : a sheet of planned unions. chosen : what was read of which.
    found : the villages. findings : faults and doubts so far, and the answers that hold.
    """

    pages: Pages
    kept: Kept
    plan: ListSheet | None
    chosen: Chosen
    found: Joined
    findings: Findings


def tables_within_limits(paths: Sequence[Path], encoding: str | None, sheet: str | None, answers: Answers) -> Tables:
    """The tables of files and folders, understood.

    Raises
    ------
    BadInput
        If they cannot be understood at all, or take too long or too much memory.
    """
    tables: Tables
    try:
        seconds = SECONDS + A_FILE * (len(files_of(paths, Findings(called(paths)))) - 1)
        tables = limited(_tables, current_language(), paths, encoding, sheet, answers, seconds=seconds)
    except BeyondLimits:
        files = files_of(paths, Findings(called(paths)))
        for file in files:
            if len(files) == 1 or _is_beyond(file, encoding, sheet, answers):
                refuse_beyond_limits(file, Findings(file.name))
        Findings(called(paths)).refuse("beyond_limits")
    return tables


def _is_beyond(file: Path, encoding: str | None, sheet: str | None, answers: Answers) -> bool:
    """Whether one of several files goes beyond the limits by itself."""
    try:
        limited(_tables, current_language(), [file], encoding, sheet, answers, seconds=SECONDS)
    except BeyondLimits:
        return True
    except Exception:  # told where files are read, not here
        return False
    return False


def _tables(
    language: str, paths: Sequence[Path], encoding: str | None, sheet: str | None, answers: Answers
) -> Tables:  # fmt: skip
    """In the other process."""
    use_language(language)
    findings = Findings(called(paths), answers)
    pages = read_pages(paths, encoding, findings)
    kept = kept_in(pages.sheets, findings)
    if kept.about is not None and answers.year is None:
        findings.answers = replace(answers, year=kept.about.base_year)
    plan, others = plan_among(kept.sheets)
    chosen = choose(others, answers.sheet or sheet, findings)
    check_asked(chosen.layouts, findings)
    found = joined([understand(layout, findings) for layout in chosen.layouts], findings)
    name = found.layout.sheet.name
    check_villages(found.table, found.mapped, name, findings)
    doubt_units(found.table, found.mapped, found.year, name, findings)
    doubt_year(found.table, found.mapped, found.year, name, findings)
    return Tables(
        replace(pages, sheets=()), replace(kept, sheets=()), plan,
        replace(chosen, layouts=tuple(map(_above_villages, chosen.layouts))),
        replace(found, layout=_above_villages(found.layout)), findings,
    )  # fmt: skip


def _above_villages(layout: Layout) -> Layout:
    """A layout of whose sheet only what stands above the villages is left."""
    return replace(layout, sheet=replace(layout.sheet, rows=layout.sheet.rows[: layout.first], widths=()))
