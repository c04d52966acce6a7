"""Hearing of a new practice and deciding on it by what it is expected to earn.

A household goes by what its contacts earned and lost, what it can do itself, its land and its money. Nothing is drawn
when it decides: while what it knows stays the same, so does its answer.
"""

from typing import NamedTuple

import numpy as np

from liancun_sim.compiled import inlined, kernel
from liancun_sim.draws import philox, unit_float
from liancun_sim.mechanisms.diffusion.kernels import (
    APPLIES,
    GRANTED,
    HARVEST_MONTHS,
    HEARS,
    NONE,
    ONE,
    PLANTS,
    RESTS,
    ZERO,
    Bytes,
    Floats,
)
from liancun_sim.mechanisms.kernels.maths import exp32, largest

MOST_VISITS = np.float32(3)
MONTHS_A_YEAR = np.float32(12)
LEAST = np.float32(1e-9)


class Places(NamedTuple):
    """What hearing and deciding need to know of villages: (village,) each.

    near : the practice is known here or in an adjacent village, or a technician comes.
    unaware : somebody here has not heard of it yet.
    price : π, 1 at t0. beside_yuan : expected beside what was seen. [yuan/year]
    offer_yuan : subsidy a greenhouse can be applied for; 0 for none. [yuan] for_poor : by the poor alone.
    granted_share : of last month's applicants there; 1 where nobody had applied. [1/month]
    """

    near: Bytes
    unaware: Bytes
    price: Floats
    beside_yuan: Floats
    offer_yuan: Floats
    for_poor: Bytes
    granted_share: Floats


class Prospect(NamedTuple):
    """What makes households hear, and what they reckon with when they decide.

    log_not_told_adopter, log_not_told_informed : ln(1 − q_P), ln(1 − q_N), per month.
    remembered : memory^month, what a failure at t0 weighs now. doubt : failures imagined before any is seen.
    technician_word : growers seen that a visit is worth. catching_up : part of the way to the skill seen.
    yield_yuan, former_yuan : V and V0 of a household's greenhouse. [yuan/year] build_yuan : what it costs. [yuan]
    life_years : over which that is spread. pay : what a day's work pays now, 1 at t0.
    least_land_mu : that a household must have. savings_years : own and kin's money, in the household's yearly incomes.
    """

    log_not_told_adopter: np.float32
    log_not_told_informed: np.float32
    remembered: np.float32
    doubt: np.float32
    technician_word: np.float32
    catching_up: np.float32
    yield_yuan: np.float32
    former_yuan: np.float32
    build_yuan: np.float32
    life_years: np.float32
    pay: np.float32
    least_land_mu: np.float32
    savings_years: np.float32


@inlined
def place_of(chosen, count, places):
    """Places of the ones among the first `count` of (n,) uint8, written to (n + 1,) int64; returns how many."""
    found = 0
    for i in range(count):
        places[found] = i
        found += chosen[i]
    return found


@inlined
def expected_yuan(h, month, own_cost, ties, people, place_price, k):
    """What a household expects a greenhouse to earn a year, from what it has seen. See `hear_and_decide`."""
    shown_skill, planting = people.shown_skill, people.planting_month
    seen = k.technician_word * min(people.visits[h], MOST_VISITS)
    mastery = seen  # a technician shows the whole technique
    unseen = people.adopter_contacts[h]  # ties are read as far as there are growers among them
    tie, end = np.uint64(ties.start[h]), np.uint64(ties.start[h + 1])
    while unseen > 0 and tie < end:
        contact = ties.indices[tie]
        tie += np.uint64(1)
        shown = shown_skill[contact]
        unseen -= shown > 0
        harvested = np.float32((shown > 0) & (month - planting[contact] >= HARVEST_MONTHS))  # without a branch
        seen += harvested
        mastery += harvested * shown
    skill = people.skill[h]
    if seen > 0:
        skill += k.catching_up * max(ZERO, mastery / seen - skill)
    lasting = seen / (seen + people.failed_contacts[h] * k.remembered + k.doubt + LEAST)
    return lasting * (k.yield_yuan * place_price * skill - k.former_yuan) - own_cost / k.life_years


