"""Which assumptions an outcome, or the advantage of one scenario over another, depends on.

The method follows the design: indices of Sobol or of Morris where its points belong to base rows, and a rank
correlation on any. A failed run empties its point; a base row with an empty point is dropped whole and counted,
and with too few rows left the answer is a reason, never a zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.statistics.morris import elementary_effects, morris_indices
from liancun_sim.analysis.statistics.rank_correlation import enough_points, partial_rank_correlation
from liancun_sim.analysis.statistics.sobol import Index, sobol_indices
from liancun_sim.analysis.study.worlds import factor_values, independent, worlds
from liancun_sim.results.store.planned import OK
from liancun_sim.results.study.study import GROUP, MORRIS, ROLE, SOBOL, StudyResult

Floats = npt.NDArray[np.float64]

FEWEST_SOBOL_ROWS, FEWEST_PATHS = 16, 4
IDLE_TOTAL, IDLE_EFFECT = 0.01, 0.05  # of the variance; of the largest μ*
MOST_EMPTY, MOST_DROPPED = 0.1, 0.5  # of the points and of the base rows: beyond it, what is left is another design
TOO_MANY_FAILED, UNFINISHED, NOT_MEASURED = "too_many_failed", "unfinished", "not_measured"
TOO_FEW_ROWS, CONSTANT, UNSUITED = "too_few_rows", "constant", "unsuited"

SENSITIVITY_COLUMNS = (
    "outcome", "target", "against", "method", "index", "factor", "value", "low", "high", "clear", "used", "dropped",
    "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What is explained: an outcome of a scenario or, with `against`, its difference from another scenario's."""

    outcome: str
    scenario: str
    against: str = ""

    def values(self, result: StudyResult) -> Floats:
        """(point,)"""
        found = worlds(result, self.outcome)
        mine = found.of(self.scenario)
        return mine - found.of(self.against) if self.against else mine


def sensitivity(result: StudyResult, targets: Iterable[Target]) -> pd.DataFrame:
    """A row per target, index and factor: SENSITIVITY_COLUMNS.

    index : first, total · mu, mu_star, sigma · prcc. Of a factor without an order there is no mu, and its prcc has no
    sign. low, high : 95 %.
    clear : whether the interval excludes zero, for prcc corrected for the number of factors, of Sobol and Morris each
    for itself; a first-order index lies above it, a total index above 1 % of the variance; μ* and σ above 5 % of the
    largest.
    used, dropped : base rows, paths or points. reason : why there is no value.
    """
    rows = []
    for target in targets:
        values, empty = target.values(result), why_empty(result, target)
        if result.design == SOBOL:
            rows += _rows(result, target, "sobol", *_sobol(result, values, empty))
        if result.design == MORRIS:
            rows += _rows(result, target, "morris", *_morris(result, values, empty))
        rows += _rows(result, target, "rank", *_screen(result, values, empty))
    return pd.DataFrame(rows, columns=list(SENSITIVITY_COLUMNS))


def why_empty(result: StudyResult, target: Target) -> str:
    """What most of a target's empty points lack: a run that finished, a run at all, or a finite value."""
    values = target.values(result)
    empty = result.points.index[~np.isfinite(values)]
    names = [name for name in (target.scenario, target.against) if name]
    runs = result.runs[result.runs["scenario"].isin(names)]
    status = runs["status"].ne(OK).groupby(runs["point"]).agg(["any", "size"]).reindex(empty)
    failed = status["any"].eq(True)
    unfinished = ~failed & ~(status["size"] >= len(names) * result.replications)
    counts = {TOO_MANY_FAILED: failed.sum(), UNFINISHED: unfinished.sum(), NOT_MEASURED: (~failed & ~unfinished).sum()}
    return max(counts, key=lambda reason: counts[reason])


Bools = npt.NDArray[np.bool_]
Found = tuple[Mapping[str, tuple[Index, Bools]], int, int, str]  # indices with what is clear, used, dropped, reason


def _sobol(result: StudyResult, values: Floats, empty: str) -> Found:
    names = ["A", "B", *(f"AB:{factor.key}" for factor in result.factors)]
    points = result.points.assign(value=values)
    table = points.pivot_table("value", GROUP, ROLE, aggfunc="first", dropna=False).reindex(columns=names).to_numpy()
    whole = table[np.isfinite(table).all(axis=1)]
    used, dropped = len(whole), len(table) - len(whole)
    reason = _refusal(values, used, dropped, FEWEST_SOBOL_ROWS, empty)
    if reason:
        return {}, used, dropped, reason
    first, total = sobol_indices(whole[:, 0], whole[:, 1], np.ascontiguousarray(whole[:, 2:].T))
    found = {"first": (first, np.asarray(first.low > 0.0)), "total": (total, _excludes(total, IDLE_TOTAL))}
    return found, used, dropped, CONSTANT if np.isnan(total.value).all() else ""


