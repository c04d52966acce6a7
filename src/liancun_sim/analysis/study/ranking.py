"""Which scenario is best on an outcome, and how sure that is.

Scenarios are compared pair by pair in the same worlds. The interval of a rank comes from all pairwise
differences at once, so that the ranks of one outcome hold together at the stated level; several outcomes
looked at side by side are not corrected for one another, and what is said of them says so.

References
----------
Mogstad, Romano, Shaikh & Wilhelm, "Inference for ranks with applications to mobility across neighbourhoods and
academic achievement across countries", Review of Economic Studies 91(1), 2024: rank intervals from simultaneous
intervals of the pairwise differences; here with Bonferroni's correction, which is wider and needs no resampling.
"""

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.statistics.intervals import ONE_REPLICATION, t_interval
from liancun_sim.analysis.study.worlds import SIGN, Worlds, by_replication, comparable, unit_means
from liancun_sim.results.study.stopping import MOST_EMPTY
from liancun_sim.results.study.study import StudyResult

Floats = npt.NDArray[np.float64]
LEVEL = 0.95
STOPPED = "stopped"  # the data decided when to stop: an interval for a fixed number does not hold
RANKING_COLUMNS = (
    "outcome", "scenario", "mean", "difference", "ci_low", "ci_high", "all_low", "all_high", "p_better", "p_best",
    "rank", "rank_low", "rank_high", "worlds", "left_out", "reason",
)  # fmt: skip


def ranking(result: StudyResult, level: float = LEVEL) -> pd.DataFrame:
    """A row per outcome that has a better direction and scenario: RANKING_COLUMNS, best mean first.

    mean, difference : over worlds; the difference from the baseline, world by world.
    ci_low, ci_high : 95 % for that difference alone. all_low, all_high : wide enough for all pairwise differences
        of the outcome together.
    p_better : share of worlds strictly better than the baseline. p_best : share in which it is best of all, a tie
        counting in equal parts.
    rank_low, rank_high : with probability `level` all true ranks of the outcome lie within these at once.
    worlds, left_out : worlds compared; worlds in which some scenario has no value.

    Where a rule ends replication, intervals of a fixed number of replications do not hold. Those of the outcome the
    rule ranks on are then taken over replications at the rule's own level, as in the store's ranking.csv, both kinds
    alike; other outcomes have none, no rank_low and rank_high, and the reason ``stopped``.
    """
    rows: list[dict[str, object]] = []
    for key in result.goals:
        sign = SIGN[result.outcomes[key].better]
        rows += _ranked(comparable(result, key), _pairs(result, key, level), sign, result.baseline)
    table = pd.DataFrame(rows, columns=list(RANKING_COLUMNS))
    return table.astype({"rank_low": "Int64", "rank_high": "Int64"})


@dataclass(frozen=True, slots=True)
class Pairs:
    """How scenarios of one outcome are compared.

    values : (unit, scenario) of all scenarios. one, all_together : levels of the interval of a difference by itself,
    and of one among all pairs; NaN where none holds. most_empty : share of units a pair may lack.
    """

    values: Floats
    one: float
    all_together: float
    most_empty: float = 1.0


def _pairs(result: StudyResult, outcome: str, level: float) -> Pairs:
    found = comparable(result, outcome)
    measured = np.isfinite(found.values).any(axis=0)
    if result.rule is None:
        units = unit_means(found.values[:, measured], found.unit)
        values = np.full((len(units), len(measured)), np.nan)
        values[:, measured] = units
        return Pairs(values, level, together(int(measured.sum()), level))
    values = by_replication(result, outcome).values
    if result.rule.outcome != outcome:
        return Pairs(values, np.nan, np.nan)
    wide = result.rule.level(int(np.isfinite(values).any(axis=0).sum()))
    return Pairs(values, wide, wide, MOST_EMPTY)


