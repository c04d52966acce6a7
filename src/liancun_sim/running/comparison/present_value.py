"""Income and public money over a whole run at their present value, village by village.

Real yuan of the base year, each month discounted to the start; a gain is what two worlds of a pair differ by.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.simulation.recorder import ratio
from liancun_sim.simulation.world import Run

Rows = Mapping[str, Any]
Present = tuple[str, int, float, float]
DISCOUNT = 0.08
"""Social discount rate of public works in China. [1/year] National Development and Reform Commission and Ministry of
Construction 2006, Methods and parameters of the economic evaluation of construction projects, 3rd edition: 8 %."""


def present_values(run: Run) -> dict[str, npt.NDArray[Any]]:
    """village_id, income_yuan of its households and public_yuan it was given (money, and staff at their wage)."""
    parts = run.recorder.parts
    income = np.stack(parts["income_month"].top)[1:]  # the first is before anything acts
    spent = (np.stack(parts["spending_yuan"].top) + np.stack(parts["spending_staff_yuan"].top))[1:]
    nominal, real = (np.stack(parts[key].top)[1:].sum(axis=1) for key in ("income_nominal", "income_mean"))
    worth = (1 + DISCOUNT) ** (-np.arange(1, len(income) + 1) / 12)
    return {
        "village_id": np.array(run.state.village_ids, dtype=object),
        "income_yuan": worth @ income,
        "public_yuan": (worth / ratio(nominal, real)) @ spent,
    }


def gained_and_spent(mine: Rows, base: Rows, treated: npt.NDArray[np.bool_]) -> list[Present]:
    """(stratum, villages, yuan gained, public yuan spent beyond the baseline): a group's gain, what the whole cost."""
    gain = mine["income_yuan"] - base["income_yuan"]
    spent = float((mine["public_yuan"] - base["public_yuan"]).sum())
    groups = {"county": np.ones_like(treated), "treated:yes": treated, "treated:no": ~treated}
    return [(name, int(mask.sum()), float(gain[mask].sum()), spent) for name, mask in groups.items()]
