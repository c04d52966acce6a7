"""Joint villages: neighbouring villages united by consent, pilots first, the easy before the hard (联村自治).

Sets of two to five adjacent villages are chosen round promising villages. A strong village may lead
partners with spare land (hub), a weak one (strong-weak) or fellow workshops (industry cluster). The
others begin once a pilot has formed. Weak partners are taught in winter; a cluster gets its joint road
and help to sell.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    Asking,
    Build,
    Lever,
    LivingUnion,
    PlannedUnion,
    PolicyView,
    SendTechnician,
    UnionProgramme,
    connected_groups,
    grow,
    merit,
    ranked,
    taken_up,
    union_levers,
    unit_costs,
)
from liancun_sim.vocabulary import Label

SIZES = np.array((2, 3, 4, 5))
SIZE_SOURCE = "assumption, range 0–1; joint villages that formed average 3.3 villages (source documents)"
FITTING = 0.5  # what a partner fitting the form is worth against merit [SD]; assumption, 0–1.5
OUTWEIGHING = 1e6  # where a village is named, its partners go by fit, not by ease
WORKSHOPS_OF_A_CLUSTER = 2.0  # per 100 households in every member; assumption, 1–5


class JointVillage(UnionProgramme):
    key = "joint_village"
    label = Label("Joint villages", "联村自治")
    source = "source documents, joint villages: 35 unions of 115 villages in about a year, at least 80 % agreeing"
    levers = (
        Lever("form", "mixed", "choice", Label("Form of the unions", "联村形式"), "source documents, joint villages",
              kind="choice", choices=("mixed", "hub", "strong_weak", "industry")),
        Lever("proposals", 56, "unions", Label("Unions proposed", "拟建联村数"),
              "assumption, range 38–100: the source counts the 35 that formed, not those tried", 0, 200, "integer"),
        Lever("size_2", 0.18, "weight", Label("Proposals of two villages", "两村联合的比重"), SIZE_SOURCE, 0, 1),
        Lever("size_3", 0.33, "weight", Label("Proposals of three villages", "三村联合的比重"), SIZE_SOURCE, 0, 1),
        Lever("size_4", 0.30, "weight", Label("Proposals of four villages", "四村联合的比重"), SIZE_SOURCE, 0, 1),
        Lever("size_5", 0.19, "weight", Label("Proposals of five villages", "五村联合的比重"), SIZE_SOURCE, 0, 1),
        Lever("strong_weak_share", 1 / 3, "share", Label("Share of unions containing a backward village",
              "含后进村的联村比例"), "assumption, range 0–1", 0, 1),
        Lever("foundation", 0.5, "SD/SD", Label("What a good foundation counts beside ease (assessed index)",
              "选点时基础好坏（考核指数）相对难易的分量"),
              "size: assumption, range 0–1.5; influence, foundation and pull come first (source documents)", 0, 3),
        Lever("pilots", 5, "unions", Label("Pilots proposed in the first month", "首月试点数"),
              "assumption, range 1–10", 0, 50, "integer"),
        Lever("spread_from", 3, "months", Label("Month the others begin", "推开起始月"), "assumption, range 1–12",
              0, 60, "integer"),
        Lever("spread_to", 8, "months", Label("Month the last are proposed", "推开截止月"), "assumption, range 3–24",
              0, 120, "integer"),
        Lever("pilots_formed", 1, "unions", Label("Pilots that must have formed before others are proposed",
              "推开前须成立的试点数"),
              "assumption, range 0–5: spread once the pilots had basically succeeded (source documents)",
              0, 50, "integer"),
        Lever("technicians", 5.0, "persons", Label("Technicians sent to a weak village's side in winter",
              "强弱联村冬季派驻技术员人数"),
              "assumption, range 0–20; unified training and restructuring (source documents, joint villages)", 0, 40),
        Lever("winters", 2, "winters", Label("Winters with technicians", "派驻技术员的冬季数"), "assumption, range 1–4",
              0, 10, "integer"),
        Lever("joint_road", 100_000.0, "yuan/union", Label("Road joining the villages of an industry cluster",
              "产业联村连接道路投资"),
              "size: assumption, range 0–300,000; a dead-end road was paved within a month (source documents)",
              0, 1_000_000),
        Lever("market_access", 1.2, "ratio", Label("Factor on joint sales of an industry cluster while supported",
              "支持期内产业联村联营销售系数"), "assumption, range 1–2", 1, 3),
        unit_costs.COST_TECHNICIAN,
        unit_costs.COST_MARKET,
        *union_levers(),
    )  # fmt: skip
    asks = (*UnionProgramme.asks, SendTechnician)
    moves = (*UnionProgramme.moves, "collective_economy.market_access")

    def plan(self, view: PolicyView) -> list[PlannedUnion]:
        count = round(self.lever.proposals * self.lever.dose)
        named_only = self.lever.targeting == "list"
        sets = (self._named_sets(view) if named_only else self._sets(view, count))[:count]
        return [self._planned(view, members, self._month(i, len(sets))) for i, members in enumerate(sets)]

    def ready(self, view: PolicyView, planned: PlannedUnion) -> bool:
        """Pilots at once, the others when enough of the pilots stand."""
        return planned.month == 0 or int((view.unions.policy == self.name).sum()) >= self.lever.pilots_formed

    def accompany(self, view: PolicyView, asking: Asking, union: LivingUnion) -> None:
        super().accompany(view, asking, union)
        lever = self.lever
        if union.form == "strong_weak":
            self.teach(view, asking, union)
        if union.form == "industry" and union.age < lever.support_months:
            if union.age == 0 and lever.joint_road > 0:
                others = tuple(member for member in union.members if member != union.lead)
                road = Build(union.lead, "road", lever.joint_road, others)
                asking.ask(road, yuan=lever.joint_road, standing=True)
            if lever.market_access > 1:
                asking.scale(
                    "collective_economy.market_access", union.lead, lever.market_access, yuan=lever.cost_market
                )

    def _month(self, place: int, count: int) -> int:
        """Pilots in the first month, the others spread evenly over the months that follow."""
        lever = self.lever
        pilots = max(1, round(lever.pilots * lever.dose)) if lever.pilots else 0
        if place < pilots:
            return 0
        months = max(1, lever.spread_to - lever.spread_from + 1)
        return int(lever.spread_from + (place - pilots) * months // (count - pilots))

    def _named_sets(self, view: PolicyView) -> list[tuple[int, ...]]:
        """Each group of adjacent named villages is a union to propose; one named alone gets partners that suit it."""
        free, worth = ~taken_up(view), merit(view, self.name, self.lever)
        named = ranked(view, self.name, self.lever, free)
        free[named] = False
        groups: list[tuple[int, ...]] = []
        for group in connected_groups(view, named):
            if len(group) == 1:
                best_fit = worth + OUTWEIGHING * self._fits(view, group[0])
                group = grow(view, group, self._size(view, group[0]), free, best_fit)
            if len(group) > 1:
                free[list(group)] = False
                groups.append(group)
        return groups

    def _sets(self, view: PolicyView, count: int) -> list[tuple[int, ...]]:
        """Disjoint connected sets, those with a backward village spaced evenly among the others."""
        lever, villages = self.lever, view.villages
        share = 1.0 if lever.form == "strong_weak" else lever.strong_weak_share
        free, worth = ~taken_up(view), self._worth(view)
        suits = industrious(view) if lever.form == "industry" else np.ones(len(villages), dtype=bool)
        order = ranked(view, self.name, lever, suits & free)
        order.sort(key=lambda row: (row not in lever.villages, -worth[row]))
        seeds = {True: iter(order), False: iter(order)}  # a seed that fails once fails for good: free only shrinks
        chosen: list[tuple[int, ...]] = []
        for place in range(count):
            wanted = int((place + 1) * share) > int(place * share)
            for with_weak in (wanted, not wanted):
                tried = (self._around(view, seed, with_weak, free, worth) for seed in seeds[with_weak])
                if members := next(filter(None, tried), None):
                    free[list(members)] = False
                    chosen.append(members)
                    break
        return chosen

    def _worth(self, view: PolicyView) -> npt.NDArray[np.float64]:
        """(village,) what the targeting lever goes by; where that is ease, a good foundation counts too. [SD]"""
        worth = merit(view, self.name, self.lever)
        if self.lever.targeting != "easy_first":
            return worth
        return np.asarray(worth + self.lever.foundation * view.villages.index_assessed, dtype=np.float64)

    def _around(
        self,
        view: PolicyView,
        seed: int,
        with_weak: bool,
        free: npt.NDArray[np.bool_],
        worth: npt.NDArray[np.float64],
    ) -> tuple[int, ...] | None:
        """A set round a seed, with a backward village or without any; None where no partner is free."""
        weak = view.villages.listed == 1
        if not free[seed] or (weak[seed] and not with_weak):
            return None
        worth = worth + FITTING * self._fits(view, seed)
        start = [seed]
        if with_weak:
            unlike = [int(row) for row in view.adjacent(seed) if free[row] and weak[row] != weak[seed]]
            if not unlike:
                return None
            start.append(max(unlike, key=lambda row: (worth[row], -row)))
        members = grow(view, start, self._size(view, seed), free if with_weak else free & ~weak, worth)
        return members if len(members) > 1 else None

    def _fits(self, view: PolicyView, seed: int) -> npt.NDArray[np.float64]:
        """(village,) 0–1 — how a partner suits a seed: by its spare land for a hub, else by the same leading trade."""
        villages = view.villages
        if self.lever.form == "hub":
            spare = np.maximum(0.0, villages.spare_land_mu - villages.spare_land_mu[seed])
            near = view.adjacent(seed)
            return np.asarray(np.minimum(1.0, spare / max(1.0, float(spare[near].max(initial=0.0)))))
        return np.asarray(villages.leading_trade == villages.leading_trade[seed], dtype=np.float64)

    def _size(self, view: PolicyView, seed: int) -> int:
        """The size of the set round a seed, drawn by the size levers."""
        lever = self.lever
        bounds = np.cumsum((lever.size_2, lever.size_3, lever.size_4, lever.size_5))
        draw = view.draws.uniform(f"union_size/{self.name}", view.villages.key[seed : seed + 1])[0]
        return int(SIZES[min(np.searchsorted(bounds, draw * bounds[-1], side="right"), SIZES.size - 1)])

    def _planned(self, view: PolicyView, members: tuple[int, ...], month: int) -> PlannedUnion:
        """The set with its form and the lead that form calls for."""
        villages, rows = view.villages, list(members)
        form = self.lever.form
        if form == "mixed":
            clustered = bool(industrious(view)[rows].all())
            form = "strong_weak" if (villages.listed[rows] == 1).any() else "industry" if clustered else "hub"
        stands_out = {
            "hub": villages.collective_year_yuan,
            "strong_weak": villages.index_assessed,
            "industry": villages.workshops,
        }[form]
        return PlannedUnion(month, max(members, key=lambda row: (stands_out[row], -row)), members, form)


def industrious(view: PolicyView) -> npt.NDArray[np.bool_]:
    """(village,) bool — villages with workshops enough to be part of an industry cluster."""
    villages = view.villages
    return np.asarray(villages.workshops >= WORKSHOPS_OF_A_CLUSTER * villages.households / 100)
