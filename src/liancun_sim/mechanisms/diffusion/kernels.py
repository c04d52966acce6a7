"""A new practice spreading along ties: who fails, who learns, what it yields; who takes it up stands in `deciding`.

Households keep counts of their contacts' states, which change only when a contact's state does; so a
month reads little of most households, and villages the practice has not come near are left out.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import inlined, kernel
from liancun_sim.draws import unit_float, words_of
from liancun_sim.mechanisms.kernels.maths import largest, sum_over_ties

NONE = -1  # planting month of those who never adopted; those established before t0 have −2 and below
HARVEST_MONTHS = 6
HEARS, PLANTS = np.uint8(1), np.uint8(2)
RESTS, CONSIDERS, APPLIES, GRANTED = np.uint8(0), np.uint8(1), np.uint8(2), np.uint8(3)
ONE, ZERO = np.float32(1), np.float32(0)
AHEAD = 256  # events whose ties are read ahead


Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.uint32]


class People(NamedTuple):
    """Columns of households the practice reaches: where they are, what they have, know and grow, and their contacts.

    failed_contacts : contacts' failures in units of a failure at t0. visits : [visits/month]
    income_year_yuan, required_yuan, expected_yuan : [yuan/year] greenhouse_yuan : own part of its cost. [yuan]
    considering : one of `RESTS` … `GRANTED`. crop_yuan : [yuan/month] The rest as in `state.columns.household`.
    """

    village: Rows
    suits_cash_crop: Bytes
    is_poor: Bytes
    land_mu: Floats
    loan_yuan: Floats
    income_year_yuan: Floats
    informed: Bytes
    planting_month: npt.NDArray[np.int16]
    failed: Bytes
    skill: Floats
    shown_skill: Floats
    visits: Floats
    adopter_contacts: Bytes
    informed_contacts: Bytes
    failed_contacts: Floats
    considering: Bytes
    required_yuan: Floats
    expected_yuan: Floats
    greenhouse_yuan: Floats
    crop_yuan: Floats


class Growing(NamedTuple):
    """Columns of villages: households that grow, that know, and whether anybody there has ever adopted."""

    adopters: npt.NDArray[np.int32]
    aware: npt.NDArray[np.int32]
    ever_grown: Bytes


class Ties(NamedTuple):
    """The network of households in CSR form: start (household + 1,), indices (tie,)."""

    start: npt.NDArray[np.int64]
    indices: Rows


class Crop(NamedTuple):
    """What a greenhouse yields and costs, how it fails and how growing it is learnt.

    price : (village,) — π, 1 at t0. yield_yuan, former_yuan : V and V0 of a household's greenhouse. [yuan/year]
    life_months : over which a household pays for its greenhouse, also for a failed one.
    failure_floor, failure_slope : chance at a harvest. failure_weight : of a failure now, in units of one at t0.
    visit_skill, own_skill, peer_skill : a_v, a_o, a_p.
    """

    price: Floats
    yield_yuan: np.float32
    former_yuan: np.float32
    life_months: int
    failure_floor: np.float32
    failure_slope: np.float32
    failure_weight: np.float32
    visit_skill: np.float32
    own_skill: np.float32
    peer_skill: np.float32


@inlined
def tell(household, ties, contacts, change):
    """Change a count of every contact of a household."""
    start, indices = ties.start, ties.indices
    for tie in range(np.uint64(start[household]), np.uint64(start[household + 1])):
        contacts[indices[tie]] += change


@inlined
def stir(household, ties, considering):
    """Let every contact think anew about what this household shows; who has applied or been granted does already."""
    start, indices = ties.start, ties.indices
    for tie in range(np.uint64(start[household]), np.uint64(start[household + 1])):
        contact = indices[tie]
        considering[contact] = max(considering[contact], CONSIDERS)


@kernel
def apply(found, events, kinds, month, build_yuan, ties, people, villages):
    """Carry out what `deciding.hear_and_decide` found, and count it with the contacts of those it happened to.

    month : int — planting month of those who plant. build_yuan : what a greenhouse costs who pays for it alone.
    people : People and villages : Growing, both written.

    Returns
    -------
    int — nothing of meaning: ties of the next events are read ahead together, since each lies elsewhere in memory.
    """
    ahead = np.uint32(0)
    for n in range(found):
        if n % AHEAD == 0:
            for later in range(n, min(n + AHEAD, found)):
                first, end = ties.start[events[later]], ties.start[events[later] + 1]
                if first < end:
                    ahead ^= ties.indices[first] ^ ties.indices[end - 1]
        household = events[n]
        if kinds[n] == HEARS:
            people.informed[household] = 1
            people.considering[household] = CONSIDERS
            villages.aware[people.village[household]] += 1
            tell(household, ties, people.informed_contacts, np.uint8(1))
        else:
            people.planting_month[household] = month
            if people.considering[household] != GRANTED:  # for who was granted a subsidy the rest is set already
                people.greenhouse_yuan[household] = build_yuan
            people.considering[household] = RESTS
            people.shown_skill[household] = people.skill[household]
            villages.adopters[people.village[household]] += 1
            tell(household, ties, people.informed_contacts, np.uint8(255))  # one less, modulo 256
            tell(household, ties, people.adopter_contacts, np.uint8(1))
    return ahead


@kernel
def grow(first_household, at, month, ties, people, villages, crop, growers, learnt, losers):
    """Harvests, failures and learning of the growing households (收获、失败与技能).

    At a harvest, every six months after planting, a greenhouse fails with probability
    floor + slope·max(0, (½ − s)/½); otherwise it yields half a year's ``V·s·π − V0``.
    s' = s + (a_v·visits + a_o)·(1 − s) + a_p·(mean skill of growing contacts − s)⁺

    Parameters
    ----------
    first_household : (village + 1,) int64. at : Addresses. month : int. ties : Ties. crop : Crop.
    people : People and villages : Growing; failed, skill, shown_skill, crop_yuan, considering of contacts, the counts
        of contacts and adopters are written. Households established before t0 have their crop in their base income:
        only a changed price is counted.
    growers, losers : (household,) uint32, learnt : (household,) float32 — work space.

    References
    ----------
    Dong, Mu & Abler 2019 and press reports of 2008 for yields; failure and skill: assumption.
    """
    planting, failed, skill, shown_skill = people.planting_month, people.failed, people.skill, people.shown_skill
    adopter_contacts, crop_yuan = people.adopter_contacts, people.crop_yuan
    growing = 0
    lost = 0
    half = np.float32(0.5)
    planters = np.empty(largest(first_household) + 1, np.int64)
    for v in range(villages.adopters.shape[0]):
        if not villages.ever_grown[v]:
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
            paid_off = before_start or (failed[h] and age >= crop.life_months)
            yuan = ZERO if paid_off else -people.greenhouse_yuan[h] / np.float32(crop.life_months)
            if failed[h]:
                crop_yuan[h] = yuan
                continue
            if age >= HARVEST_MONTHS and age % HARVEST_MONTHS == 0:
                _, _, bits, _ = words_of(at, v, h)
                if unit_float(bits) < crop.failure_floor + crop.failure_slope * max(ZERO, (half - s) / half):
                    crop_yuan[h] = yuan if before_start else yuan - half * crop.former_yuan
                    losers[lost] = h
                    lost += 1
                    continue
                stir(h, ties, people.considering)
                yuan += half * (
                    crop.yield_yuan * s * (crop.price[v] - ONE)
                    if before_start
                    else crop.yield_yuan * s * crop.price[v] - crop.former_yuan
                )
            crop_yuan[h] = yuan
            pull = ZERO
            if adopter_contacts[h] > 0:
                together = sum_over_ties(shown_skill, ties.indices, ties.start[h], ties.start[h + 1])
                pull = max(ZERO, together / np.float32(adopter_contacts[h]) - s)
            growers[growing] = h
            alone = crop.visit_skill * people.visits[h] + crop.own_skill
            learnt[growing] = min(ONE, s + alone * (ONE - s) + crop.peer_skill * pull)
            growing += 1
    for n in range(growing):
        skill[growers[n]] = shown_skill[growers[n]] = learnt[n]
    for n in range(lost):
        household = losers[n]
        failed[household] = 1
        shown_skill[household] = 0
        villages.adopters[people.village[household]] -= 1
        tell(household, ties, adopter_contacts, np.uint8(255))
        tell(household, ties, people.informed_contacts, np.uint8(1))
        tell(household, ties, people.failed_contacts, crop.failure_weight)
        stir(household, ties, people.considering)


@kernel
def teach(first_household, rows, visit_skill, people):
    """Learning of visited households that have not planted (采用前的技术学习): s' = s + a_v·visits·(1 − s).

    rows : (n,) int64 — villages with visits this month. people : People; its skill is written, of growers see `grow`.
    """
    visits, skill = people.visits, people.skill
    for n in range(rows.shape[0]):
        for h in range(first_household[rows[n]], first_household[rows[n] + 1]):
            if people.planting_month[h] == NONE and visits[h] > 0:
                skill[h] = min(ONE, skill[h] + visit_skill * visits[h] * (ONE - skill[h]))


@kernel
def allot_visits(first_household, rows, visits_made, most_per_grower, most_per_other, people):
    """Share technicians' visits out: growing households first, then others whose land suits.

    rows : (n,) int64 — villages with technicians now or last month. visits_made : (n,) float64. [visits/month]
    most_per_grower, most_per_other : float — visits a household can use. [visits/month]
    people : People; its visits are written.
    """
    suits, planting, failed = people.suits_cash_crop, people.planting_month, people.failed
    visits = people.visits
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


@kernel
def establish(first_household, at, share, all_know, oldest, skill_gap, people):
    """Who grew the crop already before t0: a `share` of the suitable households of each village.

    share : (village,) float64. [0–1] all_know : (village,) uint8 — everybody there knows the practice.
    oldest : int — months before t0 at which the first of them planted. skill_gap : float32 — part of what
    they had not mastered that is still missing. [0–1]
    people : People; its planting_month (−2 and below), skill, shown_skill and informed are written.
    """
    planting, skill, shown_skill, informed = people.planting_month, people.skill, people.shown_skill, people.informed
    for v in range(share.shape[0]):
        for h in range(first_household[v], first_household[v + 1]):
            a, b, _, _ = words_of(at, v, h)
            informed[h] = all_know[v]
            if people.suits_cash_crop[h] and unit_float(a) < share[v]:
                informed[h] = 1
                planting[h] = NONE - 1 - int(unit_float(b) * np.float32(oldest - 1))
                skill[h] = shown_skill[h] = ONE - skill_gap * (ONE - skill[h])


@kernel
def count_contacts(ties, people):
    """Count every household's growing and merely informed contacts, at t0 when nobody has failed yet."""
    for h in range(people.informed.shape[0]):
        if people.planting_month[h] != NONE:
            tell(h, ties, people.adopter_contacts, np.uint8(1))
        elif people.informed[h]:
            tell(h, ties, people.informed_contacts, np.uint8(1))
