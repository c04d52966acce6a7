"""7.4 Attitude."""

from functools import cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import beta as beta_function
from scipy.special import ndtri

REFERENCE = {"promise": 0.12, "trust": 0.5, "distance": 0.98, "willing": 0.415, "villages": 3}
STILL = 1e-5  # SD
TIES = 15
OBSTACLES = ("expected_gain", "expected_goods", "demonstration", "poorer_partner", "minority", "identity", "posts",
             "resistance", "tie", "resentment")  # fmt: skip


def attitude(w):
    terms, per_trust, offset, cadres = anchor(w)
    hh, vi, v = w.hh, w.vi, w.home
    u = intercept(w.c) + own_spread(w.c) * hh.own_view + w.c.village_spread * vi.leaning[v]
    u = u + offset[v] + per_trust[v] * hh.trust + cadres[v] * (hh.is_cadre > 0)
    heard = heard_by(w.state.ties, hh.influence * hh.attitude) / np.where(hh.tie_weight > 0, hh.tie_weight, 1)
    x = hh.yielding * heard + (1 - hh.yielding) * (u + hh.campaign)

    awake = stirring(w, offset, per_trust, cadres)
    x = np.where(awake[v], x, hh.attitude)
    moved = np.zeros(w.villages)
    np.maximum.at(moved, v, np.abs(x.astype(np.float32) - hh.attitude))
    return {
        "household.attitude": x,
        "village.offset": offset,
        "village.expected_gain_weight": per_trust,
        "village.cadre_offset": cadres,
        "village.attitude_moved": moved,
        **{f"village.term_{name}": value for name, value in terms.items()},
    }


def heard_by(ties, values):
    """(household,) sum over a household's ties."""
    return np.add.reduceat(np.append(values[ties.indices].astype(float), 0), ties.start[:-1]) * (ties.degree > 0)


def stirring(w, offset, per_trust, cadres):
    """(village,) where something moves in the village or beside it."""
    vi = w.vi
    moving = vi.attitude_moved >= STILL
    beside = np.array([moving[w.beside(v)].any() for v in range(w.villages)])
    anew = (offset != vi.offset) | (per_trust != vi.expected_gain_weight) | (cadres != vi.cadre_offset)
    return moving | beside | anew | (vi.campaign_mean > 0)


def anchor(w):
    """Terms by name, and what of them goes by trust, by village, and by being a cadre."""
    c, vi = w.c, w.vi
    terms = {name: np.zeros(w.villages) for name in (*OBSTACLES, "trust")}
    per_trust, offset, cadres = np.zeros(w.villages), np.zeros(w.villages), np.zeros(w.villages)
    trust, cadre_share = w.mean(w.hh.trust), w.mean(w.hh.is_cadre)
    for v in range(w.villages):
        proposed, united = vi.proposal[v] >= 0, vi.union[v] >= 0
        if not (proposed or united):
            continue
        row = vi.proposal[v] if proposed else vi.union[v]
        members = np.array((w.pr if proposed else w.un).members[row])
        others = members[members != v]
        term = partners(w, v, others)
        cadre = 0.0
        if proposed:
            cadre = -c.resistance_weight * vi.resistance[v] if vi.paired_with[v] in others else 0.0
            term["resistance"] = cadre * cadre_share[v]
            promise = (w.pr.promise[row] + w.channels["attitude.promise"][v]) * vi.promise_record[v]
            weight, gain = neighbours_accounts(w, v)
            per_trust[v] = c.income_weight * (1 - weight) * promise + c.goods_weight * c.goods_promise
            offset[v] += c.income_weight * weight * gain
            term["expected_gain"] = c.income_weight * ((1 - weight) * trust[v] * promise + weight * gain)
            term["expected_goods"] = c.goods_weight * c.goods_promise * trust[v]
            next_door = (vi.union[w.beside(v)] >= 0).any()
            term["demonstration"] = c.demonstration_weight * max(next_door, w.channels["attitude.demonstration"][v])
            posts = -c.posts_weight * w.pr.posts_lost[row]
            term["posts"], cadre = posts * cadre_share[v], cadre + posts
        else:
            term["expected_gain"] = c.income_weight * vi.gain_believed[v]
            term["expected_goods"] = c.goods_weight * (vi.public_goods[v] - vi.goods_at_forming[v])
            term["resentment"] = -c.resentment_weight * vi.resentment[v]
            offset[v] += term["expected_gain"] + term["expected_goods"] + term["resentment"]
        per_trust[v] += c.trust_weight
        term["trust"] = c.trust_weight * (trust[v] - 0.5)
        offset[v] -= c.trust_weight / 2
        offset[v] += sum(
            term.get(name, 0) for name in ("demonstration", "poorer_partner", "minority", "identity", "tie")
        )
        cadres[v] = cadre
        for name, value in term.items():
            terms[name][v] = value
    return terms, per_trust, offset, cadres


def partners(w, v, others):
    """What it makes of the other members: poorer, more, strangers, an earlier partner."""
    c, vi = w.c, w.vi
    theirs = np.average(vi.income_per_person_yuan[others], weights=vi.persons[others])
    poorer = max(0, np.log(vi.income_per_person_yuan[v]) - np.log(theirs))
    minority = max(0, np.log(vi.households[others].sum() / vi.households[v]))
    start = w.state.adjacency.start[v]
    overlap = dict(zip(w.beside(v).tolist(), w.state.kin_overlap[start:]))
    kin = np.mean([overlap.get(o, 0.0) for o in others.tolist()])
    known = {vi.tied_to[v], vi.paired_with[v]} & set(others.tolist())
    known |= {o for o in others.tolist() if v in (vi.tied_to[o], vi.paired_with[o])}
    return {
        "poorer_partner": -c.poorer_weight * poorer + c.poorer_minority_weight * poorer * minority,
        "minority": -c.minority_weight * minority,
        "identity": -c.identity_weight * (1 - kin),
        "tie": c.tie_weight * (1 - max(vi.resistance[[v, *known]])) if known else 0.0,
    }


def neighbours_accounts(w, v):
    """Weight and mean of what unions next door were seen to gain."""
    vi, beside = w.vi, w.beside(v)
    shown = beside[(vi.union[beside] >= 0) & (vi.accounts[beside] > 0)]
    alike = shown[vi.leading_trade[shown] == vi.leading_trade[v]]
    chosen = alike if alike.size else shown
    if not chosen.size:
        return 0.0, 0.0
    return chosen.size / (chosen.size + w.co.observation_ratio[0]), vi.gain_accounted[chosen].mean()


def intercept(c):
    """β0, at which the reference proposal finds so many willing."""
    return ndtri(REFERENCE["willing"]) - sum(reference_terms(c).values())


def reference_terms(c):
    others = REFERENCE["villages"] - 1
    return {
        "expected_gain": c.income_weight * REFERENCE["trust"] * REFERENCE["promise"],
        "expected_goods": c.goods_weight * c.goods_promise * REFERENCE["trust"],
        "minority": -c.minority_weight * np.log(others),
        "identity": -c.identity_weight * REFERENCE["distance"],
    }


def own_spread(c):
    power = susceptibility_power(c.susceptibility)
    first, second = moment(power), moment(2 * power)
    return np.sqrt((1 - c.village_spread**2 - c.answer_noise**2) * (1 - second / TIES) / (1 - 2 * first + second))


def moment(k):
    """E λ^k of Beta(2, 3)."""
    return beta_function(2 + k, 3) / beta_function(2, 3)


@cache
def susceptibility_power(mean):
    return brentq(lambda k: moment(k) - mean, 0.05, 20)
