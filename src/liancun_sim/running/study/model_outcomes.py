"""What a sweep records of a run of the model: outcomes as single numbers, and the tables kept."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from liancun_sim.indicators import indicators
from liancun_sim.indicators.strata import village_strata
from liancun_sim.results.store import OutcomeInfo
from liancun_sim.running.common.outcomes import PERIOD_MONTHS, VILLAGE_INDICATORS, last_year
from liancun_sim.simulation.recorder import Series
from liancun_sim.simulation.world import Run
from liancun_sim.vocabulary import Label

SPENT = {
    "total_yuan": OutcomeInfo("total_yuan", Label("Policy money over the whole run", "全程政策支出"), "yuan", "lower"),
    "staff_yuan": OutcomeInfo(
        "staff_yuan", Label("Staff time over the whole run, priced", "全程人力折算费用"), "yuan", "lower"
    ),
    "public_yuan": OutcomeInfo(
        "public_yuan",
        Label("Money and staff time over the whole run", "全程财政支出与人力折算合计"),
        "yuan",
        "lower",
    ),
    "total_cadre_months": OutcomeInfo(
        "total_cadre_months", Label("Staff time over the whole run", "全程使用人力"), "cadre-months", "lower"
    ),
}
"""Recorded of every run, whatever else is."""

STOPPED = "stopped_month"
"""Recorded where a study says what ends a run: the month it ended in."""

VILLAGE_KEYS = tuple(VILLAGE_INDICATORS)
AT_MONTH = "month:"


class Asked(NamedTuple):
    """An outcome taken apart: ``income_mean@township:T01@month:24``. month : None for the mean of the last year."""

    key: str
    stratum: str
    month: int | None


def asked(name: str) -> Asked:
    """What an outcome asks for.

    Raises
    ------
    ValueError
        If what stands after ``month:`` is no month.
    """
    key, *parts = name.split("@")
    months = [part.removeprefix(AT_MONTH) for part in parts if part.startswith(AT_MONTH)]
    strata = [part for part in parts if not part.startswith(AT_MONTH)]
    if len(months) > 1 or len(strata) > 1 or not all(month.isdecimal() for month in months):
        raise ValueError(name)
    return Asked(key, strata[0] if strata else "county", int(months[0]) if months else None)


def outcome_info(name: str) -> OutcomeInfo:
    """Label, unit and direction of an outcome: an indicator, what was spent, or when the run ended."""
    if name == STOPPED:
        return OutcomeInfo(name, Label("Month the run ended in", "运行结束的月份"), "months", "neither")
    key, *where = name.split("@")
    if key in SPENT:
        return SPENT[key]
    one = indicators()[key]
    if not where:
        return OutcomeInfo(name, one.label, one.unit, one.better)
    said = [_where(part) for part in where]
    en, zh = ", ".join(part.en for part in said), "，".join(part.zh for part in said)
    return OutcomeInfo(name, Label(f"{one.label.en} ({en})", f"{one.label.zh}（{zh}）"), one.unit, one.better)


def _where(part: str) -> Label:
    """A township or a month, as a reader calls it."""
    kind, _, named = part.partition(":")
    known = {
        "month": Label(f"month {named}", f"第{named}个月"),
        "township": Label(f"township {named}", f"乡镇：{named}"),
    }
    return known.get(kind, Label(part, part))


def needed_indicators(outcomes: Sequence[str], series: Sequence[str], villages: Sequence[str]) -> tuple[str, ...]:
    """The indicators that must be recorded."""
    keys = {name.partition("@")[0] for name in outcomes} | set(series) | {VILLAGE_INDICATORS[key] for key in villages}
    return tuple(key for key in indicators() if key in keys)


def outcomes_of(run: Run, names: Sequence[str]) -> dict[str, float]:
    """Each outcome of a run: the mean over its last 12 months, or the value of a month; NaN where nothing was measured.

    Raises
    ------
    ValueError
        If the county has no such stratum, or there is no such month.
    """
    found = {(one.indicator, one.stratum): one for one in _series(run, names)}
    own, staff = (
        sum(getattr(spent, kind) for _, spent in sorted(run.spending.items())) for kind in ("yuan", "staff_yuan")
    )
    values = {
        "total_yuan": own,
        "staff_yuan": staff,
        "public_yuan": own + staff,
        "total_cadre_months": sum(spent.cadre_months for _, spent in sorted(run.spending.items())),
    }
    for name in names:
        if name == STOPPED:
            values[name] = float(run.months)
        elif name not in SPENT:
            key, stratum, month = asked(name)
            one = found[key, stratum]
            values[name] = float(last_year(one, run.months)) if month is None else at_month(one, month)
    return values


def at_month(series: Series, month: int) -> float:
    """The value of one month; NaN if it was not measured then."""
    here = series.values[series.months == month]
    return float(here[0]) if here.size else float("nan")


def series_table(run: Run, keys: Sequence[str], strata: Sequence[str]) -> dict[str, Any]:
    """Monthly values: columns indicator, stratum, month, value."""
    chosen = [one for one in _series(run, strata) if one.indicator in keys and one.stratum in strata]
    return {
        "indicator": np.repeat(
            np.array([one.indicator for one in chosen], object), [one.months.size for one in chosen]
        ),
        "stratum": np.repeat(np.array([one.stratum for one in chosen], object), [one.months.size for one in chosen]),
        "month": np.concatenate([one.months for one in chosen]).astype(np.int64),
        "value": np.concatenate([one.values for one in chosen]),
    }


def villages_table(run: Run, keys: Sequence[str]) -> dict[str, Any]:
    """Outcomes by village: columns village_id, then means over the last 12 months."""
    means = {key: run.recorder.by_village(VILLAGE_INDICATORS[key], PERIOD_MONTHS) for key in keys}
    return {"village_id": np.array(run.state.village_ids, dtype=object), **means}


def _series(run: Run, names: Sequence[str]) -> list[Series]:
    """Recorded series for the strata that are asked for, and the county."""
    strata: Mapping[str, Any] = village_strata(run.state)
    named = {asked(name).stratum if "@" in name else name for name in names}
    missing = {asked(name).stratum for name in names if "@" in name} - {*strata}
    if missing:
        raise ValueError(f"the county has no stratum {', '.join(sorted(missing))}")
    return run.recorder.series({name: strata[name] for name in strata if name in named or name == "county"})
