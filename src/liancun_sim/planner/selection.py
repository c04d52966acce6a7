"""Which of several plans is best, by simulating all on the same fresh draws until one is or they are tied.

The fully sequential procedure of Kim & Nelson (2001): from differences under common draws, a plan is dropped once it
is behind another by more than chance explains; with the stated confidence the plan kept is the best, if the best is
better than every other by at least the difference asked about. Plans nearer than that are tied.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
FIRST = 10  # draws before any plan is dropped


@dataclass(frozen=True)
class Standing:
    """Where the plans stand after so many draws.

    kept : places of the plans still in. settled : whether one is left.
    """

    kept: tuple[int, ...]
    settled: bool


def standing(values: FloatArray, difference: float, confidence: float) -> Standing:
    """Drop plans draw by draw, as if values had come one after another.

    values : (draw, plan) — larger is better; NaN nowhere. difference : plans nearer than this need not be told apart.
    """
    draws, plans = values.shape
    kept = list(range(plans))
    if plans == 1 or draws < FIRST:
        return Standing(tuple(kept), plans == 1)
    eta = 0.5 * ((2 * (1 - confidence) / (plans - 1)) ** (-2 / (FIRST - 1)) - 1)
    wide = 2 * eta * (FIRST - 1)
    first = values[:FIRST]
    square = np.array([[np.var(first[:, i] - first[:, j], ddof=1) for j in range(plans)] for i in range(plans)])
    for count in range(FIRST, draws + 1):
        mean = values[:count].mean(axis=0)
        slack = np.maximum(0.0, difference / (2 * count) * (wide * square / difference**2 - count))
        kept = [i for i in kept if all(mean[i] >= mean[j] - slack[i, j] for j in kept if j != i)]
        if len(kept) == 1:
            return Standing(tuple(kept), True)
    return Standing(tuple(kept), False)


def tied_with(values: FloatArray, best: int, difference: float) -> list[bool]:
    """Which plans are not told apart from the best: the mean difference, or what chance leaves of it, is below.

    A plan is told apart where the lower end of the 95 % interval of its distance from the best exceeds nothing and
    its mean distance the difference asked about.
    """
    from scipy.stats import t

    draws, plans = values.shape
    found = []
    for one in range(plans):
        behind = values[:, best] - values[:, one]
        error = float(behind.std(ddof=1) / np.sqrt(draws)) if draws > 1 else float("inf")
        clear = float(behind.mean()) - float(t.ppf(0.975, max(1, draws - 1))) * error
        found.append(one == best or not (clear > 0 and behind.mean() > difference))
    return found


def best_of(values: FloatArray, kept: Sequence[int]) -> int:
    """The plan of most among those kept; the first planned where they are equal."""
    mean = values.mean(axis=0)
    return max(kept, key=lambda one: (mean[one], -one))
