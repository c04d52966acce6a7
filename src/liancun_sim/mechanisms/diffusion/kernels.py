"""A new practice spreading along ties: who hears of it, who takes it up, who fails, who learns.

Households keep counts of their contacts' states, which change only when a contact's state does; so a
month reads little of most households, and villages the practice has not come near are left out.
"""

import liancun_sim.draws  # noqa: F401, I001  (sets the kernel cache folder before numba is imported)

import numpy as np
from numba import njit

from liancun_sim.draws import philox, unit_float
from liancun_sim.mechanisms.kernels.maths import exp32, largest, sum_over_ties

NONE = -1  # planting month of those who never adopted; those established before t0 have −2 and below
HARVEST_MONTHS = 6
ENOUGH_CONTACTS = 2  # adopting contacts that make the difference (Beaman et al. 2021)
MOST_VISITS = np.float32(3)
HEARS, ADOPTS = np.uint8(1), np.uint8(2)
ONE, ZERO = np.float32(1), np.float32(0)
LEAST = np.float32(1e-9)


@njit(inline="always")
def readiness(
    h, logit, sees_visits, sees_loans, land, loan, visits, adopter_contacts, failures,
    two_contacts, visit_effect, land_effect, usual_land, credit_effect, failure_effect,
):  # fmt: skip
    """Log-odds that household h adopts this month; see `hear_and_adopt`."""
    seen = np.float32(adopter_contacts[h])
    score = logit + land_effect * (land[h] / usual_land - ONE) - failure_effect * (failures / (failures + seen + LEAST))
    if adopter_contacts[h] >= ENOUGH_CONTACTS:
        score += two_contacts
    if sees_visits:
        score += visit_effect * min(visits[h], MOST_VISITS)
    if sees_loans and loan[h] > 0:
        score += credit_effect
    return score


@njit(cache=True, nogil=True, error_model="numpy")
def hear_and_adopt(
    first_household, number, low, high, month_slot, k0, k1, near, unaware, has_visits, has_loans,
    informed, planting, suits, land, loan, visits, adopter_contacts, informed_contacts, failed_contacts,
    log_not_told_adopter, log_not_told_informed, remembered, most_land,
    logit, two_contacts, visit_effect, land_effect, usual_land, credit_effect, failure_effect, events, kinds,
):  # fmt: skip
    """Who hears of the practice and who adopts it this month (信息传播与采用), from last month's contacts.

    P(hears) = 1 − (1 − q_P)^adopters·(1 − q_N)^informed; whoever a technician visits hears of it.
    logit P(adopts) = logit_v + b_2·1[adopters ≥ 2] + b_v·min(visits, 3) + b_l·(land/usual − 1)
        + b_c·1[has a loan] − b_f·failed/(failed + adopters)

    One draw decides against the highest chance anybody in the village can have; only the few who pass
    are looked at one by one.

    Parameters
    ----------
    near : (village,) uint8 — the practice is known here or in an adjacent village.
    unaware : (village,) uint8 — somebody here has not heard of it yet.
    has_visits, has_loans : (village,) uint8 — whether visits and loans are to be read there.
    log_not_told_adopter, log_not_told_informed : float32 — ln(1 − q_P), ln(1 − q_N), per month.
    failed_contacts : (household,) float32 — contacts' failures in units of a failure at t0; remembered : float32 —
        memory^month, what such a unit weighs now.
    logit : (village,) float32. most_land : (village,) float32, usual_land : float32. [mu]
    The effects : float32. [log-odds]

    Written
    -------
    events : (household,) uint32, kinds : (household,) uint8 — rows and kinds of what happens; for `apply`.

    Returns
    -------
    int — number of events.
    """
    most = largest(first_household)
    u_hears, u_adopts = np.empty(most, np.float32), np.empty(most, np.float32)
    told, candidates = np.empty(most, np.float32), np.empty(most + 1, np.int64)
    found = 0
    for v in range(near.shape[0]):
        if not near[v]:
            continue
        begin, end = first_household[v], first_household[v + 1]
        count = end - begin
        numbers, v_low, v_high = number[begin:end], low[v], high[v]
        for i in range(count):
            a, b, _, _ = philox(numbers[i], month_slot, v_low, v_high, k0, k1)
            u_hears[i], u_adopts[i] = unit_float(a), unit_float(b)

        bound = logit[v] + max(ZERO, two_contacts) + max(ZERO, land_effect * (most_land[v] / usual_land - ONE))
        bound += visit_effect * MOST_VISITS if has_visits[v] else ZERO
        bound += max(ZERO, credit_effect) if has_loans[v] else ZERO
        highest = ONE / (ONE + exp32(-bound)) + LEAST
        passed = 0
        for i in range(count):
            candidates[passed] = i
            passed += u_adopts[i] < highest
        for n in range(passed):
            h = begin + candidates[n]
            if informed[h] and suits[h] and planting[h] == NONE:
                score = readiness(
                    h, logit[v], has_visits[v], has_loans[v], land, loan, visits, adopter_contacts,
                    failed_contacts[h] * remembered,
                    two_contacts, visit_effect, land_effect, usual_land, credit_effect, failure_effect,
                )  # fmt: skip
                if u_adopts[candidates[n]] < ONE / (ONE + exp32(-score)):
                    events[found], kinds[found] = h, ADOPTS
                    found += 1
        if unaware[v]:
            adopters, knowers, knows = adopter_contacts[begin:end], informed_contacts[begin:end], informed[begin:end]
            for i in range(count):
                told[i] = ONE - exp32(
                    np.float32(adopters[i]) * log_not_told_adopter + np.float32(knowers[i]) * log_not_told_informed
                )
            if has_visits[v]:
                visited = visits[begin:end]
                for i in range(count):
                    told[i] = ONE if visited[i] > 0 else told[i]
            passed = 0
            for i in range(count):
                candidates[passed] = i
                passed += (knows[i] == 0) & (u_hears[i] < told[i])
            for n in range(passed):
                events[found], kinds[found] = begin + candidates[n], HEARS
                found += 1
    return found


