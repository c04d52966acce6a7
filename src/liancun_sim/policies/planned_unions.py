"""Unions somebody has planned, run as any programme of unions: who with whom, led by whom, in which month (拟结对).

A line of the plan is one union. The county's own plan (``planned_unions.csv``) is taken where a scenario
lists none. Each proposal goes the way every proposal goes, it may be refused; unions that stand already (`decided`)
form at once.
"""

from dataclasses import replace

from liancun_sim.interventions import (
    UNION_FORMS,
    Asking,
    Lever,
    LivingUnion,
    PlannedUnion,
    PolicyView,
    ProposeUnion,
    SendTechnician,
    UnionProgramme,
    union_levers,
    unit_costs,
)
from liancun_sim.vocabulary import Label


class PlannedUnions(UnionProgramme):
    key = "planned_unions"
    label = Label("Planned unions", "拟结对方案")
    source = "design choice: a plan is the planner's own; its support is that of joint villages (source documents)"
    levers = (
        Lever("unions", (), "unions", Label("The plan (empty: the county's own)", "方案（空为本县拟结对表）"),
              "design choice", kind="unions"),
        Lever("form", "strong_weak", "choice", Label("Form of the unions for which the plan names none",
              "方案未注明时的联村形式"),
              "assumption: pairs of a stronger with a weaker village are what the source documents plan", kind="choice",
              choices=tuple(UNION_FORMS)),
        Lever("decided", False, "yes/no", Label("United already: nobody is asked", "已经联村（不再征求意见）"),
              "design choice: a plan is put to the villages", kind="yes_no"),
        Lever("technicians", 5.0, "persons", Label("Technicians sent to a weak village's side in winter",
              "强弱联村冬季派驻技术员人数"),
              "assumption; unified training and restructuring (source documents, joint villages)", 0, 40,
              plausible=(0, 20)),
        Lever("winters", 2, "winters", Label("Winters with technicians", "派驻技术员的冬季数"), "assumption",
              0, 10, "integer", plausible=(1, 4)),
        unit_costs.COST_TECHNICIAN,
        *union_levers(),
    )  # fmt: skip
    asks = (*UnionProgramme.asks, SendTechnician)

    def plan(self, view: PolicyView) -> list[PlannedUnion]:
        unions: tuple[PlannedUnion, ...] = self.lever.unions
        return list(unions[: round(len(unions) * self.lever.dose)])

    def offer(self, planned: PlannedUnion) -> ProposeUnion:
        return replace(super().offer(planned), decided=self.lever.decided)

    def accompany(self, view: PolicyView, asking: Asking, union: LivingUnion) -> None:
        if union.form.teaches:
            self.teach(view, asking, union)
