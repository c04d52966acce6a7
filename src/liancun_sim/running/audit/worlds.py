"""One world of an audit, and what is stored of it.

A scenario has four worlds in a replication under the same draws: as designed, its villages only labelled, villages
chosen at random, and without policy. Each is run and stored by itself. The label and the random choice follow what
the world as designed did; where that is not at hand it is run again, which gives the same to the bit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.results.audit.columns import AS_DESIGNED, PLACEBO, RANDOM
from liancun_sim.running.audit.variants import Variant, decided
from liancun_sim.running.audit.watching import Watch, rows
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.world import World

if TYPE_CHECKING:
    from liancun_sim.results.store import PlannedRun
    from liancun_sim.scenario import Scenario

WITHOUT = "without_policy"
WORLDS = (AS_DESIGNED, PLACEBO, RANDOM, WITHOUT)
"""The worlds of a scenario in a replication, by design."""
DECIDED = "decided"
"""The table with the one row of VARIANTS a variant of the decision rule leaves behind."""


class AuditWorlds:
    """Runs the worlds of an audit.

    Parameters
    ----------
    world : the county, built once. scenarios : by key.
    worlds : world key → its scenario, and its design or its variant of the decision rule.
    redraw_start : every replication but the first begins at a t0 of its own; variants at the county's.
    """

    def __init__(
        self, world: World, scenarios: "Mapping[str, Scenario]", worlds: Mapping[str, tuple[str, str | Variant]],
        seed: int, redraw_start: bool = False,
    ):  # fmt: skip
        self.world, self.scenarios, self.worlds = world, scenarios, worlds
        self.seed, self.redraw_start = seed, redraw_start
        self._start: tuple[int, World] | None = None
        self._designed: tuple[object, Watch] | None = None

    def run(self, planned: "PlannedRun") -> tuple[dict[str, float], dict[str, Any]]:
        """One world: its tables; no single numbers."""
        key, design = self.worlds[planned.scenario]
        scenario, number = self.scenarios[key], planned.replicate
        if isinstance(design, Variant):
            row = decided(self.world, scenario, design, self.seed, number)
            return {}, {DECIDED: {name: np.array([value]) for name, value in row.items()}}
        watch = self.watched(key, scenario, design, number)
        return {}, rows(watch, np.array(self.world.county.villages.index, dtype=object))

    def watched(self, key: str, scenario: "Scenario", design: str, number: int) -> Watch:
        """One of the four worlds of a scenario."""
        if design == AS_DESIGNED:
            watch = self._run(scenario, scenario.build_policies(self.world.county), number)
            self._designed = (key, number), watch
            return watch
        if design == WITHOUT:
            return self._run(scenario, (), number, willing_always=True)  # whenever others are asked
        if self._designed is None or self._designed[0] != (key, number):
            self.watched(key, scenario, AS_DESIGNED, number)
        assert self._designed is not None
        designed = self._designed[1]
        if design == PLACEBO:
            return self._run(scenario, labels_for(np.flatnonzero(designed.treated[-1])), number)
        own = scenario.build_policies(self.world.county)
        villages = len(self.world.county.villages)
        return self._run(scenario, [at_random(one, designed.planned.get(one.name, 0), villages) for one in own], number)

    def _run(self, scenario: "Scenario", acting: Iterable[Policy], number: int, willing_always: bool = False) -> Watch:
        setup = audited_setup(scenario)
        watch = Watch(setup.months, scenario.coefficients["attitude.answer_noise"], willing_always)
        self._at_start(number).run(setup, scenario.coefficients, acting, self.seed, number, watch)
        return watch

    def _at_start(self, number: int) -> World:
        """The county at the t0 of a replication."""
        if not self.redraw_start:
            return self.world
        if self._start is None or self._start[0] != number:
            self._start = number, self.world.drawn_anew(number)
        return self._start[1]


def audited_setup(scenario: "Scenario") -> Setup:
    """A scenario's setup, ending with its last assessment."""
    return replace(scenario.setup, months=last_assessment(scenario.setup))


def last_assessment(setup: Setup) -> int:
    """Months from t0 to the last assessment of a run."""
    return setup.months - setup.months % setup.assessment.interval


def labels_for(rows: npt.NDArray[np.intp]) -> list[Policy]:
    """The placebo: these villages named as supported from the first month on, and nothing else; none for none."""
    if rows.size == 0:
        return []
    levers = {"targeting": "list", "villages": tuple(int(row) for row in rows), "count": int(rows.size)}
    return [policies()["placebo_label"](None, levers)]


HOW_MANY = (
    ("proposals",), ("pairs",), ("count",), ("leaders", "units"), ("class_villages",), ("reserve_villages",),
    ("fund_villages",), ("paired",),
)  # fmt: skip
"""Levers that say how many unions or villages a policy takes; those of one line take turns."""


def at_random(policy: Policy, planned: int, villages: int) -> Policy:
    """The same policy taking the villages it may take in random order, named ones among them.

    One that takes only the villages named takes as many at random, not as many as its levers would allow.

    planned : unions or villages it planned as designed. villages : of the county.
    """
    levers = {**vars(policy.lever), "targeting": "random", "villages": ()}
    if policy.lever.targeting == "list" and policy.lever.dose > 0:
        for together in HOW_MANY:
            left = round(planned / policy.lever.dose)
            for name in (name for name in together if name in levers):
                levers[name] = min(levers[name], left)
                left -= levers[name]
        if "coverage" in levers:
            levers["coverage"] = min(levers["coverage"], planned / policy.lever.dose / villages)
    return type(policy)(policy.name, levers)
