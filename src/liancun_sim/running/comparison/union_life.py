"""The life of unions as it is stored and told: what members believed, wanted and decided, and what was true.

A world stores its events with the member's income then; the baseline stores every village's income every month.
What a union truly brought is read from the two worlds of a pair, which share every draw.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.simulation.recorder import ratio
from liancun_sim.simulation.world import Run

Rows = Mapping[str, Any]
INCOME = "income_mean"  # real yuan per person over the last 12 months


def life_rows(run: Run) -> dict[str, Any]:
    """A row per event of a member of a union, with the ln of its real income per person over the last 12 months."""
    life, unions, ids = run.state.life, run.state.unions, run.state.village_ids
    month = life.month.astype(np.int64)
    return {
        "union": np.array([unions.key[row] for row in life.union], dtype=object),
        "member": np.array([ids[row] for row in life.village], dtype=object),
        "month": month,
        "event": life.event.copy(),
        "believed_gain": life.gain_believed.copy(),
        "log_income": monthly_log_income(run)[month, life.village],
        "stated_share": life.stated_share.copy(),
        "private_share": life.private_share.copy(),
        "reason": life.reason.copy(),
    }


def monthly_log_income(run: Run) -> npt.NDArray[np.float64]:
    """ln real income per person over the last 12 months, after each simulated month. (month, village)"""
    parts = run.recorder.parts[INCOME]
    income = ratio(np.stack(parts.top), np.stack(parts.bottom))[1:]  # the first is before anything acts
    return np.asarray(np.log(np.maximum(income, 1.0)))


def with_true_gains(life: Rows, incomes: Rows) -> Rows:
    """Events with ``true_gain``: ln income beside that of the same village and month in the baseline.

    life : as `life_rows`. incomes : of the baseline, month, village_id and log_income, month by month in equal order.
    """
    villages = int(np.count_nonzero(incomes["month"] == 0))
    row = {village: i for i, village in enumerate(incomes["village_id"][:villages])}
    there = life["month"] * villages + np.array([row[member] for member in life["member"]], dtype=np.int64)
    gain = life["log_income"] - incomes["log_income"][there]
    return {**{name: values for name, values in life.items() if name != "log_income"}, "true_gain": gain}


def without_counterpart(life: Rows) -> Rows:
    """Events of the baseline itself, which nothing is held against."""
    kept = {name: values for name, values in life.items() if name != "log_income"}
    return {**kept, "true_gain": np.full(len(life["month"]), np.nan)}
