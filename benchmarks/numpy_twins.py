"""The household kernels written the plain way, in NumPy and float64: what they must agree with and beat.

Each function takes what its kernel takes, as keyword arguments of the same names, groups taken apart into
their fields, and returns what the kernel writes. Random words come from the same addresses.
"""

from inspect import signature
from types import SimpleNamespace

import numpy as np

from liancun_sim.draws import _bits, normal_table
from liancun_sim.mechanisms.diffusion.kernels import APPLIES, GRANTED, HARVEST_MONTHS, HEARS, NONE, PLANTS, RESTS
from liancun_sim.mechanisms.outreach.kernels import FORGOTTEN


def bound(kernel, given, keywords):
    """The arguments of a kernel's call, by name."""
    return signature(kernel.py_func).bind(*given, **keywords).arguments


def taken_apart(arguments):
    """Arguments by name, those of a group, and of the first of several worlds, by the names of its fields."""
    found = {}
    for name, value in arguments.items():
        group = value[0] if name in ("purses", "opinions") else value
        parts = taken_apart(group._asdict()) if hasattr(group, "_asdict") else {name: value}
        assert found.keys().isdisjoint(parts)
        found |= parts
    return found


def words(a):
    """(household, 4) random 32-bit words of one month."""
    village = village_of(a.first_household)
    out = np.empty((a.number.size, 4), np.uint32)
    _bits(out, a.number, a.month_slot, a.low[village], a.high[village], a.k0, a.k1)
    return out


def village_of(first_household):
    return np.repeat(np.arange(first_household.size - 1), np.diff(first_household))


def normal(word):
    """Standard normal of a word: linear between the knots of the table."""
    cell = word >> np.uint32(20)
    part = (word & np.uint32(0xFFFFF)) / 2**20
    left = normal_table()[cell].astype(np.float64)
    return left + part * (normal_table()[cell + np.uint32(1)] - left)


def uniform(word):
    return (word >> np.uint32(8)) / 2**24


def by_village(values, first_household):
    return np.add.reduceat(values, first_household[:-1], dtype=np.float64)


def over_ties(values, start, indices):
    """Sum over each household's ties."""
    return np.bincount(np.repeat(np.arange(start.size - 1), np.diff(start)), values[indices], start.size - 1)


def earn(**given):
    """Twin of `income.kernels.earn`: transitory, income_window_yuan, income_year_yuan, year_sum, log_sum."""
    a = SimpleNamespace(**given)
    v, draw = village_of(a.first_household), words(a)
    kept = a.kept * a.persistence.astype(float)
    transitory = kept * a.transitory + np.sqrt(1 - kept**2) * a.persistent_spread * normal(draw[:, 0])
    person = np.exp(a.permanent_weight * a.permanent + transitory + a.month_spread * normal(draw[:, 1]))
    weather = np.exp(-a.weather_spread * normal(draw[:, 2]))
    rest = 1.0 - a.farm_share - a.business_share - a.wage_share
    source = (
        a.farm_share * a.farm[0, v] * weather
        + a.business_share * a.business[0, v]
        + a.wage_share * a.wage[0, v]
        + rest * a.other[0, v]
    )
    income = a.level[v] * a.size * person * source + a.crop_yuan + a.village_yuan[0, v]
    income = income + a.poor_yuan[0, v] * a.is_poor + a.model_yuan[0, v] * a.is_party + a.loan_yield * a.loan_yuan
    income = income + np.where(a.has_own[0, v] != 0, a.award_yuan + a.job_yuan + a.share_yuan, 0.0)
    window = a.income_window_yuan.astype(float)
    window[a.slot] = income
    year = window.sum(axis=0) if a.slot == 0 else a.income_year_yuan + income - a.income_window_yuan[a.slot]
    log = np.log(np.maximum(1.0, year / a.size))
    return {
        "transitory": transitory, "income_window_yuan": window, "income_year_yuan": year,
        "year_sum": by_village(year, a.first_household)[None], "log_sum": by_village(log, a.first_household)[None],
    }  # fmt: skip


def listen(indices, influence, **given):
    """Twin of `attitude.kernels.listen` over the plain network: attitude and moved, everybody awake."""
    a = SimpleNamespace(**given)
    v = village_of(a.first_household)
    social = over_ties(influence * a.attitude.astype(float), a.start, indices) / a.tie_weight
    view = a.anchor[0, v] + a.spread * a.own_view + a.trust_weight[0, v] * a.trust + a.cadre_weight[0, v] * a.is_cadre
    attitude = a.yielding * social + (1.0 - a.yielding) * (view + a.campaign)
    moved = np.maximum.reduceat(np.abs(attitude - a.attitude), a.first_household[:-1])
    return {"attitude": attitude, "moved": moved[None]}


def persuade(**given):
    """Twin of `outreach.kernels.persuade`: campaign and its village means, in all villages named in `rows`."""
    a = SimpleNamespace(**given)
    v, draw = village_of(a.first_household), words(a)
    here = np.isin(v, a.rows)
    talk, publicity = (a.campaign - a.publicity) * float(a.talk_kept), a.publicity * float(a.publicity_kept)
    talk, publicity = np.where(talk > FORGOTTEN, talk, 0), np.where(publicity > FORGOTTEN, publicity, 0)
    exposure, further = a.exposure * float(a.talk_kept), np.exp(float(a.log_further))
    visits = np.where((a.is_party | a.is_cadre) != 0, a.visits_leading[v], a.visits_others[v])
    heard = np.cumsum([exposure, visits, a.notices[v]], axis=0)
    chances = -np.diff(further**heard, axis=0) * a.persuasion[v] / (1 - further)
    told = np.maximum(talk, a.effect * (uniform(draw[:, 0]) < chances[0]))
    total = np.max([talk + publicity, a.effect * (uniform(draw[:, 1]) < chances[1]), told], axis=0)
    campaign = np.where(here, total, a.campaign)
    mean = a.mean.copy()
    mean[a.rows] = (by_village(campaign, a.first_household) / np.diff(a.first_household))[a.rows]
    return {"campaign": campaign, "publicity": np.where(here, total - told, a.publicity), "mean": mean}


