"""Regressions that say how well they predict what they have not seen, and keep to the mean where they do not."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
FOLDS = 5
FEWEST = 40  # observations below which nothing but the mean is told
LEAST_SKILL = 0.05  # share of the variance of unseen observations; below it the mean does as well
RIDGE = 1.0


@dataclass(frozen=True, eq=False)
class Honest:
    """What is known of an outcome.

    mean, spread, count : of what was observed. skill : R² on observations left out in turn, by world; NaN if there
    are too few. weights : of features less `centre`; None where the mean is all there is.
    """

    mean: float
    spread: float
    count: int
    skill: float
    centre: FloatArray | None = None
    weights: FloatArray | None = None

    @property
    def predicts(self) -> bool:
        """Whether it tells more than the mean."""
        return self.weights is not None

    @property
    def standard_error(self) -> float:
        """Of the mean."""
        return self.spread / np.sqrt(self.count) if self.count > 1 else float("nan")

    def __call__(self, features: FloatArray) -> FloatArray:
        """(row,) the outcome expected; the mean (0 where nothing was observed) for all where it does not predict."""
        level = 0.0 if self.count == 0 else self.mean
        if self.weights is None or self.centre is None:
            return np.full(len(features), level)
        return np.asarray(level + (features - self.centre) @ self.weights)


def honest(features: FloatArray, outcome: FloatArray, world: npt.NDArray[np.generic]) -> Honest:
    """Ridge regression with its skill on worlds left out.

    features : (row, column) without a constant. outcome : (row,), NaN where not observed. world : (row,).
    """
    seen = ~np.isnan(outcome)
    features, outcome, world = features[seen], outcome[seen], world[seen]
    count = int(outcome.size)
    if count == 0:
        return Honest(float("nan"), float("nan"), 0, float("nan"))
    mean = float(outcome.mean())
    spread = float(outcome.std(ddof=1)) if count > 1 else float("nan")
    folds = np.unique(world, return_inverse=True)[1] % FOLDS
    if count < FEWEST or np.unique(folds).size < 2 or not spread > 0:
        return Honest(mean, spread, count, float("nan"))
    missed = usual = 0.0
    for fold in range(FOLDS):
        out = folds == fold
        if not out.any() or out.all():
            continue
        centre, weights = _ridge(features[~out], outcome[~out])
        level = outcome[~out].mean()
        missed += float(((outcome[out] - level - (features[out] - centre) @ weights) ** 2).sum())
        usual += float(((outcome[out] - level) ** 2).sum())
    skill = 1 - missed / usual if usual > 0 else 0.0
    if skill < LEAST_SKILL:
        return Honest(mean, spread, count, skill)
    return Honest(mean, spread, count, skill, *_ridge(features, outcome))


def _ridge(features: FloatArray, outcome: FloatArray) -> tuple[FloatArray, FloatArray]:
    centre = features.mean(axis=0)
    apart = features - centre
    penalty = np.diag(RIDGE * apart.var(axis=0) * 5 + 1e-9)
    return centre, np.linalg.solve(apart.T @ apart + penalty, apart.T @ (outcome - outcome.mean()))
