"""The village's own accounts and a union's joint ventures (集体经济).

Two accounts stay apart: income (inc, what a village earns; grants are no income) and the fund (bal,
what it holds). A union adds joint ventures beside what each village has; only their surplus is
shared, so existing interests are kept by construction (维护既有利益，发展共同利益): no law of sharing
reads what a village earns by itself, and with no joint gain nothing moves.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.interventions import Channel, GiveVillage, GrantVillage, forms_with
from liancun_sim.mechanisms.collective_economy.coefficients import COEFFICIENTS
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import fact
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]
YEAR = 12

CROPS = ("orchard", "greenhouse_vegetables")  # grain pooled under a lead is the grain partners grow anyway


class CollectiveEconomy(Mechanism):
    """Collective income, funds and debts of villages; joint accounts of unions."""

    key = "collective_economy"
    label = Label("Collective economy", "集体经济")
    reads = (
        "county.collective_growth", "village.collective_base_yuan", "village.union", "village.cadre_posts",
        "village.posts_removed",
        "village.ordinary_transfer_yuan", "village.works_yuan", "village.raised_given_yuan", "village.capacity",
        "village.households",
        "village.workshops", "village.spare_land_mu", "village.leading_trade", "village.weather_loss",
        "union.form", "union.lead", "union.members", "union.charter_share", "union.sharing",
        "union.formed_month", "union.dissolved_month", "village.asset_income_yuan", "village.cooperative_income_yuan",
        "village.bonus_kept_yuan", "village.works_fee_yuan", "village.leaving_cost_yuan", "village.left_union",
        "village.left_month",
    )  # fmt: skip
    writes = (
        "village.collective_income_yuan", "village.collective_window_yuan", "village.collective_year_yuan",
        "village.joint_share_yuan", "village.joint_loss_yuan", "village.union_workshops", "village.saved_posts_yuan",
        "village.post_pay_yuan", "village.inflow_yuan", "village.outflow_yuan",
        "village.fund_yuan", "village.debt_yuan", "village.transfer_out_window_yuan", "village.transfer_out_year_yuan",
        "village.dividend_yuan", "village.pooled_land_mu", "union.joint_account_yuan", "union.joint_profit_yuan",
        "union.pooled_land_mu",
    )  # fmt: skip
    opens = (
        Channel("collective_economy.market_access", "ratio", Label("Factor on what joint ventures sell",
                "联营销售收入系数"), 1.0, 0, 5),
    )  # fmt: skip
    accepts = (GrantVillage, GiveVillage)
    coefficients = COEFFICIENTS

    def begin(self, state: State, draws: Draws) -> None:
        """The table's collective income is that of the twelve months before t0."""
        villages = state.villages
        villages.collective_window_yuan[:] = villages.collective_base_yuan / YEAR
        villages.collective_income_yuan[:] = villages.collective_base_yuan / YEAR
        villages.collective_year_yuan[:] = villages.collective_base_yuan

    def step(self, month: Month) -> None:
        state, villages, unions = month.state, month.state.villages, month.state.unions
        row = month.index % YEAR
        own = villages.collective_base_yuan / YEAR * state.county.collective_growth[0]
        joint = self._joint_ventures(month) if len(unions) else Joint.none(len(villages))
        villages.joint_share_yuan[:] = joint.share
        villages.joint_loss_yuan[:] = joint.loss
        earned = villages.asset_income_yuan + villages.cooperative_income_yuan + villages.works_fee_yuan
        villages.collective_income_yuan[:] = own + joint.share + earned
        villages.collective_window_yuan[row] = villages.collective_income_yuan
        villages.collective_year_yuan[:] = villages.collective_window_yuan.sum(axis=0)
        villages.transfer_out_window_yuan[row] = joint.transfer
        villages.transfer_out_year_yuan[:] = villages.transfer_out_window_yuan.sum(axis=0)
        self._keep_accounts(month, joint)

    def _keep_accounts(self, month: Month, joint: "Joint") -> None:
        """bal' = bal + inflows − outflows, to the yuan.

        In: income, ordinary transfer, grants and gifts, loans, performance pay not earned, and what a
        dissolved union pays back. Out: pay of posts, debt service, running the village, dividends, joint
        losses, gifts and help for a weaker partner, what leaving a union costs, last month's works, and what the
        collective economy loses where its income is negative. What the fund cannot pay is borrowed. Pay saved on
        removed posts is no money to run the village with: it goes to services.
        """
        villages, k = month.state.villages, self.k
        regular = np.maximum(0.0, villages.collective_income_yuan) + villages.ordinary_transfer_yuan
        pay = villages.cadre_posts * k.post_pay / YEAR
        repaid = villages.debt_yuan * k.repayment / YEAR
        service = villages.debt_yuan * k.interest / YEAR + repaid
        saved = villages.posts_removed * k.post_pay / YEAR
        running = k.running_share * np.maximum(0.0, regular - joint.share - pay - saved - service)
        paid_to_households = k.dividends * joint.share
        inflow = regular + joint.returned + villages.bonus_kept_yuan
        granted = month.granted.all(GrantVillage)
        np.add.at(inflow, granted.village, granted.yuan)
        given = villages.raised_given_yuan
        outflow = pay + service + running + paid_to_households + joint.loss + given + villages.works_yuan
        outflow += villages.leaving_cost_yuan
        outflow += np.maximum(0.0, -villages.collective_income_yuan)
        self._give(month, inflow, outflow)
        borrowed = np.maximum(0.0, outflow - inflow - np.maximum(0.0, villages.fund_yuan))
        villages.debt_yuan[:] = np.maximum(0.0, villages.debt_yuan - repaid + borrowed)
        villages.inflow_yuan[:] = inflow + borrowed
        villages.outflow_yuan[:] = outflow
        villages.fund_yuan[:] += villages.inflow_yuan - villages.outflow_yuan
        villages.dividend_yuan[:] = paid_to_households + joint.rent
        villages.post_pay_yuan[:] = pay
        villages.saved_posts_yuan[:] = saved

    def _give(self, month: Month, inflow: FloatArray, outflow: FloatArray) -> None:
        """Gifts between villages, each giver's in settled order as far as its fund goes beyond what it owes this month.

        Never from what last month's works, help for a partner or any other payment takes: a gift makes no debt.
        """
        fund = np.maximum(0.0, month.state.villages.fund_yuan)
        left = np.clip(fund + inflow - outflow, 0.0, fund)
        for _, gift in month.granted.of(GiveVillage):
            given = min(gift.yuan, float(left[gift.village]))
            left[gift.village] -= given
            outflow[gift.village] += given
            inflow[gift.to] += given

    def _joint_ventures(self, month: Month) -> "Joint":
        """Profit of every living union, its account, and what it means for each member.

        Contributions: the lead's part is `lead_contribution`; partners share the rest by what they put
        in. A surplus, less the reserve, goes α to the lead and 1 − α to the partners, by their
        contributions; a loss is paid from the account, then by contributors pro rata. What a member
        gets less than its contribution earned is its transfer out.
        """
        state, villages, unions = month.state, month.state.villages, month.state.unions
        count, joint = len(unions), Joint.none(len(villages))
        self._pay_back(month, joint)
        rows = np.flatnonzero(villages.union >= 0)
        villages.union_workshops[:] = 0.0
        villages.pooled_land_mu[:] = 0.0
        unions.joint_profit_yuan[:] = 0.0
        unions.pooled_land_mu[:] = 0.0
        if not rows.size:
            return joint
        union = villages.union[rows]
        lead = unions.lead[union]
        partner = rows != lead
        workshops = np.bincount(union, villages.workshops[rows], count)
        villages.union_workshops[rows] = workshops[union]
        growth = state.county.collective_growth[0]
        planted, land = self._land(month, rows, union, partner)
        villages.pooled_land_mu[rows] = planted
        unions.pooled_land_mu[:] = np.bincount(union, planted, count)

        grown = 1 - 2.0 ** (-(month.index - unions.formed_month + 1) / self.k.venture_half_life)
        ahead = np.maximum(0.0, villages.capacity[lead] - villages.capacity[rows])
        lends, trades = (forms_with(trait, unions.form)[union] for trait in ("lends_management", "shares_market"))
        managed = np.where(lends, self.k.management * villages.households[rows] * ahead, 0.0)
        traded = np.where(trades, self.k.market * villages.workshops[rows] * np.log1p(workshops / 10)[union], 0.0)
        sales = np.bincount(union, managed + traded, count) * grown / YEAR + land.sales
        profit = growth * (sales * month.channels["collective_economy.market_access"][unions.lead] - land.cost)
        unions.joint_profit_yuan[:] = profit

        brought = planted * self.k.land_rent + managed + np.where(trades, villages.workshops[rows] * self.k.market, 0.0)
        people = villages.households[rows].astype(np.float64)
        by_people, alike = ((unions.sharing == rule)[union] for rule in ("households", "equal"))
        put_in = np.where(by_people, people, np.where(alike, 1.0, brought))
        put_in = np.where(np.bincount(union, put_in * partner, count)[union] > 0, put_in, 1.0) * partner
        part = put_in / np.bincount(union, put_in, count)[union]
        alpha, doing = unions.charter_share[union], self.k.lead_contribution
        contribution = np.where(partner, (1 - doing) * part, doing)
        charter = np.where(partner, (1 - alpha) * part, alpha)
        surplus = np.maximum(0.0, profit) * (1 - self.k.reserve)
        loss = np.maximum(0.0, -profit)
        from_account = np.minimum(loss, np.maximum(0.0, unions.joint_account_yuan))
        unions.joint_account_yuan[:] += np.maximum(0.0, profit) - surplus - from_account
        joint.share[rows] = charter * surplus[union]
        joint.loss[rows] = contribution * (loss - from_account)[union]
        joint.transfer[rows] = np.maximum(0.0, contribution - charter) * surplus[union]
        joint.rent[rows] = growth * self.k.land_rent * planted / YEAR
        return joint

    def _land(
        self, month: Month, rows: npt.NDArray[np.intp], union: npt.NDArray[np.int32], partner: npt.NDArray[np.bool_]
    ) -> "tuple[FloatArray, Land]":
        """Partners' spare land under the lead's crop: mu by member, sales and costs by union, before growth."""
        state, villages, unions, k = month.state, month.state.villages, month.state.unions, self.k
        trade = villages.leading_trade[unions.lead]
        pools = forms_with("pools_land", unions.form) & np.array([name in CROPS for name in state.trades])[trade]
        planted = np.where(pools[union] & partner, k.pooled_land * villages.spare_land_mu[rows], 0.0)
        mu = np.bincount(union, planted, len(unions))
        orchard = trade == state.trades.index("orchard")
        wait = np.where(orchard, fact("orchard_bearing_months").values[0], fact("field_bearing_months").values[0])
        bears = month.index - unions.formed_month >= wait
        brand = 1 + k.brand * villages.capacity[unions.lead] * forms_with("brand", unions.form)
        crop = np.where(bears, k.land_yield * brand * np.exp(-villages.weather_loss[unions.lead]), 0.0)
        cost = k.land_rent + np.where(bears, 0.0, k.establishing)
        return planted, Land(sales=crop * mu / YEAR, cost=cost * mu / YEAR)

    def _pay_back(self, month: Month, joint: "Joint") -> None:
        """A member that leaves takes its equal part of the account; what a dissolved union had goes to all members."""
        villages, unions = month.state.villages, month.state.unions
        left = np.flatnonzero(villages.left_month == month.index)
        for row in np.unique(villages.left_union[left]):
            gone = left[villages.left_union[left] == row]
            if unions.dissolved_month[row] < 0 and unions.joint_account_yuan[row] > 0:
                part = unions.joint_account_yuan[row] / (len(unions.members[row]) + gone.size)
                joint.returned[gone] += part
                unions.joint_account_yuan[row] -= part * gone.size
        for row in np.flatnonzero((unions.dissolved_month >= 0) & (unions.joint_account_yuan > 0)):
            members = list(unions.members[row])
            joint.returned[members] += unions.joint_account_yuan[row] / len(members)
            unions.joint_account_yuan[row] = 0.0


@dataclass(frozen=True, slots=True)
class Joint:
    """What joint ventures mean for each village this month. (village,) [yuan/month]

    share : of the surplus. loss : borne. transfer : given to partners under the charter.
    rent : to its households for pooled land. returned : from the account of a dissolved union.
    """

    share: FloatArray
    loss: FloatArray
    transfer: FloatArray
    rent: FloatArray
    returned: FloatArray

    @classmethod
    def none(cls, villages: int) -> "Joint":
        return cls(*(np.zeros(villages) for _ in range(5)))


@dataclass(frozen=True, slots=True)
class Land:
    """Pooled land of each union, before growth. (union,) [yuan/month]"""

    sales: FloatArray
    cost: FloatArray
