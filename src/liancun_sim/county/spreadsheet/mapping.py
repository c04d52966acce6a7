"""Which column supplies which field, and in what unit: said by the header, a unit row or the title, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from liancun_sim.county.spreadsheet.headers import HAMLET, NEIGHBOURS, Header, aliases, words_of
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter, listed, phrase
from liancun_sim.county.spreadsheet.quantities import QUANTITIES, Quantity, label_of
from liancun_sim.county.spreadsheet.units import UNITS, Unit, unit_named
from liancun_sim.vocabulary import Label, nearest

TEXT_FIELDS = ("id", "name", "township", "leading_trade", "tied_to", NEIGHBOURS, HAMLET)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column that is used.

    Parameters
    ----------
    said : where its unit is said (empty for text). stated : whether anything says it.
    unclear : its unit is a fault already, so that the sizes of its numbers say nothing more.
    """

    field: str
    column: int
    header: Header
    unit: Unit | None
    said: Label
    stated: bool = False
    unclear: bool = False

    @property
    def quantity(self) -> Quantity:
        return QUANTITIES[self.field]


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that is not used.

    Parameters
    ----------
    near : a field its header nearly names. asked : whether it was to be left out.
    part_of : the field it is a part of, if it is one. sheet : named where there are several tables.
    """

    column: int
    header: str
    near: str | None
    asked: bool = False
    part_of: str | None = None
    sheet: str = ""


def map_columns(layout: Layout, table_units: list[str], findings: Findings) -> dict[str, Mapped]:
    """Field → column, with faults for fields named twice, units nobody knows and units nobody named."""
    mapped: dict[str, Mapped] = {}
    for column, header in layout.headers.items():
        field = header.field
        if field is None:
            continue
        if field in mapped:
            first = mapped[field]
            findings.add(
                "field_twice", At(layout.sheet.name, layout.header_rows[-1]),
                first=first.header.text, first_column=letter(first.column),
                second=header.text, second_column=letter(column), field=label_of(field),
            )  # fmt: skip
            continue
        unit, said, before = None, Label("", ""), len(findings.faults)
        if field not in TEXT_FIELDS:
            unit, said = _unit(layout, column, field, table_units, findings)
        stated, unclear = said != phrase("unit_assumed"), len(findings.faults) > before
        mapped[field] = Mapped(field, column, header, unit, said, stated, unclear)
    return mapped


def ignored_columns(layout: Layout, mapped: Mapping[str, Mapped]) -> list[Ignored]:
    """Columns that mean nothing to the model, with the missing field their header nearly names."""
    missing = {word: field for field, words in aliases().items() if field not in mapped for word in words}
    found = []
    for column, header in layout.headers.items():
        if header.left_out:
            found.append(Ignored(column, header.text, None, asked=True))
        elif header.part_of is not None:
            found.append(Ignored(column, header.text, None, part_of=header.part_of))
        elif header.field is None:
            near = nearest(words_of(header.text), missing)
            found.append(Ignored(column, header.text, missing[near] if near else None))
    return found


def _unit(layout: Layout, column: int, field: str, table_units: list[str],
          findings: Findings) -> tuple[Unit, Label]:  # fmt: skip
    quantity, header = QUANTITIES[field], layout.headers[column]
    known = listed([unit.label for unit in UNITS if unit.dimension == quantity.dimension and unit.label.en])
    standard = quantity.standard
    at = At(layout.sheet.name, layout.header_rows[-1])

    def named(text: str) -> Unit | None:
        return unit_named(text, quantity.dimension, quantity.per)

    below = layout.units_below.get(column, "")
    own = [(text, named(text)) for text in (header.unit, below) if text]
    for text, unit in own:
        if unit is None:
            findings.add("unknown_unit", at, header=header.text, unit=text, known=known)
            return standard, Label("", "")
    if len(own) == 2 and own[0][1] != own[1][1]:
        findings.add("units_disagree", at, header=header.text, first=header.unit, second=below)
        return standard, Label("", "")
    if own and own[0][1] is not None:
        return own[0][1], phrase("unit_from_header" if header.unit else "unit_from_unit_row")
    group = named(header.group_unit)
    if group is not None:
        return group, phrase("unit_from_group")
    of_table = {unit for text in table_units if (unit := named(text)) is not None}
    if len(of_table) == 1 and quantity.dimension != "count":
        return of_table.pop(), phrase("unit_from_title")
    if len(of_table) > 1:
        units = listed(sorted((unit.label for unit in of_table), key=str))
        findings.add("several_table_units", at, header=header.text, units=units)
    elif quantity.must_name_unit:
        findings.add("no_unit", at, header=header.text, known=known)
    return standard, phrase("unit_assumed")
