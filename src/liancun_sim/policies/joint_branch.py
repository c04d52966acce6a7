"""Two villages under one party branch, elected by their party members (联合党支部，联建).

Pairs are the three sames: adjacent, similar, living by the same trade. Three kinds: villages paired
for assistance before, a strong one with a weak one, two small ones made one. The masses recommend,
party members elect; one secretary leads both, and holds a district post.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    THREE_SAMES,
    UNION_FORMS,
    Asking,
    Lever,
    LivingUnion,
    PlannedUnion,
    PolicyView,
    ProposeUnion,
    SendTechnician,
    UnionProgramme,
    growing,
    ranked,
    same,
    taken_up,
    union_form,
    union_levers,
    unit_costs,
)
from liancun_sim.vocabulary import Label

MIXED = ("twinned", "joint_branch", "small_village")  # the three kinds of the source documents
KINDS = tuple(form.key for form in UNION_FORMS.values() if form.one_secretary)
Pair = tuple[int, int]  # lead first


class JointBranch(UnionProgramme):
    key = "joint_branch"
    label = Label("Joint party branches", "联合党支部")
    source = "source documents, joint party branches: 4 pairs of villages in 3 townships (两推一选, 三同)"
    levers = (
        Lever("kind", "mixed", "choice", Label("Kind of pairs", "结对类型"), "source documents, joint party branches",
              kind="choice", choices=("mixed", *KINDS)),
        Lever("pairs", 12, "pairs", Label("Pairs proposed", "拟联建组数"),
              "assumption: the source reports the 4 that were founded", 0, 200, "integer", plausible=(4, 60)),
        Lever("per_month", 4, "pairs/month", Label("Pairs proposed a month", "每月提出组数"), "assumption",
              1, 60, "integer", plausible=(1, 12)),
        *THREE_SAMES,
        Lever("min_gap", 0.5, "SD of the assessed index", Label("Least gap between strong and weak", "强弱村最小差距"),
              "assumption", 0, 3, plausible=(0, 2)),
        Lever("max_population", 300, "persons", Label("Small means fewer people than", "小村人口上限"),
              "source documents, joint party branches: villages below 300 people", 50, 2000, "integer"),
        Lever("posts_lost", 0.17, "probability", Label("Probability that a cadre loses the post", "干部失去职位的概率"),
              "assumption: one of two secretaries among six committee members", 0, 1, plausible=(0, 0.4)),
        Lever("posts_lost_small", 0.4, "probability", Label("The same, where small villages become one",
              "小村联建时干部失去职位的概率"), "assumption", 0, 1, plausible=(0, 0.6)),
        Lever("technicians", 13.0, "persons",
              Label("Technicians sent to a weak village in winter", "冬季派驻技术员人数"),
              "source documents, joint party branches: 13 technicians for a winter", 0, 40, plausible=(0, 20)),
        Lever("winters", 1, "winters", Label("Winters with technicians", "派驻技术员的冬季数"),
              "source documents, joint party branches: one winter", 0, 10, "integer", plausible=(0, 4)),
        Lever("market_access", 1.2, "ratio", Label("Factor on joint sales where small villages share a market",
              "小村共用市场对联营销售的作用"),
              "assumption: a member's forging works became everybody's market (source documents)", 1, 3,
              plausible=(1, 2)),
        unit_costs.COST_TECHNICIAN,
        unit_costs.COST_MARKET,
        *union_levers(
            rule="two_recommend_one_elect", electorate="party_members", threshold=0.5, team_effort=0.3, works=0.0,
            reports=0.0, dispatches=0.0, exchanges=0.0, support_months=12,
        ),
    )  # fmt: skip
    asks = (*UnionProgramme.asks, SendTechnician)
    moves = (*UnionProgramme.moves, "collective_economy.market_access")

    def plan(self, view: PolicyView) -> list[PlannedUnion]:
        lever, free = self.lever, ~taken_up(view)
        if lever.targeting == "list":
            found = list(self._named(view, free))
        else:
            kinds = MIXED if lever.kind == "mixed" else (lever.kind,)
            in_turn = zip_longest(*(self._of_kind(view, kind, free) for kind in kinds))
            found = [pair for turn in in_turn for pair in turn if pair is not None]
        chosen = found[: round(lever.pairs * lever.dose)]
        return [
            PlannedUnion(i // lever.per_month, pair[0], tuple(sorted(pair)), kind)
            for i, (kind, pair) in enumerate(chosen)
        ]

    def offer(self, planned: PlannedUnion) -> ProposeUnion:
        merges = union_form(planned.form).merges
        posts_lost = self.lever.posts_lost_small if merges else self.lever.posts_lost
        return replace(super().offer(planned), posts_lost=posts_lost)

    def accompany(self, view: PolicyView, asking: Asking, union: LivingUnion) -> None:
        if union.form.teaches:
            self.teach(view, asking, union)
        if union.form.merges and self.lever.market_access > 1:
            lever = self.lever
            asking.scale("collective_economy.market_access", union.lead, lever.market_access, yuan=lever.cost_market)

    def _of_kind(self, view: PolicyView, kind: str, free: npt.NDArray[np.bool_]) -> Iterator[tuple[str, Pair]]:
        """Pairs of one kind in the order of the targeting lever; villages they take are no longer free.

        Of weak villages those that grow greenhouse vegetables come first: a partner of their trade can teach them.
        """
        villages, lever, form = view.villages, self.lever, union_form(kind)
        suits = (villages.listed == 1) | (villages.index_assessed < 0)
        if form.helped_before:
            suits = villages.tied_to >= 0
        elif form.merges:
            suits = villages.persons < lever.max_population
        order, grows = ranked(view, self.name, lever, suits & free), growing(view)
        if form.teaches:
            order.sort(key=lambda row: (row not in lever.villages, not grows[row]))
        for village in order:
            if free[village] and (partner := self._partner(view, kind, village, free)) is not None:
                free[[village, partner]] = False
                yield kind, self._lead_first(view, kind, (village, partner))

    def _partner(self, view: PolicyView, kind: str, village: int, free: npt.NDArray[np.bool_]) -> int | None:
        """The village to pair one with, among those that are the three sames with it."""
        villages, lever, form = view.villages, self.lever, union_form(kind)
        alike = same(view, lever, village, free)
        if form.helped_before:
            return next((row for row in alike if villages.tied_to[village] == row), None)
        if form.merges:
            return min((row for row in alike if villages.persons[row] < lever.max_population),
                       key=lambda row: (villages.persons[row], row), default=None)  # fmt: skip
        index, grows = villages.index_assessed, growing(view)
        better = (row for row in alike if index[row] - index[village] >= lever.min_gap)
        return max(better, key=lambda row: (grows[row], index[row], -row), default=None)

    def _named(self, view: PolicyView, free: npt.NDArray[np.bool_]) -> Iterator[tuple[str, Pair]]:
        """Each named village with the next named one beside it; what they are says the kind."""
        villages, named = view.villages, ranked(view, self.name, self.lever, free)
        for village in named:
            beside = [row for row in named if row != village and free[row] and row in view.adjacent(village)]
            if free[village] and beside:
                pair = (village, beside[0])
                free[list(pair)] = False
                tied = villages.tied_to[pair[0]] == pair[1] or villages.tied_to[pair[1]] == pair[0]
                small = (villages.persons[list(pair)] < self.lever.max_population).all()
                kind = "twinned" if tied else "small_village" if small else "joint_branch"
                yield kind, self._lead_first(view, kind, pair)

    @staticmethod
    def _lead_first(view: PolicyView, kind: str, pair: Pair) -> Pair:
        """The larger of two small villages leads, otherwise the better one."""
        worth = view.villages.persons if union_form(kind).merges else view.villages.index_assessed
        one, other = sorted(pair, key=lambda row: (-worth[row], row))
        return one, other
