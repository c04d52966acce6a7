"""A subsidy for building greenhouses: for a time, in some villages, so many a year within a budget (大棚建设补贴).

Households decide whether to apply; last month's applicants are granted village by village, in the order of targeting.
Nobody else is paid.
"""

import numpy as np

from liancun_sim.interventions import Asking, Lever, Policy, PolicyView, SubsidiseGreenhouses
from liancun_sim.vocabulary import Label


class GreenhouseSubsidy(Policy):
    key = "greenhouse_subsidy"
    label = Label("Greenhouse subsidy", "大棚建设补贴")
    source = "press 2008: of about 10,000 yuan for a greenhouse of 1 mu the public paid 6,000 (2007)"
    levers = (
        Lever("count", 754, "villages", Label("Villages where it can be applied for", "可申请补贴的村数"),
              "assumption: the whole county unless fewer are wanted", 0, 754, "integer", plausible=(10, 754)),
        Lever("subsidy_yuan", 6_000.0, "yuan/greenhouse", Label("Subsidy of a greenhouse of 1 mu", "每亩大棚补贴"),
              "press 2008: 6,000 yuan in 2007; that it is so elsewhere is an assumption", 0, 10_000,
              plausible=(1_000, 10_000)),
        Lever("houses", 160.0, "greenhouses/year", Label("Greenhouses subsidised a year", "每年补贴大棚数"),
              "assumption: 160 take about a million yuan", 0, 5_000, plausible=(20, 800)),
        Lever("whom", "all", "choice", Label("Who may apply", "可申请的农户"), "assumption", kind="choice",
              choices=("all", "poor")),
        Lever("cost_notice", 5.0, "yuan/village/month", Label("Notices and forms of a village", "每村告知和申请表费用"),
              "assumption", 1, 20, plausible=(1, 20)),
        Lever("cost_inspection_staff", 0.05, "cadre-months/greenhouse",
              Label("Staff to check an application and inspect the greenhouse", "审核和验收每个大棚所需人力"),
              "assumption", 0.01, 0.2, plausible=(0.01, 0.2)),
    )  # fmt: skip
    asks = (SubsidiseGreenhouses,)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever = self.lever
        due, elapsed = lever.houses / 12 * intensity, view.month - lever.start_month
        left = int(due * (elapsed + 1) + 0.5) - int(due * elapsed + 0.5)  # whole ones, as many over the years as asked
        if lever.subsidy_yuan == 0 or due == 0:
            return
        villages = self.targets(view, round(lever.count * intensity))
        asking.ask(SubsidiseGreenhouses(villages, lever.subsidy_yuan, whom=lever.whom), yuan=lever.cost_notice)
        applicants = np.repeat(villages, view.villages.subsidy_applicants[villages].astype(np.intp))
        asking.ask(
            SubsidiseGreenhouses(applicants[:left], lever.subsidy_yuan, 1, lever.whom),
            yuan=lever.subsidy_yuan,
            cadre_months=lever.cost_inspection_staff,
        )
