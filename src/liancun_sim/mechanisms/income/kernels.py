"""Household income, one village at a time: draws, arithmetic, then sums over the village.

Each loop writes one array and reads a few, which is what a compiler turns into SIMD code.
"""

import liancun_sim.draws  # noqa: F401, I001  (sets the kernel cache folder before numba is imported)

import numpy as np
from numba import njit

from liancun_sim.draws import normal_float, philox
from liancun_sim.mechanisms.kernels.maths import exp32, largest, log32, sum32

MONTHS = 12
ONE = np.float32(1.0)


@njit(inline="always")
def add_to_some(values, count, amount, chosen):
    """Add an amount where `chosen` is 1."""
    for i in range(count):
        values[i] += amount * np.float32(chosen[i])


@njit(cache=True, nogil=True, error_model="numpy")
def earn(
    first_household, number, low, high, month_slot, k0, k1, table,
    size, permanent, farm_share, business_share, wage_share,
    level, farm, business, wage, other, persistence, innovation, month_spread, weather_spread,
    crop_yuan, village_yuan, poor_yuan, is_poor, model_yuan, is_party, loan_yield, loans, loan,
    has_own, award_yuan, job_yuan, share_yuan,
    slot, recount, transitory, window, year, year_sum, log_sum,
):  # fmt: skip
    """One month of household income (家庭收入).

    e' = ρ·e + √(1 − ρ²)·σ_e·N
    y = level·size·exp(θ + e' + η)·(farm_share·F·exp(−w) + business_share·B + wage_share·W + rest·O)
        + crop + the village's equal payments + the household's own payments

    Parameters
    ----------
    first_household : (village + 1,) int64. number : (household,) uint32 — address within the village.
    low, high : (village,) uint32 — addresses. month_slot, k0, k1 : uint32 — month and stream.
    table : NORMAL_TABLE.
    size : (household,) uint8. [persons] permanent : (household,) float32 — θ. [log]
    farm_share, business_share, wage_share : (household,) float32 — of base income; the rest is other.
    level : (village,) float32 — of the average household, before growth and season. [yuan/person/month]
    farm, business, wage, other : (village,) float32 — F, B, W, O: growth, season, weather, market. [ratio]
    persistence, innovation, month_spread, weather_spread : float32 — ρ, √(1 − ρ²)·σ_e, SD of η, SD of w.
    crop_yuan : (household,) float32 — net yield of the new crop. [yuan/month]
    village_yuan : (village,) float32 — paid to each household. [yuan/month]
    poor_yuan, model_yuan : (village,) float32 — paid to each poor and each party-member household there.
    is_poor, is_party : (household,) uint8.
    loan_yield : float32 — net yield of a loan. [1/month] loans : (village,) float64 — outstanding there, in all.
    loan : (household,) float32. [yuan]
    has_own : (village,) uint8 — whether awards, jobs or shares pay anybody there this month.
    award_yuan, job_yuan, share_yuan : (household,) float32 — what they pay. [yuan/month]
    slot : int — row of the window for this month. recount : bool — sum the window afresh.

    Written
    -------
    transitory : (household,) float32 — e. window : (12, household) float32 — this month in row `slot`. [yuan/month]
    year : (household,) float32 — its sum. [yuan/year]
    year_sum : (village,) float64 — of the year's income. [yuan/year]
    log_sum : (village,) float64 — over households, of log annual income per person (at least 1 yuan).
    """
    most = largest(first_household)
    bits0, bits1, bits2 = np.empty(most, np.uint32), np.empty(most, np.uint32), np.empty(most, np.uint32)
    z0, z1, z2 = np.empty(most, np.float32), np.empty(most, np.float32), np.empty(most, np.float32)
    person, source, earned = np.empty(most, np.float32), np.empty(most, np.float32), np.empty(most, np.float32)
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

        passing = transitory[begin:end]
        for i in range(count):
            passing[i] = persistence * passing[i] + innovation * z0[i]
        lasting = permanent[begin:end]
        for i in range(count):
            person[i] = exp32(lasting[i] + passing[i] + month_spread * z1[i])
        farms, firms, wages = farm_share[begin:end], business_share[begin:end], wage_share[begin:end]
        v_farm, v_business, v_wage, v_other = farm[v], business[v], wage[v], other[v]
        for i in range(count):
            source[i] = (
                farms[i] * v_farm * exp32(-weather_spread * z2[i])
                + firms[i] * v_business
                + wages[i] * v_wage
                + (ONE - farms[i] - firms[i] - wages[i]) * v_other
            )
        sizes, crops = size[begin:end], crop_yuan[begin:end]
        v_level, v_yuan = level[v], village_yuan[v]
        for i in range(count):
            earned[i] = v_level * np.float32(sizes[i]) * person[i] * source[i] + (crops[i] + v_yuan)
        if poor_yuan[v] != 0:
            add_to_some(earned, count, poor_yuan[v], is_poor[begin:end])
        if model_yuan[v] != 0:
            add_to_some(earned, count, model_yuan[v], is_party[begin:end])
        if loans[v] > 0:
            borrowed = loan[begin:end]
            for i in range(count):
                earned[i] += loan_yield * borrowed[i]
        if has_own[v]:
            awards, jobs, shares = award_yuan[begin:end], job_yuan[begin:end], share_yuan[begin:end]
            for i in range(count):
                earned[i] += awards[i] + jobs[i] + shares[i]

        years, oldest = year[begin:end], window[slot, begin:end]
        for i in range(count):
            years[i] += earned[i] - oldest[i]
        for i in range(count):
            oldest[i] = earned[i]
        if recount:
            years[:] = 0
            for m in range(MONTHS):
                months = window[m, begin:end]
                for i in range(count):
                    years[i] += months[i]
        for i in range(count):
            person[i] = log32(max(years[i] / np.float32(sizes[i]), ONE))
        year_sum[v] = sum32(years, count)
        log_sum[v] = sum32(person, count)


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def count_chosen(first_household, village, chosen):
    """Households of a village where `chosen`, (household,) uint8, is 1."""
    found = 0
    for h in range(first_household[village], first_household[village + 1]):
        found += chosen[h]
    return found
