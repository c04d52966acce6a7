"""Totals nobody called so, found by their numbers; and what totals say against the villages read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import is_blank, number, tidy
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.units import unit_named
from liancun_sim.county.spreadsheet.wording import (
    heading_of,
    is_average,
    is_county,
    is_total,
    is_township,
    total_of,
)  # fmt: skip
from liancun_sim.vocabulary import Label

NEARLY = Decimal("0.1")
"""How far a row called like a township or county may lie from the sum of its villages. [assumption]"""

Numbers = tuple[Decimal, ...]

ADDITIVE = ("households", "population", "land_mu")
"""Fields whose totals a table shows, and which therefore give a total away."""


class Additive:
    """The columns a total adds up, of those every village fills; their numbers in the model's units."""

    def __init__(self, layout: Layout, mapped: Mapping[str, Mapped], body: Body):
        self.layout = layout
        uses = [mapped[name] for name in ADDITIVE if name in mapped]
        self.columns = [use for use in uses if all(self.number(use, row) is not None for row in body.villages)]
        self.columns = self.columns or uses[:2]

    def of(self, row: int) -> Numbers | None:
        """The numbers of a row; None if one of them is missing."""
        values = tuple(value for use in self.columns if (value := self.number(use, row)) is not None)
        return values if values and len(values) == len(self.columns) else None

    def number(self, use: Mapped, row: int) -> Decimal | None:
        """A cell's number in the model's unit; None where there is none."""
        read = number(self.layout.sheet.rows[row][use.column])
        if read is None or use.unit is None:
            return None
        unit = unit_named(read[1], use.quantity.dimension) if read[1] else use.unit
        return None if unit is None else read[0] * unit.factor


class Numbered:
    """Rows with their additive numbers, and sums over stretches of them."""

    def __init__(self, additive: Additive, rows: Iterable[int]):
        self.numbers: dict[int, Numbers] = {row: values for row in sorted(rows) if (values := additive.of(row))}
        self.rows = list(self.numbers)
        self._before: list[Numbers] = [(Decimal(0),) * len(additive.columns)]
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
    likely = {row: name for row in body.villages if (name := heading_of(tidy(layout.sheet.rows[row][names])))}
    breaks = sorted([*likely, *body.totals, len(layout.sheet.rows)])
    numbered = Numbered(Additive(layout, mapped, body), body.villages)
    for row, name in likely.items():
        following = breaks[bisect_right(breaks, row)]
        count, total = numbered.stretch(row, following, row)
        body.villages.remove(row)
        exact = count > 0 and numbered.numbers.get(row) == total
        if exact or (count > 1 and _near(numbered.numbers.get(row), total)):
            if not exact:
                body.totals.append(row)  # to be told: it disagrees
            body.headings[row] = name
            body.leave_out(layout, row, "why_heading", township=name)
        else:
            findings.add("reads_like_heading", At(layout.sheet.name, row, village=name), name=name)


class Totals:
    """Compares rows with the sums of the villages around them."""

    def __init__(self, layout: Layout, mapped: Mapping[str, Mapped], body: Body, townships: Mapping[int, str | None]):
        self.layout, self.mapped, self.body, self.townships = layout, mapped, body, townships
        self.places = frozenset(townships.values())
        self.additive = Additive(layout, mapped, body)
        self.fewest = 2 if len(self.additive.columns) > 1 else 3
        self.sums: list[int] = []

    def set_aside(self, findings: Findings) -> None:
        """Take totals out of the villages: nameless ones and those called after a place; ask about all others."""
        while (row := self._first_total()) is not None:
            name = self._name(row)
            if name and not self._is_doubtful(row) and not (is_township(name) or is_county(name)):
                findings.add("reads_like_total", At(self.layout.sheet.name, row, village=name), name=name)
            self.body.villages.remove(row)
            self.sums.append(row)
            self.body.leave_out(self.layout, row, "why_sum")
        for row in [row for row in self.body.villages if self._is_doubtful(row)]:
            name = self._name(row)
            if self._is_nearly_total(row):
                self.body.totals.append(row)
                self.body.leave_out(self.layout, row, "why_near_sum")
            else:
                findings.add("named_like_total", At(self.layout.sheet.name, row, village=name), name=name)
            self.body.villages.remove(row)

    def disagreements(self) -> list[Label]:
        """Totals whose numbers are not the sum of any villages read: a row may be missing, or the total wrong."""
        villages, totals = self._villages(), Numbered(self.additive, self.body.totals)
        by_township = self._by_township()
        found = []
        for row, values in totals.numbers.items():
            sums = [total for _, total in self._sums(row, villages, by_township)]
            texts = [tidy(cell) for cell in self.layout.sheet.rows[row] if tidy(cell)]
            text = next(filter(is_total, texts), texts[0])
            if any(values) and values not in sums and not is_average(text):
                found.append(phrase("total_disagrees", row=row + 1, text=text))
        return found

    def of_all(self) -> dict[str, Decimal]:
        """What the row of totals for the whole table says, by field; empty where no row is one."""
        _, whole = self._villages().stretch(-1, len(self.layout.sheet.rows), -1)
        rows = [row for row in (*self.body.totals, *self.sums) if _near(self.additive.of(row), whole)]
        if not rows or not whole:
            return {}
        uses = [self.mapped[field] for field in ADDITIVE if field in self.mapped]
        return {use.field: value for use in uses if (value := self.additive.number(use, rows[-1])) is not None}

    def _is_nearly_total(self, row: int) -> bool:
        """Whether a row called like a place has about the numbers of several villages: a total somebody got wrong."""
        sums = self._sums(row, self._villages(), self._by_township())
        return any(count > 1 and _near(self.additive.of(row), total) for count, total in sums)

    def _first_total(self) -> int | None:
        villages, by_township = self._villages(), self._by_township()
        for row in self.body.villages:
            values = self.additive.of(row)
            if values is None or not any(values) or self._has_id(row):
                continue
            fewest = 1 if self._is_doubtful(row) else self.fewest
            if any(count >= fewest and total == values for count, total in self._sums(row, villages, by_township)):
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
        own = self.townships.get(row)
        for township, members in by_township.items():
            if township is not None and own in (township, None):
                yield members.stretch(-1, end, row)

    def _villages(self) -> Numbered:
        return Numbered(self.additive, filter(self._name, self.body.villages))

    def _by_township(self) -> dict[str | None, Numbered]:
        members: dict[str | None, list[int]] = {}
        for row in filter(self._name, self.body.villages):
            members.setdefault(self.townships.get(row), []).append(row)
        return {name: Numbered(self.additive, rows) for name, rows in members.items()}

    def _is_doubtful(self, row: int) -> bool:
        """Whether a row is called like a total or like a township, and no id says that it is a village."""
        name = self._name(row)
        return (name in self.places or total_of(name) is not None) and not self._has_id(row)

    def _name(self, row: int) -> str:
        return tidy(self.layout.sheet.rows[row][self.mapped["name"].column])

    def _has_id(self, row: int) -> bool:
        return "id" in self.mapped and not is_blank(self.layout.sheet.rows[row][self.mapped["id"].column])


def _near(values: Numbers | None, total: Numbers) -> bool:
    """Whether numbers are a sum, or so near one that they are meant to be."""
    return values is not None and all(
        abs(value - whole) <= NEARLY * whole for value, whole in zip(values, total, strict=True)
    )


def _plus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _minus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(a - b for a, b in zip(one, other, strict=True))
