"""What a browser asks of ``liancun plan``: a few of its rules, checked before anything runs; the rest as by default.

Villages that the person has locked on the map are forbidden: what stands is not planned again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from liancun_sim.app.question import UNIONS_MOST, fault, known_villages, whole_number
from liancun_sim.county import County
from liancun_sim.scenario import Scenario
from liancun_sim.vocabulary import BadInput, Fault

AIMS = ("lasting_unions", "income_poorest", "conversions", "yuan_per_yuan")
SIZE_LARGEST, BUDGET_MOST, HORIZON = 5, 1e12, (19, 120)


@dataclass(frozen=True)
class PlanQuestion:
    """A checked question. rules : as a file of rules has them. simulate : plans against one another, on fresh draws."""

    rules: Mapping[str, Any]
    simulate: bool
    scenarios: tuple[Scenario, ...] = ()

    def digest(self, *decisive: str) -> str:
        """The same for questions whose answers are the same."""
        told = json.dumps(["plan", self.rules, self.simulate, *decisive], sort_keys=True)
        return blake2b(told.encode(), digest_size=10).hexdigest()


def plan_question(sent: Any, county: County) -> PlanQuestion:
    """A question about plans from what was sent.

    Raises
    ------
    BadInput
        Naming every fault.
    """
    faults: list[Fault] = []
    if not isinstance(sent, dict):
        raise BadInput(fault("plan", "not_a_plan"))
    rules: dict[str, Any] = {"across_townships": sent.get("across") is True}
    most = sent.get("unions")
    if most is not None:
        rules["unions"] = {"at_most": whole_number(most, (1, UNIONS_MOST), "unions", faults)}
    largest = whole_number(sent.get("largest", SIZE_LARGEST), (2, SIZE_LARGEST), "largest", faults)
    rules["sizes"] = list(range(2, largest + 1))
    rules["horizon"] = whole_number(sent.get("horizon", 30), HORIZON, "horizon", faults)
    rules["seed"] = whole_number(sent.get("seed", 1), (0, 1_000_000), "seed", faults)
    aim = sent.get("aim", AIMS[0])
    if not isinstance(aim, str) or aim not in AIMS:
        faults.append(fault("aim", "unknown_aim", known=", ".join(AIMS)))
    rules["objective"] = aim
    budget = sent.get("yuan")
    if budget is not None:
        if isinstance(budget, bool) or not isinstance(budget, int | float) or not 0 <= budget <= BUDGET_MOST:
            faults.append(fault("yuan", "budget"))
        rules["budget"] = {"yuan": float(budget) if isinstance(budget, int | float) else 0.0}
    locked = sent.get("locked", [])
    if not isinstance(locked, list) or not known_villages(locked, county):
        faults.append(fault("locked", "locked"))
    elif locked:
        rules["forbid"] = {"villages": locked}
    if faults:
        raise BadInput(faults)
    return PlanQuestion(rules, sent.get("simulate") is not False)
