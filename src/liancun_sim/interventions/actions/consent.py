"""Asking villages whether they want to unite: proposals, and how people are reached (征求意见)."""

from dataclasses import dataclass
from typing import Literal

from liancun_sim.interventions.actions.action import Action, Amount
from liancun_sim.interventions.unions.forms import union_form
from liancun_sim.vocabulary import Label

Sharing = Literal["contribution", "households", "equal"]


@dataclass(slots=True)
class ProposeUnion(Action):
    """Propose that villages unite (consultation). `village` is the lead.

    members : rows of all member villages, the lead among them.
    form : key of a `UnionForm`; another is refused with a ValueError that names the near one.
    promise : announced gain of log annual income per person. [log]
    charter_share : share α of the joint surplus that stays with the lead. [0–1]
    posts_lost : probability that a cadre of a member village loses the post. [0–1]
    drop_dissenters : villages that fail are dropped and the rest formed if two remain.
    sharing : by what the charter divides the partners' part: contribution · households · equal.
    rule, electorate, threshold : how it is decided; None leaves it to the scenario.
    decided : the villages have decided before: they unite at once, and nobody is asked.
    """

    label = Label("Propose a union", "提出联村动议")
    members: tuple[int, ...]
    form: str
    promise: float = 0.15
    charter_share: float = 0.5
    posts_lost: float = 0.0
    drop_dissenters: bool = False
    sharing: Sharing = "contribution"
    rule: str | None = None
    electorate: str | None = None
    threshold: float | None = None
    decided: bool = False

    def __post_init__(self) -> None:
        union_form(self.form)


@dataclass(slots=True)
class Visit(Action):
    """Household visits (outreach). contacts : household-contacts this month."""

    label = Label("Household visits", "入户走访")
    contacts: Amount


@dataclass(slots=True)
class Meeting(Action):
    """A village meeting (outreach). contacts : household-contacts this month, each worth half a visit."""

    label = Label("Village meeting", "村民会议")
    contacts: Amount


@dataclass(slots=True)
class SendForms(Action):
    """Consultation forms handed out (outreach). forms : this month, each worth a quarter of a visit."""

    label = Label("Hand out consultation forms", "发放征求意见表")
    forms: Amount


@dataclass(slots=True)
class Broadcast(Action):
    """Broadcasts heard in a village (outreach). broadcasts : this month, each worth a tenth of a visit to everybody."""

    label = Label("Broadcast by radio and television", "广播电视宣传")
    broadcasts: Amount
