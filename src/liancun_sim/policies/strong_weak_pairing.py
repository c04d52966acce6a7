"""A strong village united with a weak neighbour, and its growers sent to teach there (强弱联合).

Weak villages are taken by need; each gets an adjacent village that does clearly better, one that grows
greenhouse vegetables where there is one. Once the pair has united, its growers go to the weak village in
the winters when greenhouses are built and bear.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    TARGETING,
    Asking,
    Lever,
    LivingUnion,
    PlannedUnion,
    PolicyView,
    SendTechnician,
    UnionProgramme,
    growing,
    ranked,
    taken_up,
    union_levers,
    unit_costs,
)
from liancun_sim.vocabulary import Label


class StrongWeakPairing(UnionProgramme):
    key = "strong_weak_pairing"
    label = Label("Strong-weak pairing", "强弱村结对")
    source = "source documents, joint villages (strong-weak form) and joint party branches (strong-weak kind)"
    levers = (
        Lever("pairs", 12, "pairs", Label("Pairs proposed", "结对组数"), "assumption", 0, 200, "integer",
              plausible=(4, 40)),
        Lever("per_month", 3, "pairs/month", Label("Pairs proposed a month", "每月提出组数"), "assumption",
              1, 60, "integer", plausible=(1, 12)),
        Lever("min_gap", 0.5, "SD of the assessed index", Label("Least gap between strong and weak", "强弱村最小差距"),
              "assumption", 0, 3, plausible=(0, 2)),
        Lever("technicians", 13.0, "persons", Label("Technicians sent to a weak village in winter",
              "冬季派驻技术员人数"),
              "source documents, joint party branches: 13 technicians for a winter", 0, 40, plausible=(0, 20)),
        Lever("winters", 2, "winters", Label("Winters with technicians after the pair has united",
              "派驻技术员的冬季数"), "assumption: the source names one", 0, 10, "integer", plausible=(1, 4)),
        unit_costs.COST_TECHNICIAN,
        *union_levers(training=0.03),
        TARGETING.at("need_first"),
    )  # fmt: skip
    asks = (*UnionProgramme.asks, SendTechnician)

    def plan(self, view: PolicyView) -> list[PlannedUnion]:
        lever, index = self.lever, view.villages.index_assessed
        free = ~taken_up(view)
        below_average = index < 0  # the index is 0 for the average village at t0
        pairs: list[tuple[int, int]] = []
        for weak in ranked(view, self.name, lever, free & (below_average | (view.villages.listed == 1))):
            strong = self._partner(view, weak, free)
            if free[weak] and strong is not None:
                free[[weak, strong]] = False
                pairs.append((strong, weak))
        chosen = pairs[: round(lever.pairs * lever.dose)]
        return [
            PlannedUnion(i // lever.per_month, strong, tuple(sorted((strong, weak))), "strong_weak")
            for i, (strong, weak) in enumerate(chosen)
        ]

    def why_nothing(self, view: PolicyView) -> Label:
        gap = self.lever.min_gap
        return Label(
            f"no weak village has a free neighbour better by {gap:g} SD of the assessed index",
            f"没有弱村的相邻村在考核指数上高出{gap:g}个标准差且尚可结对",
        )

    def accompany(self, view: PolicyView, asking: Asking, union: LivingUnion) -> None:
        self.teach(view, asking, union)

    def _partner(self, view: PolicyView, weak: int, free: npt.NDArray[np.bool_]) -> int | None:
        """The adjacent free village better by the gap.

        One paired earlier, then one with greenhouse growers to send, then of its own township, then the best.
        """
        villages, index, grows = view.villages, view.villages.index_assessed, growing(view)
        better = [
            int(row) for row in view.adjacent(weak) if free[row] and index[row] - index[weak] >= self.lever.min_gap
        ]
        tied, township = villages.tied_to, villages.township
        return max(
            better,
            key=lambda row: (
                row in self.lever.villages,
                tied[weak] == row or tied[row] == weak,
                grows[row],
                township[row] == township[weak],
                index[row],
                -row,
            ),
            default=None,
        )
