"""What `LiancunModel` is called with, checked: one report of everything wrong, or a scenario, a county and a seed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from liancun_sim.county import County
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

OWN = ("villages", "households", "county", "months", "seed", "rng", "replication", "start", "cascade")
"""Keywords of the model; a key with a dot is a scenario setting."""
LEAST = {"villages": 2, "households": 1, "replication": 0}
DEFAULT_SEED = 1


@dataclass(frozen=True)
class Settings:
    """villages, households : size of a county to make. county : one given instead. All None: the scenario's county."""

    scenario: Scenario
    county: County | None
    villages: int | None
    households: int | None
    seed: int
    replication: int


def read_settings(scenario: Scenario | str | Path | Mapping[str, Any] | None, params: Mapping[str, Any]) -> Settings:
    """Check the model's arguments.

    Raises
    ------
    BadInput
        With every fault of the keywords and of the scenario.
    """
    faults = [_unknown(name) for name in params if name not in OWN and "." not in name]
    numbers = {name: _whole(name, params[name], faults) for name in LEAST if params.get(name) is not None}
    sizes = [name for name in ("villages", "households") if name in numbers]
    county = params.get("county")
    if county is not None and sizes:
        faults.append(Fault("", "county", say("agents.county_or_size", names=", ".join(sizes))))
    seed = _seed(params, faults)
    resolved = _scenario(scenario, params, faults)
    if faults or resolved is None:
        raise BadInput(faults)
    return Settings(
        resolved, county if isinstance(county, County) else None, numbers.get("villages"), numbers.get("households"),
        seed, numbers.get("replication", 0),
    )  # fmt: skip


def _scenario(
    source: Scenario | str | Path | Mapping[str, Any] | None, params: Mapping[str, Any], faults: list[Fault]
) -> Scenario | None:
    sets = [f"{key}={_as_yaml(value)}" for key, value in params.items() if "." in key or key in ("start", "cascade")]
    county, months = params.get("county"), params.get("months")
    folder = county if isinstance(county, str | Path) else None
    if isinstance(source, Scenario):
        if not sets and folder is None and months is None:
            return source
        source = source.document
    try:
        return load_scenario("baseline" if source is None else source, sets=sets, county=folder, months=months)
    except BadInput as bad:
        faults += bad.faults
        return None


def _as_yaml(value: Any) -> str:
    """A Python value as the right side of ``--set``."""
    return json.dumps(value.item() if isinstance(value, np.generic) else value, ensure_ascii=False)


def _unknown(name: str) -> Fault:
    near = nearest(name, OWN)
    key = "agents.unknown_setting_near" if near else "agents.unknown_setting"
    return Fault("", "LiancunModel", say(key, name=name, near=near, known=", ".join(OWN)))


def _whole(name: str, value: Any, faults: list[Fault]) -> int:
    """A whole number of at least `LEAST`, also as text."""
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if number < LEAST[name]:
        faults.append(Fault("", name, say("agents.not_positive", name=name, value=repr(value), least=LEAST[name])))
    return number


def _seed(params: Mapping[str, Any], faults: list[Fault]) -> int:
    """The seed of the draws: ``seed``, or Mesa's ``rng`` (a number, text, or generator)."""
    given = {name: params[name] for name in ("seed", "rng") if params.get(name) is not None}
    if len(given) == 2 and given["seed"] != given["rng"]:
        faults.append(Fault("", "seed", say("agents.two_seeds", **given)))
    for name, value in given.items():
        if isinstance(value, np.random.Generator | np.random.BitGenerator):
            return int(np.random.default_rng(value).integers(2**31))
        if isinstance(value, np.random.SeedSequence):
            return int(value.generate_state(1)[0])
        text = str(value).strip()
        if not text.isdecimal():
            faults.append(Fault("", name, say("agents.seed_not_a_number", value=repr(value))))
        else:
            return int(text)
    return DEFAULT_SEED
