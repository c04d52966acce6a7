"""Villages' answers in a consultation: what households want, and what they say."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.draws import normal_float, philox, unit_float


class Asked(NamedTuple):
    """Some villages as one question finds them, alike however often it is put in a month; households member by member.

    village : (village,) int64 — rows of the villages. first : (village + 1,) int64 — where each one's households begin
        here. household : (household,) int64 — rows of the households.
    voices : (household,) — how many each has in the electorate, 0 if it is not entitled.
    is_cadre : (household,) — whether it has a cadre (1 or 0).
    noise : (household,) — N(0, 1) of its answer. reply : (household,) — U(0, 1), below the response rate it answers.
    """

    village: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    household: npt.NDArray[np.int64]
    voices: npt.NDArray[np.float64]
    is_cadre: npt.NDArray[np.uint8]
    noise: npt.NDArray[np.float32]
    reply: npt.NDArray[np.float32]


class Asking(NamedTuple):
    """How villages are asked.

    answer_noise : SD of z. cadre_weight : ω. [0–1] response_rate : [0–1]
    pressure : (village,) — ψ. shift : (village,) — what speaks for agreeing beside people's attitude. [SD]
    visible_share : (village,) — last published share, or negative before the first round (then the share without
        pressure).
    """

    answer_noise: float
    cadre_weight: float
    response_rate: float
    pressure: npt.NDArray[np.float64]
    shift: npt.NDArray[np.float64]
    visible_share: npt.NDArray[np.float64]


@kernel
def draw_answers(asked, at, table):
    """Draw what households' answers depend on beside what they think: noise and reply of `asked`, written.

    asked : Asked. at : Addresses. table : normal_table().
    """
    for n in range(asked.village.shape[0]):
        low, high = at.low[asked.village[n]], at.high[asked.village[n]]
        for i in range(asked.first[n], asked.first[n + 1]):
            a, b, _, _ = philox(at.number[asked.household[i]], at.month_slot, low, high, at.k0, at.k1)
            asked.noise[i], asked.reply[i] = normal_float(a, table), unit_float(b)


@kernel
def count_answers(asked, attitudes, trials, asking, counts):
    """Answers of some villages (征求意见): private, stated under pressure, and stated without.

    private = 1[x + d + z > 0], stated = 1[x + d + ψ·m + z > 0], d the shift, with the same answer noise z in both, and
    ``m = ω(2·s_cadre − 1) + (1 − ω)(2·s_visible − 1)``.

    Parameters
    ----------
    asked : Asked. asking : Asking.
    attitudes : (trial, household of the asked) float32 — x: the same question put to people who think otherwise. [SD]
    trials : (village,) int64 — of how many, from the first, each village is asked in.

    Written
    -------
    counts : (5, trial, village) float64 — electorate, answered, stated_yes, private_yes, secret_yes, in voices;
        private over the whole electorate, stated and secret over those that answered. 0 where a village is not asked.
    """
    for n in range(asked.village.shape[0]):
        begin, end = asked.first[n], asked.first[n + 1]
        voices, noise, reply = asked.voices[begin:end], asked.noise[begin:end], asked.reply[begin:end]
        is_cadre, count = asked.is_cadre[begin:end], end - begin
        shift = np.float32(asking.shift[n])
        latent = np.empty(count)
        for t in range(attitudes.shape[0]):
            if t >= trials[n]:
                counts[:, t, n] = 0.0
                continue
            attitude = attitudes[t, begin:end]
            for i in range(count):
                latent[i] = attitude[i] + shift + asking.answer_noise * noise[i]
            wanting = 0
            cadres = 0
            wanting_cadres = 0
            for i in range(count):
                wants = latent[i] > 0
                wanting += wants
                cadres += is_cadre[i]
                wanting_cadres += wants * is_cadre[i]
            seen = asking.visible_share[n] if asking.visible_share[n] >= 0 else wanting / max(1, count)
            cadre_share = wanting_cadres / cadres if cadres > 0 else seen
            heard = asking.cadre_weight * (2 * cadre_share - 1) + (1 - asking.cadre_weight) * (2 * seen - 1)
            push = asking.pressure[n] * heard

            electorate = answered = stated_yes = private_yes = secret_yes = 0.0
            for i in range(count):
                replied = voices[i] if reply[i] < asking.response_rate else 0.0
                wants, says = latent[i] > 0, latent[i] + push > 0
                electorate += voices[i]
                private_yes += voices[i] * wants
                answered += replied
                stated_yes += replied * says
                secret_yes += replied * wants
            counts[0, t, n], counts[1, t, n], counts[2, t, n] = electorate, answered, stated_yes
            counts[3, t, n], counts[4, t, n] = private_yes, secret_yes
