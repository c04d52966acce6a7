"""One village's answers in a consultation: what households want, and what they say."""

import liancun_sim.draws  # noqa: F401, I001  (sets the kernel cache folder before numba is imported)

import numpy as np
from numba import njit

from liancun_sim.draws import NO_MONTH, SLOTS_PER_MONTH, normal_float, philox, unit_float

HOUSEHOLDS, ADULTS, RETURNED_FORMS, PARTY_MEMBERS, REPRESENTATIVES = range(5)
UNITS = ("households", "adults", "returned_forms", "party_members", "representatives")
ADULT_SHARE = 0.75  # of household members; assumption, range 0.70–0.82
REPRESENTATIVE_SHARE = 0.1  # one household in ten; the law: one representative per 5–15 households
ONCE = np.uint32((NO_MONTH * SLOTS_PER_MONTH) & 0xFFFFFFFF)


@njit(inline="always")
def _voices(unit, size, is_party, number, low, high, k0, k1):
    """Voices of a household in the electorate: 0 if it is not entitled."""
    if unit == ADULTS:
        return np.ceil(ADULT_SHARE * size)
    if unit == PARTY_MEMBERS:
        return 1.0 if is_party else 0.0
    if unit == REPRESENTATIVES:
        chosen, _, _, _ = philox(number, ONCE, low, high, k0, k1)
        return 1.0 if unit_float(chosen) < REPRESENTATIVE_SHARE else 0.0
    return 1.0


@njit(cache=True, nogil=True)
def count_answers(
    attitude, is_cadre, is_party, size, number, low, high, month_slot, k0, k1, table,
    answer_noise, pressure, cadre_weight, visible_share, unit, response_rate,
):  # fmt: skip
    """Answers of one village (征求意见): private, stated under pressure, and stated without.

    private = 1[x + z > 0], stated = 1[x + ψ·m + z > 0] with the same answer noise z in both, and
    ``m = ω(2·s_cadre − 1) + (1 − ω)(2·s_visible − 1)``.

    Parameters
    ----------
    attitude : (household,) float32 — x. [SD]
    is_cadre, is_party, size, number : (household,) fixed columns.
    low, high : uint32 — the village's address; month_slot, k0, k1 : month and stream address.
    table : NORMAL_TABLE.
    answer_noise : float — SD of z. pressure : float — ψ. cadre_weight : float — ω. [0–1]
    visible_share : float — last published share, or negative before the first round (then the
        share without pressure).
    unit : int — index into UNITS. response_rate : float. [0–1]

    Returns
    -------
    electorate, answered, stated_yes, private_yes, secret_yes : float — voices; private over the whole
        electorate, stated and secret over those that answered.
    """
    households = attitude.shape[0]
    wanting = 0
    cadres = 0
    wanting_cadres = 0
    for h in range(households):
        bits, _, _, _ = philox(number[h], month_slot, low, high, k0, k1)
        wants = attitude[h] + answer_noise * normal_float(bits, table) > 0
        wanting += wants
        cadres += is_cadre[h]
        wanting_cadres += wants * is_cadre[h]
    seen = visible_share if visible_share >= 0 else wanting / max(1, households)
    cadre_share = wanting_cadres / cadres if cadres > 0 else seen
    push = pressure * (cadre_weight * (2 * cadre_share - 1) + (1 - cadre_weight) * (2 * seen - 1))

    electorate = answered = stated_yes = private_yes = secret_yes = 0.0
    for h in range(households):
        voices = _voices(unit, size[h], is_party[h], number[h], low, high, k0, k1)
        if voices > 0:
            bits, reply, _, _ = philox(number[h], month_slot, low, high, k0, k1)
            latent = attitude[h] + answer_noise * normal_float(bits, table)
            electorate += voices
            private_yes += voices * (latent > 0)
            if unit_float(reply) < response_rate:
                answered += voices
                stated_yes += voices * (latent + push > 0)
                secret_yes += voices * (latent > 0)
    return electorate, answered, stated_yes, private_yes, secret_yes
