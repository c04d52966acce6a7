"""Keeps what indicators need from each month, and sums it over strata afterwards.

Per month and indicator only village parts are kept, so that strata known at the end of a run (the
treated villages) can be applied to every month, and to the paired baseline.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from liancun_sim.indicators import HouseholdSum, Indicator, Snapshot, indicators
from liancun_sim.state import State

FloatArray = npt.NDArray[np.float64]


@dataclass
class Parts:
    """One indicator over the months it was measured.

    months : months since t0. top, bottom : village parts, one (village,) per month (bottom: None for a
    total). fifth_top, fifth_bottom : (5,) per month. whole : numbers, for indicators of the whole county.
    """

    months: list[int] = field(default_factory=list)
    top: list[FloatArray] = field(default_factory=list)
    bottom: list[FloatArray] = field(default_factory=list)
    fifth_top: list[FloatArray] = field(default_factory=list)
    fifth_bottom: list[FloatArray] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Series:
    """Values of one indicator in one stratum: months (n,), values (n,), NaN where there is nothing to measure."""

    indicator: str
    stratum: str
    months: npt.NDArray[np.int32]
    values: FloatArray


@dataclass(frozen=True)
class Block:
    """One indicator in several strata: months (n,), values (stratum, n), NaN where there is nothing to measure."""

    indicator: str
    strata: tuple[str, ...]
    months: npt.NDArray[np.int32]
    values: FloatArray


class Recorder:
    """Records a run.

    Parameters
    ----------
    measured : the indicators to record; all by default.
    """

    def __init__(self, measured: Mapping[str, Indicator] | None = None):
        self.indicators = dict(indicators() if measured is None else measured)
        self.parts: dict[str, Parts] = {key: Parts() for key in self.indicators}

    def record(self, state: State, month: int, iso_month: str) -> None:
        """Measure the state `month` months after t0."""
        snapshot = Snapshot(state, month, iso_month)
        for key, indicator in self.indicators.items():
            if month % indicator.every == 0:
                self._keep(self.parts[key], indicator, snapshot)

    def _keep(self, parts: Parts, indicator: Indicator, snapshot: Snapshot) -> None:
        parts.months.append(snapshot.month)
        if indicator.whole:
            parts.whole.append(float(np.asarray(indicator.numerator(snapshot)).item()))
            return
        _put(indicator.numerator(snapshot), parts.top, parts.fifth_top)
        if indicator.denominator:
            _put(indicator.denominator(snapshot), parts.bottom, parts.fifth_bottom)

    def series(self, strata: Mapping[str, npt.NDArray[np.bool_]]) -> list[Series]:
        """Every indicator in each stratum by itself, in the order of `blocks`."""
        return [
            Series(block.indicator, stratum, block.months, values)
            for block in self.blocks(strata)
            for stratum, values in zip(block.strata, block.values, strict=True)
        ]

    def blocks(self, strata: Mapping[str, npt.NDArray[np.bool_]]) -> list[Block]:
        """Every indicator in each stratum of villages, then by fifths of households where that is measured.

        strata : (village,) masks by name; the one named ``county`` also takes whole-county indicators.
        """
        found: list[Block] = []
        over_strata = _OverStrata(strata.values())
        for key, parts in self.parts.items():
            months = np.array(parts.months, dtype=np.int32)
            if self.indicators[key].whole:
                if "county" in strata:
                    found.append(Block(key, ("county",), months, np.array([parts.whole])))
                continue
            below = over_strata(np.stack(parts.bottom)) if parts.bottom else None
            found.append(Block(key, tuple(strata), months, ratio(over_strata(np.stack(parts.top)), below)))
            if parts.fifth_top and "county" in strata:
                fifths = ratio(np.stack(parts.fifth_top, axis=1), np.stack(parts.fifth_bottom, axis=1))
                found.append(Block(key, tuple(f"quintile:{q + 1}" for q in range(len(fifths))), months, fifths))
        return found

    def latest(self, key: str, mask: npt.NDArray[np.bool_]) -> tuple[int, float]:
        """The month an indicator was last measured in, and its value then over the villages of a mask."""
        parts = self.parts[key]
        if self.indicators[key].whole:
            return parts.months[-1], parts.whole[-1]
        top, bottom = (over(np.stack(values[-1:]), mask) if values else None for values in (parts.top, parts.bottom))
        assert top is not None
        return parts.months[-1], float(ratio(top, bottom)[0])

    def last_parts(self, last: int) -> tuple[list[int], dict[str, FloatArray]]:
        """The months among the last so many, and the village parts of every indicator in them.

        ``<key>.top`` and, but for totals, ``<key>.bottom``: (month, village), NaN in months it is not measured in.
        Whole-county indicators have no parts.
        """
        end = max(parts.months[-1] for parts in self.parts.values())
        months = list(range(max(0, end - last + 1), end + 1))
        found: dict[str, FloatArray] = {}
        for key, parts in self.parts.items():
            for name, values in (("top", parts.top), ("bottom", parts.bottom)):
                if values:
                    kept = np.full((len(months), values[0].size), np.nan)
                    for month, value in zip(parts.months, values, strict=True):
                        if month >= months[0]:
                            kept[month - months[0]] = value
                    found[f"{key}.{name}"] = kept
        return months, found

    def village_months(self, keys: Container[str] | None = None) -> dict[str, npt.NDArray[np.float32]]:
        """Every monthly indicator in every village, or those of `keys`: name → (month, village), t0 first."""
        found: dict[str, npt.NDArray[np.float32]] = {}
        for key, parts in self.parts.items():
            wanted = keys is None or key in keys
            if wanted and self.indicators[key].every == 1 and not self.indicators[key].whole:
                bottom = np.stack(parts.bottom) if parts.bottom else None
                found[key] = ratio(np.stack(parts.top), bottom).astype(np.float32)
        return found

    def by_village(self, key: str, last: int) -> FloatArray:
        """Mean of an indicator in each village over its last months: (village,), NaN where not measured."""
        parts = self.parts[key]
        since = parts.months[-1] - last
        chosen = [i for i, month in enumerate(parts.months) if month > since]
        top = np.stack([parts.top[i] for i in chosen])
        bottom = np.stack([parts.bottom[i] for i in chosen]) if parts.bottom else None
        return mean_measured(ratio(top, bottom))


def _put(
    values: FloatArray | HouseholdSum | np.float64, by_village: list[FloatArray], by_fifth: list[FloatArray]
) -> None:
    """Keep a part of an indicator, and its fifths where it is a sum over households."""
    if isinstance(values, HouseholdSum):
        by_fifth.append(values.fifth)
        by_village.append(values.village)
    else:
        by_village.append(np.asarray(values))


class _OverStrata:
    """Sums over each of several strata: the villages of all are gathered at once, and added in village order."""

    def __init__(self, masks: Iterable[npt.NDArray[np.bool_]]):
        rows = [np.flatnonzero(mask) for mask in masks]
        self.rows = np.concatenate(rows) if rows else np.zeros(0, np.intp)
        self.ends = np.cumsum([0, *(one.size for one in rows)])

    def __call__(self, values: FloatArray) -> FloatArray:
        """(month, village) → (stratum, month), each row what `over` gives."""
        gathered = values.take(self.rows, axis=1)
        found = np.empty((self.ends.size - 1, values.shape[0]))
        for i, (start, end) in enumerate(pairwise(self.ends)):
            gathered[:, start:end].sum(axis=1, out=found[i])
        return found


def mean_measured(values: FloatArray, axis: int = 0) -> FloatArray:
    """Mean over an axis of what is not NaN; NaN where nothing was measured."""
    measured = ~np.isnan(values)
    count = measured.sum(axis=axis)
    total = np.where(measured, values, 0.0).sum(axis=axis)
    return np.asarray(np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0))


def over(values: FloatArray, mask: npt.NDArray[np.bool_]) -> FloatArray:
    """Sum over the villages of a stratum, in village order: (month, village) → (month,)."""
    return np.asarray(np.ascontiguousarray(values[:, mask]).sum(axis=1))


def ratio(top: FloatArray, bottom: FloatArray | None) -> FloatArray:
    """Quotient of two parts, NaN where the lower is nothing; the upper itself where there is no lower."""
    if bottom is None:
        return top
    return np.asarray(np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0))
