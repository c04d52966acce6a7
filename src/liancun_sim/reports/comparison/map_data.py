"""What a comparison gives the page's modules: its villages, their differences month by month, proposals and curves."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis import main_obstacles, over_time, unions, village_means
from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.front.areas import Areas
from liancun_sim.front.blocks import packed, short
from liancun_sim.front.classes import Scale
from liancun_sim.front.fields import fields_block
from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.front.places import places_block
from liancun_sim.front.proposals import proposals_block
from liancun_sim.front.static_map import Box
from liancun_sim.reports.common.numbers import rounded, unit_name
from liancun_sim.reports.common.palette import scenario_colour
from liancun_sim.reports.common.words import NAMES
from liancun_sim.reports.comparison.headline import headline
from liancun_sim.reports.comparison.page_villages import times_asked
from liancun_sim.results import Comparison, is_term, rows_of, village_rows
from liancun_sim.vocabulary import Label

Floats = npt.NDArray[np.float64]


def map_data(comparison: Comparison, ground: Areas, scales: dict[str, Scale], views: dict[str, Box]) -> dict[str, Any]:
    """The block ``comparison`` of the page."""
    scenarios = comparison.told
    return {
        "start": comparison.start,
        "months": comparison.months,
        "runs": comparison.replications,
        "scenarios": [{"key": key, "label": _spoken(comparison.scenarios[key].label)} for key in scenarios],
        "places": places_block(comparison, ground),
        "fields": fields_block(comparison, scales, {c.unit: _unit(c.unit, True) for c in comparison.outcomes}),
        "views": views,
        "unions": [_tie(comparison, row) for row in rows_of(unions(comparison)) if row["formed"]],
        "proposals": proposals_block(comparison),
        "means": _means(comparison),
        "terms": _terms(comparison),
        "asked": {key: times_asked(comparison, key) for key in scenarios},
        "treated": {key: _shares(comparison, key, "treated") for key in scenarios},
        "obstacles": _obstacles(comparison),
        "curves": _curves(comparison),
    }


def key_names(comparison: Comparison) -> dict[str, Label]:
    """Names of the keys in those blocks: fates, reasons, obstacles, forms."""
    terms = {c.name.removeprefix("term_"): c.label for c in comparison.village_columns if is_term(c.name)}
    return {**terms, **NAMES, **comparison.forms}


def _spoken(label: Label) -> tuple[str, ...]:
    return in_every_language(label)


@cache
def _unit(unit: str, difference: bool = False) -> tuple[str, ...]:
    return in_every_language(partial(unit_name, unit, difference))


def _tie(comparison: Comparison, row: dict[str, Any]) -> dict[str, Any]:
    when = row["month_formed"]
    return {
        "scenario": row["scenario"],
        "lead": int(village_rows(comparison, row["lead"])[0]),
        "members": village_rows(comparison, row["members"]).tolist(),
        "formed": row["formed"],
        "alive": row["alive"],
        "from": None if when != when else round(when),
    }


def _means(comparison: Comparison) -> dict[str, Any]:
    """Mean, difference and its standard error of every outcome of villages, packed: (scenario, outcome, 3, village)."""
    table = village_means(comparison)
    columns = [column for column in comparison.outcomes if not is_term(column.name)]
    nothing = np.full(len(comparison.villages), np.nan)
    parts = []
    for scenario in comparison.told:
        own = table[table["scenario"] == scenario]
        for column in columns:
            for suffix in ("", "_difference", "_difference_standard_error"):
                told = own[column.name + suffix].to_numpy(dtype=float) if column.name + suffix in own else nothing
                parts.append(rounded(told, column.unit))
    outcomes = [
        {
            "key": c.name,
            "label": _spoken(c.label),
            "unit": _unit(c.unit, True),
            "kind": c.unit,
            "share": c.unit == "share",
        }
        for c in columns
    ]
    values = np.stack(parts).astype("<f4")
    return {"scenarios": list(comparison.told), "outcomes": outcomes, "values": packed(values)}


def _terms(comparison: Comparison) -> dict[str, Any]:
    """Terms of attitude at each village's last consultation, of villages that were asked: village row → values."""
    columns = [column for column in comparison.outcomes if is_term(column.name)]
    values: dict[str, dict[int, list[float | None]]] = {}
    means = village_means(comparison)
    for scenario in comparison.told:
        found = means.loc[means["scenario"] == scenario, [column.name for column in columns]].to_numpy(dtype=float)
        asked = np.flatnonzero(np.isfinite(found).any(axis=1))
        values[scenario] = {int(row): _rounded(found[row], 3) for row in asked}
    return {"names": [_spoken(column.label) for column in columns], "values": values}


def _rounded(values: Iterable[float], digits: int) -> list[float | None]:
    return [round(float(value), digits) if np.isfinite(value) else None for value in values]


def _shares(comparison: Comparison, scenario: str, outcome: str) -> list[float]:
    """Mean over replications of a yes or no."""
    if outcome not in comparison.village_outcomes.columns:
        return [0.0] * len(comparison.villages)
    return [round(float(share), 3) for share in np.nan_to_num(cube(comparison, outcome)[scenario].mean(axis=0))]


def _obstacles(comparison: Comparison) -> dict[str, dict[int, str]]:
    """Main obstacle of each village that had one."""
    count, found = len(comparison.villages), main_obstacles(comparison)
    return {
        key: {i: found[place * count + i] for i in range(count) if found[place * count + i]}
        for place, key in enumerate(comparison.scenarios)
        if key in comparison.told
    }


def _curves(comparison: Comparison) -> dict[str, Any]:
    """Leading indicators month by month, packed: (indicator, level or difference, scenario, mean and ends, month)."""
    keys = headline(comparison)
    shape = (len(keys), 2, len(comparison.scenarios), 3, comparison.months + 1)
    values: Floats = np.full(shape, np.nan)
    order = list(comparison.scenarios)
    for i, key in enumerate(keys):
        for kind in (False, True):
            for path in over_time(comparison, key, against_baseline=kind):
                at = (i, int(kind), order.index(path.scenario))
                for part, found in enumerate((path.mean, path.low, path.high)):
                    values[(*at, part, path.month)] = found
    values = np.where(np.isnan(values[..., 1:2, :]), values[..., 0:1, :], values)  # one run has no band
    infos = [comparison.indicators[key] for key in keys]
    return {
        "months": comparison.months,
        "indicators": [
            {"key": one.key, "label": _spoken(one.label), "kind": one.unit, "unit": _unit(one.unit),
             "unitOfDifference": _unit(one.unit, True)}
            for one in infos
        ],
        "scenarios": [
            {"key": key, "label": _spoken(one.label), "colour": scenario_colour(comparison, key)}
            for key, one in comparison.scenarios.items()
        ],
        "values": packed(short(values.astype(np.float32))),
    }  # fmt: skip
