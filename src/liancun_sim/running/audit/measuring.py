"""What one world of an audit measures, village by village, beside the world without policy.

Each indicator has its truth, its report and its report without kindness at both ends of the audit, the
truth without policy, and where the county's mean drift alone would have taken it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.mechanisms import AssessmentRules
from liancun_sim.mechanisms.assessment.assessment import listing_after
from liancun_sim.results.audit.columns import MOBILISED, OUTSIDE, REACHED_EARLIER, TREATED, UNTREATED
from liancun_sim.running.audit.watched import BoolArray, FloatArray, Watched

BEFORE_EVENT = 12  # months before treatment began that event time shows


@dataclass(frozen=True)
class Measured:
    """One indicator of one world beside the world without policy: (village,) arrays, as in OUTCOMES."""

    group: npt.NDArray[np.str_]
    assessed_before: FloatArray
    true_before: FloatArray
    assessed_after: FloatArray
    shadow_after: FloatArray
    true_after: FloatArray
    without_before: FloatArray
    without_after: FloatArray
    drifted: FloatArray
    anticipated: FloatArray


@dataclass(frozen=True)
class EventPath:
    """Mean effect by months since treatment began: (k,) arrays."""

    months_since: npt.NDArray[np.int64]
    villages: npt.NDArray[np.int64]
    effect: FloatArray


@dataclass(frozen=True)
class Consulted:
    """How one world's proposals went, as in CONSULTED."""

    threshold: float
    proposals: int
    unions: int
    stated_reach: int
    private_reach: int
    dissolved: int


def measures(watch: Watched, without: Watched, rules: AssessmentRules) -> dict[str, Measured]:
    """Every indicator of one world."""
    listed = watch.before["listed"] > 0
    united = np.where(watch.in_union | (grouped(watch) != TREATED), grouped(watch), OUTSIDE)
    asked = np.full(listed.size, bool((watch.asked >= 0).any()))  # where nobody was, no consent can be claimed
    converted, consent = _conversion(watch, without, rules), _consent(watch, without)
    income, reached = _income(watch, without), all_reached(watch)
    early_converted = _anticipated(watch.not_backward, without.not_backward, watch.reached)
    early_income = _anticipated(watch.income, without.income, watch.reached)
    return {
        "conversion": Measured(grouped(watch, listed), **converted),
        "conversion_reached": Measured(
            np.where(listed, reached, OUTSIDE), **{**converted, "anticipated": early_converted}
        ),
        "conversion_all_listed": Measured(
            np.where(listed, TREATED, np.where(grouped(watch) == TREATED, OUTSIDE, grouped(watch))), **converted
        ),
        "income": Measured(grouped(watch), **income),
        "income_reached": Measured(reached, **{**income, "anticipated": early_income}),
        "consent": Measured(grouped(watch, asked), **consent),
        "consent_in_unions": Measured(np.where(asked, united, OUTSIDE), **consent),
        "consent_level_in_unions": Measured(np.where(asked, united, OUTSIDE), **consent),
        "satisfaction_in_unions": Measured(united, **_satisfaction(watch, without)),
    }


def consulted(watch: Watched, threshold: float) -> Consulted:
    """Unions whose every member reached the threshold, in words and in private."""
    stated, private = (sum(union[i] >= threshold - 1e-12 for union in watch.unions) for i in (0, 1))
    return Consulted(threshold, watch.proposals, len(watch.unions), stated, private, watch.dissolved)


def grouped(watch: Watched, claimed_of: BoolArray | None = None) -> npt.NDArray[np.str_]:
    """(village,) in a union or supported at the end; served earlier; only mobilised; never approached.

    OUTSIDE what the claim is about, where that is given.
    """
    group = np.where(watch.treated[-1], TREATED, np.where(watch.reached[-1], REACHED_EARLIER, _left_alone(watch)))
    return group if claimed_of is None else np.where(claimed_of, group, OUTSIDE)


def all_reached(watch: Watched) -> npt.NDArray[np.str_]:
    """(village,) the groups of a report that counts everybody ever in a union or served."""
    return np.where(watch.reached[-1], TREATED, _left_alone(watch))


def _left_alone(watch: Watched) -> npt.NDArray[np.str_]:
    return np.where(watch.mobilised, MOBILISED, UNTREATED)


def _conversion(watch: Watched, without: Watched, rules: AssessmentRules) -> dict[str, FloatArray]:
    """1 where a village is not on the list: the published one, the shadow's, and the noise-free index's own."""
    held = without.index_true[:: rules.interval]  # t0 and every assessment since
    drift = held.mean(axis=1) - held[0].mean()
    listed = without.before["listed_true"] > 0
    streak: npt.NDArray[np.integer] = np.zeros(listed.size, dtype=np.int64)
    line = without.line_true
    for shift in drift[1:]:
        listed, streak = listing_after(listed, streak, held[0] + shift, line, rules)
    return {
        "assessed_before": 1 - watch.before["listed"],
        "true_before": 1 - watch.before["listed_true"],
        "assessed_after": 1 - watch.after["listed"],
        "shadow_after": 1 - watch.after["listed_shadow"],
        "true_after": 1 - watch.after["listed_true"],
        "without_before": 1 - without.before["listed_true"],
        "without_after": 1 - without.after["listed_true"],
        "drifted": (~listed).astype(np.float64),
        "anticipated": _anticipated(watch.not_backward, without.not_backward, watch.treated),
    }


