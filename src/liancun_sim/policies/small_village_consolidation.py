"""Small neighbouring villages merged into one, with fewer cadre posts (小村联建，化零为整).

Villages below a population are paired with an adjacent small one, or else with their smallest
neighbour. Governance removes posts when a pair has united.
"""

from dataclasses import replace

import numpy as np

from liancun_sim.interventions import (
    Lever,
    PlannedUnion,
    PolicyView,
    ProposeUnion,
    UnionProgramme,
    ranked,
    taken_up,
    union_levers,
)
from liancun_sim.vocabulary import Label


class SmallVillageConsolidation(UnionProgramme):
    key = "small_village_consolidation"
    label = Label("Small-village consolidation", "小村联建")
    source = "source documents, joint party branches: villages below 300 people merged in pairs (化零为整)"
    levers = (
        Lever("pairs", 40, "pairs", Label("Pairs proposed", "拟联建组数"),
              "assumption: most of a county's small villages", 0, 200, "integer", plausible=(2, 60)),
        Lever("max_population", 300, "persons", Label("Small means fewer people than", "小村人口上限"),
              "source documents, joint party branches: villages below 300 people", 50, 2000, "integer"),
        Lever("small_only", False, "yes/no", Label("Both villages must be small", "双方均须为小村"),
              "assumption: the two pairs in the source documents are both small", kind="yes_no"),
        Lever("max_partner_population", 1000, "persons", Label("Largest partner of a small village", "对方村人口上限"),
              "assumption", 50, 5000, "integer", plausible=(300, 2_000)),
        Lever("per_month", 4, "pairs/month", Label("Pairs proposed a month", "每月提出组数"), "assumption",
              1, 60, "integer", plausible=(1, 12)),
        Lever("posts_lost", 0.4, "probability", Label("Probability that a cadre loses the post", "干部失去职位的概率"),
              "assumption: two committees of three become one of three to five (Organic Law of Villagers' "
              "Committees)", 0, 1, plausible=(0, 0.6)),
        *union_levers(promise=0.08),
    )  # fmt: skip

    def plan(self, view: PolicyView) -> list[PlannedUnion]:
        lever, persons = self.lever, view.villages.persons
        small, free = persons < lever.max_population, ~taken_up(view)
        order = ranked(view, self.name, lever, small & free)
        pairs: list[tuple[int, int]] = []
        for both_small in (True, False):  # two small ones first; the rest go to their smallest neighbour
            if both_small or not lever.small_only:
                limit = lever.max_population if both_small else lever.max_partner_population
                for village in order:
                    near = [int(row) for row in view.adjacent(village) if free[row] and persons[row] < limit]
                    if free[village] and near:
                        partner = min(near, key=lambda row: (persons[row], row))
                        free[[village, partner]] = False
                        pairs.append((village, partner))
        chosen = pairs[: round(lever.pairs * lever.dose)]
        return [self._planned(persons, pair, i // lever.per_month) for i, pair in enumerate(chosen)]

    def why_nothing(self, view: PolicyView) -> Label:
        limit = self.lever.max_population
        if not (view.villages.persons < limit).any():
            return Label(f"no village here has fewer than {limit} people", f"没有人口不足{limit}人的村")
        return Label(
            f"no village of fewer than {limit} people has a neighbour it may unite with",
            f"人口不足{limit}人的村都没有可以联合的相邻村",
        )

    def offer(self, planned: PlannedUnion) -> ProposeUnion:
        return replace(super().offer(planned), posts_lost=self.lever.posts_lost)

    @staticmethod
    def _planned(persons: np.ndarray, pair: tuple[int, int], month: int) -> PlannedUnion:
        """The larger village leads."""
        members = tuple(sorted(pair))
        return PlannedUnion(month, max(members, key=lambda row: (persons[row], -row)), members, "small_village")
