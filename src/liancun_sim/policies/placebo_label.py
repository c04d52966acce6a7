"""Name villages as supported and do nothing else: what an assessor's kindness alone would report (贴牌对照)."""

from liancun_sim.interventions import TARGETING, Asking, Lever, NameSupported, Policy, PolicyView
from liancun_sim.vocabulary import Label


class PlaceboLabel(Policy):
    key = "placebo_label"
    label = Label("Placebo label", "仅挂牌（安慰剂）")
    source = "design choice: the comparison an audit needs"
    levers = (
        TARGETING.at("need_first"),
        Lever("count", 60, "villages", Label("Villages named", "挂牌村数"), "design choice", 0, 754, "integer"),
    )
    asks = (NameSupported,)

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        asking.ask(NameSupported(self.targets(view, round(self.lever.count * intensity))))
