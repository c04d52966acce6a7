"""Villagers taking part: centre households, points, awards for what they build, care for what is there (共同缔造).

A centre household keeps in touch with ten (一户十联). Who takes part earns points, and points share
the awards. Households that take part build small works themselves, for which the government pays a
part once they are accepted (以奖代补), and look after roads and squares.
"""

import numpy as np

from liancun_sim.interventions import AwardWorks, KeepPoints
from liancun_sim.mechanisms.kernels.shares import TakingPart, take_part
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

FORGOTTEN = 1e-4  # a smaller share taking part is nobody, so that villages can rest


class Participation(Mechanism):
    """Points, awards, works households do themselves, and care for public goods."""

    key = "participation"
    label = Label("Villagers' participation", "群众参与")
    reads = ("household.number", "household.trust", "village.key", "village.households")
    writes = (
        "household.points", "household.award_yuan", "village.participation", "village.upkeep",
        "village.self_built_yuan", "village.award_yuan",
    )  # fmt: skip
    accepts = (KeepPoints, AwardWorks)
    coefficients = (
        Coefficient(
            "participation.from_trust", 0.2, 0.0, 0.6, "share/trust",
            Label("Households that take part where points are kept, per unit of trust", "实行积分制时信任带来的参与率"),
            "assumption", raises=("participation",),
        ),
        Coefficient(
            "participation.centre", 0.15, 0.0, 0.4, "share", Label("More where a centre household is in touch with all",
            "中心户联系全覆盖时增加的参与率"), "assumption", raises=("participation",),
        ),
        Coefficient(
            "participation.award", 0.20, 0.0, 0.5, "share", Label("More for very large awards",
            "奖励充足时增加的参与率"),
            "assumption", raises=("participation",),
        ),
        Coefficient(
            "participation.half_yuan", 5, 1, 20, "yuan/household/month",
            Label("Awards that draw half of that", "达到其一半所需的户均月奖励"), "assumption",
            lowers=("participation",),
        ),
        Coefficient(
            "participation.award_part", 0.5, 0.3, 0.9, "share", Label("Part of a self-built work that the award covers",
            "以奖代补占自建工程造价的比例"), "assumption: the source says a part", lowers=("public_goods",),
        ),
        Coefficient(
            "participation.habit", 0.3, 0.1, 1.0, "1/month",
            Label("How much of the way participation goes in a month to what points draw", "参与率每月调整到位的比例"),
            "assumption", raises=("participation",),
        ),
        Coefficient(
            "participation.care", 0.6, 0.0, 1.0, "share", Label("Decay of public goods stopped if all took part",
            "全员参与时减缓的设施老化"), "assumption", raises=("public_goods",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        """chance = from_trust·τ + centre·covered + award·y/(y + y_half), y the awards per household and month."""
        state, villages, k = month.state, month.state.villages, self.k
        kept, works = month.granted.all(KeepPoints), month.granted.all(AwardWorks)
        if not (kept or works or villages.participation.any()):
            return
        yuan = month.granted.totals(KeepPoints, "yuan", len(villages))
        centre, active = np.zeros(len(villages)), villages.participation > 0
        np.maximum.at(centre, kept.village, kept.centre)
        chance = np.full(len(villages), -1.0)  # no points here
        chance[kept.village], active[kept.village] = 0.0, True
        each = yuan / np.maximum(1, villages.households)
        draws_in = k.centre * centre + k.award * each / (each + k.half_yuan)
        chance = np.where(chance < 0, chance, draws_in)
        rows = np.flatnonzero(active)
        households = state.households
        took_part, points_left = take_part(
            state.first_household,
            rows,
            chance=chance[rows],
            from_trust=k.from_trust,
            yuan=yuan[rows],
            at=month.draws.addresses("participation.taking_part", villages.key, households.number, month.index),
            keep=np.float32(0.5 ** (1 / 12)),
            people=households.bound(TakingPart),
        )
        share = np.zeros(len(villages))
        share[rows] = took_part / np.maximum(1, villages.households[rows])
        habit = villages.participation
        habit += k.habit * (share - habit)
        ended = rows[points_left == 0]
        habit[ended[habit[ended] < FORGOTTEN]] = 0.0
        villages.award_yuan[:] = np.where(share > 0, yuan, 0.0)
        villages.upkeep[:] = k.care * habit
        villages.self_built_yuan[:] = works.totals(works.yuan / k.award_part, len(villages))
