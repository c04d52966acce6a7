"""Replications until the ranking is settled.

Replicates are planned in fixed batches. After each whole batch the rule looks at everything stored up
to it, and at nothing else, so that a resumed sweep decides as an undisturbed one would. It does not look
before 30 replicates.

At every look each pair of scenarios gets a Student-t interval for its mean paired difference at error
α / looks / pairs, where looks are as many as the cap allows. All intervals of all looks then hold together
with probability 1 − α, whenever one stops (Bonferroni; exact for normal differences).

The limit that remains: of other differences the intervals hold as far as a mean over the pairs is nearly
normal, which is why the rule waits for 30. Nothing without a bound on the outcome could do better: what happens
in fewer than about 3 in n pairs may be in none of them.
"""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from liancun_sim.results.store import Store
from liancun_sim.results.store.parquet import quoted
from liancun_sim.results.study.stopping import FEWEST_PAIRS, MOST_EMPTY, pair_level
from liancun_sim.running.study.study import Settling

FloatArray = npt.NDArray[np.float64]
RESAMPLES = 4_000
RESAMPLING_SEED = 20_080_101
SETTLED, CAP, UNRANKED = "settled", "cap", "unranked"
NOT_MEASURED, INCOMPLETE = "not_measured", "incomplete"


@dataclass(frozen=True, slots=True)
class Rank:
    """A row of ranking.csv: where a scenario stands on the outcome.

    rank : 0 if it is left out. p_best : share of resamplings of the replicates in which it is best. settled : its
    place is told apart from its neighbours'. replications : pairs the ranking rests on.
    stopped_by : ``settled``, ``cap``, or ``unranked`` where fewer than two scenarios have the outcome.
    difference, ci_low, ci_high : from the scenario one place below, with an interval that holds whenever the rule
    stops; NaN in the last place. reason : ``not_measured`` of a scenario left out, ``incomplete`` where more than
    10 % of the pairs with a neighbour are missing.
    """

    outcome: str
    rank: int
    scenario: str
    p_best: float
    settled: bool
    replications: int
    stopped_by: str
    difference: float = float("nan")
    ci_low: float = float("nan")
    ci_high: float = float("nan")
    reason: str = ""


def ranking(store: Store, look: int) -> tuple[Rank, ...] | None:
    """The ranking at a look (1, 2, …), or None if replication goes on. Reads whole batches only."""
    rule = rule_of(store)
    replicates, at_cap = look * rule.batch, look * rule.batch >= rule.at_most
    if replicates < FEWEST_PAIRS and not at_cap:
        return None
    means = replicate_means(store, rule.outcome, look)
    out = never_measured(store, rule.outcome, look) & np.isnan(means).all(axis=1)
    names = [name for name, left in zip(store.scenarios, out) if not left]
    lost = [name for name, left in zip(store.scenarios, out) if left]
    if len(names) < 2:
        kept = [Rank(rule.outcome, 0, name, np.nan, False, 0, UNRANKED) for name in names]
        return (*kept, *(Rank(rule.outcome, 0, name, np.nan, False, 0, UNRANKED, reason=NOT_MEASURED) for name in lost))
    means = means[~out]
    settled = told_apart(means, rule)
    if not settled.all() and not at_cap:
        return None
    order, chance = best_first(means, rule), p_best(means, rule)
    complete = int(_complete(means).shape[1])
    stopped = SETTLED if settled.all() else CAP
    rows = []
    for place, s in enumerate(order):
        ends = difference(means[s], means[order[place + 1]], rule, len(order)) if place + 1 < len(order) else NO_ENDS
        near = [_empty(means[s], means[order[other]]) for other in (place - 1, place + 1) if 0 <= other < len(order)]
        reason = INCOMPLETE if max(near) > MOST_EMPTY else ""
        rows.append(
            Rank(
                rule.outcome, place + 1, names[s], float(chance[s]), bool(settled[place]), complete, stopped, *ends,
                reason,
            )
        )  # fmt: skip
    rows += [Rank(rule.outcome, 0, name, np.nan, False, 0, stopped, reason=NOT_MEASURED) for name in lost]
    return tuple(rows)


def rule_of(store: Store) -> Settling:
    """The stopping rule a store was planned with."""
    settings = store.manifest["settling"]
    return Settling(**{one.name: settings[one.name] for one in fields(Settling)})


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


def never_measured(store: Store, outcome: str, batches: int) -> npt.NDArray[np.bool_]:
    """(scenario,) whether runs were done without fault, but some point never had the outcome."""
    found = store.query(
        f"SELECT scenario, point, count(*) FILTER (status = 'ok') AS done, "
        f"count(*) FILTER (status = 'ok' AND NOT isnan({quoted(outcome)}::DOUBLE)) AS measured "
        f"FROM results WHERE batch < {int(batches)} GROUP BY scenario, point"
    )
    empty = set(found.loc[(found["done"] > 0) & (found["measured"] == 0), "scenario"])
    return np.array([name in empty for name in store.scenarios])


def best_first(means: FloatArray, rule: Settling) -> list[int]:
    """Rows in order of their means over complete replicates, the best first; ties by row."""
    overall = _complete(means).mean(axis=1) if _complete(means).size else np.zeros(len(means))
    sign = -1.0 if rule.better == "higher" else 1.0
    return [int(row) for row in np.argsort(sign * overall, kind="stable")]


def told_apart(means: FloatArray, rule: Settling) -> npt.NDArray[np.bool_]:
    """(place,) whether the scenario at each place of the order is told apart from its neighbours.

    Two are told apart when 30 pairs or more have a spread and the interval of their difference excludes zero; they
    are alike when it lies within an indifference above zero. With more than 10 % of the pairs missing they are neither.
    """
    order = best_first(means, rule)
    apart = [_differ(means[first], means[second], rule, len(means)) for first, second in pairwise(order)]
    return np.array([all(apart[max(0, place - 1) : place + 1]) for place in range(len(order))])


Ends = tuple[float, float, float]
NO_ENDS: Ends = (np.nan, np.nan, np.nan)


def difference(first: FloatArray, second: FloatArray, rule: Settling, scenarios: int) -> Ends:
    """Mean paired difference and its interval at error α / looks / pairs, valid whenever the rule stops."""
    pairs = first - second
    pairs = pairs[~np.isnan(pairs)]
    size = pairs.size
    if size < 2:
        return NO_ENDS
    level = pair_level(rule.confidence, rule.batch, rule.at_most, scenarios)
    half = stdtrit(size - 1, 0.5 + level / 2.0) * pairs.std(ddof=1) / np.sqrt(size)
    mean = float(pairs.mean())
    return mean, float(mean - half), float(mean + half)


def _differ(first: FloatArray, second: FloatArray, rule: Settling, scenarios: int) -> bool:
    found = ~np.isnan(first - second)
    if found.sum() < FEWEST_PAIRS or _empty(first, second) > MOST_EMPTY:
        return False
    _, low, high = difference(first, second, rule, scenarios)
    told = np.ptp((first - second)[found]) > 0 and (low > 0 or high < 0)
    alike = rule.indifference > 0 and max(-low, high) <= rule.indifference
    return bool(told or alike)


def _empty(first: FloatArray, second: FloatArray) -> float:
    """Share of pairs without a difference."""
    return float(np.isnan(first - second).mean())


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
