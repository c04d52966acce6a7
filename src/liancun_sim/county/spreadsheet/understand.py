"""One table of villages, understood: what its columns mean, which rows are villages, what its cells say."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median

from liancun_sim.county.spreadsheet.body import Body, read_body
from liancun_sim.county.spreadsheet.coded_names import with_codes_parted
from liancun_sim.county.spreadsheet.column_units import settle_units
from liancun_sim.county.spreadsheet.columns import as_asked, in_parts, without_parts
from liancun_sim.county.spreadsheet.hamlets import added_up, with_names_filled
from liancun_sim.county.spreadsheet.headers import HAMLET
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped, map_columns
from liancun_sim.county.spreadsheet.near import ask_about_near
from liancun_sim.county.spreadsheet.notes import noted
from liancun_sim.county.spreadsheet.others import Ignored, ignored_columns, per_person, told_apart
from liancun_sim.county.spreadsheet.paired_coordinates import with_coordinates_parted
from liancun_sim.county.spreadsheet.periods import of_one_period
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.relocated import leave_out_empty
from liancun_sim.county.spreadsheet.report import ColumnRead
from liancun_sim.county.spreadsheet.sums import ADDITIVE
from liancun_sim.county.spreadsheet.table import VillageTable, ask_for_missing, read_table
from liancun_sim.county.spreadsheet.totals import Totals, headings_with_numbers
from liancun_sim.county.spreadsheet.town_in_names import with_counties_dropped, with_townships_parted
from liancun_sim.county.spreadsheet.townships import township_of_table, townships_of
from liancun_sim.county.spreadsheet.twins import one_of_each
from liancun_sim.county.spreadsheet.unseen import settle_gone, settle_hidden_rows, with_hidden_columns_settled
from liancun_sim.county.spreadsheet.years import TableYear, find_year, to_one_year
from liancun_sim.vocabulary import Label


@dataclass(frozen=True)
class Understood:
    """A table as it was understood, before neighbours are sought. told : what no column says. own : its totals."""

    layout: Layout
    mapped: Mapping[str, Mapped]
    ignored: tuple[Ignored, ...]
    body: Body
    table: VillageTable
    remarks: list[Label]
    year: TableYear
    told: tuple[Label, ...]
    own: Mapping[str, Decimal]


def understand(layout: Layout, findings: Findings) -> Understood:
    """Columns, rows and cells of a village table; stops early only where the columns are not clear."""
    period = of_one_period(with_hidden_columns_settled(as_asked(layout, findings), findings), findings)
    layout, of_rows = period.layout, () if period.year is None else (period.year,)
    layout, told = with_codes_parted(with_names_filled(without_parts(layout, findings)))
    layout, dropped = with_counties_dropped(layout)
    layout, parted = with_townships_parted(layout)
    layout, paired = with_coordinates_parted(layout)
    said = noted(told_apart(layout, findings))
    layout = one_of_each(said.layout, of_rows or said.years, findings)
    mapped = map_columns(layout, said.units, findings)
    body = read_body(layout, mapped, findings)
    settle_hidden_rows(layout, body, mapped["name"].column, findings)
    headings_with_numbers(layout, mapped, body, findings)
    whole = "" if "township" in mapped or body.headings else township_of_table(layout)
    asked = ask_about_near(layout, mapped, body.villages, findings) | in_parts(layout)
    ask_for_missing(layout, mapped, asked, bool(body.headings or whole), findings)
    townships = townships_of(layout, mapped, body, whole)
    totals = Totals(layout, mapped, body, townships)
    totals.set_aside(findings, sure=asked.isdisjoint(ADDITIVE))
    settle_gone(layout, body, mapped["name"].column, findings)
    if not body.villages:
        findings.add("no_villages", At(layout.sheet.name))
    leave_out_empty(layout, mapped, body, findings)
    mapped = settle_units(layout, mapped, sorted(body.villages), findings)
    table = read_table(layout, mapped, body, townships, findings)
    if HAMLET in mapped:
        rows, table = len(table.rows), added_up(table, findings)
        header = mapped[HAMLET].header.text
        told.append(phrase("hamlets_added", hamlets=rows, header=header, villages=len(table.rows)))
    year = find_year(mapped, of_rows, said.years, layout.sheet.name, Path(findings.file).stem, findings)
    remarks = [
        *totals.disagreements(), *per_person(table, mapped),
        *to_one_year(table, mapped, year, layout.sheet.name, findings),
    ]  # fmt: skip
    told += [*period.told, *dropped, *parted, *paired]
    if whole:
        told.append(phrase("township_of_table", sheet=layout.sheet.name, township=whole))
    return Understood(
        layout, mapped, tuple(ignored_columns(layout)), body, table, remarks, year, tuple(told), totals.of_all()
    )  # fmt: skip


def columns_read(found: Understood) -> tuple[ColumnRead, ...]:
    """Every column that is used, with what its numbers look like."""
    read = []
    for field, use in found.mapped.items():
        values = found.table.columns.get(field, [])
        numbers = [float(value) for value in values if value is not None] if use.unit is not None else []
        low, middle, high = (min(numbers), median(numbers), max(numbers)) if numbers else (None, None, None)
        blanks = sum(value is None for value in values)
        empty = not found.table.has_ids if field == "id" else bool(values) and blanks == len(values)
        read.append(ColumnRead(use, empty, low, middle, high, blanks))
    return tuple(read)
