"""Ordinary township support, and how policies displace it (日常支持与挤出).

Every village gets an ordinary transfer and a share of the township's attention. Policy money partly
replaces the ordinary money of the villages it goes to, which moves to the others of the township, so that
no ordinary money is lost or made; policy staff come out of the same cadre-months as ordinary attention.
"""

import numpy as np

from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label


class Support(Mechanism):
    """Ordinary transfers and attention after this month's policy grants."""

    key = "support"
    label = Label("Ordinary township support", "乡镇日常支持")
    reads = ("village.township", "county.staff_wage")
    writes = (
        "village.ordinary_transfer_yuan",
        "village.ordinary_attention",
        "village.policy_yuan",
        "village.policy_cadre_months",
        "county.cadre_month_yuan",
    )
    coefficients = (
        Coefficient(
            "support.displacement", 0.2, 0.0, 0.5, "share",
            Label("Share of policy money that replaces ordinary money (ς)", "政策资金替代日常资金的比例"),
            "assumption; direction after Chen, Mu & Ravallion, WPS4084: local spending moved to comparison villages",
            raises=("ordinary_money_untreated",),
        ),
        Coefficient(
            "support.transfer_yuan_per_year", 30_000, 10_000, 60_000, "yuan/year",
            Label("Ordinary township transfer to a village", "乡镇对每村的日常转移支付"), "assumption",
            raises=("village_fund",),
        ),
        Coefficient(
            "support.cadre_yuan_per_month", 2_400, 1_200, 4_000, "yuan/cadre-month",
            Label("What a cadre-month costs, at the wages of the base year", "每人月的人力成本（基年工资）"),
            "Fujian Statistical Yearbook 2008, table 5-7: staff of agencies and organisations earned 28,809 yuan "
            "in 2007; elsewhere and with what a post costs beside its wage: assumption",
            raises=("spending_staff_yuan",), of_base_year=True,
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        villages = month.state.villages
        count = len(villages)
        granted = month.granted.lines
        yuan, staff = granted.totals(granted.yuan, count), granted.totals(granted.cadre_months, count)
        ordinary = self.k.transfer_yuan_per_year / 12
        replaced = np.minimum(ordinary, self.k.displacement * yuan)
        town, towns = villages.township, len(month.state.townships)
        untouched = yuan == 0
        left = np.bincount(town, untouched, towns)
        sharing = untouched | (left == 0)[town]  # what the treated lose, the rest share; where there is no rest, all
        each = np.bincount(town, replaced, towns) / np.maximum(1, np.bincount(town, sharing, towns))
        villages.ordinary_transfer_yuan[:] = ordinary - replaced + np.where(sharing, each[town], 0.0)
        available = self.setup.cadre_months_per_month
        villages.ordinary_attention[:] = max(0.0, 1 - staff.sum() / available) if available > 0 else 0.0
        villages.policy_yuan[:] = yuan
        villages.policy_cadre_months[:] = staff
        month.state.county.cadre_month_yuan[0] = self.k.cadre_yuan_per_month * month.state.county.staff_wage[0]
