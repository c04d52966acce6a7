"""What `LiancunModel` is called with, checked: one report of everything wrong, or a scenario, a county and a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from liancun_sim.county import County
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.scenario.overriding import as_override
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

OWN = ("villages", "households", "county", "months", "seed", "rng", "replication", "start", "cascade")
"""Keywords of the model; a key with a dot is a scenario setting."""
LEAST = {"villages": 2, "households": 1, "replication": 0}
MOST_DRAWN = 2**31  # seeds drawn from a generator lie below


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
    sets = [as_override(key, value) for key, value in params.items() if "." in key or key in ("start", "cascade")]
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
    """The seed of the draws: ``seed``, or Mesa's ``rng`` (see `seed_of`); a new one where neither is given."""
    given = {name: params[name] for name in ("seed", "rng") if params.get(name) is not None}
    if len(given) == 2 and str(given["seed"]) != str(given["rng"]):
        faults.append(Fault("", "seed", say("agents.two_seeds", **given)))
    for name, value in given.items():
        try:
            return seed_of(value)
        except ValueError:
            faults.append(Fault("", name, say("agents.seed_not_a_number", value=repr(value))))
    return seed_of(np.random.default_rng())


def seed_of(value: Any) -> int:
    """The seed in what Mesa and NumPy take for one: a whole number (also as text or 1.0), several, or a generator.

    A generator is drawn from, so that it gives another seed the next time.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if isinstance(value, np.random.Generator | np.random.BitGenerator):
        return int(np.random.default_rng(value).integers(MOST_DRAWN))
    if isinstance(value, np.random.SeedSequence):
        return int(value.generate_state(1)[0])
    if isinstance(value, Sequence | np.ndarray) and not isinstance(value, str | bytes):
        return int(np.random.SeedSequence([_whole_seed(one) for one in value]).generate_state(1)[0])
    return _whole_seed(value)


def _whole_seed(value: Any) -> int:
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    text = str(value).strip()
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)
