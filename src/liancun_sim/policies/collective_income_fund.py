"""A fund for villages whose collective income is low: property that earns, and works (扶持集体经济薄弱村).

Each year the villages below a line of collective income are taken anew; who has risen above it makes
room for others. Money put into property becomes income only later, and only where it is managed.
"""

from liancun_sim.interventions import (
    TARGETING,
    Asking,
    Build,
    InvestVillage,
    Lever,
    NameSupported,
    Policy,
    PolicyView,
    worst_good,
)
from liancun_sim.vocabulary import Label


class CollectiveIncomeFund(Policy):
    key = "collective_income_fund"
    label = Label("Fund for villages of low collective income", "集体经济薄弱村专项资金")
    source = "source documents, pioneer project: a town earmarks money for its villages below 30,000 yuan"
    levers = (
        Lever("line", 30_000.0, "yuan/year", Label("Villages below this collective income", "集体经济年收入低于"),
              "source document 001 (pioneer project), part 1 (5): 30,000 yuan in one town",
              1000, 500_000, plausible=(10_000, 50_000)),
        Lever("count", 40, "villages", Label("Villages a year", "每年扶持村数"),
              "assumption: the town has 5, the county's are not counted", 0, 754, "integer", plausible=(5, 200)),
        Lever("yuan", 30_000.0, "yuan/village/year", Label("Money for a village a year", "每村每年扶持资金"),
              "assumption: the source names no sum", 0, 500_000, plausible=(5_000, 150_000)),
        Lever("works_share", 0.3, "share", Label("Share for works, the rest for property", "用于基础设施的比例"),
              "assumption: the source names infrastructure and projects", 0, 1, plausible=(0, 1)),
        TARGETING.at("need_first"),
    )  # fmt: skip
    asks = (InvestVillage, Build, NameSupported)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever = self.lever
        year, month = divmod(view.month - lever.start_month, 12)
        below = view.villages.collective_year_yuan < lever.line
        villages = self.targets(view, round(lever.count * intensity), below, term=year)
        asking.ask(NameSupported(villages))
        if month % 6 == 0 and lever.yuan > 0:
            works = lever.yuan / 2 * lever.works_share
            if works > 0:
                for village in villages:
                    asking.ask(Build(village, worst_good(view, [village])[1], works), yuan=works)
            if works < lever.yuan / 2:
                asking.ask(InvestVillage(villages, lever.yuan / 2 - works), yuan=lever.yuan / 2 - works)
