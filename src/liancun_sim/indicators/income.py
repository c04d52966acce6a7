"""Outcomes of household income: level, growth, poverty, inequality. Real yuan of the base year."""

import numpy as np

from liancun_sim.indicators.indicator import Indicator, OfVillage
from liancun_sim.vocabulary import Label

YEARLY = 12


FIFTHS = ("低收入组", "中间偏下收入组", "中间收入组", "中间偏上收入组", "高收入组")
"""The five groups of 20 % of persons as the statistical yearbooks call them, from the poorest."""
IN_ENGLISH = ("the poorest", "the second poorest", "the middle", "the second richest", "the richest")


def _fifth(number: int) -> Indicator:
    return Indicator(
        f"income_quintile_{number}",
        Label(f"Income per person, {IN_ENGLISH[number - 1]} fifth", f"{FIFTHS[number - 1]}（20%）人均纯收入"),
        "yuan/person/year",
        "higher",
        lambda s: np.float64(s.distribution.fifth_means[number - 1]),
        every=YEARLY,
        real=True,
        whole=True,
    )


INDICATORS = (
    Indicator(
        "income_mean", Label("Income per person", "人均纯收入"), "yuan/person/year", "higher",
        lambda s: s.sums["income_year"] / s.price_index, lambda s: s.sums["persons"], real=True,
        of_village=OfVillage(1, "income_yuan_per_person", meaning=Label("Mean over the last 12 months, at base-year prices",
                             "近12个月平均值，按基年价格")),
    ),
    Indicator(
        "income_month", Label("Income per person a month", "每月人均纯收入"), "yuan/person/month", "higher",
        lambda s: s.sums["income_month"] / s.price_index, lambda s: s.sums["persons"], real=True,
    ),
    Indicator(
        "income_nominal", Label("Income per person, current yuan", "人均纯收入（当年价）"), "yuan/person/year", "higher",
        lambda s: s.sums["income_year"], lambda s: s.sums["persons"],
    ),
    Indicator(
        "income_reported", Label("Income per person, as last reported", "人均纯收入（最近上报）"), "yuan/person/year",
        "neither",
        lambda s: s.state.villages.income_assessed_yuan * s.state.villages.persons / s.price_index,
        lambda s: s.state.villages.persons.astype(np.float64), real=True,
    ),
    Indicator(
        "wage_share", Label("Wage share of income", "工资性收入占比"), "share", "neither",
        lambda s: s.wage_income, lambda s: s.sums["income_year"].village, every=YEARLY,
    ),
    Indicator(
        "poverty_headcount", Label("Persons below the poverty line", "贫困发生率"), "share", "lower",
        lambda s: s.sums["poor_persons"] / s.line_known, lambda s: s.sums["persons"], absent="no_poverty_line",
    ),
    Indicator(
        "income_median", Label("Median income per person", "人均纯收入中位数"), "yuan/person/year", "higher",
        lambda s: np.float64(s.distribution.median), every=YEARLY, whole=True, real=True,
    ),
    *(_fifth(number) for number in range(1, 6)),
    Indicator(
        "income_quintile_ratio", Label("Top fifth over bottom fifth", "高收入组与低收入组收入比"), "ratio", "lower",
        lambda s: np.float64(s.distribution.fifth_means[4] / s.distribution.fifth_means[0]), every=YEARLY, whole=True,
    ),
    Indicator(
        "income_gini", Label("Gini of income", "收入基尼系数"), "0–1", "lower",
        lambda s: np.float64(s.distribution.gini), every=YEARLY, whole=True,
    ),
    Indicator(
        "income_gini_within", Label("Gini within villages (mean)", "村内基尼系数（平均）"), "0–1", "lower",
        lambda s: s.distribution.gini_within * s.distribution.persons, lambda s: s.distribution.persons, every=YEARLY,
    ),
    Indicator(
        "income_gini_between", Label("Gini between villages", "村际基尼系数"), "0–1", "lower",
        lambda s: np.float64(s.distribution.gini_between), every=YEARLY, whole=True,
    ),
)  # fmt: skip
