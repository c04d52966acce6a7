"""Cells to values: numbers in the model's unit, codes, names and trades, every fault with its place."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from liancun_sim.county.schema import TRADES
from liancun_sim.county.spreadsheet.angles import degrees
from liancun_sim.county.spreadsheet.cells import (
    Cell,
    is_blank,
    is_scientific,
    number,
    several_numbers,
    shown,
    squeezed,
    tidy,
)  # fmt: skip
from liancun_sim.county.spreadsheet.mapping import Mapped, unit_choices
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase, plain
from liancun_sim.county.spreadsheet.units import Unit, unit_named
from liancun_sim.vocabulary import Label, nearest
from liancun_sim.vocabulary.language import simplified

NEARLY_WHOLE = Decimal("1e-6")
"""How far scaling may leave a count from a whole number (0.0902 万人 in a spreadsheet's binary fractions)."""

_WRONG = {"#": "excel_error", "=": "formula"}
Dates = (datetime.date, datetime.time, datetime.timedelta)


class Reader:
    """Reads cells of one sheet, and notes what is wrong with them."""

    def __init__(self, sheet: str, findings: Findings):
        self.sheet, self.findings = sheet, findings
        self._expected: dict[str, Label] = {}

    def column_of_numbers(self, use: Mapped, cells: Sequence[tuple[int, str, Cell]]) -> list[int | float | None]:
        """The numbers of a column; None where the cell is blank.

        Parameters
        ----------
        cells : (row, village name, cell) of each village.
        """
        known: dict[tuple[type, Cell], Decimal | None] = {}
        read = list[Decimal | None]()
        for row, village, cell in cells:
            alike = type(cell), cell
            value = known[alike] if alike in known else self._number(use, row, village, cell)
            if value is not None:  # what is wrong is told of every cell
                known[alike] = value
            read.append(value)
        outside = [not self._within(use, value) for value in read]
        if use.unclear:
            pass
        elif sum(outside) > max(3, len(read) // 2):
            self._column_out_of_range(use, [value for value in read if value is not None])
        else:
            for (row, village, cell), value, wrong in zip(cells, read, outside, strict=True):
                if wrong and value is not None:
                    self._out_of_range(use, row, village, cell, value)
        return [None if value is None else int(value) if use.quantity.whole else float(value) for value in read]

    def identifier(self, use: Mapped, row: int, village: str, cell: Cell) -> str:
        """A code as text; a number keeps no leading zeros, so codes of both kinds in a column are asked about."""
        text, at = tidy(cell), At(self.sheet, row, use.column, village)
        if isinstance(cell, (bool, *Dates)):
            self.findings.add("id_is_date", at, header=use.header.text, cell=shown(cell))
        elif is_scientific(text) or (isinstance(cell, float) and (not cell.is_integer() or abs(cell) >= 1e15)):
            self.findings.add("id_spoiled", at, header=use.header.text, cell=text)
        elif is_blank(cell):
            self.findings.add("id_blank", at, header=use.header.text)
        elif any(character in text for character in ",;\"'"):
            self.findings.add("id_characters", at, header=use.header.text, cell=text)
        return text

    def trade(self, use: Mapped, row: int, village: str, cell: Cell) -> str | None:
        """The key of a leading trade, from any of its names."""
        if is_blank(cell):
            return None
        known = _trades()
        word = simplified(squeezed(cell))
        if word in known:
            return known[word]
        near = nearest(word, known)
        guess = next((trade.label for trade in TRADES if near and trade.key == known[near]), Label("", ""))
        self.findings.add(
            "unknown_trade_near" if near else "unknown_trade", At(self.sheet, row, use.column, village),
            header=use.header.text, cell=shown(cell), near=guess,
            known=listed([trade.label for trade in TRADES], at_most=20),
        )  # fmt: skip
        return None

    def expected(self, use: Mapped) -> Label:
        """What would be right in a cell, and whether it may stay blank."""
        if use.field not in self._expected:
            assert use.unit is not None
            right = use.quantity.expected(use.unit)
            self._expected[use.field] = phrase("or_blank", expected=right) if use.optional else right
        return self._expected[use.field]

    def _fits(self, use: Mapped, unit: Unit, values: Sequence[Decimal]) -> bool:
        return all(self._within(use, value * unit.factor) for value in values)

    def _number(self, use: Mapped, row: int, village: str, cell: Cell) -> Decimal | None:
        """A number in the model's unit; its own unit, if written in the cell, goes before the column's."""
        quantity, unit = use.quantity, use.unit
        assert unit is not None
        if is_blank(cell):
            return None
        if quantity.dimension == "angle" and (angle := degrees(cell)) is not None:
            return angle

        def wrong(key: str, **more: object) -> Decimal | None:
            about = {"header": use.header.text, "cell": shown(cell), "expected": self.expected(use)}
            self.findings.add(key, At(self.sheet, row, use.column, village), **about, **more)
            return None

        read = number(cell)
        if read is None:
            several = isinstance(cell, str) and several_numbers(cell)
            kind = "a_date" if isinstance(cell, Dates) else "two_numbers" if several else "not_a_number"
            return wrong(_WRONG.get(tidy(cell)[:1], kind))
        value, written = read
        if written:
            own = unit_named(written, quantity.dimension, quantity.per)
            if own is None:
                return wrong("unit_in_cell")
            if use.stated and own.factor != unit.factor:
                return wrong("unit_conflict", unit=unit.label, said=use.said)
            unit = own
        elif unit.factor < 1 and quantity.dimension == "share" and 0 < value <= 1 and not (use.unclear or use.accepted):
            return wrong("percent_or_share", percent=f"{value * 100:f}".rstrip("0").rstrip("."))
        value *= unit.factor
        if quantity.whole:
            if abs(value - round(value)) > NEARLY_WHOLE:
                return wrong("not_whole")
            value = Decimal(round(value))
        return value

    def _within(self, use: Mapped, value: Decimal | None) -> bool:
        low, high = use.quantity.low, use.quantity.high
        return value is None or ((low is None or value >= low) and (high is None or value <= high))

    def _out_of_range(self, use: Mapped, row: int, village: str, cell: Cell, value: Decimal) -> None:
        assert use.unit is not None
        key = "share_above_one" if use.quantity.dimension == "share" and value > 1 else "out_of_range"
        self.findings.add(
            key, At(self.sheet, row, use.column, village), header=use.header.text, cell=shown(cell),
            expected=self.expected(use), **_bounds(use, use.unit),
        )  # fmt: skip

    def _column_out_of_range(self, use: Mapped, values: list[Decimal]) -> None:
        assert use.unit is not None
        key = "column_share_above_one" if use.quantity.dimension == "share" else "column_out_of_range"
        fitting = [unit for unit in unit_choices(use) if self._fits(use, unit, [v / use.unit.factor for v in values])]
        if fitting:
            self.findings.ask(
                "other_unit", At(self.sheet, column=use.column), use.ways(fitting), header=use.header.text,
                said=use.said, unit=use.unit.label, low_seen=plain(min(values) / use.unit.factor),
                high_seen=plain(max(values) / use.unit.factor),
            )  # fmt: skip
            return
        outside = sum(not self._within(use, value) for value in values)
        self.findings.add(
            key, At(self.sheet, column=use.column), header=use.header.text, count=outside,
            low_seen=plain(min(values) / use.unit.factor), high_seen=plain(max(values) / use.unit.factor),
            said=use.said, expected=self.expected(use), **_bounds(use, use.unit),
        )  # fmt: skip


def _bounds(use: Mapped, unit: Unit) -> dict[str, str]:
    low, high = use.quantity.low, use.quantity.high
    scaled = [None if bound is None else plain(Decimal(str(bound)) / unit.factor) for bound in (low, high)]
    return {"low": scaled[0] or "−∞", "high": scaled[1] or "∞"}


@cache
def _trades() -> dict[str, str]:
    return {
        simplified(squeezed(word)): trade.key
        for trade in TRADES
        for word in (trade.key, trade.label.en, trade.label.zh, *trade.aliases)
    }
