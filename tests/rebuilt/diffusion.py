"""7.10 Diffusion and learning."""

import numpy as np

from liancun_sim.interventions import HoldClass, SendTechnician, SubsidiseGreenhouses
from rebuilt.attitude import heard_by
from rebuilt.given import ONCE, unit

HARVEST = 6  # months
SKILLED, MOST_VISITS = 0.5, 3
RESTS, ANEW, APPLIED = range(3)


def diffusion(w):
    c, vi, hh, v, m, ties = w.c, w.vi, w.hh, w.home, w.m, w.state.ties
    words = w.words("diffusion")
    growing = (hh.planting_month != -1) & (hh.failed == 0)
    visits, made = visits_made(w, growing)
    price = w.co.price_index[0]
    V, V0 = c.yield_yuan * price, c.former_yield_yuan * price
    market = market_price(w, growing)[vi.township[v]]

    # hearing
    q_grower, q_informed = (
        1 - (1 - tell) ** (1 / c.telling_months) for tell in (c.tell_by_growers, c.tell_by_informed)
    )
    silent = (1 - q_grower) ** hh.adopter_contacts.astype(float) * (1 - q_informed) ** hh.informed_contacts.astype(
        float
    )
    knows = hh.informed > 0
    hears = ~knows & ((unit(words[:, 0]) < 1 - silent) | (visits > 0))

    # deciding
    plants, considering, expected, cost = decide(w, growing, visits, V, V0, market)

    # growing
    age = m - hh.planting_month.astype(int)
    new_growers = hh.planting_month >= 0
    due = growing & (age > 0) & (age % HARVEST == 0)
    lacking = np.maximum(0, (SKILLED - hh.skill) / SKILLED)
    fails = due & (unit(words[:, 2]) < c.failure_floor + c.failure_slope * lacking)
    earned = np.where(new_growers, (V * hh.skill * market - V0) / 2, V * hh.skill * (market - 1) / 2)
    crop = np.where(due & ~fails, earned, 0) - np.where(fails & new_growers, V0 / 2, 0)
    pays = new_growers & (growing | (age <= c.life_months))
    crop -= np.where(pays, hh.greenhouse_yuan / c.life_months, 0)

    contacts = heard_by(ties, growing.astype(float))
    peers = heard_by(ties, hh.shown_skill) / np.maximum(contacts, 1)
    s = hh.skill.astype(float)
    own = (c.visit_skill * visits + c.own_skill) * (1 - s) + c.peer_skill * np.maximum(0, peers - s) * (contacts > 0)
    skill = np.where(growing & ~fails, s + own, s)
    never = hh.planting_month == -1
    skill = np.where(never, s + c.visit_skill * visits * (1 - s), skill)

    informed = knows | hears
    planted = np.where(plants, m, hh.planting_month)
    failed = (hh.failed > 0) | fails
    now = (planted != -1) & ~failed
    told = heard_by(ties, (due | fails).astype(float)) > 0
    open_mind = planted == planted
    considering = np.where(open_mind & (considering == RESTS) & ~plants & (hears | told), ANEW, considering)
    return {
        "household.informed": informed,
        "household.planting_month": planted,
        "household.failed": failed,
        "household.skill": skill,
        "household.visits": visits,
        "household.adopter_contacts": heard_by(ties, now.astype(float)),
        "household.informed_contacts": heard_by(ties, (informed & ~now).astype(float)),
        "household.failed_contacts": hh.failed_contacts + heard_by(ties, fails.astype(float)) * c.failure_memory**-m,
        "household.considering": considering,
        "household.expected_yuan": expected,
        "household.greenhouse_yuan": np.where(plants, cost, hh.greenhouse_yuan),
        "household.crop_yuan": crop,
        "household.shown_skill": np.where(now, skill, 0),
        "village.adopters": w.sum(now),
        "village.crop_area_mu": w.sum(now),
        "village.ever_grown": (vi.ever_grown > 0) | (w.sum(now) > 0),
        "village.subsidy_applicants": w.sum(considering == APPLIED),
        "village.aware": w.sum(informed),
        "village.technician_visits": made,
    }


