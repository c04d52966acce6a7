"""One world of a class and what is told of it: the numbers `liancun compare` would make its effects of."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from liancun_sim.results.store import PlannedRun
from liancun_sim.running.comparison.worlds import PUBLIC, UNCERTAINTY, ComparisonWorlds
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.world import World

Numbers = Mapping[str, float]
SEED = 1
COUNTY = "county"
PROPOSED, FORMED = "proposals", "formed"
"""Proposals decided and unions formed over the whole run; only with assumptions at their defaults."""


@dataclass(frozen=True)
class ClassWorld:
    """What a world is made of. uncertainty, number : as of a comparison's pairs, with which it shares every draw."""

    scenario: Scenario
    uncertainty: str
    number: int

    @property
    def digest(self) -> str:
        """The same for worlds that come out the same."""
        told = f"{self.scenario.digest} {self.uncertainty} {self.number}"
        return blake2b(told.encode(), digest_size=10).hexdigest()


def numbers_of(world: World, asked: ClassWorld) -> Numbers:
    """Run a world: indicator → mean over the last 12 months in the whole county; public money over the whole run."""
    key = asked.scenario.key
    worlds = ComparisonWorlds(world, {key: asked.scenario}, "", SEED, False)
    outcomes, tables = worlds.run(PlannedRun("", key, 0, asked.number, {UNCERTAINTY: asked.uncertainty}))
    means = tables["means"]
    rows = zip(means["indicator"], means["stratum"], means["value"], strict=True)
    found = {str(indicator): float(value) for indicator, stratum, value in rows if stratum == COUNTY}
    rounds = tables.get("rounds", {})
    if rounds:
        found[PROPOSED] = float(len(set(rounds["proposal"])))
        found[FORMED] = float(sum(outcome in ("formed", "dissolved") for outcome in rounds["outcome"]))
    return {**found, PUBLIC: float(outcomes[PUBLIC])}
