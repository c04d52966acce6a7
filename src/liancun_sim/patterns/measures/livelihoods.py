"""Five years without any policy: how incomes are spread, composed and move together; what villages earn themselves."""

from collections.abc import Mapping

import numpy as np

from liancun_sim.patterns.measure import FloatArray, Ground, Measured, MeasureSet, county_series, village_series
from liancun_sim.simulation.world import Run
from liancun_sim.vocabulary import Label

YEARS = 5
QUARTERS = 4
RECORDED = (
    "income_mean", "income_month", "income_median", "income_gini", "income_gini_within", "income_quintile_ratio",
    "wage_share", "collective_below_50k",
)  # fmt: skip


def take(ground: Ground) -> Mapping[str, float]:
    run = ground.run("baseline", RECORDED, months=12 * YEARS)
    yearly = {key: _at_year_ends(county_series(run, key)) for key in RECORDED if key != "income_month"}
    mean, by_village = yearly["income_mean"], _at_year_ends(village_series(run, "income_mean"))
    seasons = _quarters(county_series(run, "income_month"))
    wages, own = yearly["wage_share"], own_part(run)
    return {
        "gini": float(yearly["income_gini"][1:].mean()),
        "gini_within": float(yearly["income_gini_within"][1:].mean()),
        "quintile_ratio": float(yearly["income_quintile_ratio"][1:].mean()),
        "median_to_mean": float((yearly["income_median"] / mean)[1:].mean()),
        "village_spread": float(np.log(by_village[1:]).std(axis=1).mean()),
        "real_growth": float(np.expm1(np.diff(np.log(mean)).mean())),
        "wage_share_first": float(wages[1]),
        "wage_share_last": float(wages[-1]),
        "wage_share_rise": float(wages[-1] - wages[0]),
        "own_share_first": float((1 - wages[1]) * own),
        "own_share_last": float((1 - wages[-1]) * own),
        "unearned_share_first": float((1 - wages[1]) * (1 - own)),
        "unearned_share_last": float((1 - wages[-1]) * (1 - own)),
        "collective_low_first": float(yearly["collective_below_50k"][1]),
        "collective_low_last": float(yearly["collective_below_50k"][-1]),
        "comovement": comovement(by_village, np.asarray(run.state.villages.township)),
        **{f"season_{number + 1}": float(share) for number, share in enumerate(seasons)},
    }


def _at_year_ends(values: FloatArray) -> FloatArray:
    """t0 and the end of every year, from a monthly or a yearly series."""
    return values if len(values) == YEARS + 1 else values[::12]


def _quarters(monthly: FloatArray) -> FloatArray:
    """Share of each quarter in the income of a year, mean over the years."""
    return (
        monthly[1:].reshape(YEARS, QUARTERS, -1).sum(axis=2).mean(axis=0)
        / monthly[1:].reshape(YEARS, -1).sum(axis=1).mean()
    )


def own_part(run: Run) -> float:
    """Of income other than wages, the part from own farms and businesses; the rest is property and transfers.

    Taken at the end of a run: all but wages grow alike, so that it hardly moves.
    """
    households = run.state.households
    other = households.income_year_yuan.astype(np.float64) * (1 - households.wage_share)
    own = (households.farm_share + households.business_share) / np.maximum(1 - households.wage_share, 1e-9)
    return float(np.average(own, weights=other))


def comovement(by_village: FloatArray, township: FloatArray) -> float:
    """Mean over townships of the correlation of their yearly growth of income with the county's.

    by_village : (year, village) income per person. township : (village,) codes. Villages count alike.
    """
    growth = np.diff(np.log(by_village), axis=0)
    whole = growth.mean(axis=1)
    own = [growth[:, township == code].mean(axis=1) for code in np.unique(township)]
    return float(np.mean([np.corrcoef(one, whole)[0, 1] for one in own]))


MEASURES = MeasureSet(
    "livelihoods",
    (
        Measured("gini", Label("Gini of income, mean of five years", "收入基尼系数（五年平均）"), "0–1", 0, 1),
        Measured("gini_within", Label("Gini of income inside a village", "村内收入基尼系数"), "0–1", 0, 1),
        Measured("quintile_ratio", Label("Top fifth over bottom fifth", "高收入组与低收入组收入比"), "ratio", 0),
        Measured("median_to_mean", Label("Median over mean income", "收入中位数与平均数之比"), "ratio", 0),
        Measured("village_spread", Label("Standard deviation of log income over villages", "村际收入对数标准差"), "log"),
        Measured("real_growth", Label("Real growth of income a year", "收入年均实际增长"), "share", -1),
        Measured("wage_share_first", Label("Wage share, first year", "工资性收入占比（第一年）"), "share", 0, 1),
        Measured("wage_share_last", Label("Wage share, fifth year", "工资性收入占比（第五年）"), "share", 0, 1),
        Measured("wage_share_rise", Label("Rise of the wage share over five years", "五年间工资性收入占比上升"), "share", -1, 1),
        *(
            Measured(f"{share}_share_{year}", Label(f"{en}, {year_en} year", f"{zh}（{year_zh}）"), "share", 0, 1)
            for share, en, zh in (
                ("own", "Share of own farms and businesses in income", "经营净收入占比"),
                ("unearned", "Share of property and transfers in income", "财产和转移净收入占比"),
            )
            for year, year_en, year_zh in (("first", "first", "第一年"), ("last", "fifth", "第五年"))
        ),
        Measured(
            "collective_low_first",
            Label("Villages below 50,000 yuan of collective income, first year", "集体经济薄弱村（5万元以下）占比（第一年）"), "share", 0, 1,
        ),
        Measured(
            "collective_low_last",
            Label("Villages below 50,000 yuan of collective income, fifth year", "集体经济薄弱村（5万元以下）占比（第五年）"), "share", 0, 1,
        ),
        Measured("comovement", Label("Correlation of townships' growth with the county's", "乡镇与全县收入增长的相关系数"), "1", -1, 1),
        *(
            Measured(f"season_{n}", Label(f"Share of cash income, quarter {n}", f"第{n}季度收入占全年比重"), "share")
            for n in range(1, QUARTERS + 1)
        ),
    ),
    take,
)  # fmt: skip
