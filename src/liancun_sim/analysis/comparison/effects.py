"""Paired effects: each scenario against the baseline under the same random draws."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.comparison.costs import cost_ratios, public_money
from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.intervals import NO_COUNTERPART, NOT_MEASURED, ONE_REPLICATION, t_interval
from liancun_sim.analysis.statistics.possible import least_and_most, within
from liancun_sim.analysis.statistics.ranges import assumptions_part, prediction_range
from liancun_sim.results import AGAIN, ASSUMPTIONS, CHANCE, EFFECTS, Comparison

Floats = npt.NDArray[np.float64]
KEYS = ["scenario", "baseline", "uncertainty", "period", "indicator", "stratum"]
DIRECTIONS = {"higher": 1.0, "lower": -1.0, "neither": np.nan}


@remembered
def effects(comparison: Comparison) -> pd.DataFrame:
    """Every effect with its range and interval, then public money and the ratios: the columns of EFFECTS.

    difference = mean over pairs of (value − baseline value); see `intervals.t_interval`. low_5, high_95 hold one
    history; see `ranges.prediction_range`. Neither says what cannot be: a share's mean cannot fall by more than the
    baseline's mean share, one history's by no more than the largest of them.
    p_better = share of pairs strictly better in the indicator's direction; a tie is not better.
    A value without a counterpart in the baseline (consent, where nobody was asked there) has a
    mean and no difference. ``reason`` says why a number is empty.
    """
    told = comparison.pairs["uncertainty"] != AGAIN
    pairs = comparison.pairs[told]
    codes, keys = _groups(pairs)
    replications = np.unique(pairs["replication"])
    shape = len(keys), replications.size
    value, base = np.full(shape, np.nan), np.full(shape, np.nan)
    column = np.searchsorted(replications, pairs["replication"])
    value[codes, column] = pairs["value"]
    base[codes, column] = pairs["baseline_value"]

    difference = value - base
    mean, error, low, high, count = t_interval(difference, axis=1)
    info = comparison.indicators
    sign = np.array([DIRECTIONS[info[key].better] for key in keys["indicator"]])[:, None]
    better = (difference * sign > 0).sum(axis=1) / np.maximum(count, 1)
    measured = t_interval(value, axis=1)
    least, most = np.array([least_and_most(info[key].unit) for key in keys["indicator"]]).reshape(-1, 2).T
    under = np.where(np.isfinite(difference), base, np.nan)
    low, high = within(low, high, least - _mean(under), most - _mean(under))
    low_5, high_95 = prediction_range(difference, axis=1)
    low_5, high_95 = within(low_5, high_95, least - _most(under), most + _most(-under))
    absent = np.array([info[key].absent or NOT_MEASURED for key in keys["indicator"]])
    table = keys.assign(
        unit=[info[key].unit for key in keys["indicator"]],
        mean=measured[0],
        difference=mean,
        standard_error=error,
        ci_low=low,
        ci_high=high,
        low_5=low_5,
        high_95=high_95,
        p_better=np.where((count > 0) & np.isfinite(sign[:, 0]), better, np.nan),
        replications=np.where(count > 0, count, measured[4]),
        reason=np.select([measured[4] == 0, count == 0, count == 1], [absent, NO_COUNTERPART, ONE_REPLICATION], ""),
        assumptions_share=_assumed(comparison, keys, difference, replications),
    )
    priced = [public_money(comparison), cost_ratios(comparison)]
    table = pd.concat([_ordered(table, comparison), *priced], ignore_index=True)
    return table[[c.name for c in EFFECTS]]


def _assumed(
    comparison: Comparison, keys: pd.DataFrame, difference: Floats, replications: npt.NDArray[np.int64]
) -> Floats:
    """The share of variance that is the assumptions', where draws were run twice; NaN elsewhere."""
    shares = np.full(len(keys), np.nan)
    again = comparison.pairs[comparison.pairs["uncertainty"] == AGAIN]
    if again.empty:
        return shares
    codes, found = _groups(again)
    second = np.full((len(found), replications.size), np.nan)
    second[codes, np.searchsorted(replications, again["replication"])] = again["value"] - again["baseline_value"]
    names = [name for name in KEYS if name != "uncertainty"]
    row = {key: i for i, key in enumerate(found[names].itertuples(index=False, name=None))}
    for i, key in enumerate(keys[names].itertuples(index=False, name=None)):
        if keys["uncertainty"].iloc[i] == ASSUMPTIONS and key in row:
            shares[i] = assumptions_part(difference[i], second[row[key]]).share
    return shares


def _mean(values: Floats) -> Floats:
    return np.asarray(t_interval(values, axis=1)[0])


def _most(values: Floats) -> Floats:
    """The largest finite value of each row; NaN where there is none."""
    largest = np.where(np.isfinite(values), values, -np.inf).max(axis=1, initial=-np.inf)
    return np.where(np.isfinite(largest), largest, np.nan)


def _groups(pairs: pd.DataFrame) -> tuple[Any, pd.DataFrame]:
    """The row of `keys` each pair belongs to, and the distinct keys."""
    grouped = pairs.groupby(KEYS, observed=True, sort=False)
    codes = grouped.ngroup().to_numpy()
    first = np.unique(codes, return_index=True)[1]
    return codes, pairs[KEYS].iloc[first].astype(str).reset_index(drop=True)


def _ordered(table: pd.DataFrame, comparison: Comparison) -> pd.DataFrame:
    """Rows in the order shown everywhere: scenario, uncertainty, indicator, stratum."""
    rank = pd.DataFrame(
        {
            "scenario": _rank(table["scenario"], list(comparison.scenarios)),
            "uncertainty": _rank(table["uncertainty"], [ASSUMPTIONS, CHANCE]),
            "indicator": _rank(table["indicator"], list(comparison.indicators)),
            "kind": _rank(
                table["stratum"].str.split(":").str[0], ["county", "treated", "in_union", "quintile", "township"]
            ),
            "stratum": table["stratum"],
            "period": table["period"],
        }
    )
    return table.loc[rank.sort_values(list(rank.columns)).index].reset_index(drop=True)


def _rank(values: "pd.Series[str]", order: Sequence[str]) -> "pd.Series[float]":
    return values.map({name: float(i) for i, name in enumerate(order)}).fillna(float(len(order)))