def _income(watch: Watched, without: Watched) -> dict[str, FloatArray]:
    """Real yuan per person over 12 months; the county's mean drift is in proportion to income."""
    start, end = without.income[0], without.income[-1]
    return {
        "assessed_before": watch.before["income_assessed_yuan"],
        "true_before": watch.income[0],
        "assessed_after": watch.after["income_assessed_yuan"],
        "shadow_after": watch.after["income_shadow_yuan"],
        "true_after": watch.income[-1],
        "without_before": start,
        "without_after": end,
        "drifted": start * (end.mean() / start.mean()),
        "anticipated": _anticipated(watch.income, without.income, watch.treated),
    }


def _consent(watch: Watched, without: Watched) -> dict[str, FloatArray]:
    """Shares of households at a village's last consultation; at the end where it was never asked.

    True is the willingness of all households at that time, and of the same households at the same time
    without policy. Reported is what was stated, the shadow the same answers without pressure; where
    a village was not asked they are the truth.
    """
    villages = np.arange(watch.asked.size)
    asked = watch.asked >= 0
    month = np.where(asked, watch.asked, watch.months)
    known = sorted(without.willing)
    paths = np.stack([without.willing[m] for m in known])
    then = np.searchsorted(known, month)
    true_after = np.where(asked, watch.willing_then, watch.willing[watch.months])
    start = without.willing[0]
    return {
        "assessed_before": watch.willing[0],
        "true_before": watch.willing[0],
        "assessed_after": np.where(asked, watch.stated, true_after),
        "shadow_after": np.where(asked, watch.secret, true_after),
        "true_after": true_after,
        "without_before": start,
        "without_after": paths[then, villages],
        "drifted": start + paths.mean(axis=1)[then] - start.mean(),
        "anticipated": np.full(villages.size, np.nan),  # asked before treatment begins: all of it is anticipation
    }


def _satisfaction(watch: Watched, without: Watched) -> dict[str, FloatArray]:
    """Villagers' satisfaction, which is reported as it is; the county's mean drift is added."""
    start, end = without.before["satisfaction"], without.after["satisfaction"]
    before, after = watch.before["satisfaction"], watch.after["satisfaction"]
    return {
        "assessed_before": before,
        "true_before": before,
        "assessed_after": after,
        "shadow_after": after,
        "true_after": after,
        "without_before": start,
        "without_after": end,
        "drifted": start + end.mean() - start.mean(),
        "anticipated": np.full(start.size, np.nan),
    }


def began(treated: BoolArray) -> npt.NDArray[np.int64]:
    """(village,) month in which the treatment that lasts to the end began; −1 where there is none.

    treated : (month, village).
    """
    last_free = np.where(~treated, np.arange(len(treated))[:, None], -1).max(axis=0)
    return np.where(treated[-1], last_free + 1, -1)


def _anticipated(with_it: npt.NDArray[np.generic], without: npt.NDArray[np.generic], treated: BoolArray) -> FloatArray:
    """(village,) effect in the month before treatment began; NaN where none did."""
    start, villages = began(treated), np.arange(treated.shape[1])
    before = np.maximum(start - 1, 0)
    effect = with_it[before, villages].astype(np.float64) - without[before, villages].astype(np.float64)
    return np.where(start > 0, effect, np.nan)


def event_paths(watch: Watched, without: Watched) -> dict[str, EventPath]:
    """Effects by months since a village's union formed or its support began, on villages treated to the end."""
    start = began(watch.treated)
    listed = watch.before["listed"] > 0
    return {
        "income": _path(watch.income - without.income, start, start > 0),
        "conversion": _path(
            watch.not_backward.astype(np.float64) - without.not_backward, start, (start > 0) & listed
        ),
    }  # fmt: skip


def _path(effect: FloatArray, start: npt.NDArray[np.int64], counted: BoolArray) -> EventPath:
    """The mean over one and the same villages in every month: those treated for at least as long as half of them.

    effect : (month, village). start : (village,) month treatment began.
    """
    nothing = np.zeros(0, dtype=np.int64)
    if not counted.any():
        return EventPath(nothing, nothing, nothing.astype(np.float64))
    held = len(effect) - 1 - start
    last = int(np.quantile(held[counted], 0.5, method="lower"))
    rows = np.flatnonzero(counted & (held >= last))
    since = np.arange(-min(BEFORE_EVENT, int(start[rows].min())), last + 1)
    return EventPath(since, np.full(since.size, rows.size), effect[start[rows] + since[:, None], rows].mean(axis=1))
