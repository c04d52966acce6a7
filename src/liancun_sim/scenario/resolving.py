"""A merged, checked scenario with every default filled in and the origin of every value."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from liancun_sim.mechanisms import AssessmentRules, Decision, LeavingRules, Setup
from liancun_sim.scenario.origin import DEFAULT, Origin, dotted
from liancun_sim.scenario.origin import Path as Key
from liancun_sim.scenario.registry import policies
from liancun_sim.scenario.scenario import PolicySpec, Scenario
from liancun_sim.scenario.settings import brought, default_at, file_model, levers_model
from liancun_sim.vocabulary import Label

NOT_IN_DIGEST = ("name", "county")  # a name changes no result; a county has a digest of its own


def resolved(key: str, content: Mapping[str, Any], origins: Mapping[Key, Origin]) -> Scenario:
    """The scenario of a merged content that passed every check."""
    top = file_model().model_validate({name: value for name, value in content.items() if name != "policies"})
    values = top.model_dump(by_alias=True, exclude={"extends"})
    start = values["start"]
    specs = tuple(_spec(name, given, origins, start) for name, given in content.get("policies", {}).items())
    if "yuan_per_year" not in content.get("budget", {}):
        values["budget"]["yuan_per_year"] = brought(values["budget"]["yuan_per_year"], start)
    label = _label(key, values["name"])
    values["decision"] = {"rule": values["decision"].pop("rule"), **values["decision"]}
    values["leaving"] = {"rule": values["leaving"].pop("rule"), **values["leaving"]}
    values["name"] = {"en": label.en, "zh": label.zh}
    coefficients = values.pop("coefficients")
    document = {**values, "policies": [_entry(spec) for spec in specs], "coefficients": coefficients}
    return Scenario(
        key=key,
        name=label,
        setup=_setup(values),
        county=values["county"],
        policies=specs,
        coefficients=coefficients,
        set_coefficients=dict(content.get("coefficients", {})),
        origins={dotted(path): origins.get(path, DEFAULT) for path in _leaves(document)},
        digest=_digest(document),
        document=document,
    )


def _label(key: str, name: Mapping[str, str | None]) -> Label:
    given = [text for text in (name["en"], name["zh"]) if text]
    return Label(name["en"] or (given or [key])[0], name["zh"] or (given or [key])[0])


def _spec(name: str, given: Mapping[str, Any], origins: Mapping[Key, Origin], start: str) -> PolicySpec:
    defaults = {lever.name: default_at(lever, start) for lever in policies()[given["policy"]].all_levers()}
    levers = {lever: value for lever, value in given.items() if lever != "policy"}
    levers = {**{name: value for name, value in defaults.items() if isinstance(value, float)}, **levers}
    values = levers_model(given["policy"]).model_validate(levers).model_dump(by_alias=True)
    return PolicySpec(name, given["policy"], values, origins.get(("policies", name, "villages"), DEFAULT))


def _entry(spec: PolicySpec) -> dict[str, dict[str, Any]]:
    return {spec.key: {**({"as": spec.name} if spec.name != spec.key else {}), **spec.levers}}


def _setup(values: Mapping[str, Any]) -> Setup:
    assessment = {**values["assessment"], "fixed": tuple(sorted(values["assessment"]["fixed"].items()))}
    return Setup(
        start=values["start"],
        months=values["months"],
        decision=Decision(**values["decision"]),
        leaving=_leaving(values["leaving"]),
        assessment=AssessmentRules(**assessment),
        cascade=values["cascade"],
        **values["budget"],
    )


def _leaving(values: Mapping[str, Any]) -> LeavingRules:
    own = ("proposed_by", "petition_share", "after_accounts", "approval")
    decision = Decision(**{name: value for name, value in values.items() if name not in own})
    return LeavingRules(decision=decision, **{name: values[name] for name in own})


def _leaves(document: Mapping[str, Any]) -> list[Key]:
    found: list[Key] = []
    for key, value in document.items():
        if key == "policies":
            for entry in value:
                ((policy, levers),) = entry.items()
                name = levers.get("as", policy)
                found += [("policies", name, lever) for lever in levers if lever != "as"]
        elif isinstance(value, Mapping):
            found += [(key, inner) for inner in value]
        else:
            found.append((key,))
    return found


def _digest(document: Mapping[str, Any]) -> str:
    """Equal for scenarios that must give equal results on the same county, whatever the order of policies."""
    content = {key: value for key, value in document.items() if key not in NOT_IN_DIGEST}
    content["policies"] = sorted(content["policies"], key=lambda entry: json.dumps(entry, sort_keys=True))
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(), digest_size=8).hexdigest()