def hear_and_decide(**given):
    """Twin of `diffusion.deciding.hear_and_decide`: kind of event (0: none), expectation, considering."""
    a = SimpleNamespace(**given)
    v, draw = village_of(a.first_household), words(a)
    harvested = (a.shown_skill > 0) & (a.month - a.planting_month.astype(int) >= HARVEST_MONTHS)
    word = a.technician_word * np.minimum(a.visits, 3.0)
    seen = over_ties(harvested.astype(float), a.start, a.indices) + word
    shown = (over_ties(np.where(harvested, a.shown_skill, 0.0), a.start, a.indices) + word) / np.maximum(seen, 1e-12)
    skill = a.skill + a.catching_up * np.maximum(0.0, shown - a.skill)
    lasting = seen / (seen + a.failed_contacts * float(a.remembered) + a.doubt)
    offer = a.offer_yuan[v] * ((a.for_poor[v] == 0) | (a.is_poor == 1))
    cost = np.maximum(0.0, a.build_yuan - offer)
    expected = lasting * (a.yield_yuan * a.price[v] * skill - a.former_yuan) - cost / a.life_years + a.beside_yuan[v]
    able = (a.land_mu >= a.least_land_mu) & (a.savings_years * a.income_year_yuan + a.loan_yuan >= cost)
    willing = able & (expected >= a.required_yuan * a.pay)
    stirred = (a.considering != RESTS) | (a.visits > 0) | (a.loan_yuan > 0) | (a.offer_yuan[v] > 0)
    near = a.near[v] > 0
    thinks = near & stirred & (a.informed == 1) & (a.suits_cash_crop == 1) & (a.planting_month == NONE)
    granted = thinks & (a.considering == GRANTED)
    decides = thinks & ~granted
    told = 1.0 - np.exp(a.adopter_contacts * a.log_not_told_adopter + a.informed_contacts * a.log_not_told_informed)
    on_its_own = expected - (a.build_yuan - cost) / a.life_years
    forgone = on_its_own - a.required_yuan * a.pay
    alone = a.savings_years * a.income_year_yuan + a.loan_yuan >= a.build_yuan
    waits = (offer > 0) & ((a.granted_share[v] * offer >= forgone / 12) | ~alone)
    hears = near & (a.informed == 0) & ((uniform(draw[:, 0]) < told) | (a.visits > 0))
    plants = granted | (decides & willing & ~waits)
    return {
        "kinds": np.where(hears, HEARS, np.where(plants, PLANTS, 0)),
        "expected_yuan": np.where(decides, np.where(willing & ~waits, on_its_own, expected), a.expected_yuan),
        "considering": np.where(decides, np.where(willing & waits, APPLIES, RESTS), a.considering),
    }


def grow(**given):
    """Twin of `diffusion.kernels.grow`: failed, skill, crop_yuan and who fails now."""
    a = SimpleNamespace(**given)
    v, draw = village_of(a.first_household), words(a)
    growing = (a.planting_month != NONE) & (a.failed == 0)
    age, before_start = a.month - a.planting_month.astype(int), a.planting_month < NONE
    harvest = growing & (age >= HARVEST_MONTHS) & (age % HARVEST_MONTHS == 0)
    chance = a.failure_floor + a.failure_slope * np.maximum(0.0, (0.5 - a.skill) / 0.5)
    fails = harvest & (uniform(draw[:, 2]) < chance)
    paying = (a.planting_month != NONE) & ~before_start & ((a.failed == 0) | (age < a.life_months))
    crop = -a.greenhouse_yuan / a.life_months * paying - 0.5 * a.former_yuan * (fails & ~before_start)
    worth = a.yield_yuan * a.skill * a.price[v]
    gain = np.where(before_start, worth - a.yield_yuan * a.skill, worth - a.former_yuan)
    crop = crop + 0.5 * gain * (harvest & ~fails)
    together = over_ties(np.where(growing, a.skill, 0.0), a.start, a.indices)
    pull = np.maximum(0.0, together / np.maximum(1, a.adopter_contacts) - a.skill) * (a.adopter_contacts > 0)
    learnt = a.skill + (a.visit_skill * a.visits + a.own_skill) * (1.0 - a.skill) + a.peer_skill * pull
    return {
        "failed": a.failed | fails, "losers": np.flatnonzero(fails), "crop_yuan": np.where(growing | paying, crop, 0.0),
        "skill": np.where(growing & ~fails, np.minimum(1.0, learnt), a.skill),
    }  # fmt: skip


def teach(**given):
    """Twin of `diffusion.kernels.teach`: skill."""
    a = SimpleNamespace(**given)
    learns = np.isin(village_of(a.first_household), a.rows) & (a.planting_month == NONE)
    learnt = np.minimum(1.0, a.skill + a.visit_skill * a.visits * (1.0 - a.skill))
    return {"skill": np.where(learns, learnt, a.skill)}


def relax_trust(trust, rate):
    """Twin of `union_life.kernels.relax_trust`."""
    return trust + rate * (0.5 - trust.astype(float))
