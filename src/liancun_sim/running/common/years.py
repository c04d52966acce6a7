"""Which years a result is of, and what of them is published: said on every output."""

from collections.abc import Mapping
from typing import Any

from liancun_sim.county import County
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.calendar.calendar import Calendar
from liancun_sim.mechanisms.calendar.kernels import calendar_at
from liancun_sim.parameters import Coefficients, fact
from liancun_sim.parameters.rural_income import BASE_YEAR, SPLICE_YEAR, published_years, splice_factor
from liancun_sim.running.common.outcomes import PERIOD_MONTHS
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.messages import messages
from liancun_sim.vocabulary.months import month_label

SERIES = (
    "shandong_rural_net_income", "shandong_rural_disposable_income", "rural_price_change", "shandong_wage_share",
    "national_wage_share", "migrant_wage", "staff_wage", "poverty_line",
)  # fmt: skip
"""Series a run reads year by year."""


def years_entry(county: County, setup: Setup) -> dict[str, Any]:
    """The years of a result for its manifest; ``assumed``: years outside the published ones, by series."""
    first, last = simulated_years(setup)
    known = published_years()
    ends = {"income_and_prices": known[1], **{name: fact(name).years[-1] for name in ("migrant_wage", "staff_wage")}}
    assumed = {name: list(range(max(first, end + 1), last + 1)) for name, end in ends.items()}
    if first < known[0]:
        assumed["income_and_prices"] = [first, *assumed["income_and_prices"]]
    return {
        "first_month": setup.start,
        "last_month": setup.iso_month(setup.months - 1),
        "table": county.base_year,
        "real_yuan_of": BASE_YEAR,
        "assumed": {name: years for name, years in assumed.items() if years},
    }


def year_notes(county: County, setup: Setup, values: Mapping[str, float]) -> tuple[Label, ...]:
    """What a reader must know of the years of a result, from the coefficients it is run with."""
    first, last = simulated_years(setup)
    known = published_years()
    months = {"first": month_label(setup.start), "last": month_label(setup.start, setup.months - 1)}
    notes = [
        _said("years" if setup.months > 1 else "years_of_one_month", **months, table=county.base_year, base=BASE_YEAR)
    ]
    if max(last, county.base_year) >= SPLICE_YEAR:
        notes.append(_said("splice", year=SPLICE_YEAR, before=SPLICE_YEAR - 1, factor=f"{splice_factor():.3f}"))
    k = dict(Coefficients(Calendar.coefficients, values))
    rates = {name: f"{100 * k[f'{name}_growth_beyond']:g}" for name in ("wage", "other", "price")}
    if last > known[1]:
        notes.append(_said("beyond", year=known[1] + 1, end=known[1], **rates))
    if first < known[0]:
        notes.append(_said("before", year=known[0], **rates))
    for name in ("migrant_wage", "staff_wage"):
        end = fact(name).years[-1]
        if last > end:
            notes.append(_said(name, year=end + 1, wage=rates["wage"]))
    line = fact("poverty_line")
    if setup.assessment.poverty_line is None and f"{last}-12" >= line.ends:
        notes.append(_said("no_line", year=line.years[-1], after=int(line.ends[:4])))
    recalled = {name: _recalled(name, first, last) for name in SERIES}
    if any(recalled.values()):
        parts = [(fact(name).label, years) for name, years in recalled.items() if years]
        listed = Label("; ".join(f"{one.en}: {years}" for one, years in parts),
                       "；".join(f"{one.zh}：{_chinese_years(years)}" for one, years in parts))  # fmt: skip
        notes.append(_said("recalled", listed=listed))
    return tuple(notes)


def simulated_years(setup: Setup) -> tuple[int, int]:
    """The first and the last calendar year of a run, the twelve months before it included."""
    return int(setup.iso_month(-PERIOD_MONTHS)[:4]), int(setup.iso_month(setup.months - 1)[:4])


def prices_of_last_year(setup: Setup, values: Mapping[str, float]) -> float:
    """Mean prices of the last 12 months over those of the base year: what makes real yuan current ones. [ratio]"""
    k = Coefficients(Calendar.coefficients, values)
    months = range(max(0, setup.months - PERIOD_MONTHS), setup.months)
    return sum(calendar_at(setup.start, month, k).price_index for month in months) / len(months)


def _recalled(name: str, first: int, last: int) -> str:
    """Years of a series in use whose values are recalled: ``2008–2012, 2014``."""
    marks = fact(name).marks
    years = [int(date[:4]) for date, mark in marks.items() if mark == "recalled" and first <= int(date[:4]) <= last]
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _chinese_years(years: str) -> str:
    return f"{years.replace('–', '—').replace(', ', '、')}年"


def _said(key: str, **fields: Any) -> Label:
    texts = messages("years")[key]

    def filled(language: str) -> dict[str, Any]:
        return {name: one.in_language(language) if isinstance(one, Label) else one for name, one in fields.items()}

    return Label(texts["en"].format(**filled("en")), texts["zh"].format(**filled("zh-Hans")))
