"""Joint villages: neighbouring villages united by consent, pilots first, the easy before the hard (联村自治).

Sets of two to five adjacent villages are chosen round promising villages, each for a form: a village
with a crop worth spreading and no land left leads partners with land to spare (hub), a strong village a
weak one (strong-weak), villages of private firms join (industry cluster). The others begin once a pilot
has formed. Weak partners are taught in winter; a cluster gets its joint road and help to sell.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    UNION_FORMS,
    Asking,
    Build,
    Lever,
    LivingUnion,
    PlannedUnion,
    PolicyView,
    SendTechnician,
    UnionForm,
    UnionProgramme,
    connected_groups,
    grow,
    growing,
    merit,
    ranked,
    taken_up,
    union_levers,
    unit_costs,
)
from liancun_sim.vocabulary import Label

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Sets = list[tuple[tuple[int, ...], UnionForm]]  # members and form of each

SIZES = np.array((2, 3, 4, 5))
SIZE_SOURCE = "assumption; the smaller agree more often, and those that formed average 3.3 villages (source documents)"
SHARE_SOURCE = "assumption; the source documents name one union of each form and count none"
HUB, STRONG_WEAK, INDUSTRY = MIXED = tuple(UNION_FORMS[key] for key in ("hub", "strong_weak", "industry"))
"""The forms of the source documents."""
FORMS = tuple(form.key for form in UNION_FORMS.values() if not form.one_secretary)
CROPS_WORTH_SPREADING = ("orchard", "greenhouse_vegetables")  # of a hub's lead; cherries in the source documents
OUTWEIGHING = 1e6  # where a village is named, its partners go by fit, not by ease


class JointVillage(UnionProgramme):
    key = "joint_village"
    label = Label("Joint villages", "联村自治")
    source = "source documents, joint villages: 35 unions of 115 villages in about a year, at least 80 % agreeing"
    levers = (
        Lever("form", "mixed", "choice", Label("Form of the unions", "联村形式"), "source documents, joint villages",
              kind="choice", choices=("mixed", *FORMS)),
        Lever("proposals", 56, "unions", Label("Unions proposed", "拟建联村数"),
              "assumption: the source counts the 35 that formed, not those tried", 0, 200, "integer",
              plausible=(38, 100)),
        Lever("size_2", 0.14, "weight", Label("Proposals of two villages", "两村联合的比重"),
              SIZE_SOURCE, 0, 1, plausible=(0, 1)),
        Lever("size_3", 0.31, "weight", Label("Proposals of three villages", "三村联合的比重"),
              SIZE_SOURCE, 0, 1, plausible=(0, 1)),
        Lever("size_4", 0.31, "weight", Label("Proposals of four villages", "四村联合的比重"),
              SIZE_SOURCE, 0, 1, plausible=(0, 1)),
        Lever("size_5", 0.24, "weight", Label("Proposals of five villages", "五村联合的比重"),
              SIZE_SOURCE, 0, 1, plausible=(0, 1)),
        Lever("hub_share", 1 / 2, "weight", Label("Mixed forms: weight of hubs", "多种形式中中心带动型的比重"),
              SHARE_SOURCE, 0, 1, plausible=(0, 1)),
        Lever("strong_weak_share", 1 / 3, "weight", Label("Mixed forms: weight of unions with a backward village",
              "多种形式中强弱联合型（含后进村）的比重"), SHARE_SOURCE, 0, 1, plausible=(0, 1)),
        Lever("industry_share", 1 / 6, "weight", Label("Mixed forms: weight of industry clusters",
              "多种形式中产业集聚型的比重"), SHARE_SOURCE, 0, 1, plausible=(0, 1)),
        Lever("foundation", 0.5, "SD/SD", Label("What a good foundation counts beside ease (assessed index)",
              "选点时基础好坏（考核指数）相对难易的分量"),
              "size: assumption; influence, foundation and pull come first (source documents)", 0, 3,
              plausible=(0, 1.5)),
        Lever("fitting", 0.5, "SD", Label("What a partner fitting the form counts beside ease",
              "合作村符合联村形式的分量"), "assumption", 0, 3, plausible=(0, 1.5)),
        Lever("teaching", 1.5, "SD", Label("What growers to send count in a strong partner",
              "强村有可派种植能手的分量"), "assumption", 0, 6, plausible=(0, 3)),
        Lever("cluster_workshops", 2.0, "workshops/100 households",
              Label("Workshops every member of an industry cluster has at least", "产业联村成员村每百户最少企业数"),
              "assumption", 0, 20, plausible=(1, 5)),
        Lever("pilots", 5, "unions", Label("Pilots proposed in the first month", "首月试点数"),
              "assumption", 0, 50, "integer", plausible=(1, 10)),
        Lever("spread_from", 3, "months", Label("Month the others begin", "推开起始月"), "assumption",
              0, 60, "integer", plausible=(1, 12)),
        Lever("spread_to", 8, "months", Label("Month the last are proposed", "推开截止月"), "assumption",
              0, 120, "integer", plausible=(3, 24)),
        Lever("pilots_formed", 1, "unions", Label("Pilots that must have formed before others are proposed",
              "推开前须组建的试点数"),
              "assumption: spread once the pilots had basically succeeded (source documents)",
              0, 50, "integer", plausible=(0, 5)),
        Lever("technicians", 5.0, "persons", Label("Technicians sent to a weak village's side in winter",
              "强弱联村冬季派驻技术员人数"),
              "assumption; unified training and restructuring (source documents, joint villages)", 0, 40,
              plausible=(0, 20)),
        Lever("winters", 2, "winters", Label("Winters with technicians", "派驻技术员的冬季数"), "assumption",
              0, 10, "integer", plausible=(1, 4)),
        Lever("joint_road", 100_000.0, "yuan/union", Label("Road joining the villages of an industry cluster",
              "产业联村连接道路投资"),
              "size: assumption; a dead-end road was paved within a month (source documents)",
              0, 1_000_000, plausible=(0, 300_000)),
        Lever("hall", 0.0, "yuan/union", Label("Hall for the use of all members of a strong-weak union",
              "强弱联村共用礼堂（如殡仪馆）投资"),
              "size: assumption; one union doubled its funeral hall (source documents)", 0, 1_000_000,
              plausible=(0, 200_000)),
        Lever("market_access", 1.2, "ratio", Label("Factor on joint sales of an industry cluster while supported",
              "支持期内产业联村联营销售系数"), "assumption", 1, 3, plausible=(1, 2)),
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
        return [
            PlannedUnion(self._month(i, len(sets)), self._lead(view, members, form), members, form.key)
            for i, (members, form) in enumerate(sets)
        ]

    def ready(self, view: PolicyView, planned: PlannedUnion) -> bool:
        """Pilots at once, the others when enough of the pilots stand."""
        return planned.month == 0 or int((view.unions.policy == self.name).sum()) >= self.lever.pilots_formed

    def accompany(self, view: PolicyView, asking: Asking, union: LivingUnion) -> None:
        lever = self.lever
        if union.form.teaches:
            self.teach(view, asking, union)
        if union.form.weak_side and union.age == 0 and lever.hall > 0:
            guests = tuple(member for member in union.members if member != union.lead)
            asking.ask(Build(union.lead, "services", lever.hall, guests), yuan=lever.hall, standing=True)
        if union.form.shares_market and union.age < lever.support_months:
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

    def _named_sets(self, view: PolicyView) -> Sets:
        """Each group of adjacent named villages is a union to propose; one named alone gets partners that suit it."""
        free, worth = ~taken_up(view), merit(view, self.name, self.lever)
        named = ranked(view, self.name, self.lever, free)
        free[named] = False
        groups: Sets = []
        for group in connected_groups(view, named):
            if len(group) == 1:
                best_fit = worth + OUTWEIGHING * self._fits(view, group[0], self._form_of(view, group))
                group = grow(view, group, self._size(view, group[0]), free, best_fit)
            if len(group) > 1:
                free[list(group)] = False
                groups.append((group, self._form_of(view, group)))
        return groups

    def _sets(self, view: PolicyView, count: int) -> Sets:
        """Disjoint connected sets with their forms, these evenly mixed; where no set of a form is left, another's."""
        free, worth = ~taken_up(view), self._worth(view)
        forms = MIXED if self.lever.form == "mixed" else (UNION_FORMS[self.lever.form],)
        seeds = {
            form.key: iter(self._seeds(view, form, free, worth)) for form in forms
        }  # one that fails fails for good
        chosen: Sets = []
        for wanted in self._forms(count):
            for form in (wanted, *(other for other in forms if other != wanted)):
                tried = (self._around(view, seed, form, free, worth) for seed in seeds[form.key])
                if members := next(filter(None, tried), None):
                    free[list(members)] = False
                    chosen.append((members, form))
                    break
        return chosen

    def _forms(self, count: int) -> list[UnionForm]:
        """The form of each union, so that any first part of the plan has its shares; a tie goes to the first named."""
        lever = self.lever
        if lever.form != "mixed":
            return [UNION_FORMS[lever.form]] * count
        weights = np.array([lever.hub_share, lever.strong_weak_share, lever.industry_share])
        shares = weights / weights.sum() if weights.any() else np.array([1.0, 0.0, 0.0])
        made, forms = np.zeros(len(MIXED)), []
        for place in range(count):
            next_form = int(np.argmax(np.round(shares * (place + 1) - made, 9)))
            made[next_form] += 1
            forms.append(MIXED[next_form])
        return forms

    def _seeds(self, view: PolicyView, form: UnionForm, free: Mask, worth: Floats) -> list[int]:
        """Villages round which a set of this form may grow: named ones first, then those of most worth."""
        suits = free
        if form.weak_side:
            worth = worth + self.lever.teaching * (growing(view) & (view.villages.listed == 0))
        elif form.pools_land:
            suits = free & spreading(view)
        elif form.shares_market:
            suits = free & self._industrious(view)
        order = ranked(view, self.name, self.lever, suits)
        return sorted(order, key=lambda row: (row not in self.lever.villages, -worth[row]))

    def _worth(self, view: PolicyView) -> Floats:
        """(village,) what the targeting lever goes by; where that is ease, a good foundation counts too. [SD]"""
        worth = merit(view, self.name, self.lever)
        if self.lever.targeting != "easy_first":
            return worth
        return np.asarray(worth + self.lever.foundation * view.villages.index_assessed, dtype=np.float64)

    def _around(
        self, view: PolicyView, seed: int, form: UnionForm, free: Mask, worth: Floats
    ) -> tuple[int, ...] | None:
        """A set of a form round a seed, or None where no free neighbour suits.

        With a weak side: a backward village and one that is not, and whoever suits. The others take no backward
        village: to pool land those with more to spare than the seed has, to share a market those of private firms.
        """
        weak = view.villages.listed == 1
        if not free[seed] or (weak[seed] and not form.weak_side):
            return None
        worth = worth + self.lever.fitting * self._fits(view, seed, form)
        if form.weak_side:
            unlike = [int(row) for row in view.adjacent(seed) if free[row] and weak[row] != weak[seed]]
            if not unlike:
                return None
            start = [seed, max(unlike, key=lambda row: (worth[row], -row))]
            return grow(view, start, self._size(view, seed), free, worth)
        spare, suits = view.villages.spare_land_mu, free & ~weak
        if form.pools_land:
            suits &= spare > spare[seed]
        elif form.shares_market:
            suits &= self._industrious(view)
        members = grow(view, [seed], self._size(view, seed), suits, worth)
        return members if len(members) > 1 else None

    def _fits(self, view: PolicyView, seed: int, form: UnionForm) -> Floats:
        """(village,) 0–1 — how a partner suits a seed: by its spare land to pool, else by the same leading trade.

        A backward seed is suited best by a village that grows greenhouse vegetables and can teach it.
        """
        villages = view.villages
        if form.pools_land and not form.weak_side:
            spare = np.maximum(0.0, villages.spare_land_mu - villages.spare_land_mu[seed])
            near = view.adjacent(seed)
            return np.asarray(np.minimum(1.0, spare / max(1.0, float(spare[near].max(initial=0.0)))))
        if form.weak_side and villages.listed[seed] == 1:
            return np.asarray(growing(view), dtype=np.float64)
        return np.asarray(villages.leading_trade == villages.leading_trade[seed], dtype=np.float64)

    def _size(self, view: PolicyView, seed: int) -> int:
        """The size of the set round a seed, drawn by the size levers."""
        lever = self.lever
        bounds = np.cumsum((lever.size_2, lever.size_3, lever.size_4, lever.size_5))
        draw = view.draws.uniform(f"union_size/{self.name}", view.villages.key[seed : seed + 1])[0]
        return int(SIZES[min(np.searchsorted(bounds, draw * bounds[-1], side="right"), SIZES.size - 1)])

    def _form_of(self, view: PolicyView, members: tuple[int, ...]) -> UnionForm:
        """The form named villages call for, unless the lever says it."""
        if self.lever.form != "mixed":
            return UNION_FORMS[self.lever.form]
        rows = list(members)
        if (view.villages.listed[rows] == 1).any():
            return STRONG_WEAK
        return INDUSTRY if self._industrious(view)[rows].all() else HUB

    def _industrious(self, view: PolicyView) -> Mask:
        """(village,) bool — villages with workshops enough to be part of an industry cluster."""
        villages = view.villages
        return np.asarray(villages.workshops >= self.lever.cluster_workshops * villages.households / 100)

    @staticmethod
    def _lead(view: PolicyView, members: tuple[int, ...], form: UnionForm) -> int:
        """The member the form calls for.

        To pool land, it grows what is to spread and has the least land to spare; to share a market, it has most
        workshops. With a weak side, or else: the best, before it a good one that grows greenhouse vegetables.
        """
        villages = view.villages
        if form.pools_land and not form.weak_side:
            crop, spare = worth_spreading(view), villages.spare_land_mu
            return max(members, key=lambda row: (crop[row], -spare[row], villages.collective_year_yuan[row], -row))
        if form.shares_market and not form.weak_side:
            return max(members, key=lambda row: (villages.workshops[row], -row))
        index, grows = villages.index_assessed, growing(view) & (villages.listed == 0)
        return max(members, key=lambda row: (grows[row] and index[row] > 0, index[row], -row))


def worth_spreading(view: PolicyView) -> Mask:
    """(village,) bool — villages that live by a crop whose technique, brand and sales others lack."""
    codes = [code for code, trade in enumerate(view.trades) if trade in CROPS_WORTH_SPREADING]
    return np.isin(view.villages.leading_trade, codes)


def spreading(view: PolicyView) -> Mask:
    """(village,) bool — villages fit to be a hub: a crop worth spreading, and less spare land than most have."""
    spare = view.villages.spare_land_mu
    return np.asarray(worth_spreading(view) & (spare <= np.median(spare)))
