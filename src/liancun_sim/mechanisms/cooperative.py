"""The village co-operative: land and money put in, a manager hired, most of the profit paid out (合作社).

Households join with land, some with money. The co-operative works what land its capital suffices
for, pays a manager, and settles accounts once a year since its founding: a share of the profit goes
to members, the rest partly to the village, partly into its capital. Losses eat the capital.
Of the source's dividends, land rent and commission (股金、租金、佣金), what goes by land is the rent and
what goes by money the dividend; a commission is for selling, and nobody sells for the co-operative here.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import FoundCooperative
from liancun_sim.mechanisms.kernels.shares import Shares, join, leave, pay_out
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

YEAR = 12
OF_THIS_MONTH = ("cooperative_income_yuan", "share_yuan")


class Cooperative(Mechanism):
    """Founding, joining, yearly accounts, dividends and failure."""

    key = "cooperative"
    label = Label("Village co-operative", "村合作社")
    reads = ("household.number", "household.trust", "household.land_mu", "village.key", "village.weather_loss")
    writes = (
        "household.coop_land_mu", "household.coop_money_yuan", "household.share_yuan", "village.cooperative_founded",
        "village.cooperative_payout", "village.cooperative_capital_yuan", "village.cooperative_land_mu",
        "village.cooperative_members", "village.cooperative_year_yuan", "village.cooperative_income_yuan",
        "village.share_yuan",
    )  # fmt: skip
    accepts = (FoundCooperative,)
    coefficients = (
        Coefficient(
            "cooperative.joining", 0.02, 0.005, 0.08, "1/month", Label("Households that join a month, at trust .5",
            "信任0.5时每月入社比例"), "assumption", raises=("cooperative_members",),
        ),
        Coefficient(
            "cooperative.land_part", 0.3, 0.1, 0.8, "share", Label("Part of its land a member puts in",
            "社员入股土地比例"),
            "assumption", raises=("cooperative_dividends",),
        ),
        Coefficient(
            "cooperative.money_yuan", 500, 100, 2_000, "yuan", Label("Money share of a member that puts in money",
            "资金入股金额"), "assumption", raises=("cooperative_dividends",),
        ),
        Coefficient(
            "cooperative.margin", 500, 100, 1_500, "yuan/mu/year",
            Label("Yield of a mu in the co-operative above what its household made of it", "入社土地每亩比自营多收"),
            "assumption", raises=("cooperative_dividends",),
        ),
        Coefficient(
            "cooperative.capital_per_mu", 600, 200, 2_000, "yuan/mu", Label("Capital a mu needs", "每亩所需资本"),
            "assumption", lowers=("cooperative_dividends",),
        ),
        Coefficient(
            "cooperative.manager", 12_000, 5_000, 30_000, "yuan/year", Label("Pay of the manager", "聘请经理人年薪"),
            "assumption", lowers=("cooperative_dividends",),
        ),
        Coefficient(
            "cooperative.learning", 12, 3, 36, "months", Label("Months until a co-operative earns half its margin",
            "合作社收益达到一半所需月数"), "assumption", lowers=("cooperative_dividends",),
        ),
        Coefficient(
            "cooperative.by_land", 0.6, 0.2, 0.9, "share",
            Label("Share of dividends that goes by land, the rest by money put in",
            "按土地入股分红的比例（其余按资金）"), "assumption", lowers=("income_gini_within",),
        ),
        Coefficient(
            "cooperative.village_part", 0.5, 0.0, 1.0, "share", Label("The village's part of what is not paid out",
            "未分红盈余归村集体的比例"), "assumption", raises=("collective_income_mean",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        villages = month.state.villages
        granted = month.granted.of(FoundCooperative)
        if not granted and not villages.share_yuan.any() and not (villages.cooperative_founded >= 0).any():
            return
        paid_before = np.flatnonzero(villages.share_yuan > 0)
        for name in OF_THIS_MONTH:
            getattr(villages, name)[:] = 0.0
        if paid_before.size:
            nothing = np.zeros(paid_before.size)
            self._pay(month, paid_before, nothing, nothing)
        for _, founded in granted:
            row = founded.village
            if villages.cooperative_founded[row] < 0:
                villages.cooperative_founded[row] = month.index
            villages.cooperative_payout[row] = founded.payout
            villages.cooperative_capital_yuan[row] += founded.yuan
        rows = np.flatnonzero(villages.cooperative_founded >= 0)
        self._join(month, rows)
        villages.cooperative_year_yuan[rows] += self._profit(month, rows)
        age = month.index - villages.cooperative_founded[rows] + 1
        self._settle(month, rows[age % YEAR == 0])

    def _join(self, month: Month, rows: npt.NDArray[np.intp]) -> None:
        state, villages, households, k = month.state, month.state.villages, month.state.households, self.k
        members, land, money = join(
            state.first_household,
            rows,
            chance=k.joining,
            land_part=np.float32(k.land_part),
            money_yuan=np.float32(k.money_yuan),
            at=month.draws.addresses("cooperative.joining", villages.key, households.number, month.index),
            people=households.bound(Shares),
        )
        villages.cooperative_members[rows] = members
        villages.cooperative_land_mu[rows] = land
        villages.cooperative_capital_yuan[rows] += money

    def _profit(self, month: Month, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        """margin · worked land · exp(−weather) · (1 − 2^(−age/T)) − manager, a twelfth a month. [yuan]"""
        villages, k = month.state.villages, self.k
        worked = np.minimum(
            villages.cooperative_land_mu[rows], villages.cooperative_capital_yuan[rows] / k.capital_per_mu
        )
        learnt = 1 - 2.0 ** (-(month.index - villages.cooperative_founded[rows] + 1) / k.learning)
        profit: npt.NDArray[np.float64] = k.margin * worked * np.exp(-villages.weather_loss[rows]) * learnt - k.manager
        return profit / YEAR

    def _settle(self, month: Month, rows: npt.NDArray[np.intp]) -> None:
        """Yearly accounts: dividends, the village's part, what stays as capital; without capital it is over."""
        if not rows.size:
            return
        state, villages, k = month.state, month.state.villages, self.k
        profit = villages.cooperative_year_yuan[rows]
        dividends = villages.cooperative_payout[rows] * np.maximum(0.0, profit)
        dividends[villages.cooperative_members[rows] == 0] = 0.0
        village = k.village_part * (np.maximum(0.0, profit) - dividends)
        villages.cooperative_income_yuan[rows] = village
        villages.cooperative_capital_yuan[rows] += profit - dividends - village
        villages.cooperative_year_yuan[rows] = 0.0
        self._share_out(month, rows, dividends)
        failed = rows[villages.cooperative_capital_yuan[rows] <= 0]
        if failed.size:
            leave(state.first_household, failed, state.households.bound(Shares))
            villages.cooperative_founded[failed] = -1
            villages.cooperative_payout[failed] = villages.cooperative_capital_yuan[failed] = 0.0
            villages.cooperative_land_mu[failed] = villages.cooperative_members[failed] = 0

    def _share_out(self, month: Month, rows: npt.NDArray[np.intp], dividends: npt.NDArray[np.float64]) -> None:
        """By land and by money put in; all by land where nobody put in money."""
        state, villages = month.state, month.state.villages
        put_in, first = state.households.coop_money_yuan, state.first_household
        money = np.array([put_in[first[v] : first[v + 1]].sum(dtype=np.float64) for v in rows])
        by_land = np.where(money > 0, self.k.by_land, 1.0) * dividends
        per_mu = by_land / np.maximum(villages.cooperative_land_mu[rows], 1e-9)
        per_yuan = (dividends - by_land) / np.maximum(money, 1e-9)
        self._pay(month, rows, per_mu, per_yuan)
        villages.share_yuan[rows] = dividends

    def _pay(
        self, month: Month, rows: npt.NDArray[np.intp], per_mu: npt.NDArray[np.float64],
        per_yuan: npt.NDArray[np.float64],
    ) -> None:  # fmt: skip
        people = month.state.households.bound(Shares)
        pay_out(month.state.first_household, rows, per_mu=per_mu, per_yuan=per_yuan, people=people)
