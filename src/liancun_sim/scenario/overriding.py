"""``--set a.b=3``: one setting from the command line."""

import json
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from liancun_sim.files.yaml_document import Document
from liancun_sim.scenario.layer import Layer, add_policy, layer_of, unknown_policy
from liancun_sim.scenario.origin import Origin, Path
from liancun_sim.scenario.reading import parse
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

FLAG = "--set"


@dataclass(frozen=True)
class Override:
    """One ``--set``: where it goes and what it says. text : as typed."""

    path: Path
    value: Any
    text: str

    @property
    def origin(self) -> Origin:
        return Origin(FLAG, 0, self.text)

    @property
    def policy(self) -> str | None:
        """The name of the policy it concerns, if any."""
        return self.path[1] if self.path[0] == "policies" else None


def override(text: str) -> Override:
    """Read ``key=value``; the value is YAML.

    Raises
    ------
    BadInput
        If it is not of that form, or names a policy without one of its levers.
    """
    key, equals, value = (part.strip() for part in text.partition("="))
    at = Origin(FLAG, 0, text)
    if not equals or not key:
        raise BadInput(at.fault(say("scenario.set_form")))
    path = _path(key)
    if path[0] == "policies" and len(path) != 3:
        raise BadInput(at.fault(say("scenario.set_policy_form")))
    return Override(path, parse(value, at).content, text)


def as_override(key: str, value: Any) -> str:
    """A setting given in Python, as ``--set`` takes it; JSON is YAML, but for what is no finite number."""
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, float) and not math.isfinite(plain):
        return f"{key}={'.nan' if math.isnan(plain) else '.inf' if plain > 0 else '-.inf'}"
    return f"{key}={json.dumps(plain, ensure_ascii=False)}"


def _path(key: str) -> Path:
    if key in COEFFICIENTS:
        return "coefficients", key
    first, _, rest = key.partition(".")
    if first == "coefficients" and rest:
        return first, rest
    if first == "policies":
        name, _, lever = rest.partition(".")
        return tuple(part for part in (first, name, lever) if part)
    mechanisms = {coefficient.partition(".")[0] for coefficient in COEFFICIENTS}
    if first in mechanisms:  # surely a coefficient, misspelt
        return "coefficients", key
    return tuple(key.split("."))


def override_layer(one: Override, named: dict[str, str]) -> Layer:
    """The override as a layer over a scenario whose policies by name are `named` (name → policy key)."""
    if one.policy is None:
        nested: Any = one.value
        for part in reversed(one.path):
            nested = {part: nested}
        layer = layer_of(Document(nested), FLAG, Layer().folder)
        layer.faults = [Fault(FLAG, one.text, fault.message) for fault in layer.faults]
    else:
        lever = one.path[2]
        layer = Layer(origins={one.path: one.origin})
        add_policy(layer, one.policy, named[one.policy], {lever: one.value})
    layer.origins = dict.fromkeys(layer.origins, one.origin)
    return layer


def no_such_policy(one: Override, named: dict[str, str]) -> Fault:
    """What to say when no scenario has the policy an override names."""
    name = str(one.policy)
    if name not in policies() and name not in named and not nearest(name, named):
        return one.origin.fault(unknown_policy(name))
    has = ", ".join(named) or say("scenario.no_policies")
    return one.origin.fault(say("scenario.set_no_such_policy", name=name, has=has))
