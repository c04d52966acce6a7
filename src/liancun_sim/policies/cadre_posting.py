"""Cadres posted from the county to lead backward villages for a term (干部下派).

A posted cadre is worth what the village's own leadership lacks, and leaves at the end of the term,
when the villages listed then get theirs.
"""

from liancun_sim.interventions import (
    TARGETING,
    Asking,
    GrantVillage,
    Lever,
    NameSupported,
    Policy,
    PolicyView,
    PostCadre,
)
from liancun_sim.vocabulary import Label


class CadrePosting(Policy):
    key = "cadre_posting"
    label = Label("Cadres posted to backward villages", "干部下派后进村")
    source = "source documents, pioneer project: 39 backward villages get cadre postings, among other help"
    levers = (
        Lever("count", 39, "villages", Label("Villages with a posted cadre at a time", "同时下派村数"),
              "source document 001 (pioneer project), part 1 (5): 39 backward villages", 0, 400,
              "integer", plausible=(5, 100)),
        Lever("quality", 0.7, "0–1", Label("Quality of the posted cadre", "下派干部履职能力"),
              "assumption", 0, 1, plausible=(0.4, 0.9)),
        Lever("term_months", 24, "months", Label("Term of a posting", "任职期限"), "assumption",
              1, 120, "integer", plausible=(12, 36)),
        Lever("moves_on", True, "yes/no", Label("At the end of a term cadres go to the villages listed then",
              "期满后转派当时的后进村"), "assumption", kind="yes_no"),
        Lever("fund", 5_000.0, "yuan/village/year", Label("Money the cadre brings to the village",
              "下派干部带来的工作经费"),
              "assumption: the source names no sum", 0, 200_000, plausible=(0, 50_000)),
        Lever("cost_posting", 400.0, "yuan/month", Label("Allowance of a posted cadre", "下派干部每月补贴"),
              "assumption", 0, 1500, plausible=(0, 1_500)),
        Lever("cost_posting_staff", 1.0, "cadre-months/month", Label("Staff of a posting", "每个下派岗位所需人力"),
              "assumption: part of the time may stay with the old office", 0.5, 1, plausible=(0.5, 1)),
        TARGETING.at("need_first"),
    )  # fmt: skip
    asks = (PostCadre, GrantVillage, NameSupported)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        lever = self.lever
        term, month = divmod(view.month - lever.start_month, lever.term_months)
        if term > 0 and not lever.moves_on:
            return
        listed = view.villages.listed == 1
        villages = self.targets(view, round(lever.count * intensity), listed, term=term)
        asking.ask(NameSupported(villages))
        asking.ask(PostCadre(villages, lever.quality), yuan=lever.cost_posting, cadre_months=lever.cost_posting_staff)
        if month % 6 == 0 and lever.fund > 0:
            asking.ask(GrantVillage(villages, lever.fund / 2), yuan=lever.fund / 2)
