"""Villages that work by the eight steps, in townships that work by the five rings (五环·八步工作法).

Villages take it up over a year, and go on year by year: each pays for cards and boards and needs
some of the township's time. Where the township works by its five rings, it proposes (suggestions
gathered in the villages beside their own), decides each quarter, does (pays for works that villages
resolved and could not do), has committees appraised, and assesses (pays them by results). Not modelled:
what a township decides for itself, and that results count in appointments, since it has no leaders here.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import (
    Appraise,
    Asking,
    FundResolved,
    KeepAssembly,
    Lever,
    NameSupported,
    PayPerformance,
    Policy,
    PolicyView,
    drawn_townships,
    unit_costs,
)
from liancun_sim.vocabulary import Label

TWO_THIRDS = "source document 004 (five rings, eight steps), step 5: at least two thirds"


class EightStepAssembly(Policy):
    key = "eight_step_assembly"
    label = Label("Assembly of representatives by the eight steps", "五环·八步工作法")
    source = "source document 004: in a year 834 villages, 19,280 suggestions, 4,034 assemblies, 3,576 resolutions"
    levers = (
        Lever("coverage", 0.87, "share", Label("Villages that take it up", "推行村比例"),
              "source document 004, section 1: 834 of 957 villages", 0, 1),
        Lever("rollout_months", 12, "months", Label("Months until all have taken it up", "推开所需月数"),
              "assumption", 1, 120, "integer", plausible=(1, 36)),
        Lever("quorum", 2 / 3, "share", Label("Representatives that must be present", "代表到会比例"), TWO_THIRDS, 0,
              1, plausible=(0.5, 0.8)),
        Lever("majority", 2 / 3, "share", Label("Of those present, that must agree", "到会代表赞成比例"), TWO_THIRDS, 0,
              1, plausible=(0.5, 0.8)),
        Lever("supervised", 0.7, "0–1", Label("How closely representatives follow what is done", "代表全程监督力度"),
              "assumption: the source has senior representatives follow it from start to end", 0, 1, plausible=(0, 1)),
        Lever("ring_townships", 0.15, "share", Label("Townships that work by the five rings",
              "实行五环工作法的乡镇比例"),
              "assumption: source document 004 has one city of the prefecture try them", 0, 1, plausible=(0, 1)),
        Lever("ring_suggestions", 0.2, "suggestions/village/month", Label("Suggestions such a township raises itself",
              "五环乡镇提事：乡镇征集的意见建议"),
              "assumption: source document 004, first ring, names visits, hotlines and forms, and no number",
              0, 4, plausible=(0, 1)),
        Lever("ring_pay", 1_200.0, "yuan/village/year", Label("Pay by results in such a township, in full",
              "五环乡镇考事：按考核结果奖励"),
              "assumption: by source document 004, fifth ring, results count in rewards; no sum is "
              "named", 0, 50_000, plausible=(0, 10_000)),
        Lever("ring_yuan", 10_000.0, "yuan/village/year",
              Label("Most a ring township pays for a village's resolved works",
              "实行五环的乡镇每村每年出资上限"), "assumption", 0, 200_000, plausible=(0, 50_000)),
        Lever("ring_work_yuan", 5_000.0, "yuan/work", Label("What it pays for one", "每项出资"),
              "assumption",
              500, 50_000, plausible=(1_000, 20_000)),
        unit_costs.COST_ASSEMBLY,
        unit_costs.COST_ASSEMBLY_STAFF,
        unit_costs.COST_APPRAISAL,
        unit_costs.COST_APPRAISAL_STAFF,
    )  # fmt: skip
    asks = (KeepAssembly, FundResolved, Appraise, PayPerformance, NameSupported)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever, elapsed = self.lever, view.month - self.lever.start_month
        villages = np.array(self.targets(view, round(lever.coverage * intensity * len(view.villages))), dtype=np.intp)
        turn = np.arange(villages.size) * lever.rollout_months // max(1, villages.size)
        villages, turn = villages[turn <= elapsed], turn[turn <= elapsed]
        asking.ask(NameSupported(villages))
        rings = self._rings(view)
        opening = villages[(elapsed - turn) % 12 == 0]
        raised = np.where(rings[opening], lever.ring_suggestions, 0.0)
        asking.ask(
            KeepAssembly(opening, 12, lever.quorum, lever.majority, lever.supervised, raised),
            yuan=lever.cost_assembly,
            cadre_months=lever.cost_assembly_staff,
        )
        within = villages[rings[villages]]
        if lever.ring_pay > 0:
            asking.ask(PayPerformance(within, lever.ring_pay / 12), yuan=lever.ring_pay / 12)
        if elapsed % 3 == 2:
            self._close_rings(view, asking, within)

    def _close_rings(self, view: PolicyView, asking: Asking, villages: npt.NDArray[np.intp]) -> None:
        """The township does what its villages resolved, and is appraised for it."""
        lever = self.lever
        yuan = np.minimum(lever.ring_yuan / 4, lever.ring_work_yuan * view.villages.works_waiting[villages])
        some = yuan > 0
        asking.ask(FundResolved(villages[some], yuan[some]), yuan=yuan[some])
        asking.ask(Appraise(villages), yuan=lever.cost_appraisal, cadre_months=lever.cost_appraisal_staff)

    def _rings(self, view: PolicyView) -> npt.NDArray[np.bool_]:
        """Villages of townships that work by the five rings: (village,) bool."""
        townships = np.unique(view.villages.township).size
        return drawn_townships(view, f"eight_steps.rings/{self.name}", round(self.lever.ring_townships * townships))
