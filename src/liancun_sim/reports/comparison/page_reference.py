"""The sections of the page one looks things up in: all indicators, settings, assumptions, dictionary, provenance."""

from functools import partial

from liancun_sim.analysis import effects
from liancun_sim.reports.common.dictionary import dictionary
from liancun_sim.reports.common.markup import Cell, Html, both, element, fold, html, said, table, unit_html
from liancun_sim.reports.common.numbers import number, plain_span
from liancun_sim.reports.common.patterns import patterns_section
from liancun_sim.reports.common.provenance import came_from
from liancun_sim.reports.common.settings_table import own_settings
from liancun_sim.reports.common.words import uncertainty_name
from liancun_sim.reports.comparison.page_sections import effect_cell, indicator_html, scenario_html
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, rows_of
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label


def all_indicators(comparison: Comparison) -> Html:
    """Whole county, every indicator, both kinds of interval side by side, a table per scenario."""
    county = effects(comparison)
    county = county[county["stratum"] == "county"]
    kinds = [kind for kind in (ASSUMPTIONS, CHANCE) if (county["uncertainty"] == kind).any()]
    parts = []
    for scenario in comparison.told:
        own = rows_of(county[county["scenario"] == scenario])
        found = {(row["indicator"], row["uncertainty"]): row for row in own}
        rows: list[list[str | Cell]] = []
        for key, info in comparison.indicators.items():
            cells = [effect_cell(found.get((key, kind)), info.unit) for kind in kinds]
            mean = next((found[key, kind]["mean"] for kind in kinds if (key, kind) in found), float("nan"))
            direction = said(f"direction_{info.better}")
            rows.append(
                [indicator_html(comparison, key, info.unit), direction, Cell(number(mean, info.unit), "n"), *cells]
            )
        head = [said("column_indicator"), said("column_better"), said("column_level")]
        head += [both(lambda kind=kind: uncertainty_name(kind)) for kind in kinds]  # type: ignore[misc]
        parts.append(fold(scenario_html(comparison, scenario), table(head, rows, kind="sort")))
    return element("div", parts)


def settings(comparison: Comparison) -> Html:
    """Policies and settings in which each scenario differs from the defaults."""
    parts = []
    for key, info in comparison.scenarios.items():
        parts += [element("h3", scenario_html(comparison, key)), *own_settings(info)]
    return element("div", parts)


def assumptions(comparison: Comparison) -> Html:
    head = [said(f"column_{name}") for name in ("setting", "value", "range", "unit", "source")]
    rows: list[list[str | Cell]] = [
        [
            Html(f"{both(c.label)}<code class='unit'>{html(c.key)}</code>"),
            Cell(f"{c.value:g}", "n"),
            Cell(both(partial(plain_span, c.low, c.high)), "n"),
            both(declared_unit_label(c.unit)),
            both(source_label(c.source)),
        ]
        for c in comparison.coefficients
    ]
    return fold(said("assumptions"), table(head, rows))


def patterns(comparison: Comparison) -> Html:
    """What the model is held to."""
    return patterns_section(comparison.provenance.get("model_digest", ""))


def data_dictionary(comparison: Comparison) -> Html:
    indicators = table(
        [said(f"column_{name}") for name in ("indicator", "key", "unit", "better")],
        [
            [both(info.label), element("code", key), unit_html(info.unit), said(f"direction_{info.better}")]
            for key, info in comparison.indicators.items()
        ],
    )
    head = [said(f"column_{name}") for name in ("file", "column", "indicator", "unit", "meaning")]
    rows = [
        [
            element("code", entry.file),
            element("code", entry.column),
            both(entry.label),
            unit_html(entry.unit),
            both(entry.meaning),
        ]
        for entry in dictionary(comparison)
    ]
    return fold(said("dictionary"), Html(indicators + table(head, rows)))


def provenance(comparison: Comparison) -> Html:
    """What the result came from, as in manifest.json."""
    return came_from(comparison.provenance, comparison.notes)
