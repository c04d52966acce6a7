"""Small villages merged, and nothing else done for them, against the same villages left alone."""

from collections.abc import Mapping

import numpy as np

from liancun_sim.patterns.measure import FloatArray, Ground, Measured, MeasureSet, village_series
from liancun_sim.simulation.world import Run
from liancun_sim.vocabulary import Label

ONLY_MERGED = {
    "extends": "small_village_consolidation",
    "policies": [
        {
            "small_village_consolidation": {
                "team_effort": 0, "mobilising_effort": 0, "training": 0, "works": 0, "recognise": False, "reports": 0,
                "dispatches": 0, "exchanges": 0,
            }
        }
    ],
}  # fmt: skip
RECORDED = ("satisfaction", "admin_cost", "village_spending")
FROM, UNTIL = 12, 36  # months since merging: the first year still carries the campaign


def take(ground: Ground) -> Mapping[str, float]:
    merged, alone = (ground.run(source, RECORDED) for source in (ONLY_MERGED, "baseline"))
    gap = {key: _later(merged, village_series(merged, key) - village_series(alone, key)) for key in RECORDED}
    spent = _later(merged, village_series(alone, "village_spending"))
    return {
        "satisfaction": gap["satisfaction"],
        "admin_cost": gap["admin_cost"],
        "spending": gap["village_spending"] / spent,
    }


def _later(merged: Run, values: FloatArray) -> float:
    """Mean over merged villages and the months asked about since each was merged; NaN where none was."""
    unions, found = merged.state.unions, []
    for union in range(len(unions)):
        begun, ended = int(unions.formed_month[union]) + 1, int(unions.dissolved_month[union])
        last = min(len(values) if ended < 0 else ended, begun + UNTIL)
        found += [values[begun + FROM : last, village] for village in unions.members[union]]
    together = np.concatenate(found) if found else np.empty(0)
    return float(together.mean()) if together.size else float("nan")


MEASURES = MeasureSet(
    "merging",
    (
        Measured("satisfaction", Label("Change of satisfaction by consolidation, second and third year", "联建引起的满意度变化（第二、三年）"), "0–1", -1, 1),
        Measured("admin_cost", Label("Change of pay of posts by consolidation", "联建引起的干部报酬变化"), "yuan/village/year"),
        Measured("spending", Label("Change of all spending by consolidation", "联建引起的总支出变化"), "share", -1),
    ),
    take,
)  # fmt: skip
