"""What a sweep records of a run of the model: outcomes as single numbers, and the tables kept."""

from collections.abc import Mapping, Sequence
from typing import Any

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

VILLAGE_KEYS = tuple(VILLAGE_INDICATORS)


def outcome_info(name: str) -> OutcomeInfo:
    """Label, unit and direction of an outcome: an indicator, ``indicator@stratum``, or what was spent."""
    key, at, stratum = name.partition("@")
    if key in SPENT:
        return SPENT[key]
    one = indicators()[key]
    label = Label(f"{one.label.en} ({stratum})", f"{one.label.zh}（{stratum}）") if at else one.label
    return OutcomeInfo(name, label, one.unit, one.better)


def needed_indicators(outcomes: Sequence[str], series: Sequence[str], villages: Sequence[str]) -> tuple[str, ...]:
    """The indicators that must be recorded."""
    keys = {name.partition("@")[0] for name in outcomes} | set(series) | {VILLAGE_INDICATORS[key] for key in villages}
    return tuple(key for key in indicators() if key in keys)


def outcomes_of(run: Run, names: Sequence[str], months: int) -> dict[str, float]:
    """Each outcome of a run of so many months: the mean over its last 12, NaN where nothing was measured.

    Raises
    ------
    ValueError
        If the county has no such stratum.
    """
    found = {(one.indicator, one.stratum): last_year(one, months) for one in _series(run, names)}
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
        if name not in SPENT:
            key, _, stratum = name.partition("@")
            values[name] = found[key, stratum or "county"]
    return values


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
    wanted = {name.partition("@")[2] or name for name in names} & {*strata}
    missing = {name.partition("@")[2] for name in names if "@" in name} - {*strata}
    if missing:
        raise ValueError(f"the county has no stratum {', '.join(sorted(missing))}")
    return run.recorder.series({name: strata[name] for name in strata if name in wanted or name == "county"})
