"""What a county gives those it wants to succeed, for a time: six kinds of support that fade (扶持联村发展若干规定).

Policy preference, funds, science and technology, better pay, services, standard assessment: the
source speaks of seven kinds and lists six. They go to the members of unions, or to chosen villages.
Promised to whoever unites, they also make villages more willing to, as the source intends.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    WINTER,
    Appraise,
    Asking,
    Build,
    GrantVillage,
    HoldClass,
    Lever,
    NameSupported,
    PayPerformance,
    Policy,
    PolicyView,
    SendTechnician,
    month_of_year,
    unit_costs,
)
from liancun_sim.vocabulary import Label

Villages = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

NO_SUM = "the source names no sum"


class SupportPackage(Policy):
    key = "support_package"
    label = Label("Temporary support package", "一揽子扶持政策")
    source = "source documents, joint villages, parts 1–3: support in seven kinds, six of them listed"
    levers = (
        Lever("recipients", "unions", "choice", Label("Who gets it", "扶持对象"),
              "source document 000, part 1, section 2 (3): joint villages; the other choice is for comparison",
              kind="choice", choices=("villages", "unions")),
        Lever("count", 60, "villages", Label("Villages, where it does not go to unions", "扶持村数（非联村时）"),
              "assumption", 0, 754, "integer", plausible=(10, 200)),
        Lever("months", 24, "months", Label("Months of support", "扶持月数"),
              "assumption: the sources call it temporary (扶上马，送一程)", 1, 240, "integer", plausible=(6, 60)),
        Lever("half_life", 12.0, "months", Label("Months in which support halves", "扶持力度减半所需月数"),
              "assumption", 1, 240, plausible=(6, 36)),
        Lever("preference", 0.1, "share", Label("Fees waived on works", "政策优惠：工程规费减免比例"),
              f"assumption; {NO_SUM}", 0, 0.5, plausible=(0, 0.3)),
        Lever("funds", 10_000.0, "yuan/village/year", Label("Money for the village fund", "资金扶持"),
              f"assumption; {NO_SUM}", 0, 300_000, plausible=(0, 100_000)),
        Lever("technicians", 1.0, "persons", Label("Technicians in winter", "科技帮促：冬季技术员人数"),
              "assumption", 0, 40, plausible=(0, 13)),
        Lever("pay", 4_000.0, "yuan/village/year", Label("Pay of the village's cadres at full performance",
              "提高待遇：村干部效益工资"), f"assumption; {NO_SUM}", 0, 50_000, plausible=(0, 20_000)),
        Lever("services", 4_000.0, "yuan/village/year", Label("Services built", "搞好服务：服务设施投入"),
              f"assumption; {NO_SUM}", 0, 200_000, plausible=(0, 50_000)),
        Lever("class_places", 40.0, "places/quarter", Label("Places in classes a quarter", "每季度培训人次"),
              "assumption", 0, 500, plausible=(0, 200)),
        Lever("appraisals", True, "yes/no", Label("Appraisal by representatives every quarter",
              "规范考评：每季度民主评议"),
              "source document 000, part 1, section 2 (3): standard assessment; the quarter is an assumption",
              kind="yes_no"),
        Lever("cost_fees", 6_000.0, "yuan/village/year",
              Label("Fees on a village's works, of which the county waives a part", "每村每年工程规费（县按比例减免）"),
              "assumption", 1000, 20_000, plausible=(1_000, 20_000)),
        Lever("expected", 0.02, "log", Label("Gain villages expect of it while they decide, if it goes to unions",
              "表决联村时群众对扶持的预期增收"),
              "assumption: source document 000, part 1, section 2 (3), means it to raise the will to "
              "unite (提高组建积极性), and names no size", 0, 0.1, plausible=(0, 0.05)),
        unit_costs.COST_TECHNICIAN,
        unit_costs.COST_CLASS,
        unit_costs.COST_APPRAISAL,
        unit_costs.COST_APPRAISAL_STAFF,
    )  # fmt: skip
    asks = (GrantVillage, SendTechnician, PayPerformance, Build, HoldClass, Appraise, NameSupported)
    moves = ("public_works.unit_cost", "attitude.promise")

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        if self.lever.recipients == "unions" and self.lever.expected > 0:
            self._encourage(view, asking, intensity)
        supported = list(self._recipients(view, intensity))
        if not supported:
            return
        villages, ages = np.array(supported).T
        strength = 2.0 ** (-ages / self.lever.half_life)
        if self.lever.preference > 0:
            waived = self.lever.preference * strength
            fees = self.lever.cost_fees / 12
            asking.scale("public_works.unit_cost", villages, 1 - waived, yuan=waived * fees)
        self._support_all(asking, villages, strength, month_of_year(view) in WINTER)
        due = ages % 3 == 0
        self._support_by_quarter(asking, villages[due], strength[due])

    def _encourage(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        """Villages with a live proposal expect the support that waits for them if they unite.

        Announcing it costs nothing: what it costs is paid to those that do. No charter promises it, so none breaks it.
        """
        deciding = np.flatnonzero(view.villages.proposal >= 0)
        if deciding.size:
            asking.add("attitude.promise", deciding, self.lever.expected * intensity)

    def _recipients(self, view: PolicyView, intensity: float) -> Iterator[tuple[int, int]]:
        """Villages in support, each with the months it has had it already."""
        lever, unions = self.lever, view.unions
        if lever.recipients == "villages":
            age = view.month - lever.start_month
            for village in self.targets(view, round(lever.count * intensity)) if age < lever.months else ():
                yield village, age
            return
        living = np.flatnonzero(unions.dissolved_month < 0)
        for row in living[: round(living.size * intensity)]:
            age = view.month - max(int(unions.formed_month[row]) + 1, lever.start_month)
            if age < lever.months:
                yield from ((int(village), age) for village in unions.members[row])

    def _support_all(self, asking: Asking, villages: Villages, strength: Floats, winter: bool) -> None:
        """What villages in support get every month."""
        lever = self.lever
        asking.ask(NameSupported(villages))
        if lever.pay > 0:
            pay = lever.pay / 12 * strength
            asking.ask(PayPerformance(villages, pay), yuan=pay)
        if winter and lever.technicians > 0:
            sent = lever.technicians * strength
            asking.ask(SendTechnician(villages, sent), yuan=sent * lever.cost_technician)

    def _support_by_quarter(self, asking: Asking, villages: Villages, strength: Floats) -> None:
        """What they get once in three months."""
        lever = self.lever
        if lever.funds > 0:
            funds = lever.funds / 4 * strength
            asking.ask(GrantVillage(villages, funds), yuan=funds)
        if lever.services > 0:
            services = lever.services / 4 * strength
            asking.ask(Build(villages, "services", services), yuan=services)
        if lever.class_places > 0:
            places = lever.class_places * strength
            asking.ask(HoldClass(villages, places), yuan=places * lever.cost_class)
        if lever.appraisals:
            asking.ask(Appraise(villages), yuan=lever.cost_appraisal, cadre_months=lever.cost_appraisal_staff)
