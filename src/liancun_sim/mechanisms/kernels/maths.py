"""Exponential and logarithm for float32 kernels, as polynomials that compilers turn into SIMD code.

The platform's own ``exp`` and ``log`` are scalar calls and differ between machines; these use only
additions, multiplications and bit shifts, so every machine and vector width gives the same bits.

References
----------
Moshier, Cephes Mathematical Library 2.2, single precision: ``expf.c``, ``logf.c``. Relative error
below 2e-7 over the range used here.
"""

import numpy as np

from liancun_sim.compiled import inlined

LOG2_E = np.float32(1.44269504088896341)
LN2_HIGH = np.float32(0.693359375)
LN2_LOW = np.float32(-2.12194440e-4)
ROUND = np.float32(127.5)  # adding the exponent bias and a half makes truncation round to nearest
BIAS = np.int32(127)
E0, E1, E2 = np.float32(1.9875691500e-4), np.float32(1.3981999507e-3), np.float32(8.3334519073e-3)
E3, E4, E5 = np.float32(4.1665795894e-2), np.float32(1.6666665459e-1), np.float32(5.0000001201e-1)
EXP_LIMIT = np.float32(87.0)

SQRT_HALF_BITS = np.int32(0x3F3504F3)
L0, L1, L2 = np.float32(7.0376836292e-2), np.float32(-1.1514610310e-1), np.float32(1.1676998740e-1)
L3, L4, L5 = np.float32(-1.2420140846e-1), np.float32(1.4249322787e-1), np.float32(-1.6668057665e-1)
L6, L7, L8 = np.float32(2.0000714765e-1), np.float32(-2.4999993993e-1), np.float32(3.3333331174e-1)
HALF, ONE = np.float32(0.5), np.float32(1.0)


@inlined
def exp32(x):
    """e to the power x, float32, for −87 ≤ x ≤ 87 (beyond: the value at the limit)."""
    x = min(max(x, -EXP_LIMIT), EXP_LIMIT)
    power = np.int32(np.int32(x * LOG2_E + ROUND) - BIAS)  # each step kept short: sums of short integers are long ones
    whole = np.float32(power)
    r = (x - whole * LN2_HIGH) - whole * LN2_LOW
    p = ((((E0 * r + E1) * r + E2) * r + E3) * r + E4) * r + E5
    y = (p * (r * r) + r) + ONE
    return y * np.int32(np.int32(power + BIAS) << np.int32(23)).view(np.float32)


@inlined
def log32(x):
    """Natural logarithm of a positive, normal float32."""
    bits = np.float32(x).view(np.int32)
    power = np.int32(np.int32(bits - SQRT_HALF_BITS) >> np.int32(23))
    m = np.int32(bits - np.int32(power << np.int32(23))).view(np.float32) - ONE  # √½ − 1 … √2 − 1
    p = (((((((L0 * m + L1) * m + L2) * m + L3) * m + L4) * m + L5) * m + L6) * m + L7) * m + L8
    square = m * m
    whole = np.float32(power)
    y = p * (m * square) + whole * LN2_LOW - HALF * square
    return (m + y) + whole * LN2_HIGH


@inlined
def largest(first_household):
    """Households of the largest village."""
    most = 0
    for v in range(first_household.shape[0] - 1):
        most = max(most, first_household[v + 1] - first_household[v])
    return most


@inlined
def sum_over_ties(values, indices, begin, end):
    """Sum of float32 ``values[indices[begin:end]]`` over one household's ties, in one fixed order.

    Four partial sums keep the processor's adders busy; unsigned positions spare a check per tie.
    """
    tie, stop, four, one = np.uint64(begin), np.uint64(end), np.uint64(4), np.uint64(1)
    a = b = c = d = np.float32(0)
    while tie + four <= stop:
        a += values[indices[tie]]
        b += values[indices[tie + one]]
        c += values[indices[tie + np.uint64(2)]]
        d += values[indices[tie + np.uint64(3)]]
        tie += four
    while tie < stop:
        a += values[indices[tie]]
        tie += one
    return (a + b) + (c + d)