def visits_made(w, growing):
    """(household,) visits had, (village,) visits made, with what classes and linked cadres are worth in them."""
    c, hh = w.c, w.hh
    skilled = w.sum(growing & (hh.skill >= SKILLED))
    left = skilled / c.growers_per_technician
    made = np.zeros(w.villages)
    for send in w.of(SendTechnician):
        persons = send.technicians
        if send.origin is not None:
            persons = min(persons, left[send.origin])
            left[send.origin] -= persons
        made[send.village] += persons * c.visits_per_technician
    for hold in w.of(HoldClass):
        made[hold.village] += hold.places * c.class_worth * (1 if hold.asked else c.unasked_class)
    growers, others = w.sum(growing), (hh.suits_cash_crop > 0) & (hh.planting_month == -1)
    each = np.minimum(c.grower_visits, made / np.maximum(growers, 1))
    rest = made - each * growers
    beside = np.minimum(MOST_VISITS, rest / np.maximum(w.sum(others), 1))
    visits = np.where(growing, each[w.home], np.where(others, beside[w.home], 0))
    linked = (hh.linked > 0) * c.link_worth * w.vi.linked_visits[w.home]
    return visits + linked, made + w.sum(linked)


def market_price(w, growing):
    """(township,) π from the area grown as the month begins."""
    area = np.bincount(w.vi.township[w.home], growing, len(w.tw))
    share = np.divide(area, w.tw.crop_market_mu, out=np.zeros(len(w.tw)), where=w.tw.crop_market_mu > 0)
    return np.exp(-w.c.price_slope * (share - w.tw.crop_base_share))


def decide(w, growing, visits, V, V0, market):
    """Who plants this month, what everybody makes of it, what was expected and what it costs the planter."""
    c, hh, v, m = w.c, w.hh, w.home, w.m
    seen = growing & (m - hh.planting_month.astype(int) >= HARVEST)
    word = c.technician_word * np.minimum(visits, MOST_VISITS)
    A = heard_by(w.state.ties, seen.astype(float)) + word
    mean = (heard_by(w.state.ties, hh.skill * seen) + word) / np.where(A > 0, A, 1)
    s = hh.skill.astype(float)
    hoped = np.where(A > 0, s + c.catching_up * np.maximum(0, mean - s), s)
    F = hh.failed_contacts * c.failure_memory**m
    lasts = A / (A + F + c.doubt)
    full = c.building_yuan * w.co.building_cost[0]
    life = c.life_months / 12
    gross = lasts * (V * market * hoped - V0) + w.channels["diffusion.adoption"][v]
    asks = hh.required_yuan * w.co.labour_wage[0]
    means = c.savings_years * hh.income_year_yuan + hh.loan_yuan
    may = (hh.informed > 0) & (hh.suits_cash_crop > 0) & (hh.planting_month == -1)
    land = hh.land_mu * c.land_share >= 1

    subsidy, granted_share, winners, offered = subsidies(w)
    open_here = subsidy > 0
    would = lambda cost: may & land & (gross - cost / life >= asks) & (means >= cost)  # noqa: E731
    thinks = may & ((hh.considering >= ANEW) | (visits > 0) | (hh.loan_yuan > 0) | offered)
    alone, helped = would(full), open_here & would(full - subsidy)
    worth = granted_share * subsidy >= (gross - full / life - asks) / 12
    waits = thinks & helped & (~alone | worth) & ~winners
    plants = winners | (thinks & alone & ~waits)
    cost = np.where(winners, full - subsidy, full)
    considering = np.where(thinks, RESTS, hh.considering)
    considering = np.where(waits, APPLIED, considering)
    considering = np.where(plants, RESTS, considering)
    own_money = thinks & alone & ~waits
    hoped_for = gross - np.where(open_here & ~own_money, full - subsidy, full) / life
    expected = np.where(thinks & ~winners, hoped_for, hh.expected_yuan)
    return plants, considering, expected, cost


def subsidies(w):
    """(household,) the subsidy it may apply for, the part of applicants granted one, who is, whether any is offered."""
    hh, v = w.hh, w.home
    subsidy, houses, open_in = np.zeros(v.size), np.zeros(w.villages, int), np.zeros(w.villages, bool)
    for offer in w.of(SubsidiseGreenhouses):
        may = (v == offer.village) & ((offer.whom == "all") | (hh.is_poor > 0))
        subsidy = np.where(may, np.maximum(subsidy, offer.yuan), subsidy)
        houses[offer.village] += offer.houses
        open_in[offer.village] = True
    applied = hh.considering == APPLIED
    number = w.sum(applied)
    winners = np.zeros(v.size, bool)
    for village in np.flatnonzero(houses):
        rows = np.flatnonzero(applied & (v == village))
        lot = w.draws.uniform("diffusion.subsidy", w.vi.key[v[rows]], ONCE, 0, hh.number[rows])
        winners[rows[np.argsort(lot, kind="stable")[: houses[village]]]] = True
    share = np.where(number > 0, np.minimum(1, houses / np.maximum(number, 1)), 1.0)
    return subsidy, share[v], winners, open_in[v]
