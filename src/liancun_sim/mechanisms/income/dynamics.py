"""How a household's income moves beside its village's: the variance of its log, taken apart (收入波动的构成).

Permanent (θ, never changes), persistent (e, fades with a half-life of its household's own) and passing (η, of one
month). Their sizes come from how much of the variance of a year's log income each makes up, not from rates at
which households move between classes: how long they stay poor is a result.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.county.households import LARGEST_HOUSEHOLD, PERMANENT_SD
from liancun_sim.parameters import Coefficients
from liancun_sim.state import Store

FloatArray = npt.NDArray[np.float64]
YEAR = 12

SCHOOLING_YEARS = np.array([0, 6, 9, 12, 13, 15])
SCHOOLED = np.array([0.063, 0.258, 0.529, 0.110, 0.025, 0.015])
"""Of those who earn most, by schooling at `schooling_level` 0: none, primary, junior, senior, technical, college."""
KEPT_BY_OTHERS = 0.40
"""Of the persons beside the first: rural households of 4.2, 4.1 and 4.0 persons had 2.9, 2.9 and 2.8 workers in 2009 to
2011 (Shaanxi Statistical Yearbook 2012, table 10-16): .41, .39, .40."""
USUAL_YEARS = 9.0  # junior middle school
SHORTEST, LONGEST = 3.0, 120.0  # months, of any household's half-life


@dataclass(frozen=True, slots=True)
class Spreads:
    """permanent : factor on θ as the county drew it. persistent : SD of e. month : SD of η. [log]"""

    permanent: float
    persistent: float
    month: float


def decomposed(k: Coefficients) -> Spreads:
    """The three parts, such that a year's log income has the variance V = spread² inside a village.

    persistent² = (1 − permanent)(1 − passing)·V over the variance of a 12-month mean of e, at the usual half-life;
    month² = ln(1 + 12·(exp((1 − permanent)·passing·V) − 1)), as the mean of twelve lognormal months has a twelfth of
    the variance of one and is nearly lognormal.
    """
    variance = k.spread**2
    changing = (1 - k.permanent_share) * variance
    passing = changing * k.passing_share
    return Spreads(
        permanent=float(np.sqrt(k.permanent_share * variance) / PERMANENT_SD),
        persistent=float(np.sqrt((changing - passing) / variance_of_year(2 ** (-1 / k.half_life)))),
        month=float(np.sqrt(np.log1p(YEAR * np.expm1(passing)))),
    )


def variance_of_year(rho: float) -> float:
    """Variance of the mean of twelve months of a first-order autoregression of unit variance."""
    lags = np.arange(1, YEAR)
    return float((YEAR + 2 * np.sum((YEAR - lags) * rho**lags)) / YEAR**2)


def without_work(size: npt.NDArray[np.uint8], lot: FloatArray) -> npt.NDArray[np.intp]:
    """Persons whom others of the household keep: (household,), of each beside the first with the same chance.

    lot : uniform, one a household.
    """
    beside = np.arange(LARGEST_HOUSEHOLD)
    from scipy.stats import binom  # takes a second to load, and only those who run need it

    up_to = binom.cdf(beside[None, :], np.maximum(0, np.arange(LARGEST_HOUSEHOLD + 1) - 1)[:, None], KEPT_BY_OTHERS)
    return np.asarray((lot[:, None] > up_to[size]).sum(axis=1))


def schooling_years(
    permanent: npt.NDArray[np.float32], luck: FloatArray, tie: float, level: float
) -> npt.NDArray[np.intp]:
    """Years at school of whoever earns most: (household,). luck : normal, one a household.

    tie : correlation with permanent income. level : by how much all stand higher. [SD]
    """
    from scipy.special import ndtr  # slow to load: only for those who run

    standing = tie * permanent / PERMANENT_SD + np.sqrt(1 - tie**2) * luck + level
    rank = np.searchsorted(np.cumsum(SCHOOLED)[:-1], ndtr(standing), side="right")
    return np.asarray(SCHOOLING_YEARS[rank])


def persistence_of(households: Store, k: Coefficients) -> FloatArray:
    """ρ = 2^(−1/h) of each household: (household,). h is longer with less schooling, more to keep, less land."""
    persons = households.size.astype(np.float64)
    doublings = (
        k.lasts_without_schooling * (USUAL_YEARS - households.schooling) / 3
        + k.lasts_with_dependants * households.dependants / persons
        - k.passes_with_land * np.log1p(households.land_mu / persons)
    )
    half_life = np.clip(k.half_life * 2.0**doublings, SHORTEST, LONGEST)
    return np.asarray(2.0 ** (-1 / half_life))
