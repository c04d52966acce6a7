"""Consultation and decision: a proposal's life from its first month to union or abandonment (征求意见与表决).

queued → mobilising → consulted → formed, or failed → waiting → consulted again, or abandoned. A
village has one live proposal; the next waits in the queue. Private and stated answers share their
noise, so the difference between them is pressure alone.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from liancun_sim.interventions import ProposeUnion
from liancun_sim.mechanisms.consultation.obstacles import (
    NONE,
    WEIGHED,
    Failed,
    main_obstacles,
    remember_passed,
    shortfalls,
)
from liancun_sim.mechanisms.consultation.rounds import Rounds, can_stand
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.polling.poll import POLLED
from liancun_sim.mechanisms.shared_coefficients import ADULT_SHARE, CADRE_WEIGHT, RETURNED
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

LIVE = ("mobilising", "waiting")


class Consultation(Mechanism):
    """Proposals, ballots, formation and dissolution of unions."""

    key = "consultation"
    label = Label("Consultation and decision", "征求意见与表决")
    reads = (
        "household.attitude", "household.yielding", "household.influence", "household.tie_weight",
        "household.is_cadre", "household.is_party",
        "household.size", "household.number",
        "village.left_union", "village.left_month", "village.key", "village.households",
        "county.reference_terms", "county.away_share", *(f"village.{name}" for name in WEIGHED),
    )  # fmt: skip
    writes = (
        "proposal.key", "proposal.policy", "proposal.form", "proposal.lead", "proposal.members", "proposal.promise",
        "proposal.charter_share", "proposal.month_proposed", "proposal.started_month", "proposal.state",
        "proposal.round", "proposal.next_month", "proposal.drop_dissenters", "proposal.posts_lost",
        "proposal.sharing", "proposal.rule", "proposal.electorate", "proposal.threshold",
        "consultation.proposal", "consultation.round", "consultation.month_decided",
        "consultation.stated_share_min", "consultation.stated_share_pooled", "consultation.private_share_min",
        "consultation.private_share_pooled", "consultation.response_rate", "consultation.outcome",
        "consultation.reason", "consultation.main_obstacle", "county.passed_terms", "county.proposals_passed",
        "union.key", "union.proposal", "union.policy", "union.form", "union.lead", "union.members",
        "union.charter_share", "union.sharing", "union.promise", "union.formed_month", "union.dissolved_month",
        "union.dissolution_reason",
        "village.proposal", "village.union", "village.private_share", "village.stated_share",
        "village.secret_share", "village.consulted_month", "village.ever_in_union",
    )  # fmt: skip
    accepts = (ProposeUnion,)
    coefficients = (
        ADULT_SHARE,
        CADRE_WEIGHT,
        RETURNED,
        Coefficient(
            "consultation.mobilise_months", 3, 1, 6, "months", Label("Months of mobilisation", "动员月数"),
            "assumption", raises=("private_consent",),
        ),
        Coefficient(
            "consultation.retry_months", 3, 1, 6, "months", Label("Months before another round", "再次征求间隔月数"),
            "assumption", lowers=("rounds_held",),
        ),
        Coefficient(
            "consultation.rounds", 3, 1, 5, "rounds", Label(
                "Rounds before a proposal is abandoned", "征求意见轮次上限"),
            "assumption", raises=("rounds_held",),
        ),
    )  # fmt: skip
    borrows = POLLED

    def step(self, month: Month) -> None:
        self._part(month)
        self._take_proposals(month)
        self._start_queued(month)
        proposals = month.state.proposals
        live = np.logical_or.reduce([proposals.state == one for one in LIVE])
        due = np.flatnonzero(live & (proposals.next_month <= month.index)).tolist()
        if due:
            self._hold(month, due)

    def _take_proposals(self, month: Month) -> None:
        """Enter this month's granted proposals, in settled order; what they leave open the scenario decides."""
        proposals, usual = month.state.proposals, self.setup.decision
        counts: dict[str, int] = {}
        for policy, action in month.granted.of(ProposeUnion):
            counts[policy] = counts.get(policy, int(np.sum(proposals.policy == policy))) + 1
            proposals.append(
                key=f"{policy}-{counts[policy]:03d}",
                policy=policy,
                form=action.form,
                lead=action.village,
                members=tuple(sorted(action.members)),
                promise=action.promise,
                charter_share=action.charter_share,
                month_proposed=month.index,
                started_month=-1,
                state="queued",
                next_month=month.index,
                drop_dissenters=action.drop_dissenters,
                posts_lost=action.posts_lost,
                sharing=action.sharing,
                rule=action.rule or usual.rule,
                electorate=action.electorate or usual.unit,
                threshold=usual.threshold if action.threshold is None else action.threshold,
            )
            if action.decided:
                self._unite_at_once(month, len(proposals) - 1)

    def _unite_at_once(self, month: Month, row: int) -> None:
        """A union decided before; where a member is taken up elsewhere it goes the way of any proposal."""
        state, members = month.state, np.array(month.state.proposals.members[row])
        if (state.villages.union[members] >= 0).any() or (state.villages.proposal[members] >= 0).any():
            return
        state.proposals.started_month[row] = month.index
        state.consultations.append(proposal=row, month_decided=month.index, outcome="formed", reason="decided_before")
        self._form(state, row, month.index, members)

    def _start_queued(self, month: Month) -> None:
        """Begin mobilising where no member is taken up by another proposal; give up where one has united."""
        state, proposals = month.state, month.state.proposals
        for row in np.flatnonzero(proposals.state == "queued"):
            members = list(proposals.members[row])
            if (state.villages.union[members] >= 0).any():
                self._end(state, int(row), month.index, "abandoned", "member_in_union")
            elif (state.villages.proposal[members] < 0).all():
                proposals.state[row] = "mobilising"
                proposals.started_month[row] = month.index
                proposals.next_month[row] = month.index + round(self.k.mobilise_months)
                state.villages.proposal[members] = row

    def _hold(self, month: Month, rows: Sequence[int]) -> None:
        """Hold a round of each of these proposals and act on its result."""
        villages, proposals = month.state.villages, month.state.proposals
        alike: dict[tuple[str, str, float], list[int]] = {}
        for row in rows:
            decided_by = proposals.rule[row], proposals.electorate[row], float(proposals.threshold[row])
            alike.setdefault(decided_by, []).append(row)
        asked = [
            Rounds(month, some, replace(self.setup.decision, rule=rule, unit=unit, threshold=threshold), self.k)
            for (rule, unit, threshold), some in alike.items()
        ]
        for rounds in asked:
            villages.stated_share[rounds.villages], villages.private_share[rounds.villages] = (
                rounds.stated, rounds.private,
            )  # fmt: skip
            villages.secret_share[rounds.villages] = rounds.secret
            villages.consulted_month[rounds.villages] = month.index
        of = {row: rounds for rounds in asked for row in rounds.members}
        entered, failed = {}, {}
        for row in rows:  # in this order: what has passed is what the next are held against
            entered[row], short = self._decide(month, row, of[row])
            if short is not None:
                failed[row] = short
        for rounds in asked:
            here = {row: failed[row] for row in rounds.members if row in failed}
            for row, obstacle in main_obstacles(month.state, here, rounds.passes).items():
                month.state.consultations.main_obstacle[entered[row]] = obstacle

    def _decide(self, month: Month, row: int, rounds: Rounds) -> tuple[int, Failed | None]:
        """The row entered for a round, and where it failed what may tell why."""
        state, proposals = month.state, month.state.proposals
        proposals.round[row] += 1
        members = rounds.members[row]
        agreeing, reason = rounds.agreed(row)
        outcome, failed = "formed", None
        if reason == "below_rule":
            failed = Failed(members, shortfalls(state, members), month.index - int(proposals.started_month[row]))
            outcome = "failed"
            if proposals.round[row] >= round(self.k.rounds):
                outcome, reason = "abandoned", "rounds_used_up"
        else:
            remember_passed(state, agreeing)
        entered = state.consultations.append(
            proposal=row,
            round=proposals.round[row],
            month_decided=month.index,
            **rounds.entries[row],
            outcome=outcome,
            reason=reason,
            main_obstacle=NONE,
        )
        if outcome == "formed":
            self._form(state, row, month.index, agreeing)
        elif outcome == "abandoned":
            self._release(state, row, outcome)
        else:
            proposals.state[row] = "waiting"
            proposals.next_month[row] = month.index + round(self.k.retry_months)
        return entered, failed

    def _form(self, state: State, row: int, index: int, members: np.ndarray) -> None:
        """A union of the agreeing villages begins."""
        proposals = state.proposals
        lead = int(proposals.lead[row])
        if lead not in members:
            lead = largest(state, members)
        self._release(state, row, "formed")
        union = state.unions.append(
            key=f"U{len(state.unions) + 1:03d}",
            proposal=row,
            policy=proposals.policy[row],
            form=proposals.form[row],
            lead=lead,
            members=tuple(int(v) for v in members),
            charter_share=proposals.charter_share[row],
            sharing=proposals.sharing[row],
            promise=proposals.promise[row],
            formed_month=index,
        )
        state.villages.union[members] = union
        state.villages.ever_in_union[members] = 1

    def _part(self, month: Month) -> None:
        """Members that resolved to leave go; the others stay one union where they can stand, else it dissolves."""
        state, unions = month.state, month.state.unions
        going = np.flatnonzero((state.villages.left_month == month.index) & (state.villages.union >= 0))
        if not going.size:
            return
        for row in np.unique(state.villages.union[going]):
            leavers = set(going[state.villages.union[going] == row].tolist())
            staying = np.array([member for member in unions.members[row] if member not in leavers], dtype=np.intp)
            if can_stand(state, staying):
                state.villages.union[list(leavers)] = -1
                unions.members[row] = tuple(int(v) for v in staying)
                if unions.lead[row] in leavers:
                    unions.lead[row] = largest(state, staying)
                continue
            reason = "lead_left" if unions.lead[row] in leavers else "members_left"
            unions.dissolved_month[row], unions.dissolution_reason[row] = month.index, reason
            state.villages.union[list(unions.members[row])] = -1
            rounds = np.flatnonzero(state.consultations.proposal == unions.proposal[row])
            state.consultations.outcome[rounds[-1]] = "dissolved"
            state.consultations.reason[rounds[-1]] = reason

    def _end(self, state: State, row: int, index: int, outcome: str, reason: str) -> None:
        """A proposal ends without a round of its own."""
        self._release(state, row, outcome)
        state.consultations.append(proposal=row, month_decided=index, outcome=outcome, reason=reason)

    def _release(self, state: State, row: int, outcome: str) -> None:
        proposals = state.proposals
        proposals.state[row] = outcome
        held = state.villages.proposal == row
        state.villages.proposal[held] = -1


def largest(state: State, members: np.ndarray) -> int:
    """The member with the most households: it leads where the lead has gone."""
    return int(members[np.argmax(state.villages.households[members])])
