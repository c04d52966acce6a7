"""Single numbers ten or a hundred times too large or too small, told to be looked at twice; nothing stops at them.

A number is told where it is far from the middle of its own column by factor and by spread of the logarithms, and, where
villages truly differ that much, only beyond what its people could bear. What is further off is asked: `plausible`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from liancun_sim.county.spreadsheet.doubts import Answers, named
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, listed, phrase, plain
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.years import TableYear, expected_income
from liancun_sim.vocabulary import Label

USUAL_LAND_PER_PERSON = (0.2, 10.0)
"""A middle village outside this is told: it has 1.66 by the county gazette. [mu; assumption]"""

FEWEST_VILLAGES = 4
"""Of fewer no middle can be told from what is far off it."""

BY_CHANCE = 0.001
"""In fewer true columns than this part one number is told, were their logarithms normal and their spread known: the
furthest of n lies within √(2 ln(n / BY_CHANCE)) spreads but in fewer (Chernoff's bound). [assumption]"""


@dataclass(frozen=True, slots=True)
class _Column:
    """How far off a number of a column must be to be told.

    Parameters
    ----------
    factor : from the middle at least. [assumption]
    per : the column it is divided by first, or "".
    of_income : a number is told only where, per person, it is more than this part of an income; None where smaller ones
        are told as well. [assumption]
    """

    factor: float
    per: str = ""
    of_income: float | None = None


_COLUMNS: Mapping[str, _Column] = {
    "income_yuan_per_person": _Column(4.0),
    "land_mu": _Column(5.0, per="population"),
    "collective_income_yuan": _Column(20.0, of_income=0.4),
    "fund_yuan": _Column(20.0, of_income=0.4),
    "debt_yuan": _Column(20.0, of_income=1.0),
}


def slips(table: VillageTable, mapped: Mapping[str, Mapped], year: TableYear, answers: Answers) -> list[Label]:
    """Numbers to look at twice, a line for each column that has any; and land no county has so much or so little of.

    Parameters
    ----------
    year : of the amounts. answers : numbers that a person said are right are not told again.
    """
    told = []
    for field, rule in _COLUMNS.items():
        use = mapped.get(field)
        if use is None or use.unit is None or use.unclear or _is_settled(use, answers):
            continue
        values = _values(table, field, rule.per)
        amounts = [value for value in values if value is not None and value > 0]
        if len(amounts) < FEWEST_VILLAGES:
            continue
        middle = median(amounts)
        spreads = math.sqrt(2 * math.log(len(amounts) / BY_CHANCE))
        far = max(math.log(rule.factor), spreads * _spread(amounts, middle))
        floor = _floors(table, rule, year)
        strange = [
            (place, value) for place, value in enumerate(values)
            if value is not None and value > 0 and abs(math.log(value / middle)) >= far and value > floor[place]
        ]  # fmt: skip
        if strange:
            told.append(_line(table, use, rule, strange, middle))
        if (
            field == "land_mu"
            and not use.accepted
            and not USUAL_LAND_PER_PERSON[0] <= middle <= USUAL_LAND_PER_PERSON[1]
        ):
            low, high = map(plain, USUAL_LAND_PER_PERSON)
            told.append(phrase("unusual_land", header=use.header.text, each=_rounded(middle), low=low, high=high))
    return told


def _line(
    table: VillageTable, use: Mapped, rule: _Column, strange: Sequence[tuple[int, float]], middle: float
) -> Label:
    assert use.unit is not None
    factor = 1.0 if rule.per else float(use.unit.factor)
    shown = listed(
        phrase("doubts.value_of", village=table.names[place], row=table.rows[place] + 1, value=_rounded(value / factor))
        for place, value in strange
    )
    unit = phrase("mu_per_person") if rule.per else use.unit.label
    return phrase("slips", header=use.header.text, values=shown, unit=unit, middle=_rounded(middle / factor))


def _is_settled(use: Mapped, answers: Answers) -> bool:
    """Whether a person said that what is further off is right."""
    return named("far_off", At(column=use.column).short) in answers.accept


def _floors(table: VillageTable, rule: _Column, year: TableYear) -> list[float]:
    """What a village's number must exceed to be told: nothing, or a part of the incomes of its people. [yuan]"""
    if rule.of_income is None:
        return [0.0] * len(table.rows)
    incomes = [value for value in _values(table, "income_yuan_per_person", "") if value]
    income = median(incomes) if incomes else expected_income(year.year)
    people = _values(table, "population", "")
    return [math.inf if one is None else rule.of_income * income * one for one in people]


def _values(table: VillageTable, field: str, per: str) -> list[float | None]:
    """The numbers of a column, beside the villages, each divided by that of another column where one is named."""
    column = [None if value is None else float(value) for value in table.columns.get(field, [None] * len(table.rows))]
    if not per:
        return column
    below = _values(table, per, "")
    return [value / one if value is not None and one else None for value, one in zip(column, below, strict=True)]


def _spread(values: Sequence[float], middle: float) -> float:
    """Spread of the logarithms, by their median deviation, so that strange ones do not hide it."""
    return 1.4826 * median(abs(math.log(value / middle)) for value in values)


def _rounded(value: float) -> str:
    return plain(float(f"{value:.4g}"))
