"""What a union would mean to a village, term by term: the part of the anchor that depends on partners.

Villages whose live proposal or union is the same form a group; everything here is computed for all
villages of all groups at once.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.parameters import Coefficients
from liancun_sim.state import State

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Partners:
    """How each village of a group compares with the others of its group. All (village,), 0 outside groups.

    group : its proposal or union, −1 for none. proposed : in a live proposal. united : in a union.
    poorer : max(0, ln own income − ln partners' income). minority : max(0, ln(others' households / own)).
    identity : 1 − mean share of possible kin ties to the other members. [0–1]
    tie : 1 where a pairing joins it to a member, less the resistance there is. [0–1]
    resistance : of its cadres, where the stronger village it is paired with is a member. [0–1]
    """

    group: IntArray
    proposed: npt.NDArray[np.bool_]
    united: npt.NDArray[np.bool_]
    poorer: FloatArray
    minority: FloatArray
    identity: FloatArray
    tie: FloatArray
    resistance: FloatArray


def partners(state: State) -> Partners:
    """Compare every village of a live proposal or union with its partners."""
    villages, unions = state.villages, len(state.unions)
    united = villages.union >= 0
    proposed = (villages.proposal >= 0) & ~united
    group = np.where(united, villages.union, np.where(proposed, unions + villages.proposal, -1)).astype(np.intp)
    inside = group >= 0
    own, total = group[inside], unions + len(state.proposals)

    def of_the_others(values: FloatArray) -> FloatArray:
        return np.bincount(own, values, total)[own] - values

    households, persons = villages.households[inside].astype(float), villages.persons[inside].astype(float)
    income = villages.income_per_person_yuan[inside]
    theirs = of_the_others(income * persons) / np.maximum(1.0, of_the_others(persons))
    others = np.maximum(1.0, of_the_others(np.ones(own.size)))

    def everywhere(values: FloatArray) -> FloatArray:
        placed = np.zeros(group.size)
        placed[inside] = values
        return placed

    near = state.adjacency.indices.astype(np.intp)
    here = np.repeat(np.arange(group.size), state.adjacency.degree)
    same = (group[here] == group[near]) & inside[here]
    kin = np.bincount(here[same], state.kin_overlap[same], group.size)[inside]
    tie = np.zeros(group.size)
    for pairing in (villages.tied_to, villages.paired_with):
        paired = _with_partner(pairing, group)
        partner = pairing[paired]
        trust = 1 - np.maximum(villages.resistance[paired], villages.resistance[partner])
        np.maximum.at(tie, paired, trust)
        np.maximum.at(tie, partner, trust)
    resisting = _with_partner(villages.paired_with, group)
    resistance = np.zeros(group.size)
    resistance[resisting] = villages.resistance[resisting]
    return Partners(
        group=group,
        proposed=proposed,
        united=united,
        poorer=everywhere(np.maximum(0.0, np.log(np.maximum(income, 1.0) / np.maximum(theirs, 1.0)))),
        minority=everywhere(np.maximum(0.0, np.log(np.maximum(1.0, of_the_others(households)) / households))),
        identity=everywhere(1.0 - np.minimum(1.0, kin / others)),
        tie=tie,
        resistance=resistance,
    )


def _with_partner(pairing: npt.NDArray[np.int32], group: IntArray) -> IntArray:
    """Villages paired with a village of their own group."""
    paired = np.flatnonzero((pairing >= 0) & (group >= 0))
    return np.asarray(paired[group[pairing[paired]] == group[paired]], dtype=np.intp)


def accounts_nearby(state: State) -> tuple[FloatArray, FloatArray]:
    """Neighbouring villages whose union has shown accounts: how many, and the mean gain they show. [count], [log]

    Neighbours of the village's own trade are looked at first; the others only where there is none.
    """
    villages, count = state.villages, len(state.villages)
    near = state.adjacency.indices.astype(np.intp)
    here = np.repeat(np.arange(count), state.adjacency.degree)
    there = (villages.accounts[near] > 0) & (villages.union[near] >= 0) & (villages.union[near] != villages.union[here])
    here, near = here[there], near[there]
    kindred = villages.leading_trade[here] == villages.leading_trade[near]
    gain = villages.gain_accounted[near]
    any_trade, own_trade = np.bincount(here, minlength=count), np.bincount(here, kindred, count)
    seen = np.where(own_trade > 0, own_trade, any_trade)
    summed = np.where(own_trade > 0, np.bincount(here, gain * kindred, count), np.bincount(here, gain, count))
    return seen.astype(np.float64), summed / np.maximum(1.0, seen)


def beside_a_union(state: State) -> npt.NDArray[np.bool_]:
    """(village,) — whether a neighbouring village lives in another union."""
    union, near = state.villages.union, state.adjacency.indices.astype(np.intp)
    here = np.repeat(np.arange(union.size), state.adjacency.degree)
    return np.bincount(here, (union[near] >= 0) & (union[near] != union[here]), union.size) > 0


@dataclass(frozen=True, slots=True)
class Terms:
    """Anchor terms of villages, (village,) float64 each. [SD]

    trust_weight is per unit of trust; cadre applies to cadre households only. `named` holds the
    terms at the village's mean trust, by the name of their column.
    """

    offset: FloatArray
    trust_weight: FloatArray
    cadre: FloatArray
    named: dict[str, FloatArray]


def terms(
    state: State, k: Coefficients, promise: FloatArray, demonstration: FloatArray, trust: FloatArray, cadres: FloatArray
) -> Terms:
    """All anchor terms.

    Parameters
    ----------
    promise : (village,) — announced gain of the village's live proposal. [log]
    demonstration : (village,) — visibility of working unions added by observation visits. [0–1]
    trust, cadres : (village,) — mean trust; share of cadre households (read in groups only).

    Notes
    -----
    Before forming, E = (1 − w)·τ·ρ·promise + w·gain shown nearby, w = n/(n + r): n neighbouring villages whose
    unions have shown accounts, r how many of those weigh as much as a promise; the public goods expected are
    ``goods_promise``·τ. Afterwards they are the gain the village believes in (see `belief`), and the change of its
    public goods since the union formed.
    """
    villages, with_them = state.villages, partners(state)
    proposed, united = with_them.proposed, with_them.united
    grouped = proposed | united
    count, gain_nearby = accounts_nearby(state)
    observed = np.where(proposed, count / np.maximum(1.0, count + state.county.observation_ratio[0]), 0.0)
    posts = np.zeros(len(villages))
    posts[proposed] = state.proposals.posts_lost[villages.proposal[proposed]]

    believable = promise * villages.promise_record
    gain_per_trust = np.where(proposed, k.income_weight * (1 - observed) * believable, 0.0)
    gain_known = k.income_weight * np.where(
        proposed, observed * gain_nearby, np.where(united, villages.gain_believed, 0.0)
    )
    goods_per_trust = np.where(proposed, k.goods_weight * k.goods_promise, 0.0)
    goods_seen = np.where(united, k.goods_weight * (villages.public_goods - villages.goods_at_forming), 0.0)
    trust_alone = np.where(grouped, k.trust_weight, 0.0)
    sight = np.where(proposed, k.demonstration_weight * np.maximum(beside_a_union(state), demonstration), 0.0)
    poorer, minority = -k.poorer_weight * with_them.poorer, -k.minority_weight * with_them.minority
    both = k.poorer_minority_weight * with_them.poorer * with_them.minority
    cadre_posts = -k.posts_weight * posts
    cadre_resistance = np.where(proposed, -k.resistance_weight * with_them.resistance, 0.0)
    fixed = {
        "term_demonstration": sight,
        "term_poorer_partner": poorer + both,
        "term_minority": minority,
        "term_identity": -k.identity_weight * with_them.identity,
        "term_tie": k.tie_weight * with_them.tie,
        "term_resentment": np.where(united, -k.resentment_weight * villages.resentment, 0.0),
    }
    return Terms(
        offset=sum(fixed.values(), gain_known + goods_seen - 0.5 * trust_alone),
        trust_weight=gain_per_trust + goods_per_trust + trust_alone,
        cadre=cadre_posts + cadre_resistance,
        named={
            "term_expected_gain": gain_known + gain_per_trust * trust,
            "term_expected_goods": goods_seen + goods_per_trust * trust,
            "term_posts": cadre_posts * cadres,
            "term_resistance": cadre_resistance * cadres,
            "term_trust": trust_alone * (trust - 0.5),
            **fixed,
        },
    )
