"""Several tables of one county, a township or a village each, joined to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from liancun_sim.county.spreadsheet.body import LeftOut
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.others import Ignored
from liancun_sim.county.spreadsheet.phrases import Findings, letter, listed, phrase
from liancun_sim.county.spreadsheet.report import ColumnRead
from liancun_sim.county.spreadsheet.table import Value, VillageTable, blanks_called_nothing
from liancun_sim.county.spreadsheet.understand import Understood, columns_read
from liancun_sim.county.spreadsheet.years import TableYear
from liancun_sim.vocabulary import Label


@dataclass(frozen=True)
class Joined:
    """The tables of a county as one.

    Parameters
    ----------
    layout : of the first table. mapped : by field, from the first table that has it. told : how they were joined.
    own : by field, the totals the tables themselves give; only where all of them do.
    columns, ignored, left_out : of all tables. called_nothing : by field, how many cells say 无.
    """

    layout: Layout
    mapped: Mapping[str, Mapped]
    table: VillageTable
    columns: tuple[ColumnRead, ...]
    ignored: tuple[Ignored, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Label, ...]
    called_nothing: Mapping[str, int]
    told: tuple[Label, ...]
    own: Mapping[str, Decimal]
    year: TableYear


def joined(found: Sequence[Understood], findings: Findings) -> Joined:
    """One table of all; with a fault where they are of several years."""
    first, several = found[0], len(found) > 1
    years = sorted({one.year.year for one in found if one.year.named})
    if len(years) > 1:
        findings.add("years_of_tables", years=listed(years))
    mapped: dict[str, Mapped] = {}
    called_nothing: dict[str, int] = {}
    for one in found:
        mapped = {**one.mapped, **mapped}
        for field, count in blanks_called_nothing(one.layout, one.mapped, one.table.rows).items():
            called_nothing[field] = called_nothing.get(field, 0) + count
    counts = [phrase("of_table", sheet=_name(one, found), count=len(one.table.rows)) for one in found]
    return Joined(
        layout=first.layout, mapped=mapped, table=_table([one.table for one in found]),
        columns=tuple(
            replace(column, sheet=_name(one, found) if several else "") for one in found for column in columns_read(one)
        ),
        ignored=tuple(
            replace(column, sheet=_name(one, found) if several else "") for one in found for column in one.ignored
        ),
        left_out=tuple(
            replace(left, sheet=_name(one, found) if several else "")
            for one in found for left in sorted(one.body.left_out, key=lambda left: left.row)
        ),
        remarks=tuple(remark for one in found for remark in one.remarks),
        called_nothing=called_nothing,
        own={
            field: sum((one.own[field] for one in found), Decimal(0))
            for field in first.own if all(field in one.own for one in found)
        },
        told=(
            *([phrase("fact_tables", count=len(found), tables=listed(counts))] if several else ()),
            *(told for one in found for told in one.told),
        ),
        year=next((one.year for one in found if one.year.named), first.year),
    )  # fmt: skip


def _name(one: Understood, all_of_them: Sequence[Understood]) -> str:
    """The sheet of a table, and where it begins in a sheet that holds several."""
    sheet, layout = one.layout.sheet.name, one.layout
    if sum(other.layout.sheet.name == sheet for other in all_of_them) < 2:
        return sheet
    return f"{sheet} {letter(min(layout.headers))}{layout.header_rows[0] + 1}".strip()


def _table(tables: Sequence[VillageTable]) -> VillageTable:
    """One table below the other; a column one of them lacks is blank there."""
    if len(tables) == 1:
        return tables[0]
    has_ids = all(table.has_ids for table in tables)
    rows = [
        (sheet, row, key if has_ids else f"{township}-{name}", name, township)
        for table in tables
        for sheet, row, key, name, township in zip(
            table.sheets, table.rows, table.ids, table.names, table.townships, strict=True
        )
    ]
    columns: dict[str, list[Value]] = {}
    for field in dict.fromkeys(field for table in tables for field in table.columns):
        columns[field] = [
            value for table in tables for value in table.columns.get(field, [None] * len(table.rows))
        ]  # fmt: skip
    sheets, places, ids, names, townships = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    return VillageTable(sheets, places, ids, has_ids, names, townships, columns)
