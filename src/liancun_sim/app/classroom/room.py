"""A room: who is in it, which lesson is on, what was guessed and drawn, and what may be seen of it by whom.

A lesson goes from guessing to running to shown; guesses and plans are taken while it is guessed, and what came out is
told when all of it is there. Students are numbers: no name is asked for.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from statistics import median
from threading import Lock
from time import monotonic
from typing import Any, Protocol

from liancun_sim.app.classroom.asked import AskedWorld, Numbers, Plan
from liancun_sim.app.classroom.desk import Desk
from liancun_sim.app.classroom.entries import Attendance, longest_gone
from liancun_sim.app.classroom.lessons import LESSONS, PLANNING, PRESET, Found, Lesson
from liancun_sim.app.classroom.tally import bars_of, drawn_together, judged, ranks
from liancun_sim.app.classroom.turns import TEACHER
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.vocabulary import BadInput, Fault, say

CHOOSING, GUESSING, RUNNING, SHOWN = "choosing", "guessing", "running", "shown"
STUDENTS_MOST, PLAN_UNIONS_MOST = 120, 12
PLAN_DRAWS = 3
"""Draws of the assumptions every plan is run under."""
DECIDED = {"rule": "eight_steps", "unit": "representatives"}
"""How drawn unions are decided: under the rule of most scenarios hardly any would form, and plans would be alike."""


class Full(Exception):
    """No more students are taken."""


class Gone(Exception):
    """A student's place was given to another."""


@dataclass
class Student:
    """One browser. plan : unions as village rows, lead first. worlds : of the plan, one a draw."""

    number: int
    attendance: Attendance
    guess: float | None = None
    plan: tuple[tuple[int, ...], ...] = ()
    worlds: tuple[AskedWorld, ...] = ()


@dataclass
class Lecture:
    """The lesson that is on. worlds : key → its worlds, one a replication."""

    lesson: Lesson
    phase: str = GUESSING
    scenario: str = ""
    worlds: Mapping[str, Sequence[AskedWorld]] = field(default_factory=dict)


class Prepares(Protocol):
    """What a room asks of the process that knows the county."""

    def worlds(self, source: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]: ...

    def preset(self, name: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]: ...

    def plan(self, sent: Any, most: int, decision: Any, uncertainty: str, count: int) -> Plan: ...