@njit(inline="always")
def tell(household, start, indices, contacts, change):
    """Change a count of every contact of a household."""
    for tie in range(np.uint64(start[household]), np.uint64(start[household + 1])):
        contacts[indices[tie]] += change


@njit(cache=True, nogil=True)
def apply(
    found, events, kinds, month, start, indices, village,
    informed, planting, skill, shown_skill, adopter_contacts, informed_contacts, adopters, aware,
):  # fmt: skip
    """Carry out what `hear_and_adopt` found, and count it with the contacts of those it happened to.

    month : int — planting month of those who adopt. adopters, aware : (village,) int32 — households that grow
    and that know.
    """
    for n in range(found):
        household = events[n]
        if kinds[n] == HEARS:
            informed[household] = 1
            aware[village[household]] += 1
            tell(household, start, indices, informed_contacts, np.uint8(1))
        else:
            planting[household] = month
            shown_skill[household] = skill[household]
            adopters[village[household]] += 1
            tell(household, start, indices, informed_contacts, np.uint8(255))  # one less, modulo 256
            tell(household, start, indices, adopter_contacts, np.uint8(1))


@njit(cache=True, nogil=True, error_model="numpy")
def grow(
    first_household, number, low, high, month_slot, k0, k1, month, start, indices, village, adopters, price,
    yield_yuan, former_yuan, upkeep_yuan, life_months, failure_floor, failure_slope, failure_weight,
    visit_skill, own_skill, peer_skill, ever_grown,
    planting, failed, skill, shown_skill, visits, adopter_contacts, informed_contacts, failed_contacts, crop_yuan,
    growers, learnt, losers,
):  # fmt: skip
    """Harvests, failures and learning of the growing households (收获、失败与技能).

    At a harvest, every six months after planting, a greenhouse fails with probability
    floor + slope·max(0, (½ − s)/½); otherwise it yields half a year's ``V·s·π − V0``.
    s' = s + (a_v·visits + a_o)·(1 − s) + a_p·(mean skill of growing contacts − s)⁺

    Parameters
    ----------
    price : (village,) float32 — π, 1 at t0. yield_yuan, former_yuan : float32 — V and V0 of a household's
        greenhouse. [yuan/year] upkeep_yuan : float32 — its cost spread over its life_months; a failed one is still
        paid off. [yuan/month] failure_weight : float32 — of a failure now, in units of one at t0.
    ever_grown : (village,) uint8 — somebody there has adopted at some time.
    visits : (household,) float32. [visits/month]
    growers, losers : (household,) uint32, learnt : (household,) float32 — work space.

    Written
    -------
    failed, skill, shown_skill, crop_yuan, the counts of contacts, adopters : as named. Households established
    before t0 have their crop in their base income: only a changed price is counted.

    References
    ----------
    Dong, Mu & Abler 2019 and press reports of 2008 for yields; failure and skill: assumption.
    """
    growing = 0
    lost = 0
    half = np.float32(0.5)
    planters = np.empty(largest(first_household) + 1, np.int64)
    for v in range(adopters.shape[0]):
        if not ever_grown[v]:
            continue
        begin, count = first_household[v], first_household[v + 1] - first_household[v]
        planted = planting[begin : begin + count]
        found = 0
        for i in range(count):
            planters[found] = begin + i
            found += planted[i] != NONE
        for n in range(found):
            h = planters[n]
            s = skill[h]
            age = month - planting[h]
            before_start = planting[h] < NONE
            crop = ZERO if before_start or (failed[h] and age >= life_months) else -upkeep_yuan
            if failed[h]:
                crop_yuan[h] = crop
                continue
            if age >= HARVEST_MONTHS and age % HARVEST_MONTHS == 0:
                _, _, bits, _ = philox(number[h], month_slot, low[v], high[v], k0, k1)
                if unit_float(bits) < failure_floor + failure_slope * max(ZERO, (half - s) / half):
                    crop_yuan[h] = crop if before_start else crop - half * former_yuan
                    losers[lost] = h
                    lost += 1
                    continue
                crop += half * (
                    yield_yuan * s * (price[v] - ONE) if before_start else yield_yuan * s * price[v] - former_yuan
                )
            crop_yuan[h] = crop
            pull = ZERO
            if adopter_contacts[h] > 0:
                together = sum_over_ties(shown_skill, indices, start[h], start[h + 1])
                pull = max(ZERO, together / np.float32(adopter_contacts[h]) - s)
            growers[growing] = h
            learnt[growing] = min(ONE, s + (visit_skill * visits[h] + own_skill) * (ONE - s) + peer_skill * pull)
            growing += 1
    for n in range(growing):
        skill[growers[n]] = shown_skill[growers[n]] = learnt[n]
    for n in range(lost):
        household = losers[n]
        failed[household] = 1
        shown_skill[household] = 0
        adopters[village[household]] -= 1
        tell(household, start, indices, adopter_contacts, np.uint8(255))
        tell(household, start, indices, informed_contacts, np.uint8(1))
        tell(household, start, indices, failed_contacts, failure_weight)


