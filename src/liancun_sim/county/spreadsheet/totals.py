"""Totals nobody called so, found by their numbers; and what totals say against the villages read."""

from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal

from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import is_blank, is_number, number, tidy
from liancun_sim.county.spreadsheet.doubts import Way, named
from liancun_sim.county.spreadsheet.headers import HAMLET
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.sums import ADDITIVE, Additive, Numbers, Sums
from liancun_sim.county.spreadsheet.wording import (
    heading_of,
    is_average,
    is_county,
    is_total,
    is_township,
    total_of,
)  # fmt: skip
from liancun_sim.vocabulary import Label

TENTHS = 1
"""How far a row called like a township or county may lie from the sum of its villages. [assumption]"""

MOST_UNNAMED = 1000
"""Totals that no word gives away are sought one after the other; no table has more."""


def headings_with_numbers(layout: Layout, mapped: Mapping[str, Mapped], body: Body, findings: Findings) -> None:
    """Where no column gives townships: a row called 斜店乡 whose numbers are the sum of the villages below it."""
    if "township" in mapped:
        return
    names = mapped["name"].column
    likely = {row: name for row in body.villages if (name := heading_of(tidy(layout.sheet.rows[row][names])))}
    if not likely:
        return
    breaks = sorted([*likely, *body.totals, len(layout.sheet.rows)])
    sums = Sums(Additive(layout, mapped, body), sorted(body.villages), {}, ())
    body.villages = [row for row in body.villages if row not in likely]
    for row, name in likely.items():
        following = breaks[bisect_right(breaks, row)]
        count, total = sums.stretch(row, following, row)
        exact = count > 0 and sums.numbers.get(row) == total
        if exact or (count > 1 and _near(sums.numbers.get(row), total)):
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
        self.unnamed: list[int] = []

    def set_aside(self, findings: Findings, sure: bool = True) -> None:
        """Take totals out of the villages: nameless ones and those called after a place; ask about all others.

        sure : whether every column that adds up is known; else a row is no total for the numbers of the others alone.
        """
        if not self.additive.columns:
            return
        self._set_unnamed_aside(findings, sure)
        doubtful = [row for row in self.body.villages if self._is_doubtful(row)]
        if not doubtful:
            return
        self.body.villages = [row for row in self.body.villages if row not in set(doubtful)]
        nearly = self._nearly_totals(doubtful)
        unsettled = []
        for row in doubtful:
            if self._gives_no_number(row):
                self.body.leave_out(self.layout, row, "why_place_alone")
            elif row in nearly or self._adds_up_elsewhere(row):
                self.body.totals.append(row)
                self.body.leave_out(self.layout, row, "why_near_sum")
            else:
                unsettled.append(row)
        if unsettled and self._are_villages(unsettled, findings):
            self.body.villages = sorted([*self.body.villages, *unsettled])
        elif unsettled:
            self.body.totals += unsettled
            for row in unsettled:
                self.body.leave_out(self.layout, row, "why_called_total")

    def _are_villages(self, rows: list[int], findings: Findings) -> bool:
        """Whether rows called like a total or a township are villages: asked, once for all of them."""
        name = named("like_total", "")
        ways = (
            Way("accept", phrase("doubts.then_called_so"), f"{name}=villages"),
            Way("accept", phrase("doubts.then_totals"), f"{name}=totals"),
        )
        shown = listed(phrase("doubts.value_of_row", village=self._name(row), row=row + 1) for row in rows)
        given = findings.ask("like_total", At(self.layout.sheet.name), ways, name, villages=shown)
        return given == f"{name}=villages"

    def disagreements(self) -> list[Label]:
        """Totals whose numbers are not the sum of any villages read: a row may be missing, or the total wrong."""
        numbers = {row: values for row in sorted(self.body.totals) if (values := self.additive.of(row)) and any(values)}
        if not numbers:
            return []
        agrees = self._sums().equal(list(numbers), list(numbers.values()), [0] * len(numbers))
        found = []
        for row, right in zip(numbers, agrees, strict=True):
            texts = [tidy(cell) for cell in self.layout.sheet.rows[row] if tidy(cell)]
            text = next(filter(is_total, texts), texts[0])
            if not right and not is_average(text):
                found.append(phrase("total_disagrees", row=row + 1, text=text))
        return found

    def of_all(self) -> dict[str, Decimal]:
        """What the row of totals for the whole table says, by field; empty where no row is one."""
        called = [*self.body.totals, *self.unnamed]
        whole = self._sums().whole() if called else ()
        rows = [row for row in called if _near(self.additive.of(row), whole)]
        if not rows or not any(whole):
            return {}
        uses = [self.mapped[field] for field in ADDITIVE if field in self.mapped]
        return {use.field: value for use in uses if (value := self.additive.number(use, rows[-1])) is not None}

    def _set_unnamed_aside(self, findings: Findings, sure: bool) -> None:
        """Rows whose numbers are a sum of those around them, one after the other: each changes what is left."""
        sums = self._sums()
        named = sure and HAMLET not in self.mapped  # a village above its hamlets is their sum
        likely = [
            row for row in self.body.villages
            if any(self.additive.of(row) or ()) and not self._has_id(row)
            and (named or not self._name(row) or (HAMLET not in self.mapped and self._is_doubtful(row)))
        ]  # fmt: skip
        values = [self.additive.of(row) or () for row in likely]
        fewest = [1 if self._is_doubtful(row) else self.fewest for row in likely]
        while likely and len(self.unnamed) < MOST_UNNAMED:
            equal = sums.equal(likely, values, fewest)
            if not equal.any():
                return
            place = int(equal.argmax())
            row = likely.pop(place)
            del values[place], fewest[place]
            name = self._name(row)
            if name and not self._is_doubtful(row) and not (is_township(name) or is_county(name)):
                findings.add("reads_like_total", At(self.layout.sheet.name, row, village=name), name=name)
            self.body.villages.remove(row)
            self.unnamed.append(row)
            self.body.leave_out(self.layout, row, "why_sum")
            sums.leave_out(row)

    def _nearly_totals(self, rows: list[int]) -> set[int]:
        """Rows called like a place that have about the numbers of several villages: totals somebody got wrong."""
        numbers = {row: values for row in rows if (values := self.additive.of(row)) is not None}
        near = self._sums().near(list(numbers), list(numbers.values()), TENTHS)
        return {row for row, is_near in zip(numbers, near, strict=True) if is_near}

    def _gives_no_number(self, row: int) -> bool:
        """Whether a row names a place and says nothing else, as one left for a total that nobody filled in."""
        return not any(is_number(self.layout.sheet.rows[row][column]) for column in self.layout.headers)

    def _adds_up_elsewhere(self, row: int) -> bool:
        """Whether a row that says nothing of its households or people has the sum of all villages in another column.

        A table may give a county's total of 男 and 女 and leave 人口 blank.
        """
        rows = self.layout.sheet.rows
        if self.additive.of(row) is not None:
            return False
        for column in self.layout.headers:
            own = number(rows[row][column])
            if own is None or not own[0]:
                continue
            others = [read[0] for village in self.body.villages if (read := number(rows[village][column])) is not None]
            if len(others) > 1 and sum(others) == own[0]:
                return True
        return False

    def _sums(self) -> Sums:
        named = sorted(filter(self._name, self.body.villages))
        return Sums(self.additive, named, self.townships, [left.row for left in self.body.left_out])

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
        10 * abs(value - whole) <= TENTHS * whole for value, whole in zip(values, total, strict=True)
    )
