"""One world of an audit, and what is stored of it.

A scenario has four worlds in a replication under the same draws: as designed, its villages only labelled, villages
chosen at random, and without policy. Each is run and stored by itself. The label and the random choice follow what
the world as designed did; where that is not at hand it is run again, which gives the same to the bit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.results.audit.audit import world_key
from liancun_sim.results.audit.columns import AS_DESIGNED, PLACEBO, RANDOM
from liancun_sim.running.audit.variants import Variant, decided
from liancun_sim.running.audit.watching import Watch, rows
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.world import Wanted, World

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
        return self.run_all([planned])[0]

    def run_all(self, planned: "Sequence[PlannedRun]") -> list[tuple[dict[str, float], dict[str, Any]]]:
        """Worlds of one replication, as `run` gives each; those of one scenario side by side."""
        found: dict[str, dict[str, Any]] = {}
        designs: dict[str, list[str]] = {}
        for one in planned:
            key, design = self.worlds[one.scenario]
            if isinstance(design, Variant):
                row = decided(self.world, self.scenarios[key], design, self.seed, one.replicate)
                found[one.scenario] = {DECIDED: {name: np.array([value]) for name, value in row.items()}}
            else:
                designs.setdefault(key, []).append(design)
        ids = np.array(self.world.county.villages.index, dtype=object)
        for key, asked in designs.items():
            watches = self.watched(key, asked, planned[0].replicate)
            found |= {world_key(key, design): rows(watch, ids) for design, watch in watches.items()}
        return [({}, found[one.scenario]) for one in planned]

    def watched(self, key: str, designs: Sequence[str], number: int) -> dict[str, Watch]:
        """Some of the four worlds of a scenario, side by side as far as none follows another."""
        first = [design for design in designs if design in (AS_DESIGNED, WITHOUT)]
        following = [design for design in designs if design not in first]
        known = self._designed is not None and self._designed[0] == (key, number)
        if following and not known and AS_DESIGNED not in first:
            first.append(AS_DESIGNED)
        found = self._run(self.scenarios[key], {design: self._freely(key, design) for design in first}, number)
        if AS_DESIGNED in found:
            self._designed = (key, number), found[AS_DESIGNED]
        if following:
            assert self._designed is not None
            designed = self._designed[1]
            acting = {design: self._after(key, design, designed) for design in following}
            found |= self._run(self.scenarios[key], acting, number)
        return found

    def _freely(self, key: str, design: str) -> Sequence[Policy]:
        return () if design == WITHOUT else self.scenarios[key].build_policies(self.world.county)

    def _after(self, key: str, design: str, designed: Watch) -> Sequence[Policy]:
        """What acts in a world that follows what the one as designed did."""
        if design == PLACEBO:
            return labels_for(np.flatnonzero(designed.treated[-1]))
        villages = len(self.world.county.villages)
        own = self.scenarios[key].build_policies(self.world.county)
        return [at_random(one, designed.planned.get(one.name, 0), villages) for one in own]

    def _run(self, scenario: "Scenario", acting: Mapping[str, Sequence[Policy]], number: int) -> dict[str, Watch]:
        """Worlds of a scenario side by side. acting : by design, the policies."""
        setup, noise = audited_setup(scenario), scenario.coefficients["attitude.answer_noise"]
        watches = {
            design: Watch(setup.months, noise, willing_always=design == WITHOUT)  # whenever others are asked
            for design in acting
        }
        wanted = [Wanted(setup, scenario.coefficients, acting[design], watches[design]) for design in acting]
        for _ in self._at_start(number).run_all(wanted, self.seed, number):
            pass  # what is wanted of a run its watch has seen
        return watches

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
