"""Totals nobody called so, found by their numbers; and what totals say against the villages read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from liancun_sim.county.spreadsheet.body import ADDITIVE, Body, additive_numbers
from liancun_sim.county.spreadsheet.cells import is_blank, tidy
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import Findings, phrase
from liancun_sim.county.spreadsheet.wording import is_average, is_township, total_of
from liancun_sim.vocabulary import Label

Numbers = tuple[Decimal, ...]


class Numbered:
    """Rows with all of their additive numbers, and sums over stretches of them."""

    def __init__(self, layout: Layout, mapped: Mapping[str, Mapped], rows: Iterable[int]):
        self.numbers: dict[int, Numbers] = {}
        for row in sorted(rows):
            values = tuple(value for value in additive_numbers(layout, mapped, row) if value is not None)
            if values and len(values) == sum(name in mapped for name in ADDITIVE):
                self.numbers[row] = values
        self.rows = list(self.numbers)
        width = len(next(iter(self.numbers.values()), ()))
        self._before: list[Numbers] = [(Decimal(0),) * width]
        for values in self.numbers.values():
            self._before.append(_plus(self._before[-1], values))

    def stretch(self, after: int, before: int, without: int) -> tuple[int, Numbers]:
        """How many rows lie strictly between two rows, and their sum; one row may be left out of both."""
        first, last = bisect_right(self.rows, after), bisect_left(self.rows, before)
        count, total = last - first, _minus(self._before[last], self._before[first])
        if after < without < before and without in self.numbers:
            return count - 1, _minus(total, self.numbers[without])
        return count, total


def headings_with_numbers(layout: Layout, mapped: Mapping[str, Mapped], body: Body, findings: Findings) -> None:
    """Where no column gives townships: a row called 斜店乡 whose numbers are the sum of the villages below it."""
    if "township" in mapped:
        return
    names = mapped["name"].column
    likely = [row for row in body.villages if is_township(tidy(layout.sheet.rows[row][names]))]
    breaks = sorted([*likely, *body.totals, len(layout.sheet.rows)])
    numbered = Numbered(layout, mapped, body.villages)
    for row in likely:
        name = tidy(layout.sheet.rows[row][names])
        following = breaks[bisect_right(breaks, row)]
        count, total = numbered.stretch(row, following, row)
        body.villages.remove(row)
        if count and numbered.numbers.get(row) == total:
            body.headings[row] = name
            body.leave_out(layout, row, "why_heading", township=name)
        else:
            findings.add("reads_like_heading", layout.sheet.name, row, village=name, name=name)


class Totals:
    """Compares rows with the sums of the villages around them."""

    def __init__(self, layout: Layout, mapped: Mapping[str, Mapped], body: Body, townships: Mapping[int, str | None]):
        self.layout, self.mapped, self.body, self.townships = layout, mapped, body, townships
        self.fewest = 2 if sum(name in mapped for name in ADDITIVE) > 1 else 3

    def set_aside(self, findings: Findings) -> None:
        """Take totals out of the villages: nameless ones and those called after a place; ask about all others."""
        while (row := self._first_total()) is not None:
            name = self._name(row)
            if name and not self._is_place(name):
                findings.add("reads_like_total", self.layout.sheet.name, row, village=name, name=name)
            self.body.villages.remove(row)
            self.body.leave_out(self.layout, row, "why_sum")
        for row in [row for row in self.body.doubtful_totals if row in self.body.villages]:
            name = self._name(row)
            findings.add("ends_like_total", self.layout.sheet.name, row, village=name, name=name)
            self.body.villages.remove(row)

    def disagreements(self) -> list[Label]:
        """Totals whose numbers are not the sum of any villages read: a row may be missing, or the total wrong."""
        villages, totals = self._villages(), Numbered(self.layout, self.mapped, self.body.totals)
        by_township = self._by_township()
        found = []
        for row, values in totals.numbers.items():
            sums = [total for _, total in self._sums(row, villages, by_township)]
            sums += [rows.stretch(-1, len(self.layout.sheet.rows), -1)[1] for rows in by_township.values()]
            text = next(tidy(cell) for cell in self.layout.sheet.rows[row] if tidy(cell))
            if any(values) and values not in sums and not is_average(text):
                found.append(phrase("total_disagrees", row=row + 1, text=text))
        return found

    def _first_total(self) -> int | None:
        villages, by_township = self._villages(), self._by_township()
        for row, values in villages.numbers.items():
            if any(values) and not self._has_id(row) and any(
                count >= self.fewest and total == values for count, total in self._sums(row, villages, by_township)
            ):
                return row
        return None

    def _sums(
        self, row: int, villages: Numbered, by_township: Mapping[str | None, Numbered]
    ) -> Iterator[tuple[int, Numbers]]:
        """All the villages, those above, those since the last row left out, those below, those of the township."""
        end = len(self.layout.sheet.rows)
        since = max((left.row for left in self.body.left_out if left.row < row), default=-1)
        for after, before in ((-1, end), (-1, row), (since, row), (row, end)):
            yield villages.stretch(after, before, row)
        if self.townships.get(row) in by_township:
            yield by_township[self.townships[row]].stretch(-1, end, row)

    def _villages(self) -> Numbered:
        return Numbered(self.layout, self.mapped, self.body.villages)

    def _by_township(self) -> dict[str | None, Numbered]:
        members: dict[str | None, list[int]] = {}
        for row in self.body.villages:
            members.setdefault(self.townships.get(row), []).append(row)
        return {name: Numbered(self.layout, self.mapped, rows) for name, rows in members.items()}

    def _is_place(self, name: str) -> bool:
        return name in self.townships.values() or is_township(name) or total_of(name) is not None

    def _name(self, row: int) -> str:
        return tidy(self.layout.sheet.rows[row][self.mapped["name"].column])

    def _has_id(self, row: int) -> bool:
        return "id" in self.mapped and not is_blank(self.layout.sheet.rows[row][self.mapped["id"].column])


def _plus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _minus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(a - b for a, b in zip(one, other, strict=True))
