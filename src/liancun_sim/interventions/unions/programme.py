"""What all policies that unite villages share: a calendar of proposals, mobilisation, support afterwards.

A policy says which sets to propose and when (`plan`); consultation leads each proposal through its
rounds. Every month the policy asks for outreach in the villages of its live proposals and for a
work team, training and works in its young unions, then leaves them alone (扶上马，送一程).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.actions import (
    Action,
    Broadcast,
    Build,
    Good,
    KeepRhythm,
    Meeting,
    NameSupported,
    ProposeUnion,
    Recognise,
    SendForms,
    SendTechnician,
    SendWorkTeam,
    Train,
    Visit,
)
from liancun_sim.interventions.asking import Asking
from liancun_sim.interventions.policy import Policy
from liancun_sim.interventions.unions.forms import UnionForm, union_form
from liancun_sim.interventions.view import WINTER, PolicyView, month_of_year

MOBILISED = ("mobilising", "waiting")
ENDED = ("formed", "abandoned")


@dataclass(frozen=True, slots=True)
class PlannedUnion:
    """A union to be proposed. month : since the policy's start. lead, members : rows of villages. form : its key."""

    month: int
    lead: int
    members: tuple[int, ...]
    form: str


@dataclass(frozen=True, slots=True)
class LivingUnion:
    """A union as its policy sees it. lead, members : rows. age : months, 0 in the first month after it formed."""

    lead: int
    members: tuple[int, ...]
    form: UnionForm
    age: int


