"""Campaigns reaching households: what was heard fades, then this month's contacts persuade some of those they reach."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel
from liancun_sim.draws import philox, unit_float
from liancun_sim.mechanisms.kernels.lanes import sum32
from liancun_sim.mechanisms.kernels.maths import exp32, largest

FORGOTTEN = np.float32(1e-4)  # SD: a weaker campaign effect is dropped, so that untouched villages can sleep


class Contacted(NamedTuple):
    """Columns of households contacts reach: party, cadre (1 or 0), campaign effect c and its part by publicity [SD],
    contacts had in this campaign, as far as they are remembered [visits]."""

    is_party: npt.NDArray[np.uint8]
    is_cadre: npt.NDArray[np.uint8]
    campaign: npt.NDArray[np.float32]
    publicity: npt.NDArray[np.float32]
    exposure: npt.NDArray[np.float32]


class Campaign(NamedTuple):
    """A month of contacts and what they are worth.

    visits_leading, visits_others : (village,) — talks with a party or cadre household, and with any other. [visits]
    notices : (village,) — forms and broadcasts that reach a household. [visits]
    persuasion : (village,) — f, the chance that a first contact persuades. [0–1]
    effect : δ. [SD] log_further : ln r, r the worth of each further contact. talk_kept, publicity_kept : [1/month].
    """

    visits_leading: npt.NDArray[np.float64]
    visits_others: npt.NDArray[np.float64]
    notices: npt.NDArray[np.float64]
    persuasion: npt.NDArray[np.float64]
    effect: np.float32
    log_further: np.float32
    talk_kept: np.float32
    publicity_kept: np.float32


@kernel
def persuade(first_household, rows, at, people, work, mean):
    """One month of campaign in some villages (宣传动员).

    c = t + p, the effects of talks and of publicity; t' = t·k_t, p' = p·k_p, n' = n·k_t. Then, with v visits and
    b of notices, a household is persuaded by talks with chance f·(rⁿ − rⁿ⁺ᵛ)/(1 − r), by publicity with chance
    f·(rⁿ⁺ᵛ − rⁿ⁺ᵛ⁺ᵇ)/(1 − r): contact after contact, each r times as likely as the one before. Who is persuaded
    stands at δ, by talks if both; nobody is persuaded twice over.

    Parameters
    ----------
    first_household : (village + 1,) int64. rows : (n,) int64 — villages with contacts or with memories of some.
    at : Addresses. people : Contacted; its campaign, publicity and exposure are written. work : Campaign.

    Written
    -------
    mean : (village,) float64 — village mean of c. [SD]

    References
    ----------
    DellaVigna & Gentzkow, "Persuasion: empirical evidence", Annu. Rev. Econ. 2 (2010): rates of persuasion are of
    people exposed to a campaign, not of single contacts.
    """
    effect, talk_kept, publicity_kept, log_further = work.effect, work.talk_kept, work.publicity_kept, work.log_further
    none = np.float32(0)
    most = largest(first_household)
    by_talk, by_publicity, chance = np.empty(most, np.float32), np.empty(most, np.float32), np.empty(most, np.float32)
    for row in range(rows.shape[0]):
        v = rows[row]
        begin, end = first_household[v], first_household[v + 1]
        count = end - begin
        effects, told, exposure = people.campaign[begin:end], people.publicity[begin:end], people.exposure[begin:end]
        for i in range(count):
            talk, published = (effects[i] - told[i]) * talk_kept, told[i] * publicity_kept
            talk, published = talk if talk > FORGOTTEN else none, published if published > FORGOTTEN else none
            effects[i], told[i], exposure[i] = talk + published, published, exposure[i] * talk_kept
        leading, others = np.float32(work.visits_leading[v]), np.float32(work.visits_others[v])
        notices = np.float32(work.notices[v])
        if leading > 0 or others > 0 or notices > 0:
            numbers, v_low, v_high = at.number[begin:end], at.low[v], at.high[v]
            for i in range(count):
                a, b, _, _ = philox(numbers[i], at.month_slot, v_low, v_high, at.k0, at.k1)
                by_talk[i], by_publicity[i] = unit_float(a), unit_float(b)
            rate = np.float32(work.persuasion[v] / (1.0 - np.exp(work.log_further)))
            after_notices = exp32(log_further * notices)
            party, cadre = people.is_party[begin:end], people.is_cadre[begin:end]
            for i in range(count):
                visits = leading if (party[i] | cadre[i]) != 0 else others
                new = exp32(log_further * exposure[i])
                after_talks = new * exp32(log_further * visits)
                exposure[i] += visits + notices
                chance[i] = rate * (after_talks - after_talks * after_notices)
                by_talk[i] = effect if by_talk[i] < rate * (new - after_talks) else none
            for i in range(count):
                published = effect if by_publicity[i] < chance[i] else none
                talk = max(effects[i] - told[i], by_talk[i])
                total = max(max(effects[i], published), talk)
                effects[i], told[i] = total, total - talk
        mean[v] = sum32(effects, count) / max(1, count)
