"""One village's answers in a consultation: what households want, and what they say."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.draws import normal_float, philox, unit_float


class Answering(NamedTuple):
    """Columns of households that are asked: attitude x [SD], whether it has a cadre (1 or 0)."""

    attitude: npt.NDArray[np.float32]
    is_cadre: npt.NDArray[np.uint8]


class Asking(NamedTuple):
    """How a village is asked.

    answer_noise : SD of z. pressure : ψ. cadre_weight : ω. [0–1]
    visible_share : last published share, or negative before the first round (then the share without pressure).
    response_rate : [0–1] shift : what speaks for agreeing beside people's attitude, alike for all. [SD]
    """

    answer_noise: float
    pressure: float
    cadre_weight: float
    visible_share: float
    response_rate: float
    shift: float = 0.0


@kernel
def count_answers(first_household, village, people, voices, at, table, asking):
    """Answers of one village (征求意见): private, stated under pressure, and stated without.

    private = 1[x + d + z > 0], stated = 1[x + d + ψ·m + z > 0], d the shift, with the same answer noise z in both, and
    ``m = ω(2·s_cadre − 1) + (1 − ω)(2·s_visible − 1)``.

    Parameters
    ----------
    first_household : (village + 1,) int64. village : int — its row.
    people : Answering. at : Addresses. table : normal_table(). asking : Asking.
    voices : (household of this village,) float64 — how many each has in the electorate, 0 if it is not entitled.

    Returns
    -------
    electorate, answered, stated_yes, private_yes, secret_yes : float — voices; private over the whole
        electorate, stated and secret over those that answered.
    """
    begin, end = first_household[village], first_household[village + 1]
    count = end - begin
    attitude, is_cadre = people.attitude[begin:end], people.is_cadre[begin:end]
    shift, answer_noise, pressure = np.float32(asking.shift), asking.answer_noise, asking.pressure
    numbers, low, high = at.number[begin:end], at.low[village], at.high[village]
    bits, replies, latent = np.empty(count, np.uint32), np.empty(count, np.uint32), np.empty(count)
    for i in range(count):
        a, b, _, _ = philox(numbers[i], at.month_slot, low, high, at.k0, at.k1)
        bits[i], replies[i] = a, b
    for i in range(count):
        latent[i] = attitude[i] + shift + answer_noise * normal_float(bits[i], table)
    wanting = 0
    cadres = 0
    wanting_cadres = 0
    for i in range(count):
        wants = latent[i] > 0
        wanting += wants
        cadres += is_cadre[i]
        wanting_cadres += wants * is_cadre[i]
    seen = asking.visible_share if asking.visible_share >= 0 else wanting / max(1, count)
    cadre_share = wanting_cadres / cadres if cadres > 0 else seen
    heard = asking.cadre_weight * (2 * cadre_share - 1) + (1 - asking.cadre_weight) * (2 * seen - 1)
    push = pressure * heard

    electorate = answered = stated_yes = private_yes = secret_yes = 0.0
    for i in range(count):
        weight = voices[i]
        replied = weight if unit_float(replies[i]) < asking.response_rate else 0.0
        wants, says = latent[i] > 0, latent[i] + push > 0
        electorate += weight
        private_yes += weight * wants
        answered += replied
        stated_yes += replied * says
        secret_yes += replied * wants
    return electorate, answered, stated_yes, private_yes, secret_yes
