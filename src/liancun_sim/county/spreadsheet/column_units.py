"""The unit of a column where nothing names it, or where its numbers speak against what does; told or asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from liancun_sim.county.spreadsheet.cells import is_blank, number
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped, unit_choices
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.units import Unit, unit_named

FEWEST_METRES = 100_000
"""Positions as large as this in every village are metres: no county is so many kilometres from its own corner."""

LARGEST_POINTS = Decimal(10)
"""A score of which no village has more may be out of ten."""


def settle_units(
    layout: Layout, mapped: Mapping[str, Mapped], rows: Sequence[int], findings: Findings
) -> dict[str, Mapped]:
    """The columns with their units, and doubts where the table leaves one open.

    Parameters
    ----------
    rows : of the villages.
    """
    settled = dict(mapped)
    for field, use in mapped.items():
        open_to_doubt = use.unit is not None and not use.accepted and not use.unclear
        if open_to_doubt and (use.quantity.dimension == "share" or (use.quantity.must_name_unit and not use.stated)):
            read = [number(cell) for row in rows if not is_blank(cell := layout.sheet.rows[row][use.column])]
            bare = [one[0] for one in read if one is not None and not one[1] and one[0]]
            settled[field] = _Column(use, bare, At(layout.sheet.name, column=use.column), findings).settled()
    return settled


class _Column:
    """A column and the numbers of its cells that name no unit of their own and are not zero."""

    def __init__(self, use: Mapped, bare: Sequence[Decimal], at: At, findings: Findings):
        self.use, self.bare, self.at, self.findings = use, bare, at, findings

    def settled(self) -> Mapped:
        use = self.use
        if not self.bare:
            return use
        if use.quantity.dimension == "share":
            return self._share()
        if use.quantity.dimension == "length" and min(map(abs, self.bare)) >= FEWEST_METRES:
            return replace(use, unit=unit_named("m", "length"), said=phrase("unit_from_size"))
        return self._asked("no_unit", [unit for unit in unit_choices(use) if self._fits(unit)] or unit_choices(use))

    def _share(self) -> Mapped:
        """Per cent and shares are both numbers from 0 to 1, 10 or 100: their size tells, or it is asked."""
        use, most, least = self.use, max(self.bare), min(self.bare)
        percent, share, ten = (unit_named(name, "share") for name in ("%", "比例", "十分制"))
        assert use.unit is not None
        assert percent is not None
        assert share is not None
        assert ten is not None
        if use.unit == percent and most <= 1:
            return self._asked("percent_or_share", (share, percent), most=f"{most:f}")
        if 1 < most <= LARGEST_POINTS and least >= 0 and use.unit in (percent, share):
            units = (ten, percent) if use.stated else (ten, *self._five(most), percent)
            return self._asked("out_of_ten", units, most=f"{most:f}")
        if not use.stated and least > LARGEST_POINTS and most <= 100:
            return replace(use, unit=percent, said=phrase("unit_from_size"))
        return use

    def _five(self, most: Decimal) -> tuple[Unit, ...]:
        five = unit_named("五分制", "share")
        return (five,) if five is not None and most <= 5 else ()

    def _asked(self, kind: str, units: Sequence[Unit], **fields: Any) -> Mapped:
        self.findings.ask(kind, self.at, self.use.ways(units), header=self.use.header.text, **fields)
        return replace(self.use, unclear=True)

    def _fits(self, unit: Unit) -> bool:
        low, high = self.use.quantity.low, self.use.quantity.high
        return all(
            (low is None or value * unit.factor >= low) and (high is None or value * unit.factor <= high)
            for value in self.bare
        )