@njit(cache=True, nogil=True)
def teach(rows, visit_skill, first_household, planting, visits, skill):
    """Learning of visited households that have not planted (采用前的技术学习): s' = s + a_v·visits·(1 − s).

    rows : (n,) int64 — villages with visits this month. visits : (household,) float32. [visits/month]
    skill : (household,) float32, written; of growers see `grow`.
    """
    for n in range(rows.shape[0]):
        for h in range(first_household[rows[n]], first_household[rows[n] + 1]):
            if planting[h] == NONE and visits[h] > 0:
                skill[h] = min(ONE, skill[h] + visit_skill * visits[h] * (ONE - skill[h]))


@njit(cache=True, nogil=True)
def allot_visits(rows, visits_made, most_per_grower, most_per_other, first_household, suits, planting, failed, visits):
    """Share technicians' visits out: growing households first, then others whose land suits.

    rows : (n,) int64 — villages with technicians now or last month. visits_made : (n,) float64. [visits/month]
    most_per_grower, most_per_other : float — visits a household can use. [visits/month]
    visits : (household,) float32, written.
    """
    for n in range(rows.shape[0]):
        begin, end = first_household[rows[n]], first_household[rows[n] + 1]
        growing = others = 0
        for h in range(begin, end):
            if planting[h] == NONE:
                others += suits[h]
            elif not failed[h]:
                growing += 1
        per_grower = min(most_per_grower, visits_made[n] / growing) if growing > 0 else 0.0
        left = max(0.0, visits_made[n] - per_grower * growing)  # rounding may take it below
        per_other = min(most_per_other, left / others) if others > 0 else 0.0
        for h in range(begin, end):
            if planting[h] == NONE:
                visits[h] = per_other if suits[h] else 0.0
            else:
                visits[h] = 0.0 if failed[h] else per_grower


@njit(cache=True, nogil=True)
def establish(
    first_household, number, low, high, month_slot, k0, k1, suits, share, all_know, oldest, skill_gap,
    planting, skill, informed, shown_skill,
):  # fmt: skip
    """Who grew the crop already before t0: a `share` of the suitable households of each village.

    share : (village,) float64. [0–1] all_know : (village,) uint8 — everybody there knows the practice.
    oldest : int — months before t0 at which the first of them planted. skill_gap : float32 — part of what
    they had not mastered that is still missing. [0–1]
    Written: planting (−2 and below), skill, shown_skill, informed.
    """
    for v in range(share.shape[0]):
        for h in range(first_household[v], first_household[v + 1]):
            a, b, _, _ = philox(number[h], month_slot, low[v], high[v], k0, k1)
            informed[h] = all_know[v]
            if suits[h] and unit_float(a) < share[v]:
                informed[h] = 1
                planting[h] = NONE - 1 - int(unit_float(b) * np.float32(oldest - 1))
                skill[h] = shown_skill[h] = ONE - skill_gap * (ONE - skill[h])


@njit(cache=True, nogil=True)
def count_contacts(start, indices, informed, planting, adopter_contacts, informed_contacts):
    """Count every household's growing and merely informed contacts, at t0 when nobody has failed yet."""
    for h in range(informed.shape[0]):
        if planting[h] != NONE:
            tell(h, start, indices, adopter_contacts, np.uint8(1))
        elif informed[h]:
            tell(h, start, indices, informed_contacts, np.uint8(1))
