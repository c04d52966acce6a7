"""Diffusion of a new practice, greenhouse vegetables: hearing, adopting, learning, failing (技术传播).

Those who grow tell their contacts, who decide by what they have seen earned and lost, their own skill, land and
money. Copied greenhouses fail where skill is missing; technicians, linked cadres and experienced neighbours supply it.
More area lowers the price in the township's market. A subsidy is a programme's: applied for, granted within a budget.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Addresses, Draws
from liancun_sim.interventions import Channel, HoldClass, SendTechnician, SubsidiseGreenhouses
from liancun_sim.mechanisms.diffusion.coefficients import COEFFICIENTS
from liancun_sim.mechanisms.diffusion.deciding import Places, Prospect, foresee, hear_and_decide
from liancun_sim.mechanisms.diffusion.kernels import (
    APPLIES,
    GRANTED,
    Crop,
    Growing,
    People,
    Ties,
    allot_visits,
    apply,
    count_contacts,
    establish,
    grow,
    teach,
)
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

STREAM = "diffusion"
TRADE = "greenhouse_vegetables"
MOST_VISITS_PER_OTHER = 3.0  # more persuade nobody
AREA_MU = 1.0  # of a household's greenhouse; press 2008: units of 1 mu
OLDEST_MONTHS = 120  # planting before t0 goes back ten years: spreads the months of harvest, and nothing else
MASTERY = 0.5  # skill from which nothing more is lost for want of it, as in `kernels.grow`


class Diffusion(Mechanism):
    """Information, adoption, skill, failure and yield of the new crop."""

    key = "diffusion"
    label = Label("Diffusion and learning", "技术传播与学习")
    reads = (
        "household.number", "household.village", "household.suits_cash_crop", "household.land_mu", "household.is_poor",
        "household.loan_yuan", "household.income_year_yuan", "household.linked", "village.key", "village.township",
        "village.leading_trade", "village.households", "village.linked_model", "village.linked_poor",
        "village.linked_visits", "county.price_index", "county.labour_wage", "county.building_cost",
    )  # fmt: skip
    writes = (
        "household.informed", "household.planting_month", "household.failed", "household.skill", "household.visits",
        "household.adopter_contacts", "household.informed_contacts", "household.failed_contacts",
        "household.considering", "household.expected_yuan", "household.greenhouse_yuan",
        "household.crop_yuan", "village.adopters", "village.crop_area_mu", "village.ever_grown",
        "village.subsidy_applicants",
        "village.aware", "village.technician_visits", "household.shown_skill",
    )  # fmt: skip
    founds = ("township.crop_market_mu", "township.crop_base_share", "household.required_yuan")
    opens = (
        Channel("diffusion.adoption", "yuan/year", Label("Earnings expected of a greenhouse beside those seen",
                "所见之外的大棚预期收益"), 0.0, -10_000, 10_000),
    )  # fmt: skip
    accepts = (SendTechnician, HoldClass, SubsidiseGreenhouses)
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
        villages.put("crop_area_mu", villages.adopters * AREA_MU)
        suitable = np.add.reduceat(households.suits_cash_crop, starts, dtype=np.int64) * AREA_MU
        townships.put("crop_market_mu", np.maximum(1.0, np.bincount(villages.township, suitable, towns)))
        grown = np.bincount(villages.township, villages.crop_area_mu, towns)
        townships.put("crop_base_share", grown / townships.crop_market_mu)
        households.put("required_yuan", self._required_yuan(state, draws))

    def _required_yuan(self, state: State, draws: Draws) -> npt.NDArray[np.float64]:
        """What each household asks a greenhouse to earn: (household,) float64. [yuan/year]

        Lognormal; whoever knew the practice before t0, had the land and did not plant asks for more than it then
        expected, as its refusal shows.
        """
        from scipy.special import ndtr, ndtri  # slow to load: only for those who run

        households, villages, k = state.households, state.villages, self.k
        prospect = self._prospect(state, 0)
        asked = draws.uniform("diffusion.required", villages.key[households.village], numbers=households.number)
        refused = np.full(len(households), -np.inf)
        expected = foresee(
            state.first_household,
            month=0,
            ties=ties_of(state),
            people=households.bound(People),
            price=np.ones(len(villages), np.float32),
            k=prospect,
        )
        could = (expected > 0) & (households.land_mu >= AREA_MU / k.land_share)
        refused[could] = np.log(expected[could] / (k.required_yuan * AREA_MU * prospect.pay)) / k.required_spread
        quantile = -ndtri(ndtr(-refused) * (1 - asked))
        required: npt.NDArray[np.float64] = k.required_yuan * AREA_MU * np.exp(k.required_spread * quantile)
        return required

    def step(self, month: Month) -> None:
        state, households, villages = month.state, month.state.households, month.state.villages
        self._send_technicians(month)
        offer_yuan, for_poor, granted_share = self._subsidise(month)
        at = month.draws.addresses(STREAM, villages.key, households.number, month.index)
        events, kinds = np.empty(len(households), np.uint32), np.empty(len(households), np.uint8)
        found = hear_and_decide(
            state.first_household,
            at=at,
            month=month.index,
            ties=ties_of(state),
            people=households.bound(People),
            places=Places(
                near=(practice_near(state) | (villages.technician_visits > 0)).view(np.uint8),
                unaware=(villages.aware < villages.households).view(np.uint8),
                price=self._price(state),
                beside_yuan=month.channels["diffusion.adoption"].astype(np.float32),
                offer_yuan=offer_yuan,
                for_poor=for_poor,
                granted_share=granted_share,
            ),
            k=self._prospect(state, month.index),
            events=events,
            kinds=kinds,
        )
        self._grow(month, at)
        self._teach(month.state)
        apply(
            found,
            events=events,
            kinds=kinds,
            month=month.index,
            build_yuan=np.float32(self._build_yuan(state)),
            ties=ties_of(state),
            people=households.bound(People),
            villages=villages.bound(Growing),
        )
        applying = np.flatnonzero(households.considering == APPLIES)
        applied = np.bincount(households.village[applying], minlength=len(villages))
        villages.subsidy_applicants[:] = applied
        villages.ever_grown[villages.adopters > 0] = 1
        villages.crop_area_mu[:] = villages.adopters * AREA_MU

    def _prospect(self, state: State, index: int) -> Prospect:
        """What a household reckons with in one month; yields at current prices, buildings and work as they cost."""
        k, prices = self.k, float(state.county.price_index[0])
        return Prospect(
            log_not_told_adopter=log_not_told(k.tell_by_growers, k.telling_months),
            log_not_told_informed=log_not_told(k.tell_by_informed, k.telling_months),
            remembered=np.float32(k.failure_memory**index),
            doubt=np.float32(k.doubt),
            technician_word=np.float32(k.technician_word),
            catching_up=np.float32(k.catching_up),
            yield_yuan=np.float32(prices * k.yield_yuan * AREA_MU),
            former_yuan=np.float32(prices * k.former_yield_yuan * AREA_MU),
            build_yuan=np.float32(self._build_yuan(state)),
            life_years=np.float32(round(k.life_months) / 12),
            pay=np.float32(state.county.labour_wage[0]),
            least_land_mu=np.float32(AREA_MU / k.land_share),
            savings_years=np.float32(k.savings_years),
        )

    def _build_yuan(self, state: State) -> float:
        """What a household's greenhouse costs to build this month. [yuan]"""
        return float(state.county.building_cost[0]) * self.k.building_yuan * AREA_MU

    def _subsidise(
        self, month: Month
    ) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        """Pay what is granted to last month's applicants, in a lasting random order; who may apply for how much now.

        Returns (village,) each: float32, the subsidy on offer [yuan]; uint8, whether to the poor alone; float32, what
        share of last month's applicants is granted it (1 where nobody had applied).
        """
        state, households = month.state, month.state.households
        offer_yuan, for_poor = np.zeros(len(state.villages), np.float32), np.zeros(len(state.villages), np.uint8)
        granted = np.zeros(len(state.villages))
        subsidies = month.granted.all(SubsidiseGreenhouses)
        np.maximum.at(offer_yuan, subsidies.village, subsidies.yuan.astype(np.float32))
        best = np.flatnonzero(subsidies.yuan.astype(np.float32) == offer_yuan[subsidies.village])[::-1]
        for_poor[subsidies.village[best]] = subsidies.whom[best] == "poor"  # of equal offers the first
        for line in np.flatnonzero(subsidies.houses).tolist():
            village, yuan = int(subsidies.village[line]), float(subsidies.yuan[line])
            first, end = state.first_household[village : village + 2]
            rows = first + np.flatnonzero(households.considering[first:end] == APPLIES)
            keys = np.full(rows.size, state.villages.key[village])
            place = month.draws.uniform("diffusion.subsidy", keys, numbers=households.number[rows])
            paid = rows[np.argsort(place, kind="stable")][: int(subsidies.houses[line])]
            households.considering[paid] = GRANTED
            granted[village] += paid.size
            households.greenhouse_yuan[paid] = max(0.0, self._build_yuan(state) - yuan)
        applied = state.villages.subsidy_applicants
        granted_share = np.where(applied > 0, granted / np.maximum(1, applied), 1.0)
        return offer_yuan, for_poor, granted_share.astype(np.float32)

    def _grow(self, month: Month, at: Addresses) -> None:
        state, k = month.state, self.k
        households, villages = state.households, state.villages
        prices = float(state.county.price_index[0])  # produce and greenhouses are sold and built at current prices
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
                life_months=round(k.life_months),
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

    def _send_technicians(self, month: Month) -> None:
        """Share this month's visits out, and what classes are worth in visits; clear last month's.

        What linked cadres' visits are worth reaches the households they are linked to, whatever their land.
        """
        state, villages = month.state, month.state.villages
        teachers, held = month.granted.all(SendTechnician), month.granted.all(HoldClass)
        sent, left = teachers.technicians.astype(np.float64), dict[int, float]()
        for line, origin in enumerate(teachers.origin.tolist()):
            if origin is not None:
                sent[line] = min(sent[line], left.setdefault(origin, self._to_send(state, origin)))
                left[origin] -= sent[line]
        made = teachers.totals(self.k.visits_per_technician * sent, len(villages))
        worth = self.k.class_worth * held.places * np.where(held.asked, 1.0, self.k.unasked_class)
        np.add.at(made, held.village, worth)
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
            linked = np.flatnonzero(households.linked != 0)  # ten times as fast as of the bytes themselves
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
