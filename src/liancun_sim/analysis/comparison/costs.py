"""What an outcome cost and what was gained for it: ratios of means over pairs, with Fieller's interval.

A policy costs the money it spends and the time of its staff, priced at a cadre's wage. Ratios lead with both
together; the cost of a converted village stands beside it in money alone.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.intervals import NOT_MEASURED, ONE_REPLICATION, t_interval
from liancun_sim.analysis.statistics.possible import within
from liancun_sim.analysis.statistics.ranges import ENOUGH_DRAWS, prediction_range
from liancun_sim.analysis.statistics.ratio import Ratio, gain_per_cost, ratio_of_means
from liancun_sim.results import ASSUMPTIONS, CHANCE, EFFECTS, LAST_YEAR, WHOLE_RUN, Comparison

Floats = npt.NDArray[np.float64]
NOTHING_CONVERTED = "nothing_converted"  # not one village more than in the baseline

PER_CONVERTED = "cost_per_converted_village"
OWN_PER_CONVERTED = "own_cost_per_converted_village"
COST_UNITS = {PER_CONVERTED: "yuan/village", OWN_PER_CONVERTED: "yuan/village"}
GAIN = "gain_per_yuan"
GAINERS = ("county", "treated:yes", "treated:no")
NUMBERS = ("mean", "difference", "standard_error", "ci_low", "ci_high", "low_5", "high_95", "p_better",
           "assumptions_share")  # fmt: skip
OWN, STAFF, PUBLIC = "total_yuan", "staff_yuan", "public_yuan"
MONEY = {OWN: "yuan", STAFF: "staff_yuan", PUBLIC: "public_yuan"}
"""Rows on money and the column of `extra_spending` behind each: a policy's money, its staff time priced, both."""


@remembered
def cost_ratios(comparison: Comparison) -> pd.DataFrame:
    """Cost per village converted (true), and yuan gained per yuan spent: rows with the columns of EFFECTS.

    ``mean`` is the ratio of means and ``ci_low``–``ci_high`` its interval; ``difference`` is empty. The cost of a
    village is money and staff time priced over the whole run beyond the baseline's, or the money alone (``own_``), over
    villages converted in the period. Yuan gained are real income of households over the whole run beyond the
    baseline's, of all villages, of those treated, of the others, each beside what the whole scenario costs; both
    discounted.
    ``low_5``–``high_95`` of these is the range over pairs, ``p_better`` the share of pairs that gained anything.
    """
    rows = []
    for scenario in comparison.policies_compared:
        for uncertainty in (ASSUMPTIONS, CHANCE):
            same = {"scenario": scenario, "baseline": comparison.baseline, "uncertainty": uncertainty}
            for key in COST_UNITS:
                found = _measured(comparison, scenario, uncertainty, key)
                if found is not None:
                    rows.append(_row(found) | same | {"indicator": key, "stratum": "county", "period": LAST_YEAR})
            for stratum, gains in _gains(comparison, scenario, uncertainty):
                rows.append(gains | same | {"indicator": GAIN, "stratum": stratum, "period": WHOLE_RUN})
    table = pd.DataFrame(rows, columns=[c.name for c in EFFECTS])
    table["unit"] = table["indicator"].map({**COST_UNITS, GAIN: "yuan/yuan"})
    return table.astype(dict.fromkeys(NUMBERS, "float64"))


def _row(found: Ratio) -> dict[str, object]:
    return {
        "mean": found.value, "ci_low": found.low, "ci_high": found.high, "replications": found.replications,
        "reason": found.reason,
    }  # fmt: skip


def _gains(comparison: Comparison, scenario: str, uncertainty: str) -> Iterator[tuple[str, dict[str, object]]]:
    """(stratum, ratio with its range over pairs) of yuan gained per yuan spent."""
    present = comparison.present
    mine = present[(present["scenario"] == scenario) & (present["uncertainty"] == uncertainty)]
    for stratum in GAINERS if len(mine) else ():
        own = mine[mine["stratum"] == stratum].sort_values("replication")
        gain, cost = (own[name].to_numpy(dtype=np.float64) for name in ("gained_yuan", "spent_yuan"))
        anybody = bool((own["villages"] > 0).any())
        row = _row(gain_per_cost(gain, cost) if anybody else Ratio(np.nan, np.nan, np.nan, len(own), NOT_MEASURED))
        if anybody and (cost > 0).all():
            low, high = prediction_range(gain / cost)
            row |= {"low_5": float(low), "high_95": float(high), "p_better": float((gain > 0).mean())}
        yield stratum, row