def _morris(result: StudyResult, values: Floats, empty: str) -> Found:
    order = np.argsort(result.points[GROUP].to_numpy(), kind="stable")  # points stand along each path
    along = values[order].reshape(-1, len(result.factors) + 1)
    whole = np.isfinite(along).all(axis=1)
    used, dropped = int(whole.sum()), int((~whole).sum())
    reason = _refusal(along, used, dropped, FEWEST_PATHS, empty)
    if reason:
        return {}, used, dropped, reason
    unordered = [i for i, one in enumerate(result.factors) if one.levels]
    low = np.array([factor.low for factor in result.factors])
    span = np.array([factor.high - factor.low for factor in result.factors])
    scaled = ((factor_values(result)[order] - low) / span).reshape(*along.shape, -1)
    try:
        mu, mu_star, sigma = morris_indices(elementary_effects(scaled[whole], along[whole], unordered))
    except ValueError:  # a whole number or a choice whose value did not change with its step
        return {}, used, dropped, UNSUITED
    for part in (mu.value, mu.low, mu.high):
        part[unordered] = np.nan  # from one choice to another there is no up and down
    idle = IDLE_EFFECT * float(mu_star.value.max())
    found = {"mu": (mu, _excludes(mu, 0.0)), "mu_star": (mu_star, _excludes(mu_star, idle))}
    return found | {"sigma": (sigma, _excludes(sigma, idle))}, used, dropped, CONSTANT if idle == 0 else ""


def _screen(result: StudyResult, values: Floats, empty: str) -> Found:
    chosen = independent(result) & result.points.index.isin(result.runs["point"])  # an unfinished study: what is there
    values, factors = values[chosen], factor_values(result)[chosen]
    finite = np.isfinite(values)
    used, dropped = int(finite.sum()), int((~finite).sum())
    values, factors = values[finite], factors[finite]
    unordered = [i for i, one in enumerate(result.factors) if one.levels]
    reason = ""
    if dropped > MOST_EMPTY * (used + dropped):
        reason = empty
    elif used < enough_points(factors, unordered):
        reason = TOO_FEW_ROWS
    elif np.ptp(values) == 0:
        reason = CONSTANT
    if reason:
        return {}, used, dropped, reason
    varying = int((np.ptp(factors, axis=0) > 0).sum())
    index = Index(*partial_rank_correlation(factors, values, unordered=unordered))
    wide = Index(*partial_rank_correlation(factors, values, 1 - 0.05 / max(varying, 1), unordered))
    return {"prcc": (index, _excludes(wide, 0.0))}, used, dropped, ""


def _excludes(index: Index, idle: float) -> Bools:
    """(factor,) whether the interval lies outside ± idle; False where there is none."""
    return np.asarray((index.low > idle) | (index.high < -idle))


def _refusal(values: Floats, used: int, dropped: int, fewest: int, empty: str) -> str:
    """Why there is no answer; empty if there is one."""
    if np.mean(~np.isfinite(values)) > MOST_EMPTY or dropped > MOST_DROPPED * (used + dropped):
        return empty
    return TOO_FEW_ROWS if used < fewest else ""


def _rows(
    result: StudyResult,
    target: Target,
    method: str,
    found: Mapping[str, tuple[Index, Bools]],
    used: int,
    dropped: int,
    reason: str,
) -> list[dict[str, object]]:
    """Rows of the table; without an answer, one row with the reason."""
    common = {
        "outcome": target.outcome, "target": target.scenario, "against": target.against, "method": method,
        "used": used, "dropped": dropped, "reason": reason,
    }  # fmt: skip
    if reason:
        return [common | {"index": "", "factor": "", "value": np.nan, "low": np.nan, "high": np.nan, "clear": False}]
    return [
        common
        | {
            "index": name,
            "factor": factor.key,
            "value": float(index.value[i]),
            "low": float(index.low[i]),
            "high": float(index.high[i]),
            "clear": bool(clear[i]),
        }
        for name, (index, clear) in found.items()
        for i, factor in enumerate(result.factors)
    ]
