"""What an outcome cost: ratios of means, with a bootstrap interval over pairs.

A policy costs the money it spends and the time of its staff, priced at a cadre's wage. Ratios lead with both
together; those of its money alone stand beside them.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.intervals import ONE_REPLICATION, t_interval
from liancun_sim.analysis.statistics.ratio import Ratio, ratio_of_means
from liancun_sim.results import ASSUMPTIONS, CHANCE, EFFECTS, LAST_YEAR, WHOLE_RUN, Comparison

NOTHING_CONVERTED = "nothing_converted"  # not one village more than in the baseline
NO_INCOME_GAIN = "no_income_gain"

PER_CONVERTED = "cost_per_converted_village"
PER_INCOME_PERCENT = "cost_per_income_percent"
OWN_PER_CONVERTED = "own_cost_per_converted_village"
OWN_PER_INCOME_PERCENT = "own_cost_per_income_percent"
COST_UNITS = {
    PER_CONVERTED: "yuan/village", PER_INCOME_PERCENT: "yuan/percent",
    OWN_PER_CONVERTED: "yuan/village", OWN_PER_INCOME_PERCENT: "yuan/percent",
}  # fmt: skip
OWN, STAFF, PUBLIC = "total_yuan", "staff_yuan", "public_yuan"
MONEY = {OWN: "yuan", STAFF: "staff_yuan", PUBLIC: "public_yuan"}
"""Rows on money and the column of `extra_spending` behind each: a policy's money, its staff time priced, both."""


@remembered
def cost_ratios(comparison: Comparison) -> pd.DataFrame:
    """Cost per village converted (true) and per 1 % of mean income: rows with the columns of EFFECTS.

    ``mean`` is the ratio and ``ci_low``–``ci_high`` its bootstrap interval; ``difference`` is empty.
    Cost is money and staff time priced over the whole run beyond the baseline's, or the money alone (``own_``); the
    gain is that of the period.
    """
    rows = []
    for scenario in comparison.policies_compared:
        for uncertainty in (ASSUMPTIONS, CHANCE):
            for key in COST_UNITS:
                found = _measured(comparison, scenario, uncertainty, key)
                if found is None:
                    continue
                rows.append(
                    {
                        "scenario": scenario,
                        "baseline": comparison.baseline,
                        "indicator": key,
                        "stratum": "county",
                        "period": LAST_YEAR,
                        "uncertainty": uncertainty,
                        "unit": COST_UNITS[key],
                        "mean": found.value,
                        "ci_low": found.low,
                        "ci_high": found.high,
                        "replications": found.replications,
                        "reason": found.reason,
                    }
                )
    return pd.DataFrame(rows, columns=[c.name for c in EFFECTS]).astype(
        dict.fromkeys(("mean", "difference", "standard_error", "ci_low", "ci_high", "p_better"), "float64")
    )


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
            for key, column in MONEY.items():
                values = extra[column].to_numpy(dtype=np.float64)
                mean, error, low, high, count = t_interval(values)
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
                        "p_better": np.nan,
                        "replications": count,
                        "reason": ONE_REPLICATION if count == 1 else "",
                    }
                )
    return pd.DataFrame(rows, columns=[c.name for c in EFFECTS]).astype(
        dict.fromkeys(("mean", "difference", "standard_error", "ci_low", "ci_high", "p_better"), "float64")
    )


def _measured(comparison: Comparison, scenario: str, uncertainty: str, key: str) -> Ratio | None:
    pairs = comparison.pairs
    villages = key in (PER_CONVERTED, OWN_PER_CONVERTED)
    indicator = "converted_villages_true" if villages else "income_mean"
    chosen = pairs[
        (pairs["scenario"] == scenario)
        & (pairs["uncertainty"] == uncertainty)
        & (pairs["indicator"] == indicator)
        & (pairs["stratum"] == "county")
        & (pairs["period"] == LAST_YEAR)
    ].sort_values("replication")
    chosen = chosen[chosen["value"].notna() & chosen["baseline_value"].notna()]
    if chosen.empty:
        return None
    spent = extra_spending(comparison, scenario, uncertainty, chosen["replication"].to_numpy())
    cost = spent["yuan" if key.startswith("own_") else "public_yuan"].to_numpy()
    base = chosen["baseline_value"].to_numpy(dtype=np.float64)
    gain = chosen["value"].to_numpy(dtype=np.float64) - base
    if villages:
        return ratio_of_means(cost, gain, NOTHING_CONVERTED)
    return ratio_of_means(cost, 100 * gain / base.mean(), NO_INCOME_GAIN)


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
