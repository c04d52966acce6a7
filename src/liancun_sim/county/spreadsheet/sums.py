"""Sums of villages above, below and around a row, column by column: what a total is held against."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import Cell, number
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.units import unit_named

ADDITIVE = ("households", "population", "land_mu")
"""Fields whose totals a table shows, and which therefore give a total away."""

FINE = 1_000_000
"""Numbers are kept as whole millionths, so that sums compare exactly whatever fractions a spreadsheet stored."""

LARGEST = 10**12
"""No village has as much of anything; sums of more would not fit."""

MOST_TOWNSHIPS = 1000
"""Above so many a row without a township is not held against each one's sum for being near it."""

Numbers = tuple[int, ...]
Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Additive:
    """The columns a total adds up, of those every village fills; their numbers in millionths of the model's units."""

    def __init__(self, layout: Layout, mapped: Mapping[str, Mapped], body: Body):
        self.layout = layout
        uses = [mapped[name] for name in ADDITIVE if name in mapped]
        read = {use.field: self._column(use, body.villages) for use in uses}
        self.columns = [use for use in uses if None not in read[use.field]] or uses[:2]
        rows = zip(*(read[use.field] for use in self.columns), strict=True)
        self._of_villages = dict(zip(body.villages, map(_whole, rows), strict=True)) if uses else {}

    def of(self, row: int) -> Numbers | None:
        """The numbers of a row; None if one of them is missing."""
        if row not in self._of_villages:
            return _whole([value for use in self.columns for value in self._column(use, [row])])
        return self._of_villages[row]

    def _column(self, use: Mapped, rows: Sequence[int]) -> list[int | None]:
        """The numbers of a column in millionths; the same ones come again and again."""
        known: dict[tuple[type, Cell], int | None] = {}
        read = list[int | None]()
        for row in rows:
            cell = self.layout.sheet.rows[row][use.column]
            alike = type(cell), cell
            if alike not in known:
                value = self.number(use, row)
                known[alike] = None if value is None else round(value * FINE)
            read.append(known[alike])
        return read

    def number(self, use: Mapped, row: int) -> Decimal | None:
        """A cell's number in the model's unit; None where there is none."""
        read = number(self.layout.sheet.rows[row][use.column])
        if read is None or use.unit is None:
            return None
        unit = unit_named(read[1], use.quantity.dimension) if read[1] else use.unit
        value = None if unit is None else read[0] * unit.factor
        return value if value is not None and abs(value) < LARGEST else None


def _whole(values: Sequence[int | None]) -> Numbers | None:
    """Numbers, if there are any and none is missing."""
    found = tuple(value for value in values if value is not None)
    return found if found and len(found) == len(values) else None


