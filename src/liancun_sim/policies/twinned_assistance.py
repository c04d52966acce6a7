"""A strong village helps a weak one first; the joint branch comes later (双百结对帮扶，先帮后联).

Villages paired before come first. For a year money is raised for the roads of both villages and for
wells in the weaker; a joint branch is proposed once the weaker side's cadres have stopped resisting.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    TARGETING,
    THREE_SAMES,
    Asking,
    AssistPartner,
    Lever,
    NameSupported,
    PlannedUnion,
    PolicyView,
    ProposeUnion,
    UnionProgramme,
    ranked,
    same,
    taken_up,
    union_levers,
)
from liancun_sim.vocabulary import Label

FORM = "twinned"


class TwinnedAssistance(UnionProgramme):
    key = "twinned_assistance"
    label = Label("Twinned assistance", "结对帮扶、先帮后联")
    source = "source documents, joint party branches: the twinned kind (双百结对)"
    levers = (
        Lever("pairs", 8, "pairs", Label("Pairs of villages", "结对组数"),
              "assumption: the source describes one", 0, 200, "integer", plausible=(1, 40)),
        Lever("per_month", 4, "pairs/month", Label("Pairings begun a month", "每月开始组数"), "assumption",
              1, 60, "integer", plausible=(1, 12)),
        Lever("min_gap", 0.5, "SD of the assessed index", Label("Least gap between strong and weak", "强弱村最小差距"),
              "assumption", 0, 3, plausible=(0, 2)),
        *THREE_SAMES,
        Lever("pairing_months", 12, "months", Label("Months of help before a branch is proposed", "先帮后联的帮扶月数"),
              "assumption", 1, 120, "integer", plausible=(6, 36)),
        Lever("roads", 200_000.0, "yuan", Label("Raised for the roads of both villages", "为两村道路筹资"),
              "source documents, joint party branches: 200,000 yuan", 0, 1_000_000, plausible=(50_000, 300_000)),
        Lever("wells", 5, "wells", Label("Wells for the weaker village", "为弱村打机井数"),
              "source documents, joint party branches: 5 wells", 0, 50, "integer", plausible=(0, 10)),
        Lever("well_yuan", 15_000.0, "yuan/well", Label("Cost of a well", "每眼机井造价"),
              "assumption", 1_000, 100_000, plausible=(5_000, 30_000)),
        Lever("sponsored", 0.7, "share", Label("Raised from departments and firms, the rest from the stronger village",
              "由部门和企业筹集的比例（其余由强村出）"),
              "assumption: the source mentions talks with departments and no shares", 0, 1, plausible=(0, 1)),
        Lever("max_resistance", 0.3, "0–1",
              Label("Resistance below which the branch is proposed", "提出联建时抵触的上限"),
              "assumption", 0, 1, plausible=(0.1, 0.8)),
        Lever("posts_lost", 0.17, "probability", Label("Probability that a cadre loses the post", "干部失去职位的概率"),
              "assumption: one of two secretaries among six committee members", 0, 1, plausible=(0, 0.4)),
        *union_levers(
            rule="two_recommend_one_elect", electorate="party_members", threshold=0.5, team_effort=0.3, works=0.0,
            reports=0.0, dispatches=0.0, exchanges=0.0, support_months=12,
        ),
        TARGETING.at("need_first"),
    )  # fmt: skip
    asks = (*UnionProgramme.asks, AssistPartner)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        super().act(view, asking, intensity)
        lever = self.lever
        wells = lever.wells * lever.well_yuan
        monthly, roads = (lever.roads + wells) / lever.pairing_months, lever.roads / max(1.0, lever.roads + wells)
        for planned in self.begun(view, intensity):
            age = view.month - lever.start_month - planned.month + lever.pairing_months
            if 0 <= age < lever.pairing_months:
                (weak,) = set(planned.members) - {planned.lead}
                sponsored = lever.sponsored * monthly
                asking.ask(AssistPartner(weak, planned.lead, monthly, sponsored, roads), yuan=sponsored)
                asking.ask(NameSupported(weak))

    def plan(self, view: PolicyView) -> list[PlannedUnion]:
        """Pairs, each to be proposed after its months of help."""
        lever, free = self.lever, ~taken_up(view)
        pairs: list[tuple[int, int]] = []
        for village in self._weak_first(view, free):
            strong = self._partner(view, village, free)
            if free[village] and strong is not None:
                free[[village, strong]] = False
                pairs.append((strong, village))
        chosen = pairs[: round(lever.pairs * lever.dose)]
        return [
            PlannedUnion(lever.pairing_months + i // lever.per_month, strong, tuple(sorted((strong, weak))), FORM)
            for i, (strong, weak) in enumerate(chosen)
        ]

    def offer(self, planned: PlannedUnion) -> ProposeUnion:
        return replace(super().offer(planned), posts_lost=self.lever.posts_lost)

    def ready(self, view: PolicyView, planned: PlannedUnion) -> bool:
        """Once the weaker side's cadres resist no more than the lever says."""
        return bool((view.villages.resistance[list(planned.members)] <= self.lever.max_resistance).all())

    def _weak_first(self, view: PolicyView, free: npt.NDArray[np.bool_]) -> list[int]:
        """Weak villages in the order of the targeting lever, those paired earlier before the others."""
        villages = view.villages
        weak = (villages.listed == 1) | (villages.index_assessed < 0)
        if self.lever.targeting == "list":
            weak |= True
        order = ranked(view, self.name, self.lever, free & weak)
        return sorted(order, key=lambda row: (row not in self.lever.villages, villages.tied_to[row] < 0))

    def _partner(self, view: PolicyView, weak: int, free: npt.NDArray[np.bool_]) -> int | None:
        """The better of the three sames, or of neighbours named: one paired earlier, then the best."""
        villages, index = view.villages, view.villages.index_assessed
        named = (int(row) for row in view.adjacent(weak) if free[row] and row in self.lever.villages)
        alike = {*same(view, self.lever, weak, free), *named}
        better = (row for row in alike if index[row] - index[weak] >= self.lever.min_gap)
        return max(better, key=lambda row: (villages.tied_to[weak] == row, index[row], -row), default=None)