class UnionProgramme(Policy):
    """A policy that proposes unions and sees them through.

    ``dose`` and the ramp set how many unions are proposed, in the order planned; each is served in full.
    """

    asks: ClassVar[tuple[type[Action], ...]] = (
        ProposeUnion, Visit, Meeting, SendForms, Broadcast, SendWorkTeam, KeepRhythm, Train, Build, Recognise,
        NameSupported,
    )  # fmt: skip
    moves: ClassVar[tuple[str, ...]] = ("attitude.demonstration",)

    def plan(self, view: PolicyView) -> Sequence[PlannedUnion]:
        """The unions to propose at the policy's dose, made once; sets do not overlap."""
        raise NotImplementedError

    def ready(self, view: PolicyView, planned: PlannedUnion) -> bool:
        """Whether what must come before a proposal has happened."""
        return True

    def offer(self, planned: PlannedUnion) -> ProposeUnion:
        """The proposal as it is put to the villages."""
        lever = self.lever
        return ProposeUnion(
            planned.lead, planned.members, planned.form, lever.promise, lever.charter_share,
            drop_dissenters=lever.drop_dissenters, sharing=lever.sharing, rule=lever.rule,
            electorate=lever.electorate, threshold=lever.threshold,
        )  # fmt: skip

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        self._propose(view, asking, intensity)
        self._mobilise(view, asking)
        unions = self._living(view)
        self._support(view, asking, unions)
        for union in unions:
            self.accompany(view, asking, union)

    def accompany(self, view: PolicyView, asking: Asking, union: LivingUnion) -> None:
        """What one of its unions gets beside the support that all get alike."""

    def _living(self, view: PolicyView) -> list[LivingUnion]:
        """The unions it has formed."""
        unions = view.unions
        rows = np.flatnonzero((unions.policy == self.name) & (unions.dissolved_month < 0))
        ages = (view.month - unions.formed_month[rows] - 1).tolist()
        return [
            LivingUnion(lead, unions.members[row], union_form(unions.form[row]), age)
            for row, lead, age in zip(rows.tolist(), unions.lead[rows].tolist(), ages, strict=True)
        ]

    def _support(self, view: PolicyView, asking: Asking, unions: Sequence[LivingUnion]) -> None:
        """A team for a union's first months, then a rhythm that keeps attention up; training, works, recognition."""
        lever = self.lever
        asking.ask(NameSupported(members_of(unions)))
        young = [union for union in unions if union.age < lever.support_months]
        self.send_team(asking, members_of(union for union in young if union.age < lever.push_months), lever.team_effort)
        staff = (
            lever.reports * lever.cost_report
            + lever.dispatches * lever.cost_dispatch
            + lever.exchanges * lever.cost_exchange
        )
        if staff > 0:
            rhythm = KeepRhythm(members_of(young), lever.reports, lever.dispatches, lever.exchanges)
            asking.ask(rhythm, cadre_months=staff)
        if lever.training > 0:
            taught = members_of(union for union in young if union.age % 3 == 0)
            asking.ask(Train(taught, lever.training, lever.training_match), yuan=lever.cost_training)
        if lever.works > 0:
            for village, good in (worst_good(view, union.members) for union in young if union.age % 12 == 0):
                asking.ask(Build(village, good, lever.works), yuan=lever.works, standing=True)
        if lever.recognise:
            asking.ask(Recognise([union.lead for union in young]), yuan=lever.cost_recognition)

    def teach(self, view: PolicyView, asking: Asking, union: LivingUnion) -> None:
        """A lead's growers teach its partners in the first winters (levers technicians, winters, cost_technician).

        No more than the lead has growers to send, the same number to each partner.
        """
        lever = self.lever
        partners = [member for member in union.members if member != union.lead]
        if union.age >= 12 * lever.winters or month_of_year(view) not in WINTER or not partners:
            return
        able = float(view.villages.adopters[union.lead]) / view.coefficient("diffusion.growers_per_technician")
        each = min(lever.technicians, able / len(partners))
        if each > 0:
            asking.ask(SendTechnician(partners, each, union.lead), yuan=each * lever.cost_technician)

    def send_team(self, asking: Asking, villages: Sequence[int], effort: float) -> None:
        """Ask for work teams at some effort, at their cost."""
        lever = self.lever
        if effort > 0:
            staff = lever.cost_team_staff * effort
            asking.ask(SendWorkTeam(villages, effort), yuan=lever.cost_team * effort, cadre_months=staff)

    def begun(self, view: PolicyView, intensity: float) -> tuple[PlannedUnion, ...]:
        """The part of the plan the ramp has reached; the plan is made in the first month."""
        memory = view.memory(self.name)
        if "plan" not in memory:
            memory["plan"] = tuple(self.plan(view))
        plan: tuple[PlannedUnion, ...] = memory["plan"]
        return plan[: round(len(plan) * intensity / self.lever.dose)]

    def _propose(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        """Ask for what is due and not yet proposed; a set with a member taken up elsewhere waits until it is free."""
        lever, proposals = self.lever, view.proposals
        begun = self.begun(view, intensity)
        known = {proposals.members[row] for row in np.flatnonzero(proposals.policy == self.name)}
        due = [p for p in begun if lever.start_month + p.month <= view.month and p.members not in known]
        if not due:
            return
        taken = taken_up(view)
        for planned in due:
            if not taken[list(planned.members)].any() and self.ready(view, planned):
                offer = self.offer(planned)
                asking.ask(offer, yuan=0.0 if offer.decided else lever.cost_proposal)

    def _mobilise(self, view: PolicyView, asking: Asking) -> None:
        """Visits, meetings, broadcasts and a team in the villages of live proposals; forms for their first round."""
        lever, proposals = self.lever, view.proposals
        live = np.flatnonzero((proposals.policy == self.name) & one_of(proposals.state, MOBILISED))
        members = [village for row in live for village in proposals.members[row]]
        if not members:
            return
        households = view.villages.households[members]
        heard = lever.broadcasts * view.coefficient("outreach.broadcast_worth") * households
        visits = np.maximum(0, lever.contacts * households - own_contacts(view, members) - heard)
        some = np.flatnonzero(visits > 0)
        visited = Visit([members[place] for place in some.tolist()], visits[some])
        asking.ask(visited, cadre_months=visits[some] * lever.cost_contact)
        self.send_team(asking, members, lever.mobilising_effort)
        if lever.broadcasts > 0:
            asking.ask(Broadcast(members, lever.broadcasts), yuan=lever.broadcasts * lever.cost_broadcast)
        if lever.meetings > 0:
            self._meet(view, asking, members)
        if lever.forms > 0:
            asked_now = live[(proposals.state[live] == "mobilising") & (proposals.next_month[live] == view.month)]
            if asked_now.size:
                self._hand_out_forms(view, asking, [village for row in asked_now for village in proposals.members[row]])

    def _hand_out_forms(self, view: PolicyView, asking: Asking, villages: Sequence[int]) -> None:
        """Consultation forms (征求意见表) in the month they are to be answered."""
        lever = self.lever
        forms = lever.forms * view.villages.households[villages]
        asking.ask(SendForms(villages, forms), yuan=forms * lever.cost_form)

    def _meet(self, view: PolicyView, asking: Asking, villages: Sequence[int]) -> None:
        """Village meetings, with a visit to a working union once there is one (现场观摩会)."""
        lever = self.lever
        if lever.observation > 0 and (view.unions.dissolved_month < 0).any():
            travel = lever.meetings * lever.cost_observation
            asking.add("attitude.demonstration", villages, lever.observation, yuan=travel)
        yuan, staff = lever.meetings * lever.cost_meeting, lever.meetings * lever.cost_meeting_staff
        present = lever.meetings * lever.attendance * view.villages.households[villages]
        asking.ask(Meeting(villages, present), yuan=yuan, cadre_months=staff)


def one_of(states: npt.NDArray[np.object_], words: tuple[str, str]) -> npt.NDArray[np.bool_]:
    """(proposal,) bool — whether a state is one of two words."""
    return np.asarray((states == words[0]) | (states == words[1]))


def taken_up(view: PolicyView) -> npt.NDArray[np.bool_]:
    """(village,) bool — in a union, or in a proposal that has not ended, whoever made it."""
    taken = np.asarray(view.villages.union >= 0)
    proposals = view.proposals
    for row in np.flatnonzero(~one_of(proposals.state, ENDED)):
        taken[list(proposals.members[row])] = True
    return taken


def members_of(unions: Iterable[LivingUnion]) -> list[int]:
    """Rows of the members of some unions."""
    return [member for union in unions for member in union.members]


def own_contacts(view: PolicyView, villages: Sequence[int]) -> npt.NDArray[np.float64]:
    """(village,) household-contacts a month the villages' own cadres and party members make."""
    cadres = view.villages.cadre_posts[villages] * view.coefficient("outreach.cadre_contacts")
    party = view.villages.party_members[villages] * view.coefficient("outreach.party_contacts")
    return np.asarray(cadres + party, dtype=np.float64)


def worst_good(view: PolicyView, villages: Sequence[int]) -> tuple[int, Good]:
    """The village with the poorest public goods, and the poorest of them."""
    rows = view.villages
    village = min(villages, key=lambda row: (rows.public_goods[row], row))
    goods: tuple[Good, ...] = ("road", "irrigation", "services")
    return village, min(goods, key=lambda good: float(getattr(rows, good)[village]))