def _ranked(found: Worlds, pairs: Pairs, sign: float, baseline: str) -> list[dict[str, object]]:
    measured = np.isfinite(found.values).any(axis=0)
    names = [name for name, some in zip(found.scenarios, measured) if some]
    if not names:
        return []
    values, units = found.values[:, measured], pairs.values[:, measured]
    whole, complete = np.isfinite(values).all(axis=1), np.isfinite(units).all(axis=1)
    best = chance_of_best(sign * values[whole])
    known = math.isfinite(pairs.one)
    low, high = rank_interval(sign * units, pairs.all_together, pairs.most_empty) if known else (None, None)
    base = names.index(baseline) if baseline in names else None
    means = units[complete].mean(axis=0) if complete.any() else np.full(len(names), np.nan)
    place = np.argsort(np.argsort(-sign * means, kind="stable"), kind="stable") + 1
    reason = STOPPED if not known else ONE_REPLICATION if len(units) == 1 else ""
    rows = []
    for i, name in enumerate(names):
        row: dict[str, object] = {
            "outcome": found.outcome, "scenario": name, "mean": means[i], "p_best": best[i], "rank": int(place[i]),
            "rank_low": pd.NA if low is None else int(low[i]), "rank_high": pd.NA if high is None else int(high[i]),
            "worlds": int(whole.sum()), "left_out": int((~whole).sum()), "reason": reason,
        }  # fmt: skip
        if base is not None and i != base:
            difference = units[:, i] - units[:, base]
            row["difference"] = float(t_interval(difference)[0])
            better = sign * (values[whole, i] - values[whole, base]) > 0
            row["p_better"] = float(better.mean()) if whole.any() else np.nan
            if known:
                one, wide = (t_interval(difference, level=level) for level in (pairs.one, pairs.all_together))
                row |= {"ci_low": float(one[2]), "ci_high": float(one[3])}
                row |= {"all_low": float(wide[2]), "all_high": float(wide[3])}
        rows.append(row)
    return sorted(rows, key=lambda row: row["rank"])  # type: ignore[arg-type,return-value]


def lead(result: StudyResult, outcome: str, one: str, other: str, level: float = LEVEL) -> tuple[float, float, float]:
    """By how much one scenario is better than another, with an interval as wide as all pairs of the outcome need.

    The ends hold zero exactly where the rank intervals do not tell the two apart; NaN where none holds.
    """
    pairs, names = _pairs(result, outcome, level), comparable(result, outcome).scenarios
    difference = pairs.values[:, names.index(one)] - pairs.values[:, names.index(other)]
    difference = SIGN[result.outcomes[outcome].better] * difference
    known = math.isfinite(pairs.all_together) and np.isnan(difference).mean() <= pairs.most_empty
    mean, _, low, high, _ = t_interval(difference, level=pairs.all_together if known else level)
    return float(mean), *((float(low), float(high)) if known else (math.nan, math.nan))


def chance_of_best(values: Floats) -> Floats:
    """Share of rows in which each column is largest, ties shared equally: (row, column) → (column,)."""
    if not len(values):
        return np.full(values.shape[1], np.nan)
    top = values == values.max(axis=1, keepdims=True)
    return np.asarray((top / top.sum(axis=1, keepdims=True)).mean(axis=0))


def rank_interval(
    values: Floats, level: float, most_empty: float = 1.0
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Ranks each column may have, 1 the largest, all columns at once: (row, column) → (column,), (column,).

    A column's best rank is one more than the columns clearly above it; its worst leaves below it those it is
    clearly above. Clearly: the interval of the paired difference excludes zero.

    Parameters
    ----------
    level : of the interval of each pair, see `together`. most_empty : share of rows a pair may lack and still be told
        apart.
    """
    columns = values.shape[1]
    above = np.zeros(columns, dtype=np.int64)
    below = np.zeros(columns, dtype=np.int64)
    for one, other in combinations(range(columns), 2):
        difference = values[:, one] - values[:, other]
        _, _, low, high, _ = t_interval(difference, level=level)
        if np.isnan(difference).mean() > most_empty:
            continue
        if low > 0:
            above[other] += 1
            below[one] += 1
        elif high < 0:
            above[one] += 1
            below[other] += 1
    return 1 + above, columns - below


def together(columns: int, level: float = LEVEL) -> float:
    """The level of each of all pairs of columns at which they hold together at `level`."""
    return 1 - (1 - level) / max(columns * (columns - 1) // 2, 1)


def settled(table: pd.DataFrame, outcome: str) -> bool:
    """Whether one scenario alone can be first on an outcome."""
    mine = table[table["outcome"] == outcome]
    return bool((mine["rank_low"] == 1).sum() == 1 and len(mine) > 0)
