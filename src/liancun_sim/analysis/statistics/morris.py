"""Elementary effects along the paths of a Morris design.

References
----------
Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33(2), 1991.
Campolongo, Cariboni & Saltelli, "An effective screening design for sensitivity analysis of large models",
Environmental Modelling & Software 22(10), 2007 (μ*).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis.statistics.resampling import resampled_means
from liancun_sim.analysis.statistics.sobol import RESAMPLES, Index

Floats = npt.NDArray[np.float64]


def elementary_effects(paths: Floats, values: Floats, unordered: Sequence[int] = ()) -> Floats:
    """Change of the outcome per whole range of a factor, or from one choice to another: (path, factor).

    Parameters
    ----------
    paths : (path, step, factor) points in units of each factor's range, one factor changing at every step.
    values : (path, step) outcome at each. unordered : factors that have choices for a range; how far apart their
        numbers lie means nothing.

    Raises
    ------
    ValueError
        If a step changes none or several factors, or a path does not change every factor once.
    """
    moves = np.diff(paths, axis=1)
    moved = np.abs(moves) > 1e-9
    if (moved.sum(axis=2) != 1).any() or (moved.sum(axis=1) != 1).any():
        raise ValueError("every step of a path must change one factor, and every factor must be changed once")
    step = moved.argmax(axis=1)  # (path, factor): the step that changes the factor
    size = np.take_along_axis(moves, step[:, None, :], axis=1)[:, 0]
    size[:, list(unordered)] = 1.0
    change = np.take_along_axis(np.diff(values, axis=1), step, axis=1)
    return np.asarray(change / size)


def morris_indices(effects: Floats) -> tuple[Index, Index, Index]:
    """μ, μ* and σ over paths, with 95 % bootstrap intervals: mean, mean size and spread of the effects."""
    return tuple(_index(effects, kind) for kind in ("mu", "mu_star", "sigma"))  # type: ignore[return-value]


def _index(effects: Floats, kind: str) -> Index:
    count = len(effects)
    values = np.abs(effects) if kind == "mu_star" else effects
    if kind != "sigma":
        means = resampled_means(values.T, RESAMPLES)
        return Index(values.mean(axis=0), *np.quantile(means, [0.025, 0.975], axis=0))
    if count == 1:
        empty = np.full(values.shape[1], np.nan)
        return Index(empty, empty, empty)
    centred = values - values.mean(axis=0)
    means, squares = (resampled_means(columns.T, RESAMPLES) for columns in (centred, centred**2))
    variance = np.maximum(squares - means**2, 0.0)
    spread = np.sqrt(variance * count / (count - 1))
    return Index(values.std(axis=0, ddof=1), *np.quantile(spread, [0.025, 0.975], axis=0))
