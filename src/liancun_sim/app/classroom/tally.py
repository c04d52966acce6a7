"""Guesses and plans of a room, counted: bars, whose plan is how good by which measure, who drew which village."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from liancun_sim.app.classroom.asked import SPENT, Numbers

BINS = 10
NEVER = float("nan")


def bars_of(guesses: Sequence[float]) -> list[int]:
    """How many guesses lie in each tenth of 0–100; 100 itself in the last."""
    counted = [0] * BINS
    for guess in guesses:
        counted[min(BINS - 1, int(guess * BINS / 100))] += 1
    return counted


@dataclass(frozen=True)
class Measure:
    """How a plan is judged. key : of its words; factor : of what is shown; higher : whether more is better."""

    key: str
    unit: str
    higher: bool = True
    decimals: int = 1


MEASURES = (
    Measure("lasting", "unions"),
    Measure("willing", "share"),
    Measure("poorest", "yuan"),
    Measure("income", "yuan"),
    Measure("converted", "share"),
    Measure("cost", "yuan", higher=False),
    Measure("worst", "yuan"),
)
"""lasting : unions that stand at the end. willing : private consent where it asked. poorest, income : more income a
person of the poorest fifth, of all. converted : more backward villages converted in truth. cost : public money.
worst : income in the draw of the assumptions that is worst for the plan."""


def judged(plan: Sequence[Numbers], alone: Sequence[Numbers]) -> dict[str, float]:
    """A plan by every measure: means over draws of the assumptions, beside the same draws without any plan."""

    def more(key: str) -> np.ndarray:
        return np.array([one[key] - base[key] for one, base in zip(plan, alone, strict=True)], dtype=np.float64)

    asked = np.array([one["private_consent"] for one in plan], dtype=np.float64)
    asked = asked[~np.isnan(asked)]
    return {
        "lasting": float(np.mean([one["unions_formed"] - one["dissolved_unions"] for one in plan])),
        "willing": float(asked.mean()) if asked.size else NEVER,
        "poorest": float(more("income_quintile_1").mean()),
        "income": float(more("income_mean").mean()),
        "converted": float(more("converted_true").mean()),
        "cost": float(more(SPENT).mean()),
        "worst": float(more("income_mean").min()),
    }


def ranks(found: Mapping[int, Mapping[str, float]]) -> dict[int, dict[str, int]]:
    """Student → measure → place from 1; equals share the better place, what was never measured is last."""
    places: dict[int, dict[str, int]] = {student: {} for student in found}
    for measure in MEASURES:
        sign = 1.0 if measure.higher else -1.0
        worth = {
            student: -np.inf if np.isnan(values[measure.key]) else sign * values[measure.key]
            for student, values in found.items()
        }
        for student, value in worth.items():
            places[student][measure.key] = 1 + sum(other > value for other in worth.values())
    return places


def drawn_together(plans: Sequence[Sequence[Sequence[int]]]) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Plans as unions of village rows: in how many plans each village is, and each (lead, member) tie."""
    villages: Counter[int] = Counter()
    ties: Counter[tuple[int, int]] = Counter()
    for plan in plans:
        villages.update({row for union in plan for row in union})
        ties.update({(union[0], row) for union in plan for row in union[1:]})
    return dict(villages), dict(ties)
