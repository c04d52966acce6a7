"""Incomes per person and of the collective under one another's header: told by sizes that fit the other way round."""

from collections.abc import Mapping
from statistics import median

from liancun_sim.county.spreadsheet.columns import INCOMES_EXCHANGED
from liancun_sim.county.spreadsheet.doubts import Way, named
from liancun_sim.county.spreadsheet.mapping import Mapped, unit_choices
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase, plain
from liancun_sim.county.spreadsheet.plausible import likely_amounts
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.years import TableYear, fits
from liancun_sim.parameters.rural_income import published_years

INCOMES = PER_PERSON, OF_COLLECTIVE = "income_yuan_per_person", "collective_income_yuan"


def doubt_incomes(table: VillageTable, mapped: Mapping[str, Mapped], year: TableYear, sheet: str,
                  findings: Findings) -> bool:  # fmt: skip
    """Ask whether the two incomes stand under one another's header, where both are likely only if exchanged.

    Parameters
    ----------
    year : of the amounts; where none is named, income per person may be of any published one.

    Returns
    -------
    Whether it is asked, or was answered: the sizes of both columns then say nothing more.
    """
    middle = {field: _middle(table, field) for field in (PER_PERSON, OF_COLLECTIVE)}
    if any(one is None or field not in mapped or mapped[field].accepted for field, one in middle.items()):
        return False
    each, whole = float(middle[PER_PERSON] or 0), float(middle[OF_COLLECTIVE] or 0)
    low, high = likely_amounts(OF_COLLECTIVE, year)
    if each <= whole or not _is_income(whole, year) or not low <= each <= high:
        return False
    one, other = mapped[PER_PERSON], mapped[OF_COLLECTIVE]
    assert one.unit is not None
    bare = each / float(one.unit.factor)
    if any(_is_income(bare * float(unit.factor), year) for unit in unit_choices(one)):
        return False  # as it stands, or in another unit
    at = At(sheet, column=one.column)
    name = named(INCOMES_EXCHANGED, at.short)
    ways = [
        Way("accept", phrase("doubts.then_exchange"), f"{name}=exchange"),
        Way("accept", phrase("doubts.then_as_it_stands"), f"{name}=stand"),
    ]
    first, last = published_years()
    if findings.answers.year is None and any(fits(each, another) for another in range(first, last + 1)):
        ways.append(Way("year", phrase("doubts.then_year")))
    findings.ask(INCOMES_EXCHANGED, at, ways, name, income=one.header.text, collective=other.header.text,
                 each=_rounded(each), whole=_rounded(whole))  # fmt: skip
    return True


def _is_income(value: float, year: TableYear) -> bool:
    """Whether a middle village may have so much per person."""
    first, last = published_years()
    years = [year.year] if year.named else range(first, last + 1)
    return any(fits(value, one) for one in years)


def _middle(table: VillageTable, field: str) -> float | None:
    values = [float(value) for value in table.columns.get(field, ()) if value]
    above = [value for value in values if value > 0]
    return median(above) if above else None


def _rounded(value: float) -> str:
    return plain(float(f"{value:.4g}"))
