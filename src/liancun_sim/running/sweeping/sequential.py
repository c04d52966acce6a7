"""Replications until the ranking is settled.

Replicates are planned in fixed batches. After each whole batch the rule looks at everything stored up
to it, and at nothing else, so that a resumed sweep decides as an undisturbed one would have.

At every look each pair of scenarios gets a Student-t interval for its mean paired difference at error
α / looks / pairs, where looks are as many as the cap allows. All intervals of all looks then hold together
with probability 1 − α, whenever one stops (Bonferroni; exact for normal differences).
"""

from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from liancun_sim.results.store import Store
from liancun_sim.results.store.parquet import quoted
from liancun_sim.running.studies.study import Settling

FloatArray = npt.NDArray[np.float64]
RESAMPLES = 4_000
RESAMPLING_SEED = 20_080_101
SETTLED, CAP = "settled", "cap"


@dataclass(frozen=True, slots=True)
class Rank:
    """A row of ranking.csv: where a scenario stands on the outcome.

    p_best : share of resamplings of the replicates in which it is best. settled : its place is told
    apart from its neighbours'. replications : pairs the ranking rests on.
    """

    outcome: str
    rank: int
    scenario: str
    p_best: float
    settled: bool
    replications: int
    stopped_by: str


def ranking(store: Store, look: int) -> tuple[Rank, ...] | None:
    """The ranking at a look (1, 2, …), or None if replication goes on. Reads whole batches only."""
    rule = rule_of(store)
    means = replicate_means(store, rule.outcome, look)
    settled = told_apart(means, rule)
    at_cap = look * rule.batch >= rule.at_most
    if not settled.all() and not at_cap:
        return None
    order = best_first(means, rule)
    chance = p_best(means, rule)
    complete = int((~np.isnan(means).any(axis=0)).sum())
    stopped = SETTLED if settled.all() else CAP
    return tuple(
        Rank(rule.outcome, place + 1, store.scenarios[s], float(chance[s]), bool(settled[place]), complete, stopped)
        for place, s in enumerate(order)
    )


def rule_of(store: Store) -> Settling:
    """The stopping rule a store was planned with."""
    return Settling(**store.manifest["settling"])


def looks(rule: Settling) -> int:
    """How often the rule looks at most."""
    return -(-rule.at_most // rule.batch)


def replicate_means(store: Store, outcome: str, batches: int) -> FloatArray:
    """(scenario, replicate) means over the points, of the first so many batches; NaN where a run failed."""
    found = store.query(
        f"SELECT scenario, replicate, {quoted(outcome)} AS value FROM results "
        f"WHERE batch < {int(batches)} ORDER BY scenario, replicate, point"
    )
    replicates = found["replicate"].nunique()
    values = found["value"].to_numpy(dtype=float).reshape(len(store.scenarios), replicates, -1)
    in_order = {name: values[row] for row, name in enumerate(sorted(store.scenarios))}
    return np.stack([in_order[name] for name in store.scenarios]).mean(axis=2)


def best_first(means: FloatArray, rule: Settling) -> list[int]:
    """Rows in order of their means over complete replicates, the best first; ties by row."""
    overall = _complete(means).mean(axis=1) if _complete(means).size else np.zeros(len(means))
    sign = -1.0 if rule.better == "higher" else 1.0
    return [int(row) for row in np.argsort(sign * overall, kind="stable")]


def told_apart(means: FloatArray, rule: Settling) -> npt.NDArray[np.bool_]:
    """(place,) whether the scenario at each place of the order is told apart from its neighbours.

    Two are told apart when the interval of their difference excludes zero, or lies within the
    indifference.
    """
    order = best_first(means, rule)
    apart = [_differ(means[first], means[second], rule, len(means)) for first, second in pairwise(order)]
    return np.array([all(apart[max(0, place - 1) : place + 1]) for place in range(len(order))])


def _differ(first: FloatArray, second: FloatArray, rule: Settling, scenarios: int) -> bool:
    difference = first - second
    difference = difference[~np.isnan(difference)]
    size = difference.size
    if size < 2:
        return False
    pairs = len(list(combinations(range(scenarios), 2)))
    error = (1.0 - rule.confidence) / looks(rule) / pairs
    half = stdtrit(size - 1, 1.0 - error / 2.0) * difference.std(ddof=1) / np.sqrt(size)
    mean = abs(difference.mean())
    return bool(mean > half or mean + half <= rule.indifference)


def p_best(means: FloatArray, rule: Settling) -> FloatArray:
    """(scenario,) share of bootstrap resamplings of complete replicates in which each is best."""
    complete = _complete(means)
    scenarios, size = complete.shape
    if not size:
        return np.full(scenarios, np.nan)
    rng = np.random.default_rng(RESAMPLING_SEED)
    weights = rng.multinomial(size, np.full(size, 1.0 / size), RESAMPLES)
    resampled = complete @ weights.T  # (scenario, resampling) sums
    best = resampled.argmax(axis=0) if rule.better == "higher" else resampled.argmin(axis=0)
    return np.bincount(best, minlength=scenarios) / RESAMPLES


def _complete(means: FloatArray) -> FloatArray:
    return means[:, ~np.isnan(means).any(axis=0)]
