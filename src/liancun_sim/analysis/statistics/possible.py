"""What values an indicator can take, so that no interval says what cannot be."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
BETWEEN_0_AND_1 = ("share", "0–1")
AT_LEAST_0 = (
    "villages", "unions", "proposals", "households", "posts", "rounds", "number", "jobs", "resolutions",
    "persons/village", "cadre-months", "cadre-months/month", "contacts/month", "suggestions/month",
    "assemblies/month", "resolutions/month", "yuan/month", "yuan/village/month", "index",
)  # fmt: skip
"""Units of shares, and of what is counted, spent or paid out: indicators of income have units of their own, a person's
or a village's, and a policy may lower them by any amount its baseline has."""


def least_and_most(unit: str) -> tuple[float, float]:
    """The ends of what is possible in a unit; infinite where nothing bounds it."""
    return (0.0, 1.0) if unit in BETWEEN_0_AND_1 else (0.0, np.inf) if unit in AT_LEAST_0 else (-np.inf, np.inf)


def within(low: Floats, high: Floats, least: Floats, most: Floats) -> tuple[Floats, Floats]:
    """Both ends cut at what is possible; NaN stays NaN, and what is nothing has no sign."""
    return np.clip(low, least, most) + 0.0, np.clip(high, least, most) + 0.0
