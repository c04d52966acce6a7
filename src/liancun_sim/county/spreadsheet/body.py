"""The rows under the header: which are villages, which township each lies in, and which are left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import repeat

from liancun_sim.county.spreadsheet.cells import is_number, number, tidy
from liancun_sim.county.spreadsheet.headers import read_header
from liancun_sim.county.spreadsheet.layout import Layout, first_text, is_row_of_units, row_text
from liancun_sim.county.spreadsheet.mapping import TEXT_FIELDS, Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.wording import (
    heading_of,
    is_example,
    is_note,
    is_of_which,
    is_only_a_name,
    is_sentence,
    is_surely_total,
    is_total,
)
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no village. sheet : named where there are several tables."""

    row: int
    text: str
    why: Label
    sheet: str = ""


@dataclass
class Body:
    """What the rows under the header are, told by their words alone (`totals` looks at the numbers).

    Parameters
    ----------
    villages : rows that may be villages. left_out : the others that say something.
    totals : rows called totals beyond doubt.
    headings : rows that name the township of the villages below, by row.
    of_which : rows that are a part of the village above them.
    """

    villages: list[int] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    of_which: set[int] = field(default_factory=set)

    def leave_out(self, layout: Layout, row: int, why: str, **fields: object) -> None:
        """Leave a row out, for the reason the message `why` gives."""
        self.left_out.append(LeftOut(row, row_text(layout.sheet, row), phrase(why, **fields)))


def read_body(layout: Layout, mapped: Mapping[str, Mapped], findings: Findings) -> Body:
    """Sort the rows under the header by what they say."""
    body = Body()
    for row in layout.titles:
        body.leave_out(layout, row, "why_title")
    if layout.unit_row is not None:
        body.leave_out(layout, layout.unit_row, "why_units")
    if layout.numbering_row is not None:
        body.leave_out(layout, layout.numbering_row, "why_numbering")
    reader = _Rows(layout, mapped, findings)
    for row in range(layout.first, len(layout.sheet.rows)):
        reader.sort(row, body)
    return body


class _Rows:
    def __init__(self, layout: Layout, mapped: Mapping[str, Mapped], findings: Findings):
        self.layout, self.mapped, self.findings = layout, mapped, findings
        self.rows = layout.sheet.rows
        self.name, self.township = mapped["name"].column, mapped["township"].column if "township" in mapped else None
        self.number_columns = [use.column for use in mapped.values() if use.field not in TEXT_FIELDS]
        rows = range(layout.first, len(self.rows))
        numbers = [[is_number(self.rows[row][column]) for row in rows] for column in self.number_columns]
        self.counts = dict(zip(rows, map(sum, zip(*numbers, strict=True)) if numbers else repeat(0), strict=False))
        solid = [row for row, count in self.counts.items() if count and self._name(row)]
        self.last_solid = max(solid, default=layout.first - 1)

    def sort(self, row: int, body: Body) -> None:
        first = first_text(self.layout.sheet, row)
        if not first:
            return
        name, township = self._name(row), self._township(row)
        titles = [text for text in dict.fromkeys((name, township, first)) if text]
        if self._is_plainly_village(row, titles, body):
            body.villages.append(row)
        elif self._repeats_header(row):
            body.leave_out(self.layout, row, "why_header_again")
        elif is_row_of_units(self.rows[row]):
            body.leave_out(self.layout, row, "why_units")
        elif any(is_example(text) for text in titles):
            body.leave_out(self.layout, row, "why_example")
        elif is_note(first) and not self._has_id(row):
            if name and name != first and self.counts[row] > 1:
                self.findings.add("note_with_numbers", At(self.layout.sheet.name, row, village=name), text=first)
            else:
                body.leave_out(self.layout, row, "why_note")
        elif is_of_which(name or first) or self._is_indented_below(row, body):
            body.of_which.add(row)
            body.leave_out(self.layout, row, "why_of_which")
        elif any(map(is_surely_total, titles)) or (is_total(name) if name else any(map(is_total, titles))):
            body.totals.append(row)
            body.leave_out(self.layout, row, "why_total")
        elif not self.counts[row] and self._without_numbers(row, body):
            pass
        else:
            body.villages.append(row)

    def _is_plainly_village(self, row: int, titles: list[str], body: Body) -> bool:
        """Whether a row has numbers and says nothing that may be anything but names: as nearly all rows are."""
        names = self.counts[row] and row - 1 not in body.of_which and all(map(is_only_a_name, titles))
        return bool(names) and not is_row_of_units(self.rows[row]) and not self._repeats_header(row)

    def _without_numbers(self, row: int, body: Body) -> bool:
        """Settle a row without numbers, unless it is a village that lacks them."""
        said = [column for column, cell in enumerate(self.rows[row]) if tidy(cell)]
        name, text = self._name(row), tidy(self.rows[row][said[0]])
        if len(said) == 1 and (township := self._heading(said[0], text)):
            body.headings[row] = township
            body.leave_out(self.layout, row, "why_heading", township=township)
            return True
        if name and not (len(said) == 1 and is_sentence(name)):
            return False
        body.leave_out(self.layout, row, "why_note" if row > self.last_solid else "why_text")
        return True

    def _heading(self, column: int, text: str) -> str:
        """The township a cell alone in its row names, or ""."""
        if self.township is None:
            return heading_of(text) or ""
        return (heading_of(text) or ("" if is_sentence(text) else text)) if column == self.township else ""

    def _is_indented_below(self, row: int, body: Body) -> bool:
        """Whether a row goes on with the parts above it: indented, where villages are not, and all so far as they are
        indented no more than is left. A row that says more than the first part is a village."""
        if row - 1 not in body.of_which or not self._indented(row) or any(map(self._indented, body.villages)):
            return False
        first, last = row - 1, row
        while first - 1 in body.of_which:
            first -= 1
        while last + 1 < len(self.rows) and self._indented(last + 1):
            last += 1
        used = [use.column for use in self.mapped.values()]
        if any(tidy(self.rows[row][column]) and not tidy(self.rows[first][column]) for column in used):
            return False
        counts = [self.mapped[field].column for field in ("households", "population") if field in self.mapped]
        parts = range(first, last + 1)
        return all(self._sum(parts, column) <= self._sum([first - 1], column) for column in counts)

    def _sum(self, rows: Sequence[int], column: int) -> Decimal:
        return sum((read[0] for row in rows if (read := number(self.rows[row][column]))), Decimal(0))

    def _indented(self, row: int) -> bool:
        cell = self.rows[row][self.name]
        return isinstance(cell, str) and cell[:1].isspace()

    def _repeats_header(self, row: int) -> bool:
        """Whether a row says the headers again: at the top of a page, or in the other language."""
        cells = self.rows[row]
        if any((read := number(cells[column])) and not read[1] for column in self.number_columns):
            return False
        said = [use for use in self.mapped.values() if tidy(self.rows[row][use.column])]
        return len(said) > 1 and all(read_header(self.rows[row][use.column]).field == use.field for use in said)

    def _has_id(self, row: int) -> bool:
        return "id" in self.mapped and bool(tidy(self.rows[row][self.mapped["id"].column]))

    def _name(self, row: int) -> str:
        return tidy(self.rows[row][self.name])

    def _township(self, row: int) -> str:
        return tidy(self.rows[row][self.township]) if self.township is not None else ""
