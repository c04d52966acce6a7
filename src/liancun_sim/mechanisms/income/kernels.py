"""Household income, one village at a time: draws, arithmetic, then sums over the village.

Each loop writes one array and reads a few, which is what a compiler turns into SIMD code.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import borrowing, inlined, kernel
from liancun_sim.draws import normal_float, philox
from liancun_sim.mechanisms.kernels.lanes import sum32
from liancun_sim.mechanisms.kernels.maths import exp32, log32

MONTHS = 12
ONE = np.float32(1.0)
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


class Earners(NamedTuple):
    """Columns of households that earn, alike in all worlds.

    size : [persons] permanent : θ. [log] farm_share, business_share, wage_share : of base income; the rest is other.
    is_poor, is_party : uint8. persistence : ρ, of e. transitory : e. [log]
    """

    size: Bytes
    permanent: Floats
    farm_share: Floats
    business_share: Floats
    wage_share: Floats
    is_poor: Bytes
    is_party: Bytes
    persistence: Floats
    transitory: Floats


class Purses(NamedTuple):
    """Columns of households by what policies did, of one world.

    crop_yuan : net yield of the new crop. [yuan/month] loan_yuan : [yuan]
    award_yuan, job_yuan, share_yuan : what awards, jobs and shares pay. [yuan/month]
    income_window_yuan : (12, household) — the last twelve months. [yuan/month]
    income_year_yuan : their sum. [yuan/year]
    """

    crop_yuan: Floats
    loan_yuan: Floats
    award_yuan: Floats
    job_yuan: Floats
    share_yuan: Floats
    income_window_yuan: Floats
    income_year_yuan: Floats


class Luck(NamedTuple):
    """What a month's income starts from in all worlds, and how it spreads over households.

    level : (village,) — of the average household, before growth and season. [yuan/person/month]
    permanent_weight : factor on θ. kept : 1; 0 in the month e begins. slot : row of the window for this month; at 0,
    once a year, the window is summed afresh.
    persistent_spread, month_spread, weather_spread : SD of e, of η and of w.
    loan_yield : net yield of a loan. [1/month]
    """

    level: Floats
    slot: int
    permanent_weight: np.float32
    kept: np.float32
    persistent_spread: np.float32
    month_spread: np.float32
    weather_spread: np.float32
    loan_yield: np.float32


class Sources(NamedTuple):
    """Where a month's income comes from: (world, village) each.

    farm, business, wage, other : F, B, W, O: growth, season, weather, market, roads, water. [ratio]
    """

    farm: Floats
    business: Floats
    wage: Floats
    other: Floats


class Paid(NamedTuple):
    """What is paid beside: (world, village) each.

    village_yuan, poor_yuan, model_yuan : to each household, each poor and each party one. [yuan/month]
    has_own : uint8 — whether awards, jobs or shares pay anybody there this month. loans : outstanding there, in all.
    [yuan]
    """

    village_yuan: Floats
    poor_yuan: Floats
    model_yuan: Floats
    has_own: Bytes
    loans: npt.NDArray[np.float64]


class Earned(NamedTuple):
    """What a month leaves: (world, village) each, written.

    year_sum : of the year's income. [yuan/year] log_sum : over households, of log annual income per person (at least
    1 yuan).
    """

    year_sum: npt.NDArray[np.float64]
    log_sum: npt.NDArray[np.float64]


class Room(NamedTuple):
    """Where `earn` works on one village at a time, for n households at most: words (3, n), floats (8, n)."""

    words: npt.NDArray[np.uint32]
    floats: npt.NDArray[np.float32]


def room_to_earn(first_household: npt.NDArray[np.int64]) -> Room:
    """Work space of `earn`. first_household : (village + 1,)."""
    most = int(np.diff(first_household).max(initial=0))
    return Room(words=np.empty((3, most), np.uint32), floats=np.empty((8, most), np.float32))


@inlined
def add_to_some(values, count, amount, chosen):
    """Add an amount where `chosen` is 1."""
    for i in range(count):
        values[i] += amount * np.float32(chosen[i])


@borrowing
def earn(first_household, at, table, people, luck, sources, paid, purses, room, earned):
    """One month of household income (家庭收入), in worlds that differ by what policies did.

    e' = ρ·e + √(1 − ρ²)·σ_e·N, ρ each household's own
    y = level·size·exp(permanent_weight·θ + e' + η)·(farm_share·F·exp(−w) + business_share·B + wage_share·W + rest·O)
        + crop + the village's equal payments + the household's own payments

    Parameters
    ----------
    first_household : (village + 1,) int64. at : Addresses. table : normal_table().
    people : Earners; transitory is written. luck : Luck. sources : Sources. paid : Paid.
    purses : of Purses, `seated`; income_window_yuan (this month in row `slot`) and income_year_yuan are written.
    room : Room — work space. earned : Earned, written.
    """
    number, low, high, slot = at.number, at.low, at.high, luck.slot
    month_slot, k0, k1 = at.month_slot, at.k0, at.k1
    permanent, kept, persistent_spread = luck.permanent_weight, luck.kept, luck.persistent_spread
    month_spread, weather_spread = luck.month_spread, luck.weather_spread
    bits0, bits1, bits2 = room.words[0], room.words[1], room.words[2]
    z0, z1, z2, person = room.floats[0], room.floats[1], room.floats[2], room.floats[3]
    harvest, rest, source, income = room.floats[4], room.floats[5], room.floats[6], room.floats[7]
    for v in range(low.shape[0]):
        begin, end = first_household[v], first_household[v + 1]
        count = end - begin
        numbers = number[begin:end]
        v_low, v_high = low[v], high[v]
        for i in range(count):
            a, b, c, _ = philox(numbers[i], month_slot, v_low, v_high, k0, k1)
            bits0[i], bits1[i], bits2[i] = a, b, c
        for i in range(count):
            z0[i] = normal_float(bits0[i], table)
        for i in range(count):
            z1[i] = normal_float(bits1[i], table)
        for i in range(count):
            z2[i] = normal_float(bits2[i], table)

        changed, keeps = people.transitory[begin:end], people.persistence[begin:end]
        for i in range(count):
            rho = kept * keeps[i]
            changed[i] = rho * changed[i] + np.sqrt(ONE - rho * rho) * persistent_spread * z0[i]
        lasting, sizes, v_level = people.permanent[begin:end], people.size[begin:end], luck.level[v]
        for i in range(count):
            factor = exp32(permanent * lasting[i] + changed[i] + month_spread * z1[i])
            person[i] = v_level * np.float32(sizes[i]) * factor
        farms, firms = people.farm_share[begin:end], people.business_share[begin:end]
        wages = people.wage_share[begin:end]
        for i in range(count):
            harvest[i] = exp32(-weather_spread * z2[i])
        for i in range(count):
            rest[i] = ONE - farms[i] - firms[i] - wages[i]

        for w in range(sources.farm.shape[0]):
            own = purses[w]  # once: each look at a seat is compiled for all of them
            v_farm, v_business = sources.farm[w, v], sources.business[w, v]
            v_wage, v_other = sources.wage[w, v], sources.other[w, v]
            for i in range(count):
                source[i] = (
                    farms[i] * v_farm * harvest[i] + firms[i] * v_business + wages[i] * v_wage + rest[i] * v_other
                )
            crops, v_yuan = own.crop_yuan[begin:end], paid.village_yuan[w, v]
            for i in range(count):
                income[i] = person[i] * source[i] + (crops[i] + v_yuan)
            if paid.poor_yuan[w, v] != 0:
                add_to_some(income, count, paid.poor_yuan[w, v], people.is_poor[begin:end])
            if paid.model_yuan[w, v] != 0:
                add_to_some(income, count, paid.model_yuan[w, v], people.is_party[begin:end])
            if paid.loans[w, v] > 0:
                borrowed = own.loan_yuan[begin:end]
                for i in range(count):
                    income[i] += luck.loan_yield * borrowed[i]
            if paid.has_own[w, v]:
                awards, jobs = own.award_yuan[begin:end], own.job_yuan[begin:end]
                shares = own.share_yuan[begin:end]
                for i in range(count):
                    income[i] += awards[i] + jobs[i] + shares[i]

            window = own.income_window_yuan
            years, oldest = own.income_year_yuan[begin:end], window[slot, begin:end]
            for i in range(count):
                years[i] += income[i] - oldest[i]
            for i in range(count):
                oldest[i] = income[i]
            if slot == 0:
                years[:] = 0
                for m in range(MONTHS):
                    months = window[m, begin:end]
                    for i in range(count):
                        years[i] += months[i]
            for i in range(count):
                income[i] = log32(max(years[i] / np.float32(sizes[i]), ONE))
            earned.year_sum[w, v] = sum32(years, count)
            earned.log_sum[w, v] = sum32(income, count)


@kernel
def repay(first_household, rows, keep, least, loan, outstanding):
    """What is left of loans after a month, in villages `rows`; what falls below `least` yuan is settled.

    loan : (household,) float32 and outstanding : (village,) float64, written. [yuan]
    """
    for n in range(rows.shape[0]):
        total = 0.0
        for h in range(first_household[rows[n]], first_household[rows[n] + 1]):
            left = loan[h] * keep
            loan[h] = left if left >= least else 0
            total += loan[h]
        outstanding[rows[n]] = total
