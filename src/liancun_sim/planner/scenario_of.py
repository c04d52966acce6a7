"""The scenario that runs a plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from liancun_sim.county import County
from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.rules import Rules, united_policy


def listed(county: County, unions: Sequence[PlannedUnion]) -> list[dict[str, Any]]:
    """Unions as a scenario lists them, villages by id."""
    ids = list(county.villages.index)
    return [
        {"month": union.month, "lead": ids[union.lead], "members": [ids[row] for row in union.members],
         "form": union.form}
        for union in unions
    ]  # fmt: skip


def scenario_document(rules: Rules, county: County, unions: Sequence[PlannedUnion]) -> Mapping[str, Any]:
    """The scenario that runs a plan, as a file has it."""
    file = rules.file
    document: dict[str, Any] = {"extends": "baseline", "name": {"en": "Plan of unions", "zh": "结对方案"}}
    if file.start:
        document["start"] = file.start
    if file.decision:
        document["decision"] = file.decision
    plan = {"planned_unions": {**file.policy, "unions": listed(county, unions)}}
    return {
        **document,
        "months": file.horizon,
        "policies": [plan, *united_policy(list(county.villages.index), rules.united)],
    }
