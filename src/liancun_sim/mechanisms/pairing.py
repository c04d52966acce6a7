"""A stronger village helping a weaker one, and how the weaker one's cadres take it (结对帮扶).

At first they resist (抵触): they think themselves no worse. Only help that reaches the village
dissolves it. What is raised goes to the roads of both villages and to wells in the weaker one; part
comes from departments and firms, part from the stronger village's own fund, as far as it gives.
"""

import numpy as np

from liancun_sim.interventions import AssistPartner
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label


class Pairing(Mechanism):
    """Pairs of villages, money raised for the weaker, resistance and its end."""

    key = "pairing"
    label = Label("Paired assistance", "结对帮扶")
    reads = ("village.fund_yuan", "village.households")
    writes = (
        "village.paired_with", "village.resistance", "village.partner_advice", "village.raised_road_yuan",
        "village.raised_wells_yuan", "village.raised_given_yuan",
    )  # fmt: skip
    accepts = (AssistPartner,)
    coefficients = (
        Coefficient(
            "pairing.resistance", 0.8, 0.2, 1.0, "0–1",
            Label("Resistance of the weaker side's cadres when a pairing begins", "结对之初弱村干部的抵触"),
            "size: assumption; source documents, joint party branches: the weaker side resisted at first",
            raises=("partner_resistance",),
        ),
        Coefficient(
            "pairing.help_halving", 150, 50, 500, "yuan/household",
            Label("Help per household that halves the resistance", "使抵触减半的户均帮扶额"), "assumption",
            raises=("partner_resistance",),
        ),
        Coefficient(
            "pairing.generosity", 0.02, 0.0, 0.05, "1/month",
            Label("Most of its fund that the stronger village gives in a month", "强村每月最多拿出账户余额的比例"),
            "assumption", lowers=("partner_resistance",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        """R' = R·2^(−help/h) in the weaker village, help per household as it reaches the village this month."""
        villages, k = month.state.villages, self.k
        for name in ("partner_advice", "raised_road_yuan", "raised_wells_yuan", "raised_given_yuan"):
            getattr(villages, name)[:] = 0
        for _, help_ in month.granted.of(AssistPartner):
            weak, strong = help_.row, help_.partner
            if villages.paired_with[weak] != strong:
                villages.paired_with[weak], villages.resistance[weak] = strong, k.resistance
            can_give = k.generosity * max(0.0, float(villages.fund_yuan[strong])) - villages.raised_given_yuan[strong]
            given = min(max(0.0, can_give), max(0.0, help_.yuan - help_.sponsored))
            raised = help_.sponsored + given
            villages.partner_advice[weak] = 1
            villages.raised_given_yuan[strong] += given
            villages.raised_road_yuan[[weak, strong]] += help_.roads * raised / 2
            villages.raised_wells_yuan[weak] += (1 - help_.roads) * raised
        helped = np.flatnonzero(villages.partner_advice)
        received = villages.raised_road_yuan[helped] + villages.raised_wells_yuan[helped]
        each = received / np.maximum(1, villages.households[helped])
        villages.resistance[helped] *= 2.0 ** (-each / k.help_halving)
