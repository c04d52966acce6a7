"""The table sheets of the workbook: results, parameters, every village, data dictionary."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from liancun_sim.analysis import effects, main_obstacles, village_means
from liancun_sim.analysis.comparison.idle import did_nothing, idle_policies
from liancun_sim.analysis.statistics.ranges import ENOUGH_DRAWS
from liancun_sim.reports.common.dictionary import dictionary
from liancun_sim.reports.common.numbers import plain_span, unit_name
from liancun_sim.reports.common.settings_table import plausible, shown
from liancun_sim.reports.common.words import (
    indicator_name,
    obstacle_name,
    policy_name,
    reason_of,
    scenario_name,
    uncertainty_name,
)
from liancun_sim.reports.common.workbook_sheet import Sheet
from liancun_sim.reports.comparison.effects_told import no_difference
from liancun_sim.reports.comparison.headline import asked_first
from liancun_sim.reports.comparison.page_villages import adjacent_names, times_asked
from liancun_sim.results import Comparison, is_term, rows_of
from liancun_sim.vocabulary import Label, say
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label


def results_sheet(comparison: Comparison, sheet: Sheet) -> None:
    """Every effect on the whole county, the first asked at the head; percentages as Excel percentages, for charts."""
    table = effects(comparison)
    county = table[table["stratum"] == "county"]
    names = ("scenario", "column_indicator", "column_unit", "column_better", "column_uncertainty",
             "column_low_5", "column_high_95", "column_pairs_better", "column_difference", "column_from", "column_to",
             "column_scenario_mean", "column_difference_current", "column_mean_current", "column_pairs",
             "column_assumptions_share", "column_note")  # fmt: skip
    rows = []
    idle = {scenario for scenario in comparison.policies_compared if did_nothing(comparison, scenario)}
    acted = county[~county["scenario"].isin(idle)]
    for row in sorted(rows_of(acted), key=lambda row: asked_first(row["indicator"])):
        unit, info = row["unit"], comparison.indicators.get(row["indicator"])
        in_current = [comparison.current_yuan(row["indicator"], row[name]) for name in ("difference", "mean")]
        rows.append(
            [
                scenario_name(comparison, row["scenario"]),
                indicator_name(comparison, row["indicator"]),
                unit_name(unit),
                say(f"report.direction_{info.better if info else PRICED_BETTER[row['indicator']]}"),
                uncertainty_name(row["uncertainty"]),
                *((row[name], unit) for name in ("low_5", "high_95")),
                (row["p_better"], "share"),
                *((row[name], unit) for name in ("difference", "ci_low", "ci_high", "mean")),
                *("" if yuan is None else (yuan, unit) for yuan in in_current),
                (row["replications"], "number"),
                (row["assumptions_share"], "share"),
                _note(row),
            ]
        )
    for scenario in sorted(idle):
        for one in idle_policies(comparison, scenario):
            name = f"{scenario_name(comparison, scenario)} · {policy_name(comparison, one.policy)}"
            why = say("report.sheet_holds", sheet=say("report.nothing_to_act_on"), about=one.why)
            rows.append([name, *[""] * (len(names) - 2), why])
    sheet.table([say(f"report.{name}") for name in names], [""] * len(names), rows, freeze=2)


def _note(row: dict[str, Any]) -> str:
    """Why a number is missing, that nothing differs, or that the range is provisional."""
    if row["reason"]:
        return reason_of(row["reason"])
    if no_difference(row, row["unit"]):
        return say("report.no_difference")
    few = row["replications"] < ENOUGH_DRAWS and np.isfinite(row["low_5"])
    return say("report.provisional") if few else ""


def parameters_sheet(comparison: Comparison, sheet: Sheet) -> None:
    """What each scenario sets, then the assumptions shared by all."""
    names = ("column_kind", "scenario", "column_setting", "column_key", "column_value", "column_default",
             "column_range", "column_unit", "column_source")  # fmt: skip
    rows: list[list[Any]] = [
        [say("report.kind_policy"), str(info.label), str(label), name, "", "", "", "", ""]
        for info in comparison.scenarios.values()
        for name, label in info.policies.items()
    ]
    rows += [
        [say("report.kind_setting"), str(info.label), f"{one.part} · {one.label}", one.key, shown(one.value),
         shown(one.default), plausible(one), str(declared_unit_label(one.unit)), str(source_label(one.source))]
        for info in comparison.scenarios.values()
        for one in info.settings
    ]  # fmt: skip
    rows += [
        [say("report.kind_assumption"), "", str(c.label), c.key, shown(c.value), shown(c.value),
         plain_span(c.low, c.high), str(declared_unit_label(c.unit)), str(source_label(c.source))]
        for c in comparison.coefficients
    ]  # fmt: skip
    sheet.table([say(f"report.{name}") for name in names], [""] * len(names), rows, freeze=3)


def villages_sheet(comparison: Comparison, sheet: Sheet) -> None:
    """A row per scenario and village: its answer, main obstacle, outcomes, differences, neighbours."""
    outcomes = [c for c in comparison.outcomes if not is_term(c.name)]
    paired = [c for c in outcomes if c.name in PAIRED]
    firsts = ("scenario", "column_township", "column_village", "column_village_id", "column_asked", "column_obstacle")
    heads = [say(f"report.{name}") for name in firsts]
    heads += [_head(str(c.label), unit_name(c.unit)) for c in outcomes]
    heads += [_head(f"{c.label} · {say('report.column_difference')}", unit_name(c.unit)) for c in paired]
    heads.append(say("report.column_adjacent"))
    units = [""] * 4 + ["number", ""] + [c.unit for c in outcomes] + [c.unit for c in paired] + [""]
    values = [*(c.name for c in outcomes), *(f"{c.name}_difference" for c in paired)]
    sheet.table(heads, units, _village_rows(comparison, values), freeze=3)


PRICED_BETTER = {"gain_per_yuan": "higher", "cost_per_converted_village": "lower",
                 "own_cost_per_converted_village": "lower", "total_yuan": "lower", "staff_yuan": "lower",
                 "public_yuan": "lower"}  # fmt: skip
"""Which direction is better of what is no indicator."""
PAIRED = ("income_yuan_per_person", "collective_income_yuan", "satisfaction", "public_goods")


def _head(name: str, unit: str) -> str:
    return str(Label("{} ({})", "{}（{}）")).format(name, unit) if unit and unit != "%" else name


def _village_rows(comparison: Comparison, values: list[str]) -> Iterator[list[Any]]:
    means = village_means(comparison)
    obstacle = np.array(main_obstacles(comparison), dtype=object)
    near = list(adjacent_names(comparison).values())
    for scenario in comparison.scenarios:
        own = (means["scenario"] == scenario).to_numpy()
        table = means.loc[own]
        asked, label = times_asked(comparison, scenario), scenario_name(comparison, scenario)
        columns = [table[name].tolist() for name in ("township", "village", "village_id")]
        numbers = [table[name].tolist() for name in values]
        for i, hindrance in enumerate(obstacle[own]):
            yield [
                label,
                *(column[i] for column in columns),
                asked[i] or None,
                obstacle_name(comparison, hindrance) if asked[i] else "",
                *(column[i] for column in numbers),
                near[i],
            ]


def dictionary_sheet(comparison: Comparison, sheet: Sheet) -> None:
    """Indicators first, then every column of the files beside the workbook."""
    names = ("column_file", "column_column", "column_indicator", "column_unit", "column_better", "column_meaning")
    rows: list[list[Any]] = [
        ["effects.csv", key, str(info.label), unit_name(info.unit), say(f"report.direction_{info.better}"), ""]
        for key, info in comparison.indicators.items()
    ]
    rows += [[e.file, e.column, str(e.label), unit_name(e.unit), "", str(e.meaning)] for e in dictionary(comparison)]
    sheet.table([say(f"report.{name}") for name in names], [""] * len(names), rows, freeze=2)
