"""How a box or a tree does on points it was not found on."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FOLDS, FOLD_SEED = 5, 20_080_101


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Cases among the points said to hold them, none of which had a part in saying so.

    coverage : share of all cases that lie there. density : share of cases there. luck : how likely so many cases
    would be if nothing had been said.
    """

    coverage: float
    density: float
    luck: float


def tried(factors: Floats, of_interest: Bools, find: Callable[[Floats, Bools], Callable[[Floats], Bools]]) -> HeldOut:
    """What is found on four fifths of the points, measured on the remaining fifth, pooled over the five.

    find : (factors, of_interest) → a function from factors to (point,) whether the event is said to lie there.
    """
    # shuffled: in a grid every fifth point may stand on one level of a factor
    fold = np.random.default_rng(FOLD_SEED).permutation(len(factors)) % FOLDS
    caught = held = 0
    for one in range(FOLDS):
        within = find(factors[fold != one], of_interest[fold != one])(factors[fold == one])
        held += int(within.sum())
        caught += int((within & of_interest[fold == one]).sum())
    luck = float(bdtrc(caught - 1, held, of_interest.mean())) if caught else 1.0
    return HeldOut(caught / max(int(of_interest.sum()), 1), caught / held if held else float("nan"), luck)