class Room:
    """One class.

    Parameters
    ----------
    clerk : knows the county. desk : where worlds are asked for. clock : seconds, of attendance.
    """

    def __init__(self, clerk: Prepares, desk: Desk, clock: Callable[[], float] = monotonic):
        self.clerk, self.desk, self.clock = clerk, desk, clock
        self.students: dict[str, Student] = {}
        self._came_in = 0
        self.lecture: Lecture | None = None
        self._alone = clerk.worlds({"extends": "baseline", "decision": DECIDED}, ASSUMPTIONS, PLAN_DRAWS)
        self._lock = Lock()

    def enter(self, session: str) -> str:
        """A student's session: the one there is, or a new one, in a full room in place of somebody who left.

        Raises
        ------
        Full
            If the room is, of students who are there or whose guess or plan is.
        """
        with self._lock:
            if session in self.students:
                return session
            if len(self.students) >= STUDENTS_MOST:
                self._make_room()
            session = secrets.token_urlsafe(16)
            self._came_in += 1
            self.students[session] = Student(self._came_in, Attendance(self.clock()))
            return session

    def _make_room(self) -> None:
        idle = [
            (session, one.attendance) for session, one in self.students.items() if one.guess is None and not one.plan
        ]
        gone = longest_gone(idle, self.clock())
        if gone is None:
            raise Full
        del self.students[gone]

    def choose(self, key: Any, scenario: Any = "") -> None:
        """Begin a lesson: its preset is locked, guesses of the one before are forgotten.

        Raises
        ------
        BadInput
            If there is no such lesson, or its preset is no shipped scenario.
        """
        if not isinstance(key, str) or key not in LESSONS:
            raise BadInput(Fault("", "lesson", say("class.no_lesson")))
        lesson = LESSONS[key]
        if key == PRESET:
            made = {str(scenario): self.clerk.preset(scenario, CHANCE, lesson.replications)}
        else:
            made = {
                name: self.clerk.worlds(source, CHANCE, lesson.replications) for name, source in lesson.worlds.items()
            }
        with self._lock:
            self.lecture = Lecture(lesson, scenario=scenario if key == PRESET else "", worlds=made)
            for session, student in self.students.items():
                student.guess, student.plan, student.worlds = None, (), ()
                self.desk.want(session, ())
            self.desk.want(TEACHER, ())

    def run(self) -> None:
        """End guessing: what is asked is run, once however often it is asked; what failed is tried again."""
        with self._lock:
            if self.lecture is None or self.lecture.phase == SHOWN:
                return
            self.lecture.phase = RUNNING
            wanted = [one for worlds in self.lecture.worlds.values() for one in worlds]
            self.desk.want(TEACHER, wanted or (self._alone if self.lecture.lesson.key == PLANNING else ()))

    def guess(self, session: str, value: Any) -> None:
        """Take a student's guess, while guessing lasts.

        Raises
        ------
        BadInput
            If it is no number from 0 to 100, or guessing is over.
        """
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            raise BadInput(Fault("", "guess", say("class.no_guess")))
        with self._lock:
            self._guessing()
            self._student(session).guess = float(value)

    def plan(self, session: str, sent: Any) -> None:
        """Take a student's plan in place of the one before, and ask for its worlds.

        Raises
        ------
        BadInput
            Naming every fault of it, or if plans are not taken now.
        """
        plan = self.clerk.plan(sent, PLAN_UNIONS_MOST, DECIDED, ASSUMPTIONS, PLAN_DRAWS)
        with self._lock:
            self._guessing(PLANNING)
            student = self._student(session)
            student.plan, student.worlds = plan.unions, plan.worlds
            self.desk.want(session, plan.worlds)
            self.desk.want(TEACHER, self._alone)

    def told_to_teacher(self) -> dict[str, Any]:
        """All there is to see on the projector."""
        with self._lock:
            told = self._told()
            guesses = [one.guess for one in self.students.values() if one.guess is not None]
            now = self.clock()
            gone = [one for one in self.students.values() if not one.attendance.here(now)]
            left_something = sum(one.guess is not None or bool(one.plan) for one in gone)
            told |= {"students": len(self.students) - len(gone), "gone": left_something, **_guesses(guesses)}
            told["plans"] = sum(bool(one.plan) for one in self.students.values())
            return told

    def told_to_student(self, session: str) -> dict[str, Any]:
        """What a student sees: their own, and after the run everybody's."""
        with self._lock:
            student, told = self._student(session), self._told()
            student.attendance.seen = self.clock()
            done = sum(one is not None for one in self.desk.numbers(student.worlds))
            told |= {
                "number": student.number, "guess": student.guess, "unions": len(student.plan),
                "plan_done": done, "plan_total": len(student.worlds), "place": self.desk.before(session),
                "plan_faults": self.desk.faults(student.worlds),
            }  # fmt: skip
            if told["phase"] == SHOWN:
                told |= _guesses([one.guess for one in self.students.values() if one.guess is not None])
            return told

    def _told(self) -> dict[str, Any]:
        lecture = self.lecture
        if lecture is None:
            return {"phase": CHOOSING, "lesson": "", "scenario": "", "done": 0, "total": 0, "faults": []}
        wanted = [one for worlds in lecture.worlds.values() for one in worlds] if lecture.phase != GUESSING else []
        if lecture.lesson.key == PLANNING and lecture.phase != GUESSING:
            wanted = [*self._alone, *(one for student in self.students.values() for one in student.worlds)]
        numbers, faults = self.desk.numbers(wanted), self.desk.faults(wanted)
        done = sum(one is not None for one in numbers)
        spared = lecture.lesson.key == PLANNING and self._all_over(wanted)  # a plan that fails is its own affair
        if lecture.phase == RUNNING and (done == len(wanted) or spared):
            lecture.phase = SHOWN
        told = {"phase": lecture.phase, "lesson": lecture.lesson.key, "scenario": lecture.scenario, "done": done,
                "total": len(wanted), "faults": faults}  # fmt: skip
        return {**told, **self._found(lecture)} if lecture.phase == SHOWN else told

    def _found(self, lecture: Lecture) -> dict[str, Any]:
        if lecture.lesson.key == PLANNING:
            return self._plans()
        found: Found = {key: _whole(self.desk.numbers(worlds)) for key, worlds in lecture.worlds.items()}
        return {"bars": [[key, _told_number(value)] for key, value in lecture.lesson.bars(found)]}

    def _plans(self) -> dict[str, Any]:
        """The room's plans: on one map, and by every measure."""
        alone = _whole(self.desk.numbers(self._alone))
        plans = {one.number: one for one in self.students.values() if one.plan}
        numbers = {number: self.desk.numbers(one.worlds) for number, one in plans.items()}
        found = {number: judged(_whole(came), alone) for number, came in numbers.items() if alone and None not in came}
        drawn = sum(len(plans[number].plan) for number in found)
        lasting = 100 * sum(values["lasting"] for values in found.values()) / drawn if drawn else float("nan")
        villages, ties = drawn_together([one.plan for one in plans.values()])
        places = ranks(found)
        return {
            "bars": [["drawn_lasting", _told_number(lasting)]],
            "ranking": [
                {"student": number, "unions": len(plans[number].plan), "ranks": places[number],
                 **{key: _told_number(value) for key, value in values.items()}}
                for number, values in found.items()
            ],
            "villages": sorted(villages.items()),
            "ties": [[*ends, count] for ends, count in sorted(ties.items())],
        }  # fmt: skip

    def _all_over(self, wanted: Sequence[AskedWorld]) -> bool:
        return all(
            one is not None or self.desk.faults([world]) for one, world in zip(self.desk.numbers(wanted), wanted)
        )

    def _student(self, session: str) -> Student:
        if session not in self.students:
            raise Gone
        return self.students[session]

    def _guessing(self, key: str = "") -> None:
        if self.lecture is None or self.lecture.phase != GUESSING or key not in ("", self.lecture.lesson.key):
            raise BadInput(Fault("", "lesson", say("class.not_now")))


def _whole(numbers: Sequence[Numbers | None]) -> list[Numbers]:
    return [one for one in numbers if one is not None]


def _guesses(guesses: Sequence[float]) -> dict[str, Any]:
    middle = float(median(guesses)) if guesses else None
    return {"guesses": bars_of(guesses), "guessed": len(guesses), "middle": middle}


def _told_number(value: float) -> float | None:
    """JSON has no NaN."""
    return value if isfinite(value) else None
