"""In what a scenario differs from the defaults, for reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liancun_sim.scenario.explaining import at
from liancun_sim.scenario.registry import policies
from liancun_sim.scenario.settings import brought, default_at, file_model, label_of
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import Label

SECTIONS = ("decision", "leaving", "budget", "assessment")
WHOLE = Label("Scenario", "情景")
COEFFICIENT = Label("Coefficient", "系数")


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """A setting that is not at its default. part : the policy or section it belongs to. plausible : see `Lever`."""

    part: Label
    key: str
    label: Label
    value: Any
    default: Any
    unit: str
    source: str
    plausible: tuple[float, float] | None = None


def changed(document: Mapping[str, Any]) -> tuple[ChangedSetting, ...]:
    """Every setting of a resolved document that differs from its default."""
    found = (
        *_sections(document),
        *_levers(document["policies"], document["start"]),
        *_coefficients(document["coefficients"]),
    )
    return tuple(setting for setting in found if setting.value != setting.default)


def _sections(document: Mapping[str, Any]) -> Iterator[ChangedSetting]:
    schema = file_model().model_json_schema()
    defaults = file_model()().model_dump(by_alias=True)
    for key in ("start", "months", "cascade"):
        piece = schema["properties"][key]
        yield ChangedSetting(WHOLE, key, label_of(piece), document[key], defaults[key], piece["unit"], "")
    for section in SECTIONS:
        part = label_of(schema["properties"][section])
        for key, value in document[section].items():
            piece = at(schema, (section, key))
            default = defaults[section][key]
            if (section, key) == ("budget", "yuan_per_year"):
                default = brought(default, document["start"])
            yield ChangedSetting(part, f"{section}.{key}", label_of(piece), value, default, piece["unit"], "")


def _levers(entries: list[dict[str, dict[str, Any]]], start: str) -> Iterator[ChangedSetting]:
    for entry in entries:
        ((key, levers),) = entry.items()
        kind = policies()[key]
        name = levers.get("as", key)
        for lever in kind.all_levers():
            value, default, path = levers[lever.name], default_at(lever, start), f"{name}.{lever.name}"
            yield ChangedSetting(
                kind.label, path, lever.label, value, default, lever.unit, lever.source, lever.plausible
            )


def _coefficients(values: Mapping[str, float]) -> Iterator[ChangedSetting]:
    for key, value in values.items():
        c = COEFFICIENTS[key]
        yield ChangedSetting(COEFFICIENT, key, c.label, value, c.value, c.unit, c.source, (c.low, c.high))
