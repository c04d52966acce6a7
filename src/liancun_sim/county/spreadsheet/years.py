"""The year of a table's money: from what says it, else asked where the incomes are not those of the model's year."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.notes import years_in
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase, plain
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.parameters import fact
from liancun_sim.parameters.rural_income import (
    BASE_YEAR,
    DISPOSABLE,
    NET,
    SPLICE_YEAR,
    published_years,
    rural_income,
    rural_income_growth,
    splice_factor,
)  # fmt: skip
from liancun_sim.vocabulary import Label

MONEY = ("income_yuan_per_person", "collective_income_yuan", "fund_yuan", "debt_yuan")
"""All of one year, or brought to one year together."""

COUNTY_SHARE = 0.85
"""A county's rural income as a share of Shandong's. [assumption, 0.75–0.95]"""

FIT, FIT_UNNAMED = 2.5, 1.8
"""The middle village's income lies within this factor of what a year that is named lets expect, and of what the model's
year does where none is. [assumption]"""


_IN_FILE_NAME = re.compile(r"\d{4}年")  # four figures alone may be any number


@dataclass(frozen=True)
class TableYear:
    """year : of the amounts of money. said : how it is known. named : whether anything or anybody names it.

    beyond : the year that was named and asked about because no series reaches it.
    """

    year: int
    said: Label
    named: bool
    beyond: int | None = None


def find_year(
    mapped: Mapping[str, Mapped], of_rows: Sequence[int], of_titles: Sequence[int], sheet: str, file: str,
    findings: Findings,
) -> TableYear:  # fmt: skip
    """The year of the table: as asked, of the income's header or that of all amounts, of the titles, of names.

    Parameters
    ----------
    of_rows : the year a column says of every row. of_titles : years the titles and notes name.
    sheet, file : their names, where nothing better says it.
    """
    if findings.answers.year is not None:
        return _published(TableYear(findings.answers.year, _said("asked", findings.answers.year), True), findings)
    money = [mapped[name].header.year for name in MONEY if name in mapped]
    income = mapped["income_yuan_per_person"].header.year if "income_yuan_per_person" in mapped else None
    own = [income] if income is not None else money[:1] if len(set(money)) == 1 else []
    others = [year for year in dict.fromkeys(money) if year is not None]
    named_so = " ".join(_IN_FILE_NAME.findall(file))
    sources = (
        ("column", of_rows), ("header", own), ("title", of_titles), ("header", others), ("sheet", years_in(sheet)),
        ("file", years_in(named_so)),
    )  # fmt: skip
    for source, years in sources:
        found = [year for year in years if year is not None]
        if len(found) > 1 and any(name in mapped for name in MONEY):
            ways = [Way("year", phrase("doubts.then_of_year", year=year), str(year)) for year in sorted(found)]
            findings.ask("several_years", At(sheet), ways, years=listed(sorted(found)))
        if found:
            year = TableYear(found[0], _said(source, found[0]), True)
            return _published(year, findings) if any(name in mapped for name in MONEY) else _unused(year)
    return TableYear(BASE_YEAR, _said("assumed", BASE_YEAR), False)


def doubt_year(table: VillageTable, mapped: Mapping[str, Mapped], year: TableYear, sheet: str,
               findings: Findings) -> None:  # fmt: skip
    """Ask for the year where the incomes are those of another one, whether it is named or not."""
    use = mapped.get("income_yuan_per_person")
    values = [float(value) for value in table.columns.get("income_yuan_per_person", ()) if value]
    if use is None or use.unclear or not values or findings.answers.year is not None:
        return
    middle = median(values)
    later = middle > expected_income(year.year)  # not among the years it is asked for is the one it does not fit
    likely = [
        one for one in range(published_years()[0], published_years()[1] + 1)
        if fits(middle, one) and one != year.year and (one > year.year) == later
    ]  # fmt: skip
    if fits(middle, year.year, FIT if year.named else FIT_UNNAMED) or not likely:
        return
    stay = Way("accept", phrase("doubts.then_of_year", year=year.year))
    about: dict[str, Any] = {"header": use.header.text, "middle": plain(float(f"{middle:.4g}")), "year": year.year,
             "first": likely[0], "last": likely[-1], "usual": plain(round(expected_income(year.year), -2))}  # fmt: skip
    kind = "year_unlikely" if year.named else "no_year"
    findings.ask(kind, At(sheet, column=use.column), (Way("year", phrase("doubts.then_year")), stay), **about)


def expected_income(year: int) -> float:
    """What a middle village of a county has per person in a year. [yuan]"""
    return COUNTY_SHARE * rural_income(year) * (splice_factor() if year > SPLICE_YEAR else 1.0)


def fits(middle: float, year: int, within: float = FIT) -> bool:
    """Whether a middle income may be one of the year."""
    return expected_income(year) / within <= middle <= expected_income(year) * within


def to_one_year(table: VillageTable, mapped: Mapping[str, Mapped], year: TableYear, sheet: str,
                findings: Findings) -> list[Label]:  # fmt: skip
    """Bring amounts of other years to the table's, in place; what to say of it."""
    remarks = []
    first, last = published_years()
    for name in MONEY:
        use = mapped.get(name)
        other = None if use is None else use.header.year
        if use is None or other is None or other == year.year or findings.answers.year is not None:
            continue
        if not first <= other <= last:
            if other == year.beyond:
                continue
            ways = (Way("leave_out", phrase("doubts.then_leave_out"), use.called),)
            at = At(sheet, column=use.column)
            findings.ask("year_beyond_of_column", at, ways, header=use.header.text, year=other, first=first, last=last)
            continue
        factor = rural_income_growth(year.year, since=other)
        table.columns[name] = [None if value is None else float(value) * factor for value in table.columns[name]]
        remarks.append(phrase("brought_to_year", header=use.header.text, other=other, year=year.year,
                              factor=f"{factor:.3f}"))  # fmt: skip
    return remarks


