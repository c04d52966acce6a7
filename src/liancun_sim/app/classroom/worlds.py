"""One world of a class and what is told of it: the numbers `liancun compare` would make its effects of."""

import pickle
from dataclasses import dataclass
from hashlib import blake2b

from liancun_sim.app.classroom.asked import FORMED, PROPOSED, SPENT, AskedWorld, Numbers
from liancun_sim.results.store import PlannedRun
from liancun_sim.running.comparison.worlds import PUBLIC, UNCERTAINTY, ComparisonWorlds
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.world import World

SEED = 1
COUNTY = "county"


@dataclass(frozen=True)
class ClassWorld:
    """What a world is made of. uncertainty, number : as of a comparison's pairs, with which it shares every draw."""

    scenario: Scenario
    uncertainty: str
    number: int

    def asked(self) -> AskedWorld:
        """As it goes through the server, which does not open it."""
        told = f"{self.scenario.digest} {self.uncertainty} {self.number}"
        return AskedWorld(blake2b(told.encode(), digest_size=10).hexdigest(), pickle.dumps(self))


def opened(asked: AskedWorld) -> ClassWorld:
    """The world that was asked for."""
    found: ClassWorld = pickle.loads(asked.sealed)
    return found


def numbers_of(world: World, asked: ClassWorld) -> Numbers:
    """Run a world."""
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
    return {**found, SPENT: float(outcomes[PUBLIC])}
