"""Staying in a union or leaving it (去留): a decision of the member village, as joining was.

Once a year, some months after the accounts are shown, and at village elections, whoever may propose it asks whether
the village should leave; then its households vote. Who proposes, who votes by which rule, under which pressure, and
whether the township must approve are choices of the scenario. Undoing what was built together is paid by the leaver.
A joint party branch is set up and ended by its party members and the committee above them: there the members vote at
elections. Where one secretary leads all members, the township always has the last word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules import Decision, decision_rules
from liancun_sim.decision_rules.ballot import share
from liancun_sim.interventions import union_form
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.polling.poll import NOT_PUBLISHED, POLLED, Poll, Voices, ballot_of
from liancun_sim.mechanisms.shared_coefficients import INCOME_WEIGHT
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
YEAR = 12
SURVEYED = (6, 12, 24)  # months after forming at which members are asked whether they still want the union


class Note(NamedTuple):
    """An event of a union's life in one village, with the shares that want it to stand. [0–1]"""

    union: int
    village: int
    event: str
    reason: str
    stated_share: float
    private_share: float


Notes = dict[int, list[Note]]
"""Those of this month, by the row of the union."""


class Leaving(Mechanism):
    """Proposals to leave, votes on them, approval; and what members want of their union as it ages."""

    key = "leaving"
    label = Label("Staying or leaving", "联村去留")
    reads = (
        "county.is_election", "household.attitude", "household.is_cadre", "household.is_party", "household.size",
        "county.away_share",
        "household.number", "village.key", "village.households", "village.persons", "village.union",
        "village.income_per_person_yuan", "village.fund_yuan", "village.private_share", "village.stated_share",
        "village.gain_believed", "union.form", "union.members", "union.formed_month", "union.dissolved_month",
        "union.dissolution_reason", "union.works_built_yuan",
    )  # fmt: skip
    writes = (
        "village.leaving_price_yuan", "village.leaving_cost_yuan", "village.left_union", "village.left_month",
        "life.union", "life.village", "life.month", "life.event", "life.gain_believed", "life.stated_share",
        "life.private_share", "life.reason",
    )  # fmt: skip
    coefficients = (
        Coefficient(
            "leaving.inertia", 0.5, 0.0, 1.5, "SD",
            Label("Reluctance to undo what stands (inertia)", "维持现状的倾向"),
            "size: assumption; direction: of 19 merged communities in Queensland that asked to leave, four voted on it "
            "(2013); agreements between municipalities in New York last 18 years (2013)",
            lowers=("villages_left",),
        ),
        Coefficient(
            "leaving.cost_share", 0.004, 0.001, 0.02, "share",
            Label("What leaving costs, of a year's income of the village's people", "退出成本占全村年收入比例"),
            "Noosa (Queensland) paid 260 Australian dollars per ratepayer in its first year apart, about 0.4 % of a "
            "household's yearly income; range: assumption",
            raises=("leaving_price",),
        ),
        Coefficient(
            "leaving.undoing", 0.5, 0.0, 1.0, "share",
            Label("Part of its share of joint works a leaver pays for undoing them", "退出村承担共建工程清算的比例"),
            "assumption: costs of undoing fall on the leaver (Queensland 2014)", raises=("leaving_price",),
        ),
    )  # fmt: skip
    borrows = (*POLLED, INCOME_WEIGHT)

    def step(self, month: Month) -> None:
        villages, unions = month.state.villages, month.state.unions
        villages.leaving_cost_yuan[:] = 0.0
        self._price(month.state)
        self._record_parting(month)
        ages = {
            int(row): month.index - int(unions.formed_month[row]) for row in np.flatnonzero(unions.dissolved_month < 0)
        }
        notes: dict[int, list[Note]] = {row: [] for row in ages}
        self._note_forming(month, [row for row, age in ages.items() if age == 0], notes)
        self._survey(month, {row: age for row, age in ages.items() if age in SURVEYED}, notes)
        meeting = [row for row, age in ages.items() if self._meets(month, row, age)]
        branches = [row for row in meeting if is_branch(month.state, row)]
        self._decide(month, [row for row in meeting if row not in branches], notes, branch=False)
        self._decide(month, branches, notes, branch=True)
        enter(month, [note for row in ages for note in notes[row]])

    def _meets(self, month: Month, row: int, age: int) -> bool:
        """Whether leaving may be put to this union's villages this month; never before it has stood a year."""
        if age < YEAR:
            return False
        election = bool(month.state.county.is_election[0])
        branch = is_branch(month.state, row)
        return election or (not branch and (age - self.setup.leaving.after_accounts) % YEAR == 0)

    def _decide(self, month: Month, rows: Sequence[int], notes: Notes, *, branch: bool) -> None:
        """Each member proposes and votes by itself; what has been resolved is carried out next month."""
        state, rules = month.state, self.setup.leaving
        members, of = members_of(state, rows)
        proposed = self._proposed(month, members, branch)
        proposing, of = members[proposed], of[proposed]
        if not proposing.size:
            return
        decision = replace(rules.decision, unit="party_members") if branch else rules.decision
        cost, felt = state.villages.leaving_price_yuan[proposing], self._felt(state, proposing)
        staying = self._ask(month, proposing, decision, felt)
        of_all = replace(decision, unit="households")
        everybody = staying if decision == of_all else self._ask(month, proposing, of_all, felt)
        passed = decision_rules()[decision.rule].passes(ballot_of(staying.against(), everybody.against()), decision)
        stated, private = shares_of(staying)
        for i, (row, village) in enumerate(zip(of.tolist(), proposing.tolist(), strict=True)):
            above = union_form(state.unions.form[row]).one_secretary and rules.approval == "none"
            approval = "township" if above else rules.approval
            reason = "voted_to_stay"
            if passed[i]:
                affordable = state.villages.fund_yuan[village] >= cost[i]
                reason = "resolved" if approval == "none" or (approval == "township" and affordable) else "not_approved"
            notes[row].append(Note(row, village, "leaving_proposed", reason, stated[i], private[i]))
            if reason == "resolved":
                state.villages.leaving_cost_yuan[village] = cost[i]
                state.villages.left_union[village], state.villages.left_month[village] = row, month.index + 1

    def _proposed(self, month: Month, members: IntArray, branch: bool) -> npt.NDArray[np.bool_]:
        """Whether enough of those that may ask for the question say openly that they want to leave."""
        rules = self.setup.leaving
        unit = "party_members" if branch else rules.proposed_by
        openly = replace(rules.decision, unit=unit, secret_ballot=False, response_rate=1.0)
        if not members.size:
            return np.zeros(0, np.bool_)
        voices = self._ask(month, members, openly, self._felt(month.state, members)).against()
        return np.asarray(share(voices.agreeing, voices.entitled) >= rules.petition_share)

    def _ask(self, month: Month, villages: IntArray, decision: Decision, shift: FloatArray) -> Voices:
        """Ask whether to stay. shift : what speaks for staying beside people's attitude. (village,) [SD]"""
        poll = Poll("leaving.answer", decision, month.channels["attitude.pressure"], self.k)
        return poll.ask(month, villages, np.full(villages.size, NOT_PUBLISHED), shift)

    def _price(self, state: State) -> None:
        """What leaving would cost each member: of a year's income, and of its share of joint works to be undone."""
        villages, unions = state.villages, state.unions
        villages.leaving_price_yuan[:] = 0.0
        rows = np.flatnonzero(villages.union >= 0)
        if rows.size:
            union = villages.union[rows]
            works = unions.works_built_yuan[union] / np.bincount(union)[union]
            villages.leaving_price_yuan[rows] = self.k.cost_share * year_of(state, rows) + self.k.undoing * works

    def _felt(self, state: State, rows: IntArray) -> FloatArray:
        """What speaks for staying beside people's attitude, [SD]: inertia, and the price as lost income."""
        return np.asarray(
            self.k.inertia + self.k.income_weight * state.villages.leaving_price_yuan[rows] / year_of(state, rows)
        )

    def _survey(self, month: Month, ages: Mapping[int, int], notes: Notes) -> None:
        """Ask all households of the members whether they want the union as it stands; nothing follows from it."""
        members, of = members_of(month.state, list(ages))
        if members.size:
            everybody = replace(self.setup.leaving.decision, unit="households", response_rate=1.0)
            shares = shares_of(self._ask(month, members, everybody, np.zeros(members.size)))
            for row, village, stated, private in zip(of.tolist(), members.tolist(), *shares, strict=True):
                notes[row].append(Note(row, village, f"month_{ages[row]}", "", stated, private))

    def _note_forming(self, month: Month, rows: Sequence[int], notes: Notes) -> None:
        villages = month.state.villages
        for row in rows:
            for village in month.state.unions.members[row]:
                shares = float(villages.stated_share[village]), float(villages.private_share[village])
                notes[row].append(Note(row, village, "formed", "", *shares))

    def _record_parting(self, month: Month) -> None:
        """What came of last month's resolutions: who left, and whose union ended with it."""
        state, villages, unions = month.state, month.state.villages, month.state.unions
        ended = np.flatnonzero(unions.dissolved_month == month.index)
        went = np.flatnonzero(villages.left_month == month.index)
        for village in went:
            self._event(state, month.index, int(villages.left_union[village]), int(village), "left", "resolved")
        for row in ended:
            for village in set(unions.members[row]) - set(went.tolist()):
                self._event(state, month.index, int(row), village, "dissolved", unions.dissolution_reason[row])

    def _event(self, state: State, index: int, row: int, village: int, event: str, reason: str) -> None:
        """Enter an event at which nobody was asked."""
        believed = float(state.villages.gain_believed[village])
        state.life.append(union=row, village=village, month=index, event=event, reason=reason, gain_believed=believed)