class Sums:
    """Rows of villages with their additive numbers, and sums over stretches of them.

    Parameters
    ----------
    rows : with numbers, in order. townships : of each row; None where nobody says. breaks : rows that part stretches.
    """

    def __init__(
        self, additive: Additive, rows: Sequence[int], townships: Mapping[int, str | None], breaks: Sequence[int]
    ):
        self.numbers = {row: values for row in rows if (values := additive.of(row)) is not None}
        self.rows, self.breaks = list(self.numbers), sorted(breaks)
        self._values = np.array(list(self.numbers.values()), dtype=np.int64).reshape(
            len(self.numbers), len(additive.columns)
        )
        self._counted = np.ones(len(self.rows), dtype=np.bool_)
        self._townships = townships
        self._place = {name: place for place, name in enumerate(dict.fromkeys(filter(None, townships.values())))}
        self._of_rows = np.array([self._place.get(townships.get(row) or "", -1) for row in self.rows], dtype=np.int64)
        self._add_up()

    def leave_out(self, row: int) -> None:
        """Count a row no longer, and begin a stretch behind it."""
        place = bisect_left(self.rows, row)
        if place < len(self.rows) and self.rows[place] == row:
            self._counted[place] = False
        self.breaks.insert(bisect_left(self.breaks, row), row)
        self._add_up()

    def whole(self) -> Numbers:
        """The sum of all rows."""
        return tuple(self._before[-1].tolist())

    def stretch(self, after: int, before: int, without: int) -> tuple[int, Numbers]:
        """How many rows lie strictly between two rows, and their sum; one row may be left out of both."""
        first, last = bisect_right(self.rows, after), bisect_left(self.rows, before)
        count, total = int(self._count[last] - self._count[first]), self._before[last] - self._before[first]
        if after < without < before and without in self.numbers:
            count, total = count - 1, total - np.array(self.numbers[without])
        return count, tuple(total.tolist())

    def equal(self, rows: Sequence[int], values: Sequence[Numbers], fewest: Sequence[int]) -> Mask:
        """Which rows have the numbers of a sum over at least so many villages.

        Parameters
        ----------
        rows, values, fewest : beside one another; values of each row.
        """
        own, least = self._beside(values), np.array(fewest)
        found = np.zeros(len(rows), dtype=np.bool_)
        for count, total in self._around(rows):
            found |= (count >= least) & (total == own).all(axis=1)
        every: dict[Numbers, int] = {}
        for sums, villages in zip(self._of_township.tolist(), self._count_of_township.tolist(), strict=True):
            every[tuple(sums)] = max(villages, every.get(tuple(sums), 0))
        for place, row in enumerate(rows):
            if self._townships.get(row) is None and every.get(values[place], -1) >= fewest[place]:
                found[place] = True
        return found

    def near(self, rows: Sequence[int], values: Sequence[Numbers], tenths: int) -> Mask:
        """Which rows have about the numbers of a sum over several villages, to so many tenths of it."""
        own = self._beside(values)
        found = np.zeros(len(rows), dtype=np.bool_)
        for count, total in (*self._around(rows), *self._each_township(rows)):
            found |= (count > 1) & (np.abs(own - total) <= total // 10 * tenths).all(axis=1)
        return found

    def _beside(self, values: Sequence[Numbers]) -> Whole:
        """(row, column) numbers of rows, also where there are none."""
        return np.array(values, dtype=np.int64).reshape(len(values), self._values.shape[1])

    def _around(self, rows: Sequence[int]) -> Iterator[tuple[Whole, Whole]]:
        """All villages, those above, those since the last row left out, those below, those of the row's township."""
        at = np.array(rows, dtype=np.int64)
        above, below = (np.searchsorted(self.rows, at, side) for side in ("left", "right"))
        breaks = np.array([-1, *self.breaks], dtype=np.int64)
        since = np.searchsorted(self.rows, breaks[np.searchsorted(breaks, at, "left") - 1], "right")
        count, total = self._count, self._before
        itself, numbers = count[below] - count[above], total[below] - total[above]
        yield count[-1] - itself, total[-1] - numbers
        yield count[above], total[above]
        yield count[above] - count[since], total[above] - total[since]
        yield count[-1] - count[below], total[-1] - total[below]
        place = np.array([self._place.get(self._townships.get(row) or "", -1) for row in rows], dtype=np.int64)
        if self._place:
            of_own = self._count_of_township[place] - itself, self._of_township[place] - numbers
            yield np.where(place < 0, -1, of_own[0]), of_own[1]

    def _each_township(self, rows: Sequence[int]) -> Iterator[tuple[Whole, Whole]]:
        """Each township's villages, for rows that are of none."""
        open_to_all = np.array([self._townships.get(row) is None for row in rows], dtype=np.bool_)
        if len(self._place) <= MOST_TOWNSHIPS and open_to_all.any():
            for count, total in zip(self._count_of_township, self._of_township, strict=True):
                yield np.where(open_to_all, count, -1), np.broadcast_to(total, (len(rows), len(total)))

    def _add_up(self) -> None:
        counted = self._values * self._counted[:, None]
        self._before = np.concatenate([np.zeros_like(counted[:1], shape=(1, counted.shape[1])), counted.cumsum(axis=0)])
        self._count = np.concatenate([[0], self._counted.cumsum()])
        within = self._of_rows >= 0
        self._count_of_township = np.bincount(self._of_rows[within & self._counted], minlength=len(self._place))
        self._of_township = np.zeros((len(self._place), counted.shape[1]), dtype=np.int64)
        np.add.at(self._of_township, self._of_rows[within], counted[within])
