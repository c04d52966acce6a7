"""What was understood of a table and what was not: shown before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet.body import LeftOut
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.others import Ignored
from liancun_sim.county.spreadsheet.phrases import letter, listed, phrase, plain
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.vocabulary import Label

LONGEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column that is used, with what its numbers look like once scaled.

    Parameters
    ----------
    blanks : cells that state nothing. sheet : named where there are several tables.
    """

    use: Mapped
    empty: bool
    low: float | None
    middle: float | None
    high: float | None
    blanks: int
    sheet: str = ""


@dataclass(frozen=True)
class MappingReport:
    """Everything a reader must know to trust the county that a table became.

    Parameters
    ----------
    file, sheet, encoding : where it was read; several sheets are listed. header_rows : counted from 1.
    columns : what is used. ignored : what is not. left_out : rows that are no village, and why.
    synthesised : field → number of villages it is drawn for.
    facts : what was found (villages, ids, adjacency, base year). remarks : what to look at twice.
    preview : the county as read, in a few lines.
    """

    file: str
    sheet: str
    encoding: str | None
    header_rows: tuple[int, ...]
    columns: tuple[ColumnRead, ...]
    ignored: tuple[Ignored, ...]
    left_out: tuple[LeftOut, ...]
    synthesised: dict[str, int]
    villages: int
    facts: tuple[Label, ...]
    preview: tuple[Label, ...]
    remarks: tuple[Label, ...]

    def text(self) -> str:
        """The report in the language of the moment."""
        return "\n".join(str(line) for line in self._lines())

    def as_json(self) -> dict[str, Any]:
        """The report as plain data; sentences in both languages."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "encoding": self.encoding,
            "header_rows": list(self.header_rows),
            "villages": self.villages,
            "columns": [
                {
                    "column": letter(read.use.column), "header": read.use.header.text, "field": read.use.field,
                    "unit": _both(read.use.unit.label) if read.use.unit else None,
                    "factor": float(read.use.unit.factor) if read.use.unit else None,
                    "unit_said": _both(read.use.said), "low": read.low, "median": read.middle, "high": read.high,
                    "blanks": read.blanks, "sheet": read.sheet,
                }
                for read in self.columns
            ],
            "ignored": [
                {
                    "column": letter(one.column), "header": one.header, "sheet": one.sheet,
                    "why": None if one.why is None else _both(one.why),
                }
                for one in self.ignored
            ],
            "left_out": [
                {"sheet": one.sheet, "row": one.row + 1, "text": one.text, "why": _both(one.why)}
                for one in self.left_out
            ],
            "synthesised": dict(self.synthesised),
            "facts": [_both(fact) for fact in self.facts],
            "preview": [_both(line) for line in self.preview],
            "remarks": [_both(remark) for remark in self.remarks],
        }  # fmt: skip

    def _lines(self) -> Iterator[Label]:
        for heading, lines in self.sections():
            yield heading
            yield from lines

    def sections(self) -> Iterator[tuple[Label, tuple[Label, ...]]]:
        """Heading and lines of each part that has something to tell, in the order of the text."""
        title = phrase("report_title", file=self.file, sheet=self.sheet or "–", encoding=self.encoding or "Excel",
                       rows=listed(self.header_rows))  # fmt: skip
        yield title, self.facts
        yield phrase("report_columns"), tuple(map(_column_line, self.columns))
        if self.ignored:
            yield phrase("report_ignored"), tuple(map(_ignored_line, self.ignored))
        if self.left_out:
            yield phrase("report_left_out"), tuple(map(_left_out_line, self.left_out))
        if self.synthesised:
            yield phrase("report_synthesised"), tuple(starmap(self._synthesised_line, self.synthesised.items()))
        yield phrase("report_preview"), tuple(phrase("remark", text=line) for line in self.preview)
        if self.remarks:
            yield phrase("report_remarks"), tuple(phrase("remark", text=remark) for remark in self.remarks)

    def _synthesised_line(self, field: str, count: int) -> Label:
        how = FIELDS[field].synthesis
        return phrase("synthesised", field=label_of(field), count=count, villages=self.villages, how=how)


def _column_line(read: ColumnRead) -> Label:
    use = read.use
    about = {
        "column": f"{read.sheet} {letter(use.column)}".strip(),
        "header": use.header.text,
        "field": label_of(use.field),
    }
    if read.empty:
        return phrase("column_blank", **about)
    if use.unit is None:
        return phrase("column_of_text", **about)
    unit = use.unit.label if use.unit.label.en else phrase("as_count")
    scale = (
        Label("", "")
        if use.unit.factor == 1
        else phrase("scale", factor=f"{use.unit.factor:,f}", standard=use.quantity.standard.label)
    )
    blanks = phrase("blanks", count=read.blanks) if read.blanks else Label("", "")
    return phrase(
        "column_of_numbers", **about, unit=unit, scale=scale, said=use.said, blanks=blanks,
        low=_short(read.low), middle=_short(read.middle), high=_short(read.high),
    )  # fmt: skip


def _left_out_line(left: LeftOut) -> Label:
    text = left.text if len(left.text) <= LONGEST_TEXT else left.text[:LONGEST_TEXT] + "…"
    return phrase("left_out", row=f"{left.sheet} {left.row + 1}".strip(), text=text, why=left.why)


def _ignored_line(one: Ignored) -> Label:
    about = {"column": f"{one.sheet} {letter(one.column)}".strip(), "header": one.header}
    return phrase("ignored", **about) if one.why is None else phrase("ignored_because", **about, why=one.why)


def _short(value: float | None) -> str:
    return "–" if value is None else plain(float(f"{value:.6g}"))


def _both(label: Label) -> dict[str, str]:
    return {"en": label.en, "zh": label.zh}
