"""Which of many drawn numbers goes with the sign of an outcome, with the many looked at allowed for."""

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

Floats = npt.NDArray[np.float64]
LEVEL = 0.05
LEAST_EACH = 5  # of either sign; with fewer the normal approximation of the rank sum is no good


def rank_sum_p(drawn: Floats, above: npt.NDArray[np.bool_]) -> Floats:
    """(key,) two-sided p that draws with the sign and without it come from one distribution.

    Wilcoxon's rank sum, normal approximation with ties and continuity (Hollander, Wolfe & Chicken 2014, ch. 4).

    drawn : (draw, key). above : (draw,).
    """
    n, many = len(drawn), int(above.sum())
    few = n - many
    ranks, ties = _ranks(drawn)
    middle, spread = many * (n + 1) / 2, np.sqrt(many * few / 12 * (n + 1 - ties / (n * (n - 1))))
    far = np.maximum(np.abs(ranks[above].sum(axis=0) - middle) - 0.5, 0.0)
    z = np.divide(far, spread, out=np.zeros_like(far), where=spread > 0)
    return np.asarray(2 * ndtr(-z))


def _ranks(values: Floats) -> tuple[Floats, Floats]:
    """Mean ranks of each column, and Σ(t³ − t) over its ties."""
    ordered = np.sort(values, axis=0)
    ranks, ties = np.empty_like(values), np.zeros(values.shape[1])
    for k, column in enumerate(values.T):
        since = np.searchsorted(ordered[:, k], column, side="left")
        until = np.searchsorted(ordered[:, k], column, side="right")
        ranks[:, k] = (since + until + 1) / 2
        size = (until - since).astype(np.float64)
        ties[k] = float((size**2 - 1).sum())  # each of t alike adds t² − 1: t³ − t together
    return ranks, ties


def surviving(p: Floats, level: float = LEVEL) -> list[int]:
    """The places whose p survives Holm's correction (Holm 1979), smallest first."""
    order = np.argsort(p, kind="stable")
    kept: list[int] = []
    for tried, place in enumerate(order):
        if not p[place] <= level / (p.size - tried):
            break
        kept.append(int(place))
    return kept
