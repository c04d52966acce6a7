"""What is particular to a scenario: its policies, and the settings in which it differs from the defaults."""

from collections.abc import Mapping
from functools import partial

from liancun_sim.reports.common.markup import Html, both, element, html, said, table
from liancun_sim.reports.common.numbers import plain_span
from liancun_sim.results import ScenarioInfo, Setting
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label


def own_settings(info: ScenarioInfo) -> list[Html]:
    """One scenario's policies and the settings in which it differs from the defaults."""
    parts = []
    if info.policies:
        names = [Html(f"{both(label)} <code>{html(name)}</code>") for name, label in info.policies.items()]
        parts.append(element("p", [said("policies"), Html("; ".join(names))]))
    if not info.settings:
        return [*parts, element("p", said("settings_none"), kind="note")]
    head = [said(f"column_{name}") for name in ("setting", "value", "default", "range", "unit", "source")]
    rows = [
        [
            Html(f"{both(one.part)} · {both(one.label)}<code class='unit'>{html(one.key)}</code>"),
            both(partial(shown, one.value)),
            both(partial(shown, one.default)),
            both(partial(plausible, one)),
            both(declared_unit_label(one.unit)),
            both(source_label(one.source)),
        ]
        for one in info.settings
    ]
    return [*parts, table(head, rows)]


def plausible(setting: Setting) -> str:
    """The range an assumption may lie in; empty for what is no assumption."""
    return plain_span(*setting.plausible) if setting.plausible else ""


def shown(value: object) -> str:
    """A setting's value as text; ``–`` for none."""
    if value is None or value == () or value == []:
        return "–"
    if isinstance(value, list | tuple):
        return ("; " if isinstance(value[0], Mapping) else ", ").join(map(shown, value))
    if isinstance(value, Mapping):  # a union of a plan
        return " ".join(shown(part) for part in value.values() if part is not None)
    return f"{value:g}" if isinstance(value, float) else str(value)
