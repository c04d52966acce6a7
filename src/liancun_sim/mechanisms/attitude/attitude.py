"""What households think of their village's live proposal, or of staying in its union (态度).

Friedkin–Johnsen: each month a household moves towards a weighted mean of those it is tied to, and
towards its own anchor, which campaigns lift and the terms of the proposal raise or lower. Villages
where nothing stirs sleep: at the fixed point a month changes nothing.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.interventions import Channel
from liancun_sim.mechanisms.attitude.anchor_terms import terms
from liancun_sim.mechanisms.attitude.coefficients import COEFFICIENTS
from liancun_sim.mechanisms.attitude.kernels import (
    Anchors,
    Listeners,
    Opinions,
    listen,
    room_to_listen,
    village_means,
    weigh_ties,
)
from liancun_sim.mechanisms.kernels.worlds import seated, stacked
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.setup import Setup
from liancun_sim.parameters import Coefficients
from liancun_sim.state import OBSTACLES, TERMS, State, Store
from liancun_sim.vocabulary import Label

STILL = 1e-5  # SD/month: below this in a village and its neighbours nothing stirs; moves at most 3e-6 of the answers
MONTHS_TO_REST = 60

REFERENCE_WILLING = 0.415  # Shao et al. 2014: 41.5 % willing to consolidate at baseline
REFERENCE_PROMISE = 0.12
REFERENCE_IDENTITY = 0.98  # 1 − share of possible kin ties to an adjacent village, as household synthesis makes it


class Attitude(Mechanism):
    """Opinion formation along household ties."""

    key = "attitude"
    label = Label("Attitude", "态度形成")
    reads = (
        "household.own_view", "household.susceptibility", "household.is_cadre", "household.trust", "household.campaign",
        "proposal.promise", "proposal.posts_lost", "village.campaign_mean", "village.gain_believed",
        "village.gain_accounted", "village.accounts", "village.promise_record", "county.observation_ratio",
        "village.households", "village.income_per_person_yuan", "village.leading_trade", "village.persons",
        "village.proposal", "village.public_goods", "village.goods_at_forming", "village.resentment",
        "village.resistance", "village.paired_with", "village.tied_to", "village.union", "village.leaning",
    )  # fmt: skip
    writes = (
        "household.attitude", "village.offset", "village.expected_gain_weight", "village.cadre_offset",
        "village.attitude_moved", *(f"village.{term}" for term in TERMS),
    )  # fmt: skip
    founds = ("household.influence", "household.tie_weight", "household.yielding", "county.reference_terms")
    opens = (
        Channel("attitude.promise", "log", Label("Gain announced beyond the proposal's own", "额外承诺的增收"),
                0.0, 0, 1),
        Channel("attitude.demonstration", "0–1",
                Label("Sight of a working union by observation visits", "参观已建联村"), 0.0, 0, 1),
        Channel("attitude.pressure", "SD", Label("Social pressure on stated answers (ψ)", "当面表态效应"),
                "pressure", 0, 2),
    )  # fmt: skip
    coefficients = COEFFICIENTS

    def __init__(self, setup: Setup, values: Mapping[str, float] = {}):
        super().__init__(setup, values)
        self.base = reference_anchor(self.k)
        self.own_spread = own_view_spread(self.k.village_spread, self.k.answer_noise, self.k.susceptibility)

    def begin(self, state: State, draws: Draws) -> None:
        """Run opinions to rest, with nothing proposed."""
        known = reference_terms(self.k)
        state.county.reference_terms[:, 0] = [*(known.get(term, 0.0) for term in OBSTACLES), 0.0, self.base]
        households = state.households
        power = susceptibility_power(self.k.susceptibility)
        yielding = households.susceptibility if power == 1 else households.susceptibility**power
        households.put("yielding", np.where(state.ties.degree > 0, yielding, 0))
        households.put("influence", np.where(households.is_cadre == 1, self.k.cadre_influence, 1.0))
        weigh_ties(state.ties.start, state.ties.indices, households.influence, households.tie_weight)
        households.put("attitude", self.base)
        everyone = np.ones(len(state.villages), np.uint8)
        for _ in range(MONTHS_TO_REST):
            self._listen([state], [self._anchors(state, everyone)])
            if state.villages.attitude_moved.max(initial=0.0) < STILL / 10:
                break
        state.villages.attitude_moved[:] = 0

    def step(self, month: Month) -> None:
        self.step_side_by_side([self], [month])

    @classmethod
    def step_side_by_side(cls, mechanisms: Sequence[Self], months: Sequence[Month]) -> None:
        states: list[State] = []
        anchors: list[Anchors] = []
        for one, month in zip(mechanisms, months, strict=True):
            awake = one._awake(month)
            if awake.any():
                states.append(month.state)
                anchors.append(one._anchors(month.state, awake.view(np.uint8)))
            else:
                month.state.villages.attitude_moved[:] = 0
        if anchors:
            mechanisms[0]._listen(states, anchors)

    def _awake(self, month: Month) -> npt.NDArray[np.bool_]:
        """Villages where something stirs, and those beside them: (village,) bool; sets the terms of the month."""
        state, villages = month.state, month.state.villages
        stirred = self._set_terms(month)
        stirred |= (villages.campaign_mean > 0) | (villages.expected_gain_weight != 0)
        moving = villages.attitude_moved > STILL
        return stirred | moving | beside(state, moving)

    def _set_terms(self, month: Month) -> npt.NDArray[np.bool_]:
        """Set the anchor terms of villages in proposals and unions; returns where the anchor changed."""
        state, villages = month.state, month.state.villages
        live = (villages.proposal >= 0) | (villages.union >= 0)
        before = villages.offset.copy(), villages.cadre_offset.copy(), villages.expected_gain_weight.copy()
        if live.any():
            rows = np.flatnonzero(live)
            trust, cadres = np.zeros(live.size), np.zeros(live.size)
            trust[rows] = means_of(state, rows, state.households.trust)
            cadres[rows] = means_of(state, rows, state.households.is_cadre)
            promise = month.channels["attitude.promise"].copy()
            proposed = villages.proposal >= 0
            promise[proposed] += state.proposals.promise[villages.proposal[proposed]]
            found = terms(state, self.k, promise, month.channels["attitude.demonstration"], trust, cadres)
            villages.offset[:], villages.expected_gain_weight[:] = found.offset, found.trust_weight
            villages.cadre_offset[:] = found.cadre
            for name, values in found.named.items():
                villages.put(name, values)
        elif villages.offset.any() or villages.cadre_offset.any() or villages.expected_gain_weight.any():
            for name in ("offset", "expected_gain_weight", "cadre_offset", *TERMS):
                villages.put(name, 0.0)
        after = villages.offset, villages.cadre_offset, villages.expected_gain_weight
        return np.any([old != new for old, new in zip(before, after, strict=True)], axis=0)

    def _anchors(self, state: State, awake: npt.NDArray[np.uint8]) -> Anchors:
        """What opinions are drawn to in one world: (village,) each."""
        villages = state.villages
        return Anchors(
            anchor=(self.base + self.k.village_spread * villages.leaning + villages.offset).astype(np.float32),
            trust_weight=villages.expected_gain_weight.astype(np.float32),
            cadre_weight=villages.cadre_offset.astype(np.float32),
            has_campaign=(villages.campaign_mean > 0).view(np.uint8),
            awake=awake,
        )

    def _listen(self, states: Sequence[State], anchors: list[Anchors]) -> None:
        """One month of opinion in worlds of one replication, whose coefficients are alike."""
        first = states[0]
        after = [np.empty_like(state.households.attitude) for state in states]
        moved = np.empty((len(states), len(first.villages)), np.float32)
        listen(
            first.first_household,
            first.ties.start,
            first.village_ties,
            people=first.households.bound(Listeners),
            opinions=seated(
                [opinions_of(state.households, formed) for state, formed in zip(states, after, strict=True)]
            ),
            anchors=stacked(anchors),
            spread=np.float32(self.own_spread),
            cadre_influence=np.float32(self.k.cadre_influence),
            room=room_to_listen(first.first_household, first.village_ties.most, len(states)),
            moved=moved,
        )
        for state, formed, most in zip(states, after, moved, strict=True):
            state.households.swap("attitude", formed)
            state.villages.attitude_moved[:] = most


def opinions_of(households: Store, after: npt.NDArray[np.float32]) -> Opinions:
    """Columns of one world that listening reads, and where it writes what becomes of attitudes."""
    return Opinions(trust=households.trust, campaign=households.campaign, attitude=households.attitude, after=after)


def beside(state: State, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Villages with a chosen village next to them, where their ties across the border lead: (village,) bool."""
    if not chosen.any():
        return np.zeros(chosen.size, dtype=bool)
    here = np.repeat(np.arange(chosen.size), state.adjacency.degree)
    found: npt.NDArray[np.bool_] = np.bincount(here, chosen[state.adjacency.indices], chosen.size) > 0
    return found


