"""Work teams sent to backward villages, moving on to the next after a push (工作组整顿后进村)."""

from liancun_sim.interventions import (
    TARGETING,
    Asking,
    Lever,
    NameSupported,
    Policy,
    PolicyView,
    SendWorkTeam,
    unit_costs,
)
from liancun_sim.vocabulary import Label


class WorkTeam(Policy):
    key = "work_team"
    label = Label("Work teams in backward villages", "工作组驻村")
    source = "source documents, joint villages (a work team from the township) and pioneer project (backward villages)"
    levers = (
        Lever("count", 40, "villages", Label("Villages with a team at a time", "同时驻村数"),
              "assumption; the pioneer-project document counts 39 backward villages", 0, 400, "integer",
              plausible=(10, 100)),
        Lever("effort", 0.8, "share", Label("Share of full attention during the push", "集中期投入"),
              "assumption", 0, 1, plausible=(0.3, 1)),
        Lever("push_months", 12, "months", Label("Months of push", "集中整顿月数"), "assumption",
              1, 120, "integer", plausible=(6, 36)),
        Lever("moves_on", True, "yes/no", Label("Teams move on to the villages listed when a push ends",
              "期满后转驻当时的后进村"), "assumption", kind="yes_no"),
        unit_costs.COST_TEAM,
        unit_costs.COST_TEAM_STAFF.at(2.0),
        TARGETING.at("need_first"),
    )  # fmt: skip
    asks = (SendWorkTeam, NameSupported)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever = self.lever
        push = (view.month - lever.start_month) // lever.push_months
        if push > 0 and not lever.moves_on:
            return
        listed = view.villages.listed == 1
        villages = self.targets(view, round(lever.count * intensity), listed, term=push)
        asking.ask(
            SendWorkTeam(villages, lever.effort),
            yuan=lever.cost_team * lever.effort,
            cadre_months=lever.cost_team_staff * lever.effort,
        )
        asking.ask(NameSupported(villages))
