"""How a village table was read, for the page: what each column was taken for, and every line of the import's report."""

from typing import Any

from liancun_sim.app.reading import Read
from liancun_sim.county.check import check_county
from liancun_sim.county.spreadsheet import Imported
from liancun_sim.county.spreadsheet.doubts import Doubt
from liancun_sim.county.spreadsheet.phrases import letter, phrase, plain
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.county.spreadsheet.report import ColumnRead
from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.vocabulary import Label, say

BLANK = Label("", "")
BREAK = "\n"
MADE_UP = phrase("report_synthesised")
FAULTS_TOLD = 30


def reading_told(read: Read) -> dict[str, Any]:
    """For the browser: what is wrong, what is asked, what was answered."""
    faults = [str(fault) for fault in read.faults]
    if len(faults) > FAULTS_TOLD:
        faults[FAULTS_TOLD:] = [say("opening.more_faults", count=len(faults) - FAULTS_TOLD)]
    return {"faults": faults, "doubts": [_doubt(one) for one in read.doubts], "options": read.options}


def import_told(imported: Imported) -> dict[str, Any]:
    """Plain data, sentences in every language: a line per column, and the other parts of the report."""
    sections = sorted(imported.report.sections(), key=lambda one: one[0] == MADE_UP)  # the longest part, last
    parts = [
        {"title": _said(heading), "lines": [_said(line) for line in lines]}
        for heading, lines in (sections[0], *sections[2:])
    ]
    checked = in_every_language(lambda: BREAK.join(str(one) for one in check_county(imported.county)))
    found = zip(*(text.split(BREAK) for text in checked if text), strict=True)
    parts.append({"title": _said(phrase("report_check")), "lines": list(found)})
    return {
        "name": in_every_language(imported.county.name),
        "villages": imported.report.villages,
        "columns": [_column(one) for one in imported.report.columns],
        "parts": [part for part in parts if part["lines"]],
    }


def _column(read: ColumnRead) -> dict[str, Any]:
    use = read.use
    unit = BLANK if use.unit is None else use.unit.label
    return {
        "column": f"{read.sheet} {letter(use.column)}".strip(),
        "header": use.header.text,
        "field": in_every_language(label_of(use.field)),
        "unit": in_every_language(unit),
        "said": in_every_language(use.said if use.unit is not None else BLANK),
        "span": [
            None if value is None else plain(float(f"{value:.6g}")) for value in (read.low, read.middle, read.high)
        ],
        "blanks": read.blanks,
    }


def _said(line: Label) -> tuple[str, ...]:
    return tuple(text.strip() for text in in_every_language(line))


def _doubt(doubt: Doubt) -> dict[str, Any]:
    ways = [{"then": in_every_language(way.then), "value": "" if way.value else way.option} for way in doubt.ways]
    return {"name": doubt.name, "text": str(doubt.as_question()), "ways": ways}
