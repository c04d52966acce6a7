"""Campaigns reaching households: forgetting, then this month's effective contacts."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import inlined, kernel
from liancun_sim.draws import philox, unit_float
from liancun_sim.mechanisms.kernels.maths import largest, sum32

MOST_PERSUADED = 12  # contacts of one household in one month that can persuade; more count as this many
FORGOTTEN = np.float32(1e-4)  # SD: a weaker campaign effect is dropped, so that untouched villages can sleep


class Contacted(NamedTuple):
    """Columns of households contacts reach: party, cadre (1 or 0), campaign effect c [SD]."""

    is_party: npt.NDArray[np.uint8]
    is_cadre: npt.NDArray[np.uint8]
    campaign: npt.NDArray[np.float32]


class Campaign(NamedTuple):
    """A month of contacts and what they are worth.

    contacts_leading, contacts_others : (village,) — contacts of a party or cadre household, and of any other.
    persuasion : (village,) — f. [0–1] effect : δ. [SD] keep : 2^(−1/half-life).
    """

    contacts_leading: npt.NDArray[np.float64]
    contacts_others: npt.NDArray[np.float64]
    persuasion: npt.NDArray[np.float64]
    effect: np.float32
    keep: np.float32


@inlined
def persuaded_by(contacts, chance, at_least):
    """Chances that at least 1, 2, … of `contacts` persuade, each with probability `chance`.

    contacts : int. chance : float. [0–1] at_least : (MOST_PERSUADED,) float32, written: P(Binomial ≥ k + 1).
    """
    p = (1.0 - chance) ** contacts  # P(0)
    left = 1.0 - p
    for k in range(MOST_PERSUADED):
        at_least[k] = left if k < contacts else 0.0
        if chance < 1.0:
            p *= (contacts - k) / (k + 1.0) * chance / (1.0 - chance)
            left = max(0.0, left - p)


@kernel
def persuade(first_household, rows, at, people, work, mean):
    """One month of campaign in some villages (宣传动员).

    c' = c·keep + δ·Binomial(contacts, f)

    A fractional number of contacts is rounded up with the probability of its fraction.

    Parameters
    ----------
    first_household : (village + 1,) int64. rows : (n,) int64 — villages with contacts or with memories of some.
    at : Addresses. people : Contacted; its campaign is written. work : Campaign.

    Written
    -------
    mean : (village,) float64 — village mean of c. [SD]
    """
    contacts_leading, contacts_others, persuasion = work.contacts_leading, work.contacts_others, work.persuasion
    effect, keep, month_slot, k0, k1 = work.effect, work.keep, at.month_slot, at.k0, at.k1
    most = largest(first_household)
    rounding, answer = np.empty(most, np.float32), np.empty(most, np.float32)
    others, leaders = np.empty((2, MOST_PERSUADED), np.float32), np.empty((2, MOST_PERSUADED), np.float32)
    won = np.empty(most, np.float32)
    for row in range(rows.shape[0]):
        v = rows[row]
        begin, end = first_household[v], first_household[v + 1]
        count = end - begin
        effects = people.campaign[begin:end]
        for i in range(count):
            effects[i] = effects[i] * keep if effects[i] * keep > FORGOTTEN else np.float32(0)
        if contacts_others[v] > 0 or contacts_leading[v] > 0:
            numbers, v_low, v_high = at.number[begin:end], at.low[v], at.high[v]
            for i in range(count):
                a, b, _, _ = philox(numbers[i], month_slot, v_low, v_high, k0, k1)
                rounding[i], answer[i] = unit_float(a), unit_float(b)
            whole_others, whole_leaders = int(contacts_others[v]), int(contacts_leading[v])
            for more in range(2):
                persuaded_by(min(MOST_PERSUADED, whole_others + more), persuasion[v], others[more])
                persuaded_by(min(MOST_PERSUADED, whole_leaders + more), persuasion[v], leaders[more])
            part_others = np.float32(contacts_others[v] - whole_others)
            part_leaders = np.float32(contacts_leading[v] - whole_leaders)
            party, cadre = people.is_party[begin:end], people.is_cadre[begin:end]
            won[:count] = 0
            deepest = min(MOST_PERSUADED, max(whole_others, whole_leaders) + 1)
            for k in range(deepest):
                other0, other1, leader0, leader1 = others[0, k], others[1, k], leaders[0, k], leaders[1, k]
                for i in range(count):
                    leading = (party[i] | cadre[i]) != 0
                    part = part_leaders if leading else part_others
                    fewer = leader0 if leading else other0
                    more_ = leader1 if leading else other1
                    chance = more_ if rounding[i] < part else fewer
                    won[i] += np.float32(1) if answer[i] < chance else np.float32(0)
            for i in range(count):
                effects[i] += effect * won[i]
        mean[v] = sum32(effects, count) / max(1, count)