@kernel
def hear_and_decide(first_household, at, month, ties, people, places, k, events, kinds):
    """Who hears of the practice and who takes it up this month (信息传播与采用), from last month's contacts.

    P(hears) = 1 − (1 − q_P)^adopters·(1 − q_N)^informed; whoever a technician visits hears of it.

    Whoever knows decides when something it knows has changed (`considering`), while it is visited or owes a loan, and
    while a subsidy can be applied for. It expects

        E = A/(A + F + d)·(V·π·ŝ − V0) − cost/life,   ŝ = s + c·(s̄ − s)⁺

    with A contacts seen to harvest and w·min(visits, 3) for a technician's word, s̄ their mean skill (a technician's
    is 1), F failures remembered, d doubt. It plants if E ≥ its required yuan·pay, its land is enough, and savings_years
    of its income and its loan pay for the cost. Where a subsidy can be had it decides at the cost less that, applies
    and waits for the grant; but who would plant without it waits only while what a month's chance of the grant is worth
    is no less than the month's gain that waiting forgoes.

    Parameters
    ----------
    first_household : (village + 1,) int64. at : Addresses. month : int. ties : Ties. people : People; considering
        and expected_yuan are written. places : Places. k : Prospect.

    Written
    -------
    events : (household,) uint32, kinds : (household,) uint8 — rows and kinds of what happens; for `apply`.

    Returns
    -------
    int — number of events.
    """
    informed, suits, planting = people.informed, people.suits_cash_crop, people.planting_month
    considering, visits, loan = people.considering, people.visits, people.loan_yuan
    most = largest(first_household)
    told, bits = np.empty(most, np.float32), np.empty(most, np.uint32)
    chosen, candidates = np.empty(most, np.uint8), np.empty(most + 1, np.int64)
    found = 0
    for v in range(places.near.shape[0]):
        if not places.near[v]:
            continue
        begin, end = first_household[v], first_household[v + 1]
        count = end - begin
        knows, fit, planted, thinks = informed[begin:end], suits[begin:end], planting[begin:end], considering[begin:end]
        visited, owed, offered = visits[begin:end], loan[begin:end], places.offer_yuan[v] > 0
        for i in range(count):
            stirred = offered | (thinks[i] != RESTS) | (visited[i] > 0) | (owed[i] > 0)
            chosen[i] = (knows[i] != 0) & (fit[i] != 0) & (planted[i] == NONE) & stirred
        for n in range(place_of(chosen, count, candidates)):
            h = begin + candidates[n]
            if considering[h] == GRANTED:
                events[found], kinds[found] = h, PLANTS
                found += 1
                continue
            offer = places.offer_yuan[v] if not places.for_poor[v] or people.is_poor[h] else ZERO
            cost = max(ZERO, k.build_yuan - offer)
            expected = expected_yuan(h, month, cost, ties, people, places.price[v], k) + places.beside_yuan[v]
            people.expected_yuan[h] = expected
            considering[h] = RESTS
            able = people.land_mu[h] >= k.least_land_mu
            able &= k.savings_years * people.income_year_yuan[h] + loan[h] >= cost
            if able and expected >= people.required_yuan[h] * k.pay:
                on_its_own = expected - (k.build_yuan - cost) / k.life_years
                forgone = (on_its_own - people.required_yuan[h] * k.pay) / MONTHS_A_YEAR
                alone = k.savings_years * people.income_year_yuan[h] + loan[h] >= k.build_yuan
                if offer > 0 and (places.granted_share[v] * offer >= forgone or not alone):
                    considering[h] = APPLIES
                else:
                    people.expected_yuan[h] = on_its_own
                    events[found], kinds[found] = h, PLANTS
                    found += 1
        if places.unaware[v]:
            growing, knowers = people.adopter_contacts[begin:end], people.informed_contacts[begin:end]
            for i in range(count):
                told[i] = ONE - exp32(
                    np.float32(growing[i]) * k.log_not_told_adopter + np.float32(knowers[i]) * k.log_not_told_informed
                )
            for i in range(count):
                chosen[i] = (knows[i] == 0) & ((told[i] > 0) | (visited[i] > 0))
            numbers, low, high = at.number[begin:end], at.low[v], at.high[v]
            hearing = place_of(chosen, count, candidates)
            for n in range(hearing):
                bits[n] = numbers[candidates[n]]
            for n in range(hearing):
                word, _, _, _ = philox(bits[n], at.month_slot, low, high, at.k0, at.k1)
                bits[n] = word
            for n in range(hearing):
                i = candidates[n]
                events[found], kinds[found] = begin + i, HEARS
                found += (visited[i] > 0) | (unit_float(bits[n]) < told[i])
    return found


@kernel
def foresee(first_household, month, ties, people, price, k):
    """What those who know the practice and do not grow it expect, at full cost: (household,) float32. [yuan/year]

    price : (village,) — π. The rest as in `hear_and_decide`; NaN for everybody else.
    """
    expected = np.full(people.informed.shape[0], np.nan, np.float32)
    for v in range(price.shape[0]):
        for h in range(first_household[v], first_household[v + 1]):
            if people.informed[h] and people.suits_cash_crop[h] and people.planting_month[h] == NONE:
                expected[h] = expected_yuan(h, month, k.build_yuan, ties, people, price[v], k)
    return expected
