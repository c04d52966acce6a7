"""One village's answers in a consultation: what households want, and what they say."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.draws import normal_float, unit_float, words_of


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
    people : Answering. at : Addresses. table : NORMAL_TABLE. asking : Asking.
    voices : (household of this village,) float64 — how many each has in the electorate, 0 if it is not entitled.

    Returns
    -------
    electorate, answered, stated_yes, private_yes, secret_yes : float — voices; private over the whole
        electorate, stated and secret over those that answered.
    """
    attitude, is_cadre, answer_noise = people.attitude, people.is_cadre, asking.answer_noise
    shift = np.float32(asking.shift)
    begin, end = first_household[village], first_household[village + 1]
    wanting = 0
    cadres = 0
    wanting_cadres = 0
    for h in range(begin, end):
        bits, _, _, _ = words_of(at, village, h)
        wants = attitude[h] + shift + answer_noise * normal_float(bits, table) > 0
        wanting += wants
        cadres += is_cadre[h]
        wanting_cadres += wants * is_cadre[h]
    seen = asking.visible_share if asking.visible_share >= 0 else wanting / max(1, end - begin)
    cadre_share = wanting_cadres / cadres if cadres > 0 else seen
    heard = asking.cadre_weight * (2 * cadre_share - 1) + (1 - asking.cadre_weight) * (2 * seen - 1)
    push = asking.pressure * heard

    electorate = answered = stated_yes = private_yes = secret_yes = 0.0
    for h in range(begin, end):
        weight = voices[h - begin]
        if weight > 0:
            bits, reply, _, _ = words_of(at, village, h)
            latent = attitude[h] + shift + answer_noise * normal_float(bits, table)
            electorate += weight
            private_yes += weight * (latent > 0)
            if unit_float(reply) < asking.response_rate:
                answered += weight
                stated_yes += weight * (latent + push > 0)
                secret_yes += weight * (latent > 0)
    return electorate, answered, stated_yes, private_yes, secret_yes
