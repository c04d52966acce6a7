"""Which column supplies which field, and in what unit: said by the header, a unit row or the title, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from liancun_sim.county.schema import REQUIRED
from liancun_sim.county.spreadsheet.columns import called
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.headers import HAMLET, NEIGHBOURS, Header
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter, listed, phrase
from liancun_sim.county.spreadsheet.quantities import QUANTITIES, Quantity
from liancun_sim.county.spreadsheet.units import UNITS, Unit, also_written, unit_named
from liancun_sim.vocabulary import Label

TEXT_FIELDS = ("id", "name", "township", "leading_trade", "tied_to", NEIGHBOURS, HAMLET)

NOT_SAID = Label("", "")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column that is used.

    Parameters
    ----------
    said : where its unit is said (empty for text). stated : whether anything says it.
    unclear : its unit is a fault or a doubt already, so that the sizes of its numbers say nothing more.
    accepted : the person said its unit, whatever its numbers look like. called : what ``--leave-out`` takes for it.
    """

    field: str
    column: int
    header: Header
    unit: Unit | None
    said: Label
    stated: bool = False
    unclear: bool = False
    accepted: bool = False
    called: str = ""

    @property
    def quantity(self) -> Quantity:
        return QUANTITIES[self.field]

    @property
    def optional(self) -> bool:
        """Whether the county can do without it."""
        return self.field not in REQUIRED or self.field == "id"

    def ways(self, units: Sequence[Unit]) -> tuple[Way, ...]:
        """To read it in one of these units, or to do without it."""
        take = tuple(
            Way("accept", phrase("doubts.then_unit", unit=unit.label), f"unit:{letter(self.column)}={unit.label}")
            for unit in units
        )
        return (*take, Way("leave_out", phrase("doubts.then_leave_out"), self.called)) if self.optional else take


def map_columns(layout: Layout, table_units: Sequence[str], findings: Findings) -> dict[str, Mapped]:
    """Field → column of every header that names one, each field once; doubts about units nobody knows or named."""
    mapped: dict[str, Mapped] = {}
    for column, header in layout.headers.items():
        if header.field is None or header.field in mapped:
            continue
        use = Mapped(header.field, column, header, None, NOT_SAID, called=called(layout, column))
        if use.optional:
            findings.may_leave_out(layout.sheet.name, column, use.called)
        if header.field not in TEXT_FIELDS:
            use = _Units(layout, use, table_units, findings).found()
        mapped[header.field] = use
    return mapped


class _Units:
    """Finds out in which unit a column is."""

    def __init__(self, layout: Layout, use: Mapped, table_units: Sequence[str], findings: Findings):
        self.use, self.quantity, self.header = use, use.quantity, use.header
        self.below, self.table_units, self.findings = layout.units_below.get(use.column, ""), table_units, findings
        self.at = At(layout.sheet.name, layout.header_rows[-1], use.column)

    def found(self) -> Mapped:
        accepted = self._accepted()
        if accepted is not None:
            return self._mapped(accepted, phrase("unit_accepted"), accepted=True)
        standard = self.quantity.standard
        own = [(text, self._named(text)) for text in (self.header.unit, self.below) if text]
        for text, unit in own:
            if unit is None:
                known = [unit.label for unit in UNITS if unit.dimension == self.quantity.dimension and unit.label.en]
                self.findings.add("unknown_unit", self.at, header=self.header.text, unit=text, known=listed(known, 20))
                return self._mapped(standard, NOT_SAID, unclear=True)
        if own and own[0][1] is not None:
            if len(own) == 2 and own[1][1] is not None and own[0][1] != own[1][1]:
                about = {"first": self.header.unit, "second": self.below}
                return self._asked("units_disagree", (own[0][1], own[1][1]), **about)
            return self._mapped(own[0][1], phrase("unit_from_header" if self.header.unit else "unit_from_unit_row"))
        for text, said in ((self.header.noted_unit, "unit_from_note"), (self.header.group_unit, "unit_from_group")):
            unit = self._named(text) if text else None
            if unit is not None:
                return self._mapped(unit, phrase(said))
        of_table = list(dict.fromkeys(unit for text in self.table_units if (unit := self._named(text)) is not None))
        if len(of_table) == 1 and self.quantity.dimension != "count":
            return self._mapped(of_table[0], phrase("unit_from_title"))
        if len(of_table) > 1:
            units = listed(sorted((unit.label for unit in of_table), key=str))
            return self._asked("several_table_units", of_table, named=units)
        return self._mapped(standard, phrase("unit_assumed"), stated=False)

    def _named(self, text: str) -> Unit | None:
        return unit_named(text, self.quantity.dimension, self.quantity.per)

    def _mapped(self, unit: Unit, said: Label, *, stated: bool = True, unclear: bool = False,
                accepted: bool = False) -> Mapped:  # fmt: skip
        use = self.use
        return Mapped(use.field, use.column, use.header, unit, said, stated, unclear, accepted, use.called)

    def _asked(self, kind: str, units: Sequence[Unit], **fields: Any) -> Mapped:
        self.findings.ask(kind, self.at, self.use.ways(units), header=self.header.text, **fields)
        return self._mapped(self.quantity.standard, NOT_SAID, unclear=True)

    def _accepted(self) -> Unit | None:
        """The unit the person gave the column: ``unit:F=万元``."""
        before = f"unit:{letter(self.use.column)}="
        for name in self.findings.answers.accept:
            unit = self._named(name.removeprefix(before)) if name.startswith(before) else None
            if unit is not None:
                self.findings.used.add(name)
                return unit
        return None


def unit_choices(use: Mapped) -> tuple[Unit, ...]:
    """The units a column may be in, its own first."""
    assert use.unit is not None
    return also_written(use.unit)