def enter(month: Month, notes: Sequence[Note]) -> None:
    """Enter events of this month at which members were asked."""
    if notes:
        columns = dict(zip(Note._fields, zip(*notes, strict=True), strict=True))
        believed = month.state.villages.gain_believed[list(columns["village"])]
        month.state.life.extend(len(notes), **columns, month=month.index, gain_believed=believed)


def members_of(state: State, rows: Sequence[int]) -> tuple[IntArray, IntArray]:
    """(member,) — villages of some unions, and the union of each."""
    members = [state.unions.members[row] for row in rows]
    of = np.repeat(np.array(rows, dtype=np.intp), [len(some) for some in members])
    return np.array([village for some in members for village in some], dtype=np.intp), of


def shares_of(voices: Voices) -> tuple[list[float], list[float]]:
    """(village,) — shares that want the union to stand: of those that answered openly, of all entitled in private."""
    return share(voices.agreeing, voices.answered).tolist(), share(voices.wanting, voices.entitled).tolist()


def year_of(state: State, rows: IntArray) -> FloatArray:
    """(row,) — what the people of a village earn in a year. [yuan]"""
    villages = state.villages
    return np.asarray(np.maximum(1.0, villages.income_per_person_yuan[rows] * villages.persons[rows]))


def is_branch(state: State, row: int) -> bool:
    """Whether a union is a joint party branch: one secretary over villages that stay apart."""
    form = union_form(state.unions.form[row])
    return form.one_secretary and not form.merges
