"""An indicator: an outcome with its unit, both names, its level and the direction that is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from liancun_sim.indicators.snapshot import HouseholdSum, Snapshot
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]
Parts = Callable[[Snapshot], FloatArray | HouseholdSum | np.float64]


@dataclass(frozen=True, slots=True)
class OfVillage:
    """An indicator as an outcome of single villages, a column of ``villages.csv``.

    place : among those columns, lowest first.
    name : of the column, where it is not the indicator's key.
    label : where the indicator's own does not fit one village. meaning : one sentence for the data dictionary.
    """

    place: int
    name: str = ""
    label: Label | None = None
    meaning: Label | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An outcome measured as Σ numerator / Σ denominator over the villages of a stratum, or as a total.

    Parameters
    ----------
    key, label, unit : as shown everywhere. Shares are 0–1.
    better : which direction the project calls better; ``neither`` where that is not for us to say.
    numerator : parts by village, (village,), or a sum over households, which also has fifths.
    denominator : of the same kind; None for a total.
    every : months between measurements (12 for what sorts all households).
    whole : measured on the county as a whole only: numerator returns a single number.
    absent : key of the reason why it may be empty, where that is not for want of anything to measure.
    real : an amount of money in yuan of the base year.
    of_village : where it is also an outcome of single villages.
    """

    key: str
    label: Label
    unit: str
    better: Literal["higher", "lower", "neither"]
    numerator: Parts
    denominator: Parts | None = None
    every: int = 1
    whole: bool = False
    real: bool = False
    absent: str = ""
    of_village: OfVillage | None = None
