"""Paired differences that are far from normal, with the sign of their mean, to try the stopping rule on."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from liancun_sim.running.study.sequential import best_first, told_apart
from liancun_sim.running.study.study import Settling

Floats = npt.NDArray[np.float64]
Sample = Callable[[np.random.Generator, int], Floats]


def _bernoulli(chance: tuple[float, float]) -> Sample:
    return lambda rng, size: np.stack([(rng.random(size) < one).astype(float) for one in chance])


def _shared_luck(rng: np.random.Generator, size: int) -> Floats:
    """.10 against .12 under the same draws: they differ in 2 % of the replicates."""
    uniform = rng.random(size)
    return np.stack([(uniform < one).astype(float) for one in (0.10, 0.12)])


def _rare_loss(rng: np.random.Generator, size: int) -> Floats:
    """The first gains .02 or, in 3 %, loses 1: −.0106 on average, so that the second is better."""
    return np.stack([np.where(rng.random(size) < 0.03, -1.0, 0.02), np.zeros(size)])


DIFFERENCES: dict[str, tuple[Sample, list[int] | None]] = {
    "tie": (lambda rng, size: np.zeros((2, size)), None),
    "noisy_tie": (lambda rng, size: rng.standard_normal((2, size)), None),
    "bernoulli_tie": (_bernoulli((0.10, 0.10)), None),
    "bernoulli": (_bernoulli((0.10, 0.12)), [1, 0]),
    "bernoulli_shared_luck": (_shared_luck, [1, 0]),
    "rare_loss": (_rare_loss, [1, 0]),
}
"""By kind: outcomes of two scenarios, and their true order; None where any ending is wrong."""

RULE = Settling("y", "higher", 0.95, batch=4, at_most=256, indifference=0.0)


def wrong_share(kind: str, trials: int, rule: Settling = RULE) -> float:
    """Share of trials that end, before the cap, with another order than the true one."""
    sample, true = DIFFERENCES[kind]
    rng = np.random.default_rng(7)
    wrong = 0
    for _ in range(trials):
        means = sample(rng, rule.at_most)
        for look in range(1, rule.at_most // rule.batch + 1):
            so_far = means[:, : look * rule.batch]
            if told_apart(so_far, rule).all():
                wrong += best_first(so_far, rule) != true
                break
    return wrong / trials
