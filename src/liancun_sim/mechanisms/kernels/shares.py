"""Who gets what in a village: jobs by lot, points by taking part, shares in a co-operative.

Each runs over the few villages that have the institution; the others cost nothing.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.draws import unit_float, words_of

ONE = np.float32(1.0)
Floats = npt.NDArray[np.float32]


class TakingPart(NamedTuple):
    """Columns of households where points are kept: trust τ [0–1], points, awards [yuan/month]."""

    trust: Floats
    points: Floats
    award_yuan: Floats


class Shares(NamedTuple):
    """Columns of households in co-operatives: trust τ [0–1], contracted land [mu], what they put in [mu], [yuan],
    and what it pays them [yuan/month]."""

    trust: Floats
    land_mu: Floats
    coop_land_mu: Floats
    coop_money_yuan: Floats
    share_yuan: Floats


@kernel
def hire(first_household, rows, share, yuan, at, job_yuan):
    """Jobs go to the same households as long as there are jobs (本地就业).

    A household has one where its lot, drawn once, is below jobs per household.

    Parameters
    ----------
    first_household : (village + 1,) int64. rows : (n,) int64 — villages with jobs, or that had some.
    share : (n,) float64 — jobs per household. [0–1] yuan : (n,) float64 — what a job adds. [yuan/month]
    at : Addresses of the lots.

    Written
    -------
    job_yuan : (household,) float32. [yuan/month]

    Returns
    -------
    (n,) float64 — its sum by village. [yuan/month]
    """
    total = np.zeros(rows.shape[0])
    for n in range(rows.shape[0]):
        v = rows[n]
        for h in range(first_household[v], first_household[v + 1]):
            a, _, _, _ = words_of(at, v, h)
            job_yuan[h] = yuan[n] if unit_float(a) < share[n] else 0.0
            total[n] += job_yuan[h]
    return total


@kernel
def take_part(first_household, rows, chance, from_trust, yuan, at, keep, people):
    """A month of points (积分): who takes part earns a point, and the month's points share the month's awards.

    p = clip(chance + from_trust·τ, 0, 1)
    points' = keep·points + 1[taking part]

    Parameters
    ----------
    first_household : (village + 1,) int64. rows : (n,) int64 — villages with points, or that had some.
    chance : (n,) float64 — below 0 where no points are kept any more. yuan : (n,) float64 — awards. [yuan/month]
    from_trust : float. at : Addresses. keep : float32 — part of the points left after a month.
    people : TakingPart; its points and award_yuan are written.

    Returns
    -------
    (n,) float64 — households that took part. (n,) float64 — points left in the village.
    """
    trust, points, award_yuan = people.trust, people.points, people.award_yuan
    took_part, left = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
    for n in range(rows.shape[0]):
        v = rows[n]
        begin, end = first_household[v], first_household[v + 1]
        for h in range(begin, end):
            a, _, _, _ = words_of(at, v, h)
            here = chance[n] >= 0 and unit_float(a) < chance[n] + from_trust * trust[h]
            award_yuan[h] = ONE if here else 0.0
            points[h] = keep * points[h] + award_yuan[h]
            if points[h] < np.float32(0.01):
                points[h] = 0.0
            took_part[n] += award_yuan[h]
            left[n] += points[h]
        each = np.float32(yuan[n] / max(1.0, took_part[n]))
        for h in range(begin, end):
            award_yuan[h] *= each
    return took_part, left


@kernel
def join(first_household, rows, chance, land_part, money_yuan, at, people):
    """Households join their village's co-operative with land, and half of them with money (土地、资金入股).

    p = 2·τ·chance a month for those outside.

    Parameters
    ----------
    first_household : (village + 1,) int64. rows : (n,) int64 — villages with a co-operative.
    chance : float. land_part : float32 — of contracted land put in. money_yuan : float32.
    at : Addresses. people : Shares; its coop_land_mu and coop_money_yuan are written.

    Returns
    -------
    members, land, money put in this month : (n,) float64 each.
    """
    trust, land_mu, coop_land_mu, coop_money_yuan = (
        people.trust, people.land_mu, people.coop_land_mu, people.coop_money_yuan,
    )  # fmt: skip
    members, land, money = np.zeros(rows.shape[0]), np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
    for n in range(rows.shape[0]):
        v = rows[n]
        for h in range(first_household[v], first_household[v + 1]):
            if coop_land_mu[h] == 0 and land_mu[h] > 0:
                a, b, _, _ = words_of(at, v, h)
                if unit_float(a) < 2 * chance * trust[h]:
                    coop_land_mu[h] = land_part * land_mu[h]
                    if unit_float(b) < np.float32(0.5):
                        coop_money_yuan[h] = money_yuan
                        money[n] += money_yuan
            if coop_land_mu[h] > 0:
                members[n] += 1
                land[n] += coop_land_mu[h]
    return members, land, money


@kernel
def pay_out(first_household, rows, per_mu, per_yuan, people):
    """Dividends on land and on money in some villages (分红).

    per_mu, per_yuan : (n,) float64 — dividend of a mu and of a yuan put in.
    people : Shares; its share_yuan is written.
    """
    for n in range(rows.shape[0]):
        v = rows[n]
        for h in range(first_household[v], first_household[v + 1]):
            people.share_yuan[h] = per_mu[n] * people.coop_land_mu[h] + per_yuan[n] * people.coop_money_yuan[h]


@kernel
def leave(first_household, rows, people):
    """Land goes back to its households, and their money is lost, in villages whose co-operative has failed."""
    for n in range(rows.shape[0]):
        for h in range(first_household[rows[n]], first_household[rows[n] + 1]):
            people.coop_land_mu[h] = 0.0
            people.coop_money_yuan[h] = 0.0
