"""Rounds of one month that are decided alike: all their villages are asked in one call, however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules import Ballot, Decision, decision_rules
from liancun_sim.decision_rules.ballot import share
from liancun_sim.mechanisms.mechanism import Month
from liancun_sim.mechanisms.polling.poll import NOT_PUBLISHED, Poll, Voices, ballot_of
from liancun_sim.parameters import Coefficients
from liancun_sim.state import State

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
Attitudes = npt.NDArray[np.float32]


class Rounds:
    """What is asked and answered in the rounds of some proposals.

    rows : of the proposals. decision : the rule they are decided by. k : of a mechanism that borrows `POLLED`.

    Attributes
    ----------
    villages : members of all of them, proposal after proposal. members, place : of each proposal, and where among all.
    voices, ballot : their answers. stated, private, secret : (village,) shares that agree. [0–1]
    entries : columns of a consultation by row of a proposal: shares of its members, the least and all as one. [0–1]
    """

    def __init__(self, month: Month, rows: Sequence[int], decision: Decision, k: Coefficients):
        state, villages, proposals = month.state, month.state.villages, month.state.proposals
        self.month, self.decision = month, decision
        self.members = {row: np.array(proposals.members[row]) for row in rows}
        sizes = [one.size for one in self.members.values()]
        self.villages = np.concatenate(list(self.members.values()))
        self.place = dict(zip(rows, _slices(sizes), strict=True))
        of_all = replace(decision, unit="households")
        units = (decision,) if decision == of_all else (decision, of_all)  # the masses too: they recommend
        self._polls = [Poll("consultation.answer", one, month.channels["attitude.pressure"], k) for one in units]
        heard = villages.consulted_month[self.villages] >= np.repeat(proposals.started_month[list(rows)], sizes)
        self._seen = np.where(heard, villages.stated_share[self.villages], NOT_PUBLISHED)
        first = state.first_household
        households = [int((first[some + 1] - first[some]).sum()) for some in self.members.values()]
        self._households = dict(zip(rows, _slices(households), strict=True))
        self.voices, self.ballot = self._asked()
        voices, counted = self.voices, self.voices.counted(decision.silence)
        self.stated, self.secret = share(voices.agreeing, counted), share(voices.unpressed, counted)
        self.private = share(voices.wanting, voices.entitled)
        self._start = [place.start for place in self.place.values()]
        entitled = self._pooled(voices.entitled)
        entries = {
            "stated_share_min": np.minimum.reduceat(self.stated, self._start),
            "stated_share_pooled": share(self._pooled(voices.agreeing), self._pooled(counted)),
            "private_share_min": np.minimum.reduceat(self.private, self._start),
            "private_share_pooled": share(self._pooled(voices.wanting), entitled),
            "response_rate": share(self._pooled(voices.answered), entitled),
        }
        self.entries = {row: {name: entries[name][i] for name in entries} for i, row in enumerate(rows)}

    def agreed(self, row: int) -> tuple[IntArray, str]:
        """The members of a proposal that would unite, and why they may or why they may not."""
        members, passing = self.members[row], self._passing(row, self.ballot)
        if passing.all():
            return members, "all_pass"
        agreeing = self._agreeing(members, passing)
        return agreeing, "dissenters_dropped" if self._drops(row, agreeing) else "below_rule"

    def passes(self, attitudes: Mapping[int, Attitudes]) -> dict[int, list[bool]]:
        """Whether proposals pass by the same draws where households think otherwise, trial after trial.

        attitudes : (trial, household of the members) of some of them. [SD]
        """
        count = [len(attitudes.get(row, ())) for row in self.members]
        together = np.empty((max(count), max(place.stop for place in self._households.values())), np.float32)
        for row, thought in attitudes.items():
            together[: len(thought), self._households[row]] = thought
        trials = np.repeat(count, [one.size for one in self.members.values()])
        ballot = self._asked(together, trials)[1]
        return {
            row: self._united(row, self._passing(row, ballot)[: len(thought)]) for row, thought in attitudes.items()
        }

    def _asked(
        self, attitudes: Attitudes | None = None, trials: npt.NDArray[np.int64] | None = None
    ) -> tuple[Voices, Ballot]:
        answers = [
            poll.ask(self.month, self.villages, self._seen, attitudes=attitudes, trials=trials) for poll in self._polls
        ]
        return answers[0], ballot_of(answers[0], answers[-1])

    def _pooled(self, values: FloatArray) -> FloatArray:
        """(proposal,) — sums over the members of each."""
        return np.asarray(np.add.reduceat(values, self._start))

    def _passing(self, row: int, ballot: Ballot) -> npt.NDArray[np.bool_]:
        """Whether each member passes, or all as one: (member,), of a ballot in trials (trial, member)."""
        own = ballot.of(self.place[row])
        apart = self.decision.scope == "each_village"
        return decision_rules()[self.decision.rule].passes(own if apart else own.pooled(), self.decision)

    def _united(self, row: int, passing: npt.NDArray[np.bool_]) -> list[bool]:
        """Whether a proposal's members, or what is left of them, unite: in each trial, (trial, member) that pass."""
        every: list[bool] = passing.all(axis=-1).tolist()
        if not self.month.state.proposals.drop_dissenters[row]:
            return every
        members = self.members[row]
        return [
            united or self._drops(row, self._agreeing(members, some))
            for united, some in zip(every, passing, strict=True)
        ]

    def _agreeing(self, members: IntArray, passing: npt.NDArray[np.bool_]) -> IntArray:
        """The members that pass; none where answers are pooled and fail, since no village has dissented by itself."""
        return members[passing] if self.decision.scope == "each_village" else members[:0]

    def _drops(self, row: int, agreeing: IntArray) -> bool:
        """Whether those that agree go on without the others."""
        state = self.month.state
        return bool(state.proposals.drop_dissenters[row]) and can_stand(state, agreeing)


def can_stand(state: State, members: IntArray) -> bool:
    """Whether villages are at least two and adjacent to one another as a whole."""
    if members.size < 2:
        return False
    inside, reached, edge = set(members.tolist()), {int(members[0])}, [int(members[0])]
    while edge:
        near = {int(v) for v in state.adjacency.of(edge.pop())} & inside - reached
        reached |= near
        edge += near
    return reached == inside


def _slices(sizes: Sequence[int]) -> list[slice]:
    """One after another, of these sizes."""
    ends = np.cumsum([0, *sizes]).tolist()
    return [slice(begin, end) for begin, end in pairwise(ends)]
