"""What a study may vary of the model: coefficients, and levers: settings of its scenarios, named as ``--set`` does."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from liancun_sim.interventions import Lever
from liancun_sim.running.study.factors import Factor
from liancun_sim.running.study.study_faults import Place, StudyFaults
from liancun_sim.scenario import Scenario, load_scenario, policies
from liancun_sim.scenario.explaining import at
from liancun_sim.scenario.settings import file_model, label_of
from liancun_sim.simulation.schedule import COEFFICIENTS

SECTIONS = ("decision", "leaving", "budget", "assessment")
UNLIMITED = float("inf")
KINDS = {"number": "real", "integer": "integer", "yes_no": "choice", "choice": "choice", "boolean": "choice"}


def lever_factor(key: str, scenarios: Sequence[Scenario], place: Place, faults: StudyFaults) -> Factor | None:
    """What is known of a lever before the study narrows it; None once faults say that nothing is."""
    section, _, rest = key.partition(".")
    name, dot, lever = rest.partition(".")
    if section == "policies" and dot and "." not in lever:
        return _policy_lever(key, name, lever, scenarios, place, faults)
    if section in SECTIONS and rest in _section(section):
        return _section_setting(key, _section(section)[rest], place, faults)
    known = [f"{part}.{name}" for part in SECTIONS for name in _section(part)]
    known += [f"policies.{one.name}.{lever}" for scenario in scenarios for one in scenario.policies
              for lever in one.levers]  # fmt: skip
    faults.unknown(place, "unknown_lever", key, _of_section(section, known))
    return None


def _of_section(section: str, known: Sequence[str]) -> list[str]:
    """The levers of one section, where it is one; otherwise an example of each."""
    own = [name for name in known if name.startswith(f"{section}.")]
    return list(dict.fromkeys(own or known))


def uncertainty(key: str) -> Factor:
    """A coefficient over its range."""
    c = COEFFICIENTS[key]
    return Factor(key, "uncertainty", "real", c.low, c.high, (), c.unit, c.label, c.value, c.at_default)


def lever_names(scenario: Scenario) -> list[str]:
    """Every dial of a scenario that is a number or a choice."""
    found = [f"{part}.{name}" for part in SECTIONS for name, piece in _section(part).items() if _kind(piece)]
    for spec in scenario.policies:
        levers = policies()[spec.key].all_levers()
        found += [f"policies.{spec.name}.{one.name}" for one in levers if one.kind in KINDS]
    return found


def likely_range(key: str, scenario: Scenario) -> tuple[float, float] | None:
    """The plausible range of a policy's lever that is an assumption."""
    _, name, lever = (*key.split("."), "", "")[:3]
    kinds = [spec.key for spec in scenario.policies if spec.name == name]
    return next((one.plausible for kind in kinds for one in policies()[kind].all_levers() if one.name == lever), None)


def used_levers(key: str, scenario: Scenario) -> bool:
    """Whether a lever is a dial of this scenario."""
    section, _, rest = key.partition(".")
    return section != "policies" or any(one.name == rest.partition(".")[0] for one in scenario.policies)


def with_levers(scenario: Scenario, levers: Mapping[str, Any]) -> Scenario:
    """The scenario with levers at these values; those it does not have are left out."""
    changes = {key: value for key, value in levers.items() if used_levers(key, scenario)}
    if not changes:
        return scenario
    document = deepcopy(dict(scenario.document))
    for key, value in changes.items():
        section, _, rest = key.partition(".")
        if section == "policies":
            name, _, lever = rest.partition(".")
            block = next(
                given for entry in document["policies"] for policy, given in entry.items()
                if given.get("as", policy) == name
            )  # fmt: skip
            block[lever] = value
        else:
            document[section][rest] = value
    return load_scenario(document, months=document["months"])  # as short as it was already


def _policy_lever(
    key: str, name: str, lever: str, scenarios: Sequence[Scenario], place: Place, faults: StudyFaults
) -> Factor | None:
    specs = {one.name: one for scenario in scenarios for one in scenario.policies}
    if name not in specs:
        faults.unknown(place, "unknown_policy", name, list(specs))
        return None
    levers = {one.name: one for one in policies()[specs[name].key].all_levers()}
    if lever not in levers:
        faults.unknown(place, "unknown_setting", lever, list(levers), policy=name)
        return None
    return _of_lever(key, levers[lever], place, faults)


def _of_lever(key: str, lever: Lever, place: Place, faults: StudyFaults) -> Factor | None:
    if lever.kind in ("villages", "unions"):
        faults.add(place, "villages_lever", name=key)
        return None
    low = -UNLIMITED if lever.low is None else float(lever.low)
    high = UNLIMITED if lever.high is None else float(lever.high)
    values = (True, False) if lever.kind == "yes_no" else lever.choices
    return Factor(key, "lever", KINDS[lever.kind], low, high, values, lever.unit, lever.label)  # type: ignore[arg-type]


@cache
def _section(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = at(file_model().model_json_schema(), (name,)).get("properties", {})
    return found


def _section_setting(key: str, piece: Mapping[str, Any], place: Place, faults: StudyFaults) -> Factor | None:
    kind = _kind(piece)
    if kind is None:
        faults.add(place, "not_a_lever", name=key)
        return None
    low, high = float(piece.get("minimum", -UNLIMITED)), float(piece.get("maximum", UNLIMITED))
    values = (True, False) if piece.get("type") == "boolean" else tuple(piece.get("enum", ()))
    return Factor(key, "lever", kind, low, high, values, piece["unit"], label_of(dict(piece)))  # type: ignore[arg-type]


def _kind(piece: Mapping[str, Any]) -> str | None:
    return "choice" if "enum" in piece else KINDS.get(piece.get("type", ""))
