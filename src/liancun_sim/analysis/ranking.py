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

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.intervals import ONE_REPLICATION, t_interval
from liancun_sim.analysis.worlds import SIGN, Worlds, comparable, unit_means
from liancun_sim.results.study import StudyResult

Floats = npt.NDArray[np.float64]
LEVEL = 0.95
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
    """
    rows: list[dict[str, object]] = []
    for key in result.goals:
        rows += _ranked(comparable(result, key), SIGN[result.outcomes[key].better], result.baseline, level)
    return pd.DataFrame(rows, columns=list(RANKING_COLUMNS))


def _ranked(found: Worlds, sign: float, baseline: str, level: float) -> list[dict[str, object]]:
    measured = np.isfinite(found.values).any(axis=0)
    names = [name for name, some in zip(found.scenarios, measured) if some]
    if not names:
        return []
    values = found.values[:, measured]
    whole = np.isfinite(values).all(axis=1)
    units = unit_means(values, found.unit)
    best = chance_of_best(sign * values[whole])
    low, high = rank_interval(sign * units, level)
    base = names.index(baseline) if baseline in names else None
    compared = max(len(names) * (len(names) - 1) // 2, 1)
    together = 1 - (1 - level) / compared
    means = units.mean(axis=0) if len(units) else np.full(len(names), np.nan)
    place = np.argsort(np.argsort(-sign * means, kind="stable"), kind="stable") + 1
    rows = []
    for i, name in enumerate(names):
        row: dict[str, object] = {
            "outcome": found.outcome, "scenario": name, "mean": means[i], "p_best": best[i], "rank": int(place[i]),
            "rank_low": int(low[i]), "rank_high": int(high[i]), "worlds": int(whole.sum()),
            "left_out": int((~whole).sum()), "reason": ONE_REPLICATION if len(units) == 1 else "",
        }  # fmt: skip
        if base is not None and i != base:
            difference = units[:, i] - units[:, base]
            one, wide = t_interval(difference, level=level), t_interval(difference, level=together)
            better = sign * (values[whole, i] - values[whole, base]) > 0
            row |= {
                "difference": float(one[0]), "ci_low": float(one[2]), "ci_high": float(one[3]),
                "all_low": float(wide[2]), "all_high": float(wide[3]),
                "p_better": float(better.mean()) if whole.any() else np.nan,
            }  # fmt: skip
        rows.append(row)
    return sorted(rows, key=lambda row: row["rank"])  # type: ignore[arg-type,return-value]


def chance_of_best(values: Floats) -> Floats:
    """Share of rows in which each column is largest, ties shared equally: (row, column) → (column,)."""
    if not len(values):
        return np.full(values.shape[1], np.nan)
    top = values == values.max(axis=1, keepdims=True)
    return np.asarray((top / top.sum(axis=1, keepdims=True)).mean(axis=0))


def rank_interval(values: Floats, level: float = LEVEL) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Ranks each column may have, 1 the largest, all columns at once: (row, column) → (column,), (column,).

    A column's best rank is one more than the columns clearly above it; its worst leaves below it those it is
    clearly above. Clearly: the interval of the paired difference, corrected for all pairs, excludes zero.
    """
    columns = values.shape[1]
    above = np.zeros(columns, dtype=np.int64)
    below = np.zeros(columns, dtype=np.int64)
    pairs = list(combinations(range(columns), 2))
    for one, other in pairs:
        _, _, low, high, _ = t_interval(values[:, one] - values[:, other], level=1 - (1 - level) / len(pairs))
        if low > 0:
            above[other] += 1
            below[one] += 1
        elif high < 0:
            above[one] += 1
            below[other] += 1
    return 1 + above, columns - below


def settled(table: pd.DataFrame, outcome: str) -> bool:
    """Whether one scenario alone can be first on an outcome."""
    mine = table[table["outcome"] == outcome]
    return bool((mine["rank_low"] == 1).sum() == 1 and len(mine) > 0)
