"""One run as a function of its parameters, for whoever chooses them: optimisers, samplers, emulators, workbenches."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from liancun_sim.county import County, load_county
from liancun_sim.indicators import indicators
from liancun_sim.running.study.model_outcomes import SPENT, asked, needed_indicators, outcomes_of
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.scenario.overriding import as_override
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

SETTINGS = ("scenario", "months", "seed", "replication")
"""What a mapping of parameters may hold beside settings of the scenario."""

_worlds: list[World] = []  # of counties given as they are, the last two
MOST_WORLDS = 2


def simulate(
    parameters: Mapping[str, Any] | None = None,
    /,
    *,
    scenario: str | Path | Mapping[str, Any] | Scenario = "baseline",
    county: str | Path | County | None = None,
    months: int | None = None,
    outcomes: Sequence[str] | str = "all",
    seed: int = 1,
    replication: int = 0,
    **more: Any,
) -> dict[str, float]:
    """Run one world and return its outcomes: one function for every optimiser and sampler.

    The county's people are drawn once in a process and serve every call. A sweep's run at the same parameters, seed
    and replication has the same outcomes.

    Parameters
    ----------
    parameters : settings by name, as ``--set`` takes them: coefficients (``attitude.pressure``), levers
        (``policies.strong_weak_pairing.pairs``), sections (``decision.threshold``); also ``scenario``, ``months``,
        ``seed``, ``replication``, instead of those below. `parameters_of` lists names with their ranges.
    more : the same, for those who call with keywords.
    outcomes : indicators, ``indicator@township:NAME``, ``indicator@month:6``, or ``all``; what policies cost always
        comes with them.
    seed, replication : address the draws: equal ones give equal luck, so that parameters alone differ.

    Returns
    -------
    outcome → its mean over the last 12 months, NaN where there was nothing to measure; costs over the whole run.

    Raises
    ------
    BadInput
        Naming every parameter or outcome that is wrong.

    Examples
    --------
    >>> from liancun_sim import make_county, simulate
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> low, high = (
    ...     simulate({"attitude.pressure": pressure}, scenario="strong_weak_pairing", county=county, months=12)
    ...     for pressure in (0.0, 0.8)
    ... )
    >>> low["stated_consent"] < high["stated_consent"]
    True
    """
    given = {**(parameters or {}), **more}
    named = {name: given.pop(name) for name in SETTINGS if name in given}
    faults = [_unknown(name) for name in given if "." not in name]
    if faults:
        raise BadInput(faults)
    fixed = {"scenario": scenario, "months": months, "seed": seed, "replication": replication, **named}
    resolved = _resolved(fixed["scenario"], fixed["months"], given, county)
    names = _outcomes(outcomes, resolved.setup.months)
    world = _world(county if county is not None else resolved.county, resolved.setup.start)
    recorder = Recorder({key: indicators()[key] for key in needed_indicators(names, (), ())})
    run = world.run(
        resolved.setup, resolved.coefficients, resolved.build_policies(world.county),
        int(fixed["seed"]), int(fixed["replication"]), recorder,
    )  # fmt: skip
    try:
        return outcomes_of(run, names)
    except ValueError as error:  # a stratum the county does not have
        raise BadInput(Fault("", "outcomes", str(error))) from None


def _resolved(
    source: str | Path | Mapping[str, Any] | Scenario,
    months: int | None,
    given: Mapping[str, Any],
    county: str | Path | County | None,
) -> Scenario:
    document = source.document if isinstance(source, Scenario) else source
    sets = [as_override(name, value) for name, value in given.items()]
    folder = None if isinstance(county, County) else county
    return load_scenario(document, sets=sets, county=folder, months=None if months is None else int(months))


def _outcomes(wanted: Sequence[str] | str, months: int) -> list[str]:
    known = (*indicators(), *SPENT)
    names = list(known) if wanted == "all" else [wanted] if isinstance(wanted, str) else list(wanted)
    faults = []
    for name in names:
        try:
            key, _, month = asked(name)
        except ValueError:
            faults.append(Fault("", "outcomes", say("study.unknown_month", name=name)))
            continue
        if month is not None and not 0 <= month <= months:
            faults.append(Fault("", "outcomes", say("study.month_beyond", name=name, months=months)))
        if key not in known:
            near = nearest(key, known)
            message = say(
                f"study.unknown_outcome{'_near' if near else ''}", name=key, near=near, known=", ".join(known)
            )
            faults.append(Fault("", "outcomes", message))
    if faults:
        raise BadInput(faults)
    return names


def _unknown(name: str) -> Fault:
    near = nearest(name, SETTINGS)
    known = ", ".join(SETTINGS)
    return Fault("", "parameters", say(f"running.unknown_parameter{'_near' if near else ''}",
                                       name=name, near=near, known=known))  # fmt: skip


def _world(county: str | Path | County, start: str) -> World:
    """The county ready to be run, kept for the next call."""
    if not isinstance(county, County):
        folder = Path(county)
        stamps = (
            tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*"))) if folder.is_dir() else ()
        )
        return _of_folder(str(county), start, stamps)
    for world in _worlds:
        if world.county is county:
            return world
    _worlds.append(World(county))
    del _worlds[:-MOST_WORLDS]
    return _worlds[-1]


@lru_cache(maxsize=MOST_WORLDS)
def _of_folder(source: str, start: str, stamps: tuple[tuple[str, int], ...]) -> World:
    return World(load_county(source, start))
