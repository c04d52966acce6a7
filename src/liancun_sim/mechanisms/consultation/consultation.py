"""Consultation and decision: a proposal's life from its first month to union or abandonment (征求意见与表决).

queued → mobilising → consulted → formed, or failed → waiting → consulted again, or abandoned. A
village has one live proposal; the next waits in the queue. Private and stated answers share their
noise, so the difference between them is pressure alone.
"""

from dataclasses import replace

import numpy as np

from liancun_sim.decision_rules import Ballot, Decision, decision_rules
from liancun_sim.decision_rules.ballot import share
from liancun_sim.interventions import ProposeUnion
from liancun_sim.mechanisms.consultation.obstacles import NONE, WEIGHED, main_obstacle, remember_passed
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.polling.poll import NOT_PUBLISHED, POLLED, Poll, Voices, ballot_of
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
        for row in np.flatnonzero(np.isin(proposals.state, LIVE) & (proposals.next_month <= month.index)):
            self._consult(month, int(row))

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

    def _consult(self, month: Month, row: int) -> None:
        """Hold one round and act on its result."""
        state, proposals = month.state, month.state.proposals
        members = np.array(proposals.members[row])
        decision = replace(
            self.setup.decision, rule=proposals.rule[row], unit=proposals.electorate[row],
            threshold=float(proposals.threshold[row]),
        )  # fmt: skip
        villages = state.villages
        heard = villages.consulted_month[members] >= proposals.started_month[row]
        seen = np.where(heard, villages.stated_share[members], NOT_PUBLISHED)
        polls = self._polls(month, decision)
        voices, ballot = self._ballot(month, members, seen, polls)
        counted = voices.counted(decision.silence)
        stated, private = share(voices.agreeing, counted), share(voices.wanting, voices.entitled)
        villages.stated_share[members], villages.private_share[members] = stated, private
        villages.secret_share[members] = share(voices.unpressed, counted)
        villages.consulted_month[members] = month.index
        proposals.round[row] += 1

        def passes(attitude: np.ndarray) -> bool:
            again = self._ballot(month, members, seen, polls, attitude)[1]
            return self._agreed(state, row, members, again, decision)[1] != "below_rule"

        agreeing, reason = self._agreed(state, row, members, ballot, decision)
        outcome, obstacle = "formed", NONE
        if reason == "below_rule":
            obstacle = main_obstacle(state, members, month.index - int(proposals.started_month[row]), passes)
            outcome = "failed"
            if proposals.round[row] >= round(self.k.rounds):
                outcome, reason = "abandoned", "rounds_used_up"
        else:
            remember_passed(state, agreeing)
        pooled = ballot.pooled()
        state.consultations.append(
            proposal=row,
            round=proposals.round[row],
            month_decided=month.index,
            stated_share_min=stated.min(),
            stated_share_pooled=share(pooled.agreeing, counted.sum(keepdims=True))[0],
            private_share_min=private.min(),
            private_share_pooled=share(voices.wanting.sum(keepdims=True), pooled.electorate)[0],
            response_rate=share(pooled.answered, pooled.electorate)[0],
            outcome=outcome,
            reason=reason,
            main_obstacle=obstacle,
        )
        if outcome == "formed":
            self._form(state, row, month.index, agreeing)
        elif outcome == "abandoned":
            self._release(state, row, outcome)
        else:
            proposals.state[row] = "waiting"
            proposals.next_month[row] = month.index + round(self.k.retry_months)

    def _polls(self, month: Month, decision: Decision) -> list[Poll]:
        """Of those that decide and, where these are others, of the masses too: they recommend."""
        of_all = replace(decision, unit="households")
        return [self._poll(month, one) for one in ((decision,) if decision == of_all else (decision, of_all))]

    def _ballot(
        self, month: Month, members: np.ndarray, seen: np.ndarray, polls: list[Poll], attitude: np.ndarray | None = None
    ) -> tuple[Voices, Ballot]:
        """Ask, and count; by the same draws whatever attitude households are given. (household,) [SD]"""
        answers = [poll.ask(month, members, seen, attitude=attitude) for poll in polls]
        return answers[0], ballot_of(answers[0], answers[-1])

    def _agreed(
        self, state: State, row: int, members: np.ndarray, ballot: Ballot, decision: Decision
    ) -> tuple[np.ndarray, str]:
        """The members that would unite, and why they may or why they may not."""
        rule, apart = decision_rules()[decision.rule], decision.scope == "each_village"
        passing = rule.passes(ballot if apart else ballot.pooled(), decision)
        agreeing = members[passing] if apart else members
        if passing.all():
            return agreeing, "all_pass"
        if state.proposals.drop_dissenters[row] and self._can_stand(state, agreeing):
            return agreeing, "dissenters_dropped"
        return agreeing, "below_rule"

    def _poll(self, month: Month, decision: Decision) -> Poll:
        return Poll("consultation.answer", decision, month.channels["attitude.pressure"], self.k)

    def _can_stand(self, state: State, members: np.ndarray) -> bool:
        """Whether the agreeing villages are at least two and adjacent to one another as a whole."""
        if members.size < 2:
            return False
        inside, reached, edge = set(members.tolist()), {int(members[0])}, [int(members[0])]
        while edge:
            near = {int(v) for v in state.adjacency.of(edge.pop())} & inside - reached
            reached |= near
            edge += near
        return reached == inside

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
        for row in np.unique(state.villages.union[going]):
            leavers = set(going[state.villages.union[going] == row].tolist())
            staying = np.array([member for member in unions.members[row] if member not in leavers], dtype=np.intp)
            if self._can_stand(state, staying):
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
