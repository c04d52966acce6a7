"""Units that must be wrong: whole columns no village table has ever shown, and single values far from all others."""

import math
from collections.abc import Callable, Container, Mapping
from statistics import median

from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.mapping import Mapped, unit_choices
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase, plain
from liancun_sim.county.spreadsheet.table import VillageTable
from liancun_sim.county.spreadsheet.years import MONEY, TableYear, expected_income, fits
from liancun_sim.parameters.rural_income import BASE_YEAR, published_years, rural_income_growth

SPREAD = 6.0
"""The middle income lies within this factor of its year's, so that a unit ten times too large or small is noticed.
[assumption]"""

ACCOUNTS = (100.0, 20_000_000.0)
"""Middle of the collective incomes, funds and debts of 2007 that are not zero. [yuan; assumption]"""

LAND_PER_PERSON = (0.05, 50.0)
"""Middle cultivated land per person. [mu; assumption]"""

FAR_OFF = {"income_yuan_per_person": 20.0}
"""No village's income per person differs from the middle one by this factor. [assumption]"""

FAR_OFF_OF_ACCOUNTS, SPREADS = 100.0, 4.0
"""Other amounts are far off by this factor, beyond which a unit ten thousand times larger or smaller would bring them
nearer to the middle one, if that is also this many times the spread of the column's logarithms. [assumption]"""

ODD_FRACTION = 20.0
"""A fraction of a yuan among whole numbers is far off if it is so many times smaller than the middle. [assumption]"""


def doubt_units(table: VillageTable, mapped: Mapping[str, Mapped], year: TableYear, sheet: str,
                findings: Findings, but: Container[str] = ()) -> None:  # fmt: skip
    """Doubts about columns whose middle value another unit would explain, and about single values far from it.

    Parameters
    ----------
    but : fields of money whose sizes are asked about otherwise.
    """
    for field in MONEY:
        if field in but:
            continue
        values = sorted(value for value in _numbers(table, field) if value and value > 0)
        use = mapped.get(field)
        if use is None or use.unclear or not values:
            continue
        if use.accepted or _is_likely(use, median(values), year, sheet, findings):
            _doubt_single(table, use, median(values), sheet, findings)
    _doubt_land(table, mapped, sheet, findings)


def _is_likely(use: Mapped, middle: float, year: TableYear, sheet: str, findings: Findings) -> bool:
    """Whether the middle value of a column may be one; if not, its unit is asked for."""
    low, high = likely_amounts(use.field, year)
    first, last = published_years()
    years = range(first, last + 1)
    of_another_year = use.field == "income_yuan_per_person" and any(fits(middle, other) for other in years)
    if low <= middle <= high or of_another_year or not _within(use, middle):
        return True  # of another year: asked for with the year
    assert use.unit is not None
    plain_middle, factor = middle / float(use.unit.factor), float(use.unit.factor)
    others = [unit for unit in unit_choices(use) if low <= plain_middle * float(unit.factor) <= high]
    findings.ask(
        "doubtful_unit", At(sheet, column=use.column), use.ways((*others, use.unit)), header=use.header.text,
        unit=use.unit.label, said=use.said, middle=_rounded(plain_middle), low=_rounded(low / factor),
        high=_rounded(high / factor),
    )  # fmt: skip
    return False


def likely_amounts(field: str, year: TableYear) -> tuple[float, float]:
    """Between what the middle village's amount of a year lies. [yuan]"""
    if field == "income_yuan_per_person":
        return expected_income(year.year) / SPREAD, expected_income(year.year) * SPREAD
    grown = rural_income_growth(year.year, since=BASE_YEAR)
    return ACCOUNTS[0], ACCOUNTS[1] * max(1.0, grown)


def _doubt_land(table: VillageTable, mapped: Mapping[str, Mapped], sheet: str, findings: Findings) -> None:
    pairs = zip(_numbers(table, "land_mu"), _numbers(table, "population"), strict=False)
    each = [land / people for land, people in pairs if land and people]
    low, high = LAND_PER_PERSON
    if not each or low <= median(each) <= high:
        return
    use = mapped["land_mu"]
    if use.unclear or use.accepted:
        return
    assert use.unit is not None
    bare = median(each) / float(use.unit.factor)
    others = [unit for unit in unit_choices(use) if low <= bare * float(unit.factor) <= high]
    findings.ask("doubtful_land", At(sheet, column=use.column), use.ways((*others, use.unit)), header=use.header.text,
                 said=use.said, each=_rounded(median(each)), low=plain(low), high=_rounded(high))  # fmt: skip


def _doubt_single(table: VillageTable, use: Mapped, middle: float, sheet: str, findings: Findings) -> None:
    """One question for all values of a column that are far off: mixed units, or true."""
    assert use.unit is not None
    factor, values = float(use.unit.factor), _numbers(table, use.field)
    is_far_off = _far_off(use, middle, values)
    strange = [
        (row, village, value)
        for row, village, value in zip(table.rows, table.names, values, strict=True)
        if value and _within(use, value) and is_far_off(abs(value))
    ]
    if not strange:
        return
    shown = listed(
        phrase("doubts.value_of", village=village, row=row + 1, value=_rounded(value / factor))
        for row, village, value in strange
    )
    ways = [Way("accept", phrase("doubts.then_as_it_stands"))]
    if use.optional:
        ways.append(Way("leave_out", phrase("doubts.then_leave_out"), use.called))
    findings.ask("far_off", At(sheet, column=use.column), ways, header=use.header.text, unit=use.unit.label,
                 values=shown, middle=_rounded(middle / factor))  # fmt: skip


def _far_off(use: Mapped, middle: float, values: list[float | None]) -> Callable[[float], bool]:
    """Whether a value is so far from the middle one that another unit explains it better."""
    assert use.unit is not None
    if use.field in FAR_OFF:
        most = math.log(FAR_OFF[use.field])
        return lambda value: abs(math.log(value / middle)) > most
    most = max(math.log(FAR_OFF_OF_ACCOUNTS), SPREADS * _spread(values, middle))
    whole = use.unit.factor == 1 and sum((value or 0.0).is_integer() for value in values) > len(values) / 2

    def far_off(value: float) -> bool:
        odd = whole and value < middle / ODD_FRACTION and not value.is_integer()
        return odd or abs(math.log(value / middle)) > most

    return far_off


def _spread(values: list[float | None], middle: float) -> float:
    """Spread of the logarithms of what is not zero, by their median deviation, so that strange ones do not hide it."""
    return 1.4826 * median(abs(math.log(abs(value) / middle)) for value in values if value)


def _within(use: Mapped, value: float) -> bool:
    """Whether the column's own limits allow a value; if not, that is a fault already."""
    low, high = use.quantity.low, use.quantity.high
    return (low is None or value >= low) and (high is None or value <= high)


def _numbers(table: VillageTable, field: str) -> list[float | None]:
    return [None if value is None else float(value) for value in table.columns.get(field, ())]


def _rounded(value: float) -> str:
    return plain(float(f"{value:.4g}"))
