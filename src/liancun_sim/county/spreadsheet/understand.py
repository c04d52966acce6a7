"""One table of villages, understood: what its columns mean, which rows are villages, what its cells say."""

from collections.abc import Mapping
from dataclasses import dataclass

from liancun_sim.county.spreadsheet.body import Body, read_body
from liancun_sim.county.spreadsheet.coded_names import with_codes_parted
from liancun_sim.county.spreadsheet.columns import as_asked, without_parts
from liancun_sim.county.spreadsheet.hamlets import added_up, with_names_filled
from liancun_sim.county.spreadsheet.headers import HAMLET
from liancun_sim.county.spreadsheet.layout import Layout, table_units, title_year
from liancun_sim.county.spreadsheet.mapping import Ignored, Mapped, ignored_columns, map_columns
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.plausible import doubt_units
from liancun_sim.county.spreadsheet.report import ColumnRead
from liancun_sim.county.spreadsheet.table import VillageTable, ask_for_missing, read_table
from liancun_sim.county.spreadsheet.totals import Totals, headings_with_numbers
from liancun_sim.county.spreadsheet.townships import township_of_table, townships_of
from liancun_sim.county.spreadsheet.unseen import settle_gone, settle_hidden_rows, with_hidden_columns_settled
from liancun_sim.vocabulary import Label

BASE_YEAR = 2007
"""The year of incomes where neither a header nor a title names one."""


@dataclass(frozen=True)
class Understood:
    """A table as it was understood, before neighbours are sought. told : what no column of it says."""

    layout: Layout
    mapped: Mapping[str, Mapped]
    ignored: tuple[Ignored, ...]
    body: Body
    table: VillageTable
    totals_off: list[Label]
    year: int
    year_said: Label
    told: tuple[Label, ...]


def understand(layout: Layout, findings: Findings) -> Understood:
    """Columns, rows and cells of a village table; stops early only where the columns are not clear."""
    layout = with_hidden_columns_settled(as_asked(layout, findings), findings)
    layout, told = with_codes_parted(with_names_filled(without_parts(layout, findings)))
    mapped = map_columns(layout, table_units(layout), findings)
    ignored = ignored_columns(layout, mapped)
    body = read_body(layout, mapped, findings)
    settle_hidden_rows(layout, body, mapped["name"].column, findings)
    headings_with_numbers(layout, mapped, body, findings)
    whole = "" if "township" in mapped or body.headings else township_of_table(layout)
    ask_for_missing(layout, mapped, ignored, bool(body.headings or whole), findings)
    townships = townships_of(layout, mapped, body, whole)
    totals = Totals(layout, mapped, body, townships)
    totals.set_aside(findings)
    settle_gone(layout, body, mapped["name"].column, findings)
    if not body.villages:
        findings.add("no_villages", At(layout.sheet.name))
    table = read_table(layout, mapped, body, townships, findings)
    if HAMLET in mapped:
        rows, table = len(table.rows), added_up(table, findings)
        header = mapped[HAMLET].header.text
        told.append(phrase("hamlets_added", hamlets=rows, header=header, villages=len(table.rows)))
    year, year_said = _base_year(layout, mapped)
    doubt_units(table, mapped, year, layout.sheet.name, findings)
    if whole:
        told.append(phrase("township_of_table", sheet=layout.sheet.name, township=whole))
    return Understood(layout, mapped, tuple(ignored), body, table, totals.disagreements(), year, year_said, tuple(told))


def columns_read(found: Understood) -> tuple[ColumnRead, ...]:
    """Every column that is used, with what its numbers look like."""
    read = []
    for field, use in found.mapped.items():
        values = found.table.columns.get(field, [])
        numbers = sorted(float(value) for value in values if value is not None) if use.unit is not None else []
        low, middle, high = (numbers[0], numbers[len(numbers) // 2], numbers[-1]) if numbers else (None, None, None)
        blanks = sum(value is None for value in values)
        empty = not found.table.has_ids if field == "id" else bool(values) and blanks == len(values)
        read.append(ColumnRead(use, empty, low, middle, high, blanks))
    return tuple(read)


def _base_year(layout: Layout, mapped: Mapping[str, Mapped]) -> tuple[int, Label]:
    income = mapped.get("income_yuan_per_person")
    if income is not None and income.header.year is not None:
        return income.header.year, phrase("year_from_header", year=income.header.year)
    year = title_year(layout)
    if year is not None:
        return year, phrase("year_from_title", year=year)
    return BASE_YEAR, phrase("year_assumed", year=BASE_YEAR)
