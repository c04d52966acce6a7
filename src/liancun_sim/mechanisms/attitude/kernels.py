"""Opinions spreading along ties, one village at a time: a gather pass, then a SIMD update pass."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import borrowing, kernel
from liancun_sim.mechanisms.kernels.lanes import LANES, sum32, sum_lanes
from liancun_sim.mechanisms.kernels.maths import sum_over_ties

ONE = np.float32(1.0)
MOST = np.float32(20.0)  # SD either way: the bounds of attitude
Floats = npt.NDArray[np.float32]


class Listeners(NamedTuple):
    """Columns of households that form an opinion, alike in all worlds.

    own_view : ξ, unit variance. is_cadre : uint8. yielding : λ, 0 without ties. tie_weight : Σ_j w_j over its ties, 1
    without.
    """

    own_view: Floats
    is_cadre: npt.NDArray[np.uint8]
    yielding: Floats
    tie_weight: Floats


class Opinions(NamedTuple):
    """Columns of households by what policies did, of one world.

    trust : τ. [0–1] campaign : c. [SD] attitude : x of last month. [SD] after : x', written. [SD]
    """

    trust: Floats
    campaign: Floats
    attitude: Floats
    after: Floats


class Anchors(NamedTuple):
    """What opinions are drawn to: (world, village) each.

    anchor : β0, village part and offset. [SD] trust_weight, cadre_weight : [SD per unit trust], [SD]
    has_campaign : uint8 — whether campaigns are to be read there. awake : uint8 — villages to update; the others keep
    their attitudes.
    """

    anchor: Floats
    trust_weight: Floats
    cadre_weight: Floats
    has_campaign: npt.NDArray[np.uint8]
    awake: npt.NDArray[np.uint8]


class Room(NamedTuple):
    """Where `listen` works on one village at a time, for n households and m voices at most.

    social, views : (n,) float32. heard : (LANES·m,) float32 — w·x of all the village hears, world beside world.
    sums : (LANES·n,) float32. listening : (world,) int64 — those awake.
    """

    social: Floats
    views: Floats
    heard: Floats
    sums: Floats
    listening: npt.NDArray[np.int64]


def room_to_listen(first_household: npt.NDArray[np.int64], voices: int, worlds: int) -> Room:
    """Work space of `listen`. first_household : (village + 1,). voices : heard by the village that hears most."""
    most = int(np.diff(first_household).max(initial=0))
    return Room(
        social=np.empty(most, np.float32),
        views=np.empty(most, np.float32),
        heard=np.zeros(LANES * voices, np.float32),
        sums=np.empty(LANES * most, np.float32),
        listening=np.empty(worlds, np.int64),
    )


@borrowing
def listen(first_household, start, ties, people, opinions, anchors, spread, cadre_influence, room, moved):
    """One month of Friedkin–Johnsen opinion formation (态度形成), in the villages that are awake in each world.

    x' = λ·Σ_j w_j·x_j / Σ_j w_j + (1 − λ)·(u + c),  u = anchor + spread·ξ + weight·τ + weight·cadre, within ±20

    Ties are alike in all worlds: where more than one is awake they are read once, and one instruction adds what is
    heard in all of them.

    Parameters
    ----------
    first_household : (village + 1,) int64. start : (household + 1,) int64, of the network.
    ties : VillageTies — who listens to whom. people : Listeners.
    opinions : of Opinions, `seated`; after is written. anchors : Anchors.
    spread : float32 — SD of the own part. cadre_influence : float32 — w of cadre households; 1 of all others.
    room : Room — work space.
    moved : (world, village) float32, written — largest change of a household; 0 where not awake. [SD]

    References
    ----------
    Friedkin & Johnsen, "Social influence and opinions", J. Math. Sociology 15 (1990).
    """
    voice, outside_start, outside = ties.voice, ties.outside_start, ties.outside
    is_cadre = people.is_cadre
    social, view, heard, sums, listening = room.social, room.views, room.heard, room.sums, room.listening
    further = cadre_influence - ONE
    for v in range(first_household.shape[0] - 1):
        begin, end = first_household[v], first_household[v + 1]
        count, awake = end - begin, 0
        for w in range(anchors.awake.shape[0]):
            moved[w, v] = 0
            if anchors.awake[w, v]:
                listening[awake] = w
                awake += 1
            else:
                asleep = opinions[w]  # once: each look at a seat is compiled for all of them
                for h in range(begin, end):
                    asleep.after[h] = asleep.attitude[h]
        if awake == 0:
            continue
        cadre, others = is_cadre[begin:end], outside[outside_start[v] : outside_start[v + 1]]
        for lane in range(awake):
            attitude = opinions[listening[lane]].attitude
            opinion = attitude[begin:end]
            if awake == 1:
                for i in range(count):
                    heard[i] = (ONE + further * np.float32(cadre[i])) * opinion[i]
            else:
                for i in range(count):
                    heard[i * LANES + lane] = (ONE + further * np.float32(cadre[i])) * opinion[i]
            apart = LANES if awake > 1 else 1
            place, step = np.uint64(count * apart + lane), np.uint64(apart)
            for n in range(others.shape[0]):
                other = np.uint64(others[n])  # unsigned positions spare a check each
                heard[place] = (ONE + further * np.float32(is_cadre[other])) * attitude[other]
                place += step
        if awake == 1:
            for i in range(count):
                social[i] = sum_over_ties(heard, voice, start[begin + i], start[begin + i + 1])
        else:
            for i in range(count):
                sum_lanes(
                    heard, voice, np.uint64(start[begin + i]), np.uint64(start[begin + i + 1]), sums, np.uint64(i)
                )
        own, yielding, weights = people.own_view[begin:end], people.yielding[begin:end], people.tie_weight[begin:end]
        for lane in range(awake):
            w = listening[lane]
            world = opinions[w]
            if awake > 1:
                for i in range(count):
                    social[i] = sums[i * LANES + lane]
            v_anchor, v_trust, v_cadre = anchors.anchor[w, v], anchors.trust_weight[w, v], anchors.cadre_weight[w, v]
            for i in range(count):
                view[i] = v_anchor + spread * own[i]
            if v_trust != 0:
                trusting = world.trust[begin:end]
                for i in range(count):
                    view[i] += v_trust * trusting[i]
            if v_cadre != 0:
                for i in range(count):
                    view[i] += v_cadre * np.float32(cadre[i])
            if anchors.has_campaign[w, v]:
                persuaded = world.campaign[begin:end]
                for i in range(count):
                    view[i] += persuaded[i]
            opinion, opinion_after = world.attitude[begin:end], world.after[begin:end]
            for i in range(count):
                formed = yielding[i] * (social[i] / weights[i]) + (ONE - yielding[i]) * view[i]
                opinion_after[i] = min(max(formed, -MOST), MOST)
            furthest = np.int32(0)
            for i in range(count):
                change = np.float32(abs(opinion_after[i] - opinion[i]))
                furthest = max(furthest, change.view(np.int32))  # bits of floats from 0 up are ordered as they are
            moved[w, v] = np.int32(furthest).view(np.float32)


@kernel
def weigh_ties(start, indices, influence, tie_weight):
    """Total weight of each household's ties, 1 where it has none: (household,) float32, written."""
    for h in range(tie_weight.shape[0]):
        total = sum_over_ties(influence, indices, start[h], start[h + 1])
        tie_weight[h] = total if total > 0 else ONE


@kernel
def village_means(first_household, rows, values, means):
    """Mean of a float32 household column in some villages.

    rows : (n,) int64 — villages. values : (household,) float32. means : (n,) float64, written.
    """
    for i in range(rows.shape[0]):
        begin, end = first_household[rows[i]], first_household[rows[i] + 1]
        means[i] = sum32(values[begin:end], end - begin) / max(1, end - begin)