@remembered
def public_money(comparison: Comparison) -> pd.DataFrame:
    """What every scenario costs the public over the whole run: rows with the columns of EFFECTS.

    Money, staff time priced, both: ``mean`` in the scenario, ``difference`` what it spends beyond the baseline,
    with its interval.
    """
    rows = []
    for scenario in comparison.policies_compared:
        for uncertainty in (ASSUMPTIONS, CHANCE):
            runs = np.unique(comparison.pairs.loc[comparison.pairs["uncertainty"] == uncertainty, "replication"])
            if not runs.size:
                continue
            totals = _totals(comparison, scenario, uncertainty, runs)
            extra = extra_spending(comparison, scenario, uncertainty, runs)
            ends: dict[str, Floats] = {}
            for key, column in MONEY.items():
                values = extra[column].to_numpy(dtype=np.float64)
                mean, error, low, high, count = t_interval(values)
                spent = (totals[column] - extra[column]).to_numpy(dtype=np.float64)  # in the baseline: no less is left
                ends[key] = np.array([
                    *within(low, high, np.array(-spent.mean()), np.array(np.inf)),
                    *within(*prediction_range(values), np.array(-spent.max()), np.array(np.inf)),
                ])  # fmt: skip
                if key == PUBLIC:
                    ends[key] = _of_both(ends[OWN] + ends[STAFF], ends[key], int(count))
                low, high, low_5, high_95 = ends[key].tolist()
                rows.append(
                    {
                        "scenario": scenario,
                        "baseline": comparison.baseline,
                        "indicator": key,
                        "stratum": "county",
                        "period": WHOLE_RUN,
                        "uncertainty": uncertainty,
                        "unit": "yuan",
                        "mean": totals[column].mean(),
                        "difference": mean,
                        "standard_error": error,
                        "ci_low": low,
                        "ci_high": high,
                        "low_5": low_5,
                        "high_95": high_95,
                        "replications": count,
                        "reason": ONE_REPLICATION if count == 1 else "",
                    }
                )
    return pd.DataFrame(rows, columns=[c.name for c in EFFECTS]).astype(dict.fromkeys(NUMBERS, "float64"))


def _of_both(added: Floats, own: Floats, draws: int) -> Floats:
    """Ends of money and staff time together: of t intervals, no further out than those of the two added up.

    The deviation of a sum is at most the sum of deviations, so that only ends of a part cut at what is possible can
    lie inside. Quantiles stand on what was drawn and are left.

    added, own : (4,) ends of the mean, then of the range.
    """
    inside = np.array([max(own[0], added[0]), min(own[1], added[1]), max(own[2], added[2]), min(own[3], added[3])])
    return inside if draws < ENOUGH_DRAWS else np.array([*inside[:2], *own[2:]])


def _measured(comparison: Comparison, scenario: str, uncertainty: str, key: str) -> Ratio | None:
    pairs = comparison.pairs
    chosen = pairs[
        (pairs["scenario"] == scenario)
        & (pairs["uncertainty"] == uncertainty)
        & (pairs["indicator"] == "converted_villages_true")
        & (pairs["stratum"] == "county")
        & (pairs["period"] == LAST_YEAR)
    ].sort_values("replication")
    chosen = chosen[chosen["value"].notna() & chosen["baseline_value"].notna()]
    if chosen.empty:
        return None
    spent = extra_spending(comparison, scenario, uncertainty, chosen["replication"].to_numpy())
    cost = spent["yuan" if key == OWN_PER_CONVERTED else "public_yuan"].to_numpy()
    gain = chosen["value"].to_numpy(dtype=np.float64) - chosen["baseline_value"].to_numpy(dtype=np.float64)
    return ratio_of_means(cost, gain, NOTHING_CONVERTED)


def extra_spending(
    comparison: Comparison, scenario: str, uncertainty: str, replications: npt.NDArray[np.int64]
) -> pd.DataFrame:
    """Spending beyond the baseline's, a row per replication (0 where nothing was spent).

    yuan, cadre_months : of policies. staff_yuan : those months at a cadre's wage. public_yuan : yuan and staff_yuan.
    """
    mine, base = (_totals(comparison, name, uncertainty, replications) for name in (scenario, comparison.baseline))
    return mine - base


def _totals(
    comparison: Comparison, scenario: str, uncertainty: str, replications: npt.NDArray[np.int64]
) -> pd.DataFrame:
    spending = comparison.spending
    mine = spending[(spending["scenario"] == scenario) & (spending["uncertainty"] == uncertainty)]
    totals = mine.sort_values("policy").groupby("replication")[["yuan", "staff_yuan", "cadre_months"]].sum()
    totals = totals.reindex(replications, fill_value=0.0)
    return totals.assign(public_yuan=totals["yuan"] + totals["staff_yuan"])