def means_of(state: State, rows: npt.NDArray[np.intp], values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """Village means of a household column in some villages: (row,) float64."""
    means = np.empty(rows.size)
    village_means(state.first_household, rows, values, means)
    return means


def reference_anchor(k: Coefficients) -> float:
    """β0: with it a reference proposal finds 41.5 % of households willing. [SD]

    The reference: three villages alike in income and size, with kin ties as usual between neighbours,
    no earlier pairing, no union in sight, no post at risk; promise .12, trust .5, nobody contacted.
    Attitude and answer noise together have SD 1, so mean attitude there is the normal quantile of .415.
    """
    from scipy.special import ndtri  # slow to load: only for those who run

    return float(ndtri(REFERENCE_WILLING) - sum(reference_terms(k).values()))


def reference_terms(k: Coefficients) -> dict[str, float]:
    """The terms of the reference proposal that are not nothing, by the name of their column. [SD]"""
    others_per_own = 2
    return {
        "term_expected_gain": k.income_weight * 0.5 * REFERENCE_PROMISE,
        "term_expected_goods": k.goods_weight * k.goods_promise * 0.5,
        "term_minority": -k.minority_weight * float(np.log(others_per_own)),
        "term_identity": -k.identity_weight * REFERENCE_IDENTITY,
    }


@cache
def susceptibility_power(mean: float) -> float:
    """The power that gives λ ~ Beta(2, 3) another mean: E λ^p = 24 / ((2 + p)(3 + p)(4 + p)), 1 at .4."""
    if mean == 0.4:
        return 1.0
    from scipy.optimize import brentq  # slow to load: only for those who run

    return float(brentq(lambda p: 24 / ((2 + p) * (3 + p) * (4 + p)) - mean, 0.01, 20))


def own_view_spread(village_spread: float, answer_noise: float, susceptibility: float) -> float:
    """SD of the own part of the anchor that leaves one household's unpressured answer with SD 1 over the county.

    s² = (1 − σ_v² − σ_z²)·(1 − E λ²/15)/E(1 − λ)²: with about 15 ties neighbours' own parts average out
    except for their variance λ²/15; λ ~ Beta(2, 3) raised to the power that gives its mean.
    """
    p = susceptibility_power(susceptibility)
    square = 24 / ((2 + 2 * p) * (3 + 2 * p) * (4 + 2 * p))  # E λ^2p
    stubborn = 1 - 2 * susceptibility + square
    within = max(0.0, 1 - village_spread**2 - answer_noise**2)
    return float(np.sqrt(within * (1 - square / 15) / stubborn))
