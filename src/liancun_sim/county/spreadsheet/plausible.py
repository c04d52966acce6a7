"""Units that must be wrong: whole columns no village table has ever shown, and single values far from all others."""

from collections.abc import Mapping

from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, plain
from liancun_sim.county.spreadsheet.table import VillageTable

INCOME_2007, GROWTH, SPREAD = 4237.0, 1.10, 6.0
"""Middle income per person: 0.85 × Shandong 2007, growing a tenth a year, and within a factor of six of that; so
that a unit ten times too large or small is noticed. [yuan; assumption]"""

ACCOUNTS = (100.0, 20_000_000.0)
"""Middle of the collective incomes, funds and debts that are not zero. [yuan; assumption]"""

LAND_PER_PERSON = (0.05, 50.0)
"""Middle cultivated land per person. [mu; assumption]"""

FAR_OFF = 20.0
"""No village's income per person differs from the middle one by this factor. [assumption]"""


def doubt_units(table: VillageTable, mapped: Mapping[str, Mapped], year: int, sheet: str, findings: Findings) -> None:
    """Faults for columns whose middle value another unit would explain."""
    middle_income = INCOME_2007 * GROWTH ** (year - 2007)
    likely = {"income_yuan_per_person": (middle_income / SPREAD, middle_income * SPREAD)}
    likely |= dict.fromkeys(("collective_income_yuan", "fund_yuan", "debt_yuan"), ACCOUNTS)
    for field, (low, high) in likely.items():
        values = sorted(value for value in _numbers(table, field) if value and value > 0)
        if not values or low <= values[len(values) // 2] <= high:
            continue
        use = mapped[field]
        if _within(use, values[len(values) // 2]) and use.unit is not None and not use.unclear:
            factor = float(use.unit.factor)
            findings.add(
                "doubtful_unit_of_year" if field == "income_yuan_per_person" else "doubtful_unit",
                At(sheet, column=use.column), header=use.header.text, unit=use.unit.label, said=use.said, year=year,
                middle=_rounded(values[len(values) // 2] / factor),
                low=_rounded(low / factor), high=_rounded(high / factor),
            )  # fmt: skip
    _doubt_land(table, mapped, sheet, findings)
    _doubt_single_incomes(table, mapped, sheet, findings)


def _doubt_land(table: VillageTable, mapped: Mapping[str, Mapped], sheet: str, findings: Findings) -> None:
    pairs = zip(_numbers(table, "land_mu"), _numbers(table, "population"), strict=False)
    each = sorted(land / people for land, people in pairs if land and people)
    low, high = LAND_PER_PERSON
    if each and not low <= each[len(each) // 2] <= high and not mapped["land_mu"].unclear:
        use = mapped["land_mu"]
        findings.add("doubtful_land", At(sheet, column=use.column), header=use.header.text, said=use.said,
                     each=_rounded(each[len(each) // 2]), low=plain(low), high=_rounded(high))  # fmt: skip


def _doubt_single_incomes(table: VillageTable, mapped: Mapping[str, Mapped], sheet: str, findings: Findings) -> None:
    incomes = _numbers(table, "income_yuan_per_person")
    known = sorted(value for value in incomes if value)
    for row, village, value in zip(table.rows, table.names, incomes, strict=False):
        use, middle = mapped["income_yuan_per_person"], known[len(known) // 2] if known else 0.0
        if not value or middle / FAR_OFF <= value <= middle * FAR_OFF or not _within(use, value):
            continue
        assert use.unit is not None
        factor = float(use.unit.factor)
        findings.add("far_off", At(sheet, row, village=village), header=use.header.text, unit=use.unit.label,
                     value=_rounded(value / factor), middle=_rounded(middle / factor))  # fmt: skip


def _within(use: Mapped, value: float) -> bool:
    """Whether the column's own limits allow a value; if not, that is a fault already."""
    low, high = use.quantity.low, use.quantity.high
    return (low is None or value >= low) and (high is None or value <= high)


def _numbers(table: VillageTable, field: str) -> list[float | None]:
    return [None if value is None else float(value) for value in table.columns.get(field, ())]


def _rounded(value: float) -> str:
    return plain(float(f"{value:.4g}"))
