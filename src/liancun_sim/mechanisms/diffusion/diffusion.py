"""Diffusion of a new practice, greenhouse vegetables: hearing, adopting, learning, failing (技术传播).

Those who grow tell their contacts, who adopt more readily once two of them do. Copied greenhouses
fail where skill is missing; technicians, linked cadres and experienced neighbours supply it. More area lowers the
price in the township's market.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Addresses, Draws
from liancun_sim.interventions import Channel, HoldClass, SendTechnician
from liancun_sim.mechanisms.diffusion.coefficients import COEFFICIENTS
from liancun_sim.mechanisms.diffusion.kernels import (
    ADOPTS,
    Crop,
    Growing,
    People,
    Places,
    Readiness,
    Ties,
    allot_visits,
    apply,
    count_contacts,
    establish,
    grow,
    hear_and_adopt,
    teach,
)
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

STREAM = "diffusion"
TRADE = "greenhouse_vegetables"
MOST_VISITS_PER_OTHER = 3.0  # more persuade nobody
USUAL_LAND_MU = 6.3  # 1.66 mu per person (county gazette) in a household of 3.8
AREA_MU = 1.0  # of a household's greenhouse; press 2008: units of 1 mu
BUILD_YUAN, SUBSIDY_YUAN = 10_000.0, 6_000.0  # per mu; press 2008
OLDEST_MONTHS = 120  # planting before t0 goes back ten years: spreads the months of harvest, and nothing else
MASTERY = 0.5  # skill from which nothing more is lost for want of it, as in `kernels.diffusion.grow`


class Diffusion(Mechanism):
    """Information, adoption, skill, failure and yield of the new crop."""

    key = "diffusion"
    label = Label("Diffusion and learning", "技术传播与学习")
    reads = (
        "household.number", "household.village", "household.suits_cash_crop", "household.land_mu",
        "household.loan_yuan", "household.linked", "village.key", "village.township", "village.leading_trade",
        "village.loans_yuan", "village.households", "village.linked_model", "village.linked_poor",
        "village.linked_visits", "county.price_index",
    )  # fmt: skip
    writes = (
        "household.informed", "household.planting_month", "household.failed", "household.skill", "household.visits",
        "household.adopter_contacts", "household.informed_contacts", "household.failed_contacts",
        "household.crop_yuan", "village.adopters", "village.crop_area_mu", "village.ever_grown",
        "village.crop_subsidy_yuan",
        "village.aware", "village.technician_visits", "household.shown_skill",
    )  # fmt: skip
    founds = ("township.crop_market_mu", "township.crop_base_share", "village.most_land_mu")
    opens = (
        Channel("diffusion.adoption", "log-odds", Label("Readiness to adopt", "采用意愿"), 0.0, -10, 10),
    )  # fmt: skip
    accepts = (SendTechnician, HoldClass)
    coefficients = COEFFICIENTS

    def begin(self, state: State, draws: Draws) -> None:
        """Place the growers of before t0, and measure each township's market."""
        households, villages, townships = state.households, state.villages, state.townships
        in_trade = villages.leading_trade == state.trades.index(TRADE)
        share = np.where(in_trade, self.k.established_share, self.k.scattered_share)
        people = households.bound(People)
        establish(
            state.first_household,
            at=draws.addresses("diffusion.start", villages.key, households.number),
            share=share,
            all_know=in_trade.view(np.uint8),
            oldest=OLDEST_MONTHS,
            skill_gap=np.float32(self.k.established_gap),
            people=people,
        )
        count_contacts(ties_of(state), people)
        starts, towns = state.first_household[:-1], len(townships)
        villages.put("adopters", np.add.reduceat(households.planting_month != -1, starts, dtype=np.int64))
        villages.put("aware", np.add.reduceat(households.informed, starts, dtype=np.int64))
        villages.put("ever_grown", villages.adopters > 0)
        villages.put("most_land_mu", np.maximum.reduceat(households.land_mu, starts))
        villages.put("crop_area_mu", villages.adopters * AREA_MU)
        suitable = np.add.reduceat(households.suits_cash_crop, starts, dtype=np.int64) * AREA_MU
        townships.put("crop_market_mu", np.maximum(1.0, np.bincount(villages.township, suitable, towns)))
        grown = np.bincount(villages.township, villages.crop_area_mu, towns)
        townships.put("crop_base_share", grown / townships.crop_market_mu)

    def step(self, month: Month) -> None:
        state, households, villages = month.state, month.state.households, month.state.villages
        self._send_technicians(month)
        at = month.draws.addresses(STREAM, villages.key, households.number, month.index)
        events, kinds = np.empty(len(households), np.uint32), np.empty(len(households), np.uint8)
        found = self._hear_and_adopt(month, at, events, kinds)
        self._grow(month, at)
        self._teach(month.state)
        self._subsidise(month.state, events[:found][kinds[:found] == ADOPTS])
        apply(
            found,
            events=events,
            kinds=kinds,
            month=month.index,
            ties=ties_of(state),
            people=households.bound(People),
            villages=villages.bound(Growing),
        )
        villages.ever_grown[villages.adopters > 0] = 1
        villages.crop_area_mu[:] = villages.adopters * AREA_MU

    def _hear_and_adopt(
        self, month: Month, at: Addresses, events: npt.NDArray[np.uint32], kinds: npt.NDArray[np.uint8]
    ) -> int:
        state, k = month.state, self.k
        households, villages = state.households, state.villages
        found = hear_and_adopt(
            state.first_household,
            at=at,
            people=households.bound(People),
            places=Places(
                near=practice_near(state).view(np.uint8),
                unaware=(villages.aware < villages.households).view(np.uint8),
                has_visits=(villages.technician_visits > 0).view(np.uint8),
                has_loans=(villages.loans_yuan > 0).view(np.uint8),
                most_land_mu=villages.most_land_mu,
                logit=(k.adoption_logit + month.channels["diffusion.adoption"]).astype(np.float32),
            ),
            k=Readiness(
                log_not_told_adopter=log_not_told(k.tell_by_growers, k.telling_months),
                log_not_told_informed=log_not_told(k.tell_by_informed, k.telling_months),
                remembered=np.float32(k.failure_memory**month.index),
                two_contacts=np.float32(k.two_contacts),
                visit_effect=np.float32(k.visit_effect),
                land_effect=np.float32(k.land_effect),
                usual_land_mu=np.float32(USUAL_LAND_MU),
                credit_effect=np.float32(k.credit_effect),
                failure_effect=np.float32(k.failure_effect),
            ),
            events=events,
            kinds=kinds,
        )
        return int(found)

    def _grow(self, month: Month, at: Addresses) -> None:
        state, k = month.state, self.k
        households, villages = state.households, state.villages
        prices = float(state.county.price_index[0])  # produce and greenhouses are sold and built at current prices
        life = round(k.life_months)
        grow(
            state.first_household,
            at=at,
            month=month.index,
            ties=ties_of(state),
            people=households.bound(People),
            villages=villages.bound(Growing),
            crop=Crop(
                price=self._price(state),
                yield_yuan=np.float32(prices * k.yield_yuan * AREA_MU),
                former_yuan=np.float32(prices * k.former_yield_yuan * AREA_MU),
                upkeep_yuan=np.float32(prices * (BUILD_YUAN - SUBSIDY_YUAN) / life * AREA_MU),
                life_months=life,
                failure_floor=np.float32(k.failure_floor),
                failure_slope=np.float32(k.failure_slope),
                failure_weight=np.float32(k.failure_memory**-month.index),
                visit_skill=np.float32(k.visit_skill),
                own_skill=np.float32(k.own_skill),
                peer_skill=np.float32(k.peer_skill),
            ),
            growers=np.empty(len(households), np.uint32),
            learnt=np.empty(len(households), np.float32),
            losers=np.empty(len(households), np.uint32),
        )

    def _teach(self, state: State) -> None:
        """What households that do not grow yet learn from technicians and classes: they begin with it."""
        households, rows = state.households, np.flatnonzero(state.villages.technician_visits > 0)
        if rows.size:
            visit_skill = np.float32(self.k.visit_skill)
            teach(state.first_household, rows, visit_skill=visit_skill, people=households.bound(People))

    def _subsidise(self, state: State, planting: npt.NDArray[np.uint32]) -> None:
        """The public part of what the new greenhouses cost to build, paid when they are planted."""
        villages = state.villages
        new = np.bincount(state.households.village[planting], minlength=len(villages))
        villages.crop_subsidy_yuan[:] = state.county.price_index[0] * SUBSIDY_YUAN * AREA_MU * new

    def _send_technicians(self, month: Month) -> None:
        """Share this month's visits out, and what classes are worth in visits; clear last month's.

        What linked cadres' visits are worth reaches the households they are linked to, whatever their land.
        """
        state, villages = month.state, month.state.villages
        made, left = np.zeros(len(villages)), dict[int, float]()
        for _, action in month.granted.of(SendTechnician):
            sent = action.technicians
            if action.origin is not None:
                sent = min(sent, left.setdefault(action.origin, self._to_send(state, action.origin)))
                left[action.origin] -= sent
            made[action.village] += self.k.visits_per_technician * sent
        for _, held in month.granted.of(HoldClass):
            made[held.village] += self.k.class_worth * held.places * (1.0 if held.asked else self.k.unasked_class)
        per_linked = self.k.link_worth * villages.linked_visits
        all_made = made + per_linked * (villages.linked_model + villages.linked_poor)
        rows = np.flatnonzero((all_made > 0) | (villages.technician_visits > 0))
        villages.technician_visits[:] = all_made
        if rows.size:
            households = state.households
            allot_visits(
                state.first_household,
                rows,
                visits_made=made[rows],
                most_per_grower=self.k.grower_visits,
                most_per_other=MOST_VISITS_PER_OTHER,
                people=households.bound(People),
            )
            linked = np.flatnonzero(households.linked)
            households.visits[linked] += per_linked[households.village[linked]].astype(np.float32)

    def _to_send(self, state: State, village: int) -> float:
        """Technicians a village can send: one of so many of its growers who know enough not to fail. [persons]"""
        first, end = state.first_household[village], state.first_household[village + 1]
        skilled = np.count_nonzero(state.households.shown_skill[first:end] >= MASTERY)
        return float(skilled / self.k.growers_per_technician)

    def _price(self, state: State) -> npt.NDArray[np.float32]:
        """π of each village: exp(−φ·(grown share of the township's market − its share at t0)). [ratio]"""
        villages, townships = state.villages, state.townships
        grown = np.bincount(villages.township, villages.crop_area_mu, len(townships)) / townships.crop_market_mu
        price = np.exp(-self.k.price_slope * (grown - townships.crop_base_share))
        return price[villages.township].astype(np.float32)  # type: ignore[no-any-return]


def ties_of(state: State) -> Ties:
    return Ties(start=state.ties.start, indices=state.ties.indices)


def practice_near(state: State) -> npt.NDArray[np.bool_]:
    """Villages where the practice is known, or in a village next to them: (village,) bool."""
    known = state.villages.aware > 0
    if known.all():
        return known
    here = np.repeat(np.arange(known.size), state.adjacency.degree)
    return known | (np.bincount(here, known[state.adjacency.indices], known.size) > 0)


def log_not_told(chance: float, months: float) -> np.float32:
    """Log of the chance of not being told in a month, given the chance of being told in a period of `months`."""
    return np.float32(np.log1p(-chance) / months if chance < 1 else -40.0)
