"""Villagers decide, build, manage, appraise and share together (美好环境与幸福生活共同缔造).

Centre households keep in touch with ten each, points reward taking part, small works are built by
households and awarded afterwards, larger ones by the village's construction council and labour
company; a co-operative with land and money shares pays out most of its profit, by land and by money.
Not modelled: the commissions of members who sell for it.
"""

import numpy as np

from liancun_sim.interventions import (
    Appraise,
    Asking,
    AwardWorks,
    Build,
    FoundCooperative,
    HoldClass,
    KeepAssembly,
    KeepPoints,
    Lever,
    NameSupported,
    Policy,
    PolicyView,
    unit_costs,
    worst_good,
)
from liancun_sim.vocabulary import Label

NO_SUM = "the source names no sum"


class CoCreation(Policy):
    key = "co_creation"
    label = Label("Co-creation", "共同缔造")
    source = "source document 003: co-creation of a beautiful environment and a happy life (2020s)"
    levers = (
        Lever("count", 40, "villages", Label("Villages", "开展村数"),
              "assumption: the source's count of about 1,000 organisations is garbled, and no villages",
              0, 754, "integer", plausible=(5, 300)),
        Lever("centre_coverage", 1.0, "share", Label("Households in touch with a centre household", "中心户联系覆盖率"),
              "source document 003, section 1: one centre household for ten, all covered", 0, 1, plausible=(0, 1)),
        Lever("points", 6.0, "yuan/household/month", Label("Awards for points", "积分兑换奖励"),
              f"assumption; {NO_SUM}", 0, 100, plausible=(0, 30)),
        Lever("award", 12_000.0, "yuan/village/year", Label("Awards for self-built works, if all took part",
              "以奖代补资金（全员参与时）"), f"assumption; {NO_SUM}", 0, 300_000, plausible=(0, 60_000)),
        Lever("contracts", 12_000.0, "yuan/village/year", Label("Works given to the village's labour company",
              "交村劳务公司承建的小型工程"), f"assumption; {NO_SUM}", 0, 500_000, plausible=(0, 100_000)),
        Lever("cooperative", 40_000.0, "yuan/village", Label("Capital for the village's co-operative",
              "村集体合作社出资"),
              f"assumption; {NO_SUM}", 0, 500_000, plausible=(10_000, 200_000)),
        Lever("payout", 0.6, "share", Label("Share of the co-operative's yearly profit paid to members",
              "合作社分红比例"),
              "source document 003, section 2: 60 % of each year's profit", 0, 1),
        Lever("deliberation", True, "yes/no", Label("Deliberation halls: villages resolve by the eight steps",
              "建村民议事厅，按程序表决"), "source document 003, section 2: four discussions and two publications",
              kind="yes_no"),
        Lever("supervised", 0.7, "0–1", Label("Supervision by the village's committee for it", "村务监督力度"),
              "assumption", 0, 1, plausible=(0, 1)),
        Lever("class_places", 50.0, "places/year", Label("Places in skill classes for a village a year",
              "每村每年技能培训人次"),
              "assumption: 70 classes for 6,900 people, the villages not counted (source document 003, "
              "section 3)", 0, 500, plausible=(0, 200)),
        Lever("advice", 0.005, "log", Label("Business income gained by a firm's adviser",
              "民营企业家顾问带来的经营增收"),
              "assumption: 60 advisers (source document 003, section 3)", 0, 0.1, plausible=(0, 0.03)),
        Lever("reach", 1.0, "contacts/household/month", Label("Contacts of centre households while a union is proposed",
              "联村动员期中心户户均接触"), "assumption", 0, 4, plausible=(0, 2)),
        Lever("cost_points_staff", 0.05, "cadre-months/village/month", Label("Staff who keep points and accept works",
              "积分评议和验收所需人力"), "assumption", 0.01, 0.2, plausible=(0.01, 0.2)),
        Lever("cost_centre_staff", 0.02, "cadre-months/village/month",
              Label("Staff who guide centre households while a union is proposed", "联村动员期指导中心户所需人力"),
              "assumption", 0.005, 0.1, plausible=(0.005, 0.1)),
        Lever("cost_advice", 50.0, "yuan/village/month", Label("Expenses of a firm's adviser, unpaid otherwise",
              "民营企业家顾问工作费用（不取报酬）"), "assumption", 10, 300, plausible=(10, 300)),
        unit_costs.COST_ASSEMBLY,
        unit_costs.COST_ASSEMBLY_STAFF,
        unit_costs.COST_APPRAISAL,
        unit_costs.COST_APPRAISAL_STAFF,
        unit_costs.COST_CLASS,
    )  # fmt: skip
    asks = (
        KeepPoints, AwardWorks, Build, FoundCooperative, KeepAssembly, Appraise, HoldClass, NameSupported,
    )  # fmt: skip
    moves = ("outreach.contact_capacity", "income.business_premium")

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever, elapsed = self.lever, view.month - self.lever.start_month
        villages = self.targets(view, round(lever.count * intensity))
        for place, village in enumerate(villages):
            asking.ask(NameSupported(village))
            awards = lever.points * float(view.villages.households[village])
            points = KeepPoints(village, awards, lever.centre_coverage)
            asking.ask(points, yuan=awards, cadre_months=lever.cost_points_staff)
            month = (elapsed - place) % 12  # villages begin their years month after month, so that money lasts
            if elapsed == place % 12 and lever.cooperative > 0:
                founded = FoundCooperative(village, lever.cooperative, lever.payout)
                asking.ask(founded, yuan=lever.cooperative, standing=True)
            if month == 0:
                self._open_year(asking, village)
            if month % 6 == 3:
                self._build_together(view, asking, village)
        self._reach_out(view, asking, villages)

    def _open_year(self, asking: Asking, village: int) -> None:
        """Once a year: the hall and its assembly, classes, the appraisal of the village's cadres."""
        lever = self.lever
        if lever.deliberation:
            asking.ask(
                KeepAssembly(village, 12, supervised=lever.supervised),
                yuan=lever.cost_assembly,
                cadre_months=lever.cost_assembly_staff,
            )
        if lever.class_places > 0:
            asking.ask(HoldClass(village, lever.class_places), yuan=lever.class_places * lever.cost_class)
        asking.ask(Appraise(village), yuan=lever.cost_appraisal, cadre_months=lever.cost_appraisal_staff)

    def _build_together(self, view: PolicyView, asking: Asking, village: int) -> None:
        """A half-year's works: awards for as many as take part, and a contract for the labour company."""
        lever = self.lever
        award = lever.award / 2 * float(view.villages.participation[village])
        if award > 0:
            asking.ask(AwardWorks(village, award), yuan=award)
        if lever.contracts > 0:
            good = worst_good(view, [village])[1]
            asking.ask(Build(village, good, lever.contracts / 2, local=True), yuan=lever.contracts / 2)

    def _reach_out(self, view: PolicyView, asking: Asking, villages: list[int]) -> None:
        """Centre households speak for a proposal with those they are in touch with; advisers help businesses."""
        lever, rows = self.lever, np.array(villages, dtype=np.intp)
        asking.add("income.business_premium", rows, lever.advice, yuan=lever.cost_advice)
        proposed = rows[view.villages.proposal[rows] >= 0]
        contacts = lever.reach * lever.centre_coverage * view.villages.households[proposed]
        asking.add("outreach.contact_capacity", proposed, contacts, cadre_months=lever.cost_centre_staff)
