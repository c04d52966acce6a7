"""Creating pioneer villages, and helping the backward after them (先锋工程).

Creation units are chosen anew each year and held to five strengths: their cadres are paid by
performance, in a few by the village's own appraisal; some units exist on paper only, and get neither
pay nor works. Classes, reserve cadres and one town's fund for its villages of low collective income
reach further villages; backward villages are paired with a county unit, a rich village and a firm, by
default the same that `cadre_posting` sends a cadre to, as the source has it.
"""

from liancun_sim.interventions import (
    TARGETING,
    AppointUnit,
    Asking,
    Build,
    FoundEnterprise,
    GiveVillage,
    GrantVillage,
    InvestVillage,
    Lever,
    NameSupported,
    PayPerformance,
    Policy,
    PolicyView,
    Train,
    TrainReserve,
    drawn_townships,
    month_of_year,
    unit_costs,
    worst_good,
)
from liancun_sim.vocabulary import Label

DOCUMENT = "source document 001 (pioneer project), part 1 "
CLASS_MONTH = 9  # source document 001: the first class was held in September
WORKING = 1  # code of village.creation_unit


class PioneerProject(Policy):
    key = "pioneer_project"
    label = Label("Pioneer project", "先锋工程")
    source = "source document 001: experience of the pioneer project of village organisations"
    levers = (
        Lever("units", 25, "villages", Label("Creation units a year", "每年创建村数"),
              "source document 001 (pioneer project), opening: 25 villages, and two towns, which are not modelled",
              0, 754, "integer", plausible=(5, 100)),
        Lever("paper_share", 0.1, "share", Label("Units that exist on paper only", "只有计划的创建单位比例"),
              "assumption: the source admits some (001, part 1, third problem)", 0, 1, plausible=(0, 0.5)),
        Lever("unit_works", 8_000.0, "yuan/village/year", Label("Works for a creation unit", "创建村建设资金"),
              "assumption: fees are returned to the village, no sum named", 0, 300_000, plausible=(0, 100_000)),
        Lever("pay", 6_000.0, "yuan/village/year", Label("Performance pay of a unit's cadres, in full",
              "创建村效益工资总额"), "assumption: the source names no sum", 0, 100_000, plausible=(0, 30_000)),
        Lever("pay_share", 0.8, "share", Label("Units that pay by performance", "实行效益工资的创建村比例"),
              DOCUMENT + "(4): most", 0, 1, plausible=(0.5, 1)),
        Lever("appraised_share", 0.1, "share", Label("Units where representatives decide on pay",
              "报酬民主评定的创建村比例"),
              DOCUMENT + "(4): two villages of 25", 0, 1, plausible=(0, 1)),
        Lever("class_villages", 80, "villages", Label("Villages in the September class", "培训班村数"),
              DOCUMENT + "(2): 80 villages, 160 leaders", 0, 754, "integer"),
        Lever("class_capacity", 0.02, "capacity/class", Label("Capacity gained in it", "培训班提升的班子能力"),
              "assumption", 0, 0.10, plausible=(0, 0.10)),
        Lever("class_match", 0.6, "share", Label("Fit of the classes to need", "培训与需求的契合度"),
              "assumption: the source admits that content misses need (001, part 1, second problem)", 0,
              1, plausible=(0.3, 1)),
        Lever("round_share", 0.39, "share", Label("Villages reached a year by the townships' own classes",
              "乡镇轮训每年覆盖比例"), DOCUMENT + "(2): 39 % of all township and village cadres", 0, 1),
        Lever("round_capacity", 0.01, "capacity/class", Label("Capacity gained in those", "轮训提升的班子能力"),
              "assumption", 0, 0.10, plausible=(0, 0.05)),
        Lever("reserve_villages", 107, "villages", Label("Villages with reserve cadres, of the whole county",
              "全县有后备干部的村数"),
              DOCUMENT + "(4): 107 villages of one town, larger than any township of the default county; here chosen "
              "over the county", 0, 754, "integer"),
        Lever("reserve_persons", 2.9, "persons/village", Label("Reserve cadres of a village", "每村后备干部数"),
              DOCUMENT + "(4): 311 people from 107 villages", 0, 20),
        Lever("reserve_months", 18, "months", Label("Months of training", "后备干部培训月数"),
              DOCUMENT + "(4): a year and a half", 0, 120, "integer"),
        Lever("fund_villages", 5, "villages", Label("Villages with targeted funds", "专项资金扶持村数"),
              DOCUMENT + "(5): 5 villages of one town", 0, 754, "integer"),
        Lever("fund_townships", 1, "townships", Label("Townships with such a fund", "设专项资金的乡镇数"),
              DOCUMENT + "(5): one town; which one is drawn", 0, 100, "integer"),
        Lever("fund_line", 30_000.0, "yuan/year", Label("Below this collective income", "集体经济年收入低于"),
              DOCUMENT + "(5): 30,000 yuan", 1000, 500_000),
        Lever("fund", 30_000.0, "yuan/village/year", Label("Targeted funds of a village", "每村专项资金"),
              "assumption: the source names no sum", 0, 500_000, plausible=(5_000, 150_000)),
        Lever("paired", 39, "villages", Label("Backward villages paired", "结对帮扶的后进村数"),
              DOCUMENT + "(5): 39 backward villages", 0, 400, "integer"),
        Lever("pairing_targeting", "need_first", "choice", Label("Which backward villages are paired first",
              "先结对哪些后进村"),
              DOCUMENT + "(5): the villages that are also sent cadres; `cadre_posting` goes by need", kind="choice",
              choices=TARGETING.choices),
        Lever("unit_aid", 5_000.0, "yuan/village/year", Label("Aid of the paired county unit", "挂钩部门帮扶资金"),
              "assumption: the source names no sum", 0, 300_000, plausible=(0, 50_000)),
        Lever("rich_gift", 5_000.0, "yuan/village/year", Label("Gift of the paired rich village", "富村结对资助"),
              "assumption: the source names no sum", 0, 300_000, plausible=(0, 50_000)),
        Lever("firm_capital", 45_000.0, "yuan/village", Label("Capital a paired firm brings", "富厂结对投资"),
              "assumption: the source's case of three firms and 300 jobs is one village, chosen to be "
              "told", 0, 5_000_000, plausible=(0, 500_000)),
        Lever("cost_reserve", 25.0, "yuan/person/month", Label("Training of a reserve cadre", "后备干部培训费用"),
              "assumption", 10, 100, plausible=(10, 100)),
        Lever("cost_unit_staff", 0.1, "cadre-months/village/month",
              Label("Staff of a county unit paired with a village",
              "部门挂钩每村所需人力"), "assumption", 0.02, 0.5, plausible=(0.02, 0.5)),
        unit_costs.COST_TRAINING,
        unit_costs.COST_ATTRACTING,
    )  # fmt: skip
    asks = (
        NameSupported, AppointUnit, PayPerformance, Build, Train, TrainReserve, InvestVillage, GrantVillage,
        GiveVillage, FoundEnterprise,
    )  # fmt: skip

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        year, month = divmod(view.month - self.lever.start_month, 12)
        self._create(view, asking, intensity, year, month)
        self._teach(view, asking, intensity, year, month)
        self._fund(view, asking, intensity, year, month)
        self._pair(view, asking, intensity, year, month)

    def _create(self, view: PolicyView, asking: Asking, intensity: float, year: int, month: int) -> None:
        """Creation units: those seen at work last month get pay by performance and, once a year, works."""
        lever, count = self.lever, round(self.lever.units * intensity)
        for village in self.targets(view, count, term=year, group="units"):
            asking.ask(NameSupported(village))
            asking.ask(AppointUnit(village, year, lever.paper_share))
        last = year if month > 0 else year - 1  # the year last month belonged to
        if last < 0:
            return
        units = self.targets(view, count, term=last, group="units")
        lots = {what: view.draws.uniform(f"pioneer.{what}/{self.name}", view.villages.key[units])
                for what in ("pay", "appraised")}  # fmt: skip
        for place, village in enumerate(units):
            if view.villages.creation_unit[village] != WORKING:
                continue
            if lever.pay > 0 and lots["pay"][place] < lever.pay_share:
                appraised = bool(lots["appraised"][place] < lever.appraised_share)
                asking.ask(PayPerformance(village, lever.pay / 12, appraised), yuan=lever.pay / 12)
            if month == 6 and lever.unit_works > 0:
                asking.ask(Build(village, worst_good(view, [village])[1], lever.unit_works), yuan=lever.unit_works)

    def _teach(self, view: PolicyView, asking: Asking, intensity: float, year: int, month: int) -> None:
        """The September class, the townships' own through the year, reserve cadres month by month."""
        lever, count = self.lever, len(view.villages)
        if month_of_year(view) == CLASS_MONTH and lever.class_capacity > 0:
            for village in self.targets(view, round(lever.class_villages * intensity), term=year, group="class"):
                asking.ask(Train(village, lever.class_capacity, lever.class_match), yuan=lever.cost_training)
        if lever.round_capacity > 0:
            reached = self.targets(view, round(lever.round_share * count * intensity), term=year, group="rounds")
            for village in reached[month::12]:
                asking.ask(Train(village, lever.round_capacity, lever.class_match), yuan=lever.cost_training)
        if 12 * year + month < lever.reserve_months and lever.reserve_persons > 0:
            for village in self.targets(view, round(lever.reserve_villages * intensity), group="reserve"):
                cost = lever.reserve_persons * lever.cost_reserve
                asking.ask(TrainReserve(village, lever.reserve_persons), yuan=cost)

    def _fund(self, view: PolicyView, asking: Asking, intensity: float, year: int, month: int) -> None:
        """Money for property in villages below a line of collective income, in the townships that set it aside."""
        lever = self.lever
        town = drawn_townships(view, f"pioneer.fund/{self.name}", lever.fund_townships)
        below = town & (view.villages.collective_year_yuan < lever.fund_line)
        for village in self.targets(view, round(lever.fund_villages * intensity), below, term=year, group="fund"):
            asking.ask(NameSupported(village))
            if month % 3 == 0 and lever.fund > 0:
                asking.ask(InvestVillage(village, lever.fund / 4), yuan=lever.fund / 4)

    def _pair(self, view: PolicyView, asking: Asking, intensity: float, year: int, month: int) -> None:
        """Backward villages with a county unit, the richest village of their township that is free, and a firm."""
        lever, villages = self.lever, view.villages
        backward = self.targets(
            view, round(lever.paired * intensity), villages.listed == 1, year, "paired", lever.pairing_targeting
        )
        givers: set[int] = set()
        for village in backward:
            asking.ask(NameSupported(village), cadre_months=lever.cost_unit_staff)
            if month % 6 == 0 and lever.unit_aid > 0:
                asking.ask(GrantVillage(village, lever.unit_aid / 2), yuan=lever.unit_aid / 2)
            if month % 6 == 0 and lever.rich_gift > 0:
                rich = self._richest(view, village, givers | set(backward))
                if rich is not None:
                    givers.add(rich)
                    gift = GiveVillage(rich, village, lever.rich_gift / 2)
                    asking.ask(gift, cadre_months=lever.cost_unit_staff)  # who arranges it; the rich village pays
            if month == 3 and year == 0 and lever.firm_capital > 0:
                firm = FoundEnterprise(village, lever.firm_capital)
                asking.ask(firm, yuan=lever.firm_capital * lever.cost_attracting, standing=True)

    @staticmethod
    def _richest(view: PolicyView, village: int, taken: set[int]) -> int | None:
        """The free village of the same township with most collective income; ties by village id."""
        villages = view.villages
        income = villages.collective_year_yuan
        free = [int(row) for row in (villages.township == villages.township[village]).nonzero()[0] if row not in taken]
        return max(free, key=lambda row: (income[row], -row), default=None)
