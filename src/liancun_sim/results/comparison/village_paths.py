"""How far every village is from its baseline, month by month."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class VillagePaths:
    """Scenario less baseline in every village and month, mean over replications, assumptions at their defaults.

    outcomes : names as in `Comparison.village_columns`. differences : scenario → (outcome, month, village) float32,
    months from 0 (before anything acts), villages as in `Comparison.villages`, in the outcome's unit.
    """

    outcomes: tuple[str, ...] = ()
    differences: Mapping[str, npt.NDArray[np.float32]] = field(default_factory=dict)