def what_becomes_of(year: TableYear, mapped: Mapping[str, Mapped]) -> Label | None:
    """What a simulation makes of money of another year than the model's; None where there is nothing to do."""
    columns = [mapped[name].header.text for name in MONEY if name in mapped]
    if year.year == BASE_YEAR or not columns:
        return None
    series = fact(NET if year.year <= SPLICE_YEAR else DISPOSABLE)
    spliced = year.year > SPLICE_YEAR
    mark = series.marks.get(f"{year.year}-01")
    return phrase(
        "kept_in_year", columns=listed(columns), year=year.year, next=year.year + 1, base=BASE_YEAR,
        default=BASE_YEAR + 1,
        factor=f"{rural_income_growth(year.year, since=BASE_YEAR):.3f}",
        before=plain(rural_income(BASE_YEAR)), after=plain(series.at(f"{year.year}-01")),
        splice=phrase("spliced", factor=f"{splice_factor():.4f}") if spliced else Label("", ""),
        mark=Label("", "") if mark is None else phrase(f"value_{mark}"),
    )  # fmt: skip


def note_on_money(year: TableYear, mapped: Mapping[str, Mapped]) -> Label | None:
    """What is to stand on every result where money is of another year than the model's."""
    if year.year == BASE_YEAR or not any(name in mapped for name in MONEY):
        return None
    factor = f"{rural_income_growth(year.year, since=BASE_YEAR):.3f}"
    return phrase("note_on_money", year=year.year, next=year.year + 1, default=BASE_YEAR + 1, factor=factor)


def _said(source: str, year: int) -> Label:
    return phrase(f"year_{'as_asked' if source == 'asked' else source if source == 'assumed' else f'from_{source}'}",
                  year=year)  # fmt: skip


def _published(year: TableYear, findings: Findings) -> TableYear:
    """The year, if the series reaches it: no series is stretched past its end."""
    first, last = published_years()
    if first <= year.year <= last:
        return year
    ways = (Way("year", phrase("doubts.then_other_year", first=first, last=last)),)
    findings.ask("year_beyond", At(), ways, year=year.year, first=first, last=last)
    return _unused(year)


def _unused(year: TableYear) -> TableYear:
    """A year nothing is brought from or to."""
    return TableYear(BASE_YEAR, year.said, year.named, beyond=year.year)
