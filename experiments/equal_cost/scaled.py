"""The three programmes grown by one scale, and the scale at which one costs what it may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from liancun_sim.county import County
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.world import World

PUT_TO_VILLAGES = {"promise": 0.25, "contacts": 2.5}  # as in the shipped scenarios
MOST_PAIRS = 200
STEPS = 12


def pairing(scale: float) -> list[dict[str, Any]]:
    """More pairs, taken by need."""
    return [{"strong_weak_pairing": {"pairs": _pairs(scale), "technicians": 13, **PUT_TO_VILLAGES}}]


def consolidation(scale: float) -> list[dict[str, Any]]:
    """More pairs; what counts as small grows with them, from 300 people to 800."""
    small = round(300 + 500 * scale)
    return [{"small_village_consolidation": {"pairs": _pairs(scale), "max_population": small, **PUT_TO_VILLAGES}}]


def assistance(scale: float) -> list[dict[str, Any]]:
    """More villages linked, more work teams."""
    return [{"household_linkage": {"dose": scale}}, {"work_team": {"dose": scale}}]


PROGRAMMES: Mapping[str, Callable[[float], list[dict[str, Any]]]] = {
    "strong_weak_pairing": pairing,
    "small_village_consolidation": consolidation,
    "cadre_assistance": assistance,
}


def _pairs(scale: float) -> int:
    return max(1, round(MOST_PAIRS * scale))


@dataclass(frozen=True)
class Equalised:
    """A programme at the scale that costs what it may; `reached` is what it costs, `budget` what it may. [yuan]"""

    programme: str
    scale: float
    budget: float
    reached: float

    @property
    def written(self) -> dict[str, Any]:
        """The policies of its scenario."""
        return {"policies": PROGRAMMES[self.programme](self.scale)}


def public_cost(world: World, start: str, months: int, programme: str, scale: float, seed: int, tried: int) -> float:
    """Money and staff time priced over the run, mean of `tried` replications. [yuan of their months]"""
    source = {"extends": "baseline", "start": start, "policies": PROGRAMMES[programme](scale)}
    scenario = load_scenario(source, months=months)
    total = 0.0
    for replication in range(tried):
        policies = scenario.build_policies(world.county)
        run = world.run(scenario.setup, scenario.coefficients, policies, seed, replication, Recorder({}))
        total += sum(spent.yuan + spent.staff_yuan for spent in run.spending.values())
    return total / tried


def equalised(
    county: County, start: str, months: int, programme: str, budget: float, *, seed: int, tried: int, tolerance: float
) -> Equalised:
    """The scale at which a programme costs its budget, by false position; its largest if that is not enough."""
    world = World(county)

    def cost(scale: float) -> float:
        return public_cost(world, start, months, programme, scale, seed, tried)

    low, below, high, above = 0.0, 0.0, 1.0, cost(1.0)
    if above <= budget:
        return Equalised(programme, high, budget, above)
    scale, reached = high, above
    for step in range(STEPS):
        scale = low + (high - low) * (0.5 if step % 3 == 2 else (budget - below) / (above - below))
        reached = cost(scale)
        if abs(reached - budget) <= tolerance * budget:
            break
        if reached < budget:
            low, below = scale, reached
        else:
            high, above = scale, reached
    return Equalised(programme, scale, budget, reached)


def rural_income(county: County) -> float:
    """A year's income of all households of the county. [yuan of its year]"""
    villages = county.villages
    return float((villages["income_yuan_per_person"] * villages["population"]).sum())
