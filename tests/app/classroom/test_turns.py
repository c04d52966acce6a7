"""Fair turns, and the same world run once whoever asks."""

from types import SimpleNamespace

import pytest

from liancun_sim.app.classroom.crew import Came
from liancun_sim.app.classroom.desk import Desk
from liancun_sim.app.classroom.turns import TEACHER, Turns


def world(name):
    return SimpleNamespace(digest=name)


def taken(turns):
    return list(iter(turns.take, None))


def test_sessions_take_turns_one_world_each():
    turns = Turns()
    turns.add("a", "a1", "a2", "a3")
    turns.add("b", "b1")
    turns.add("c", "c1", "c2")
    assert taken(turns) == ["a1", "b1", "c1", "a2", "c2", "a3"]


def test_who_comes_late_waits_for_one_world_of_each_other():
    turns = Turns()
    for session in "abc":
        turns.add(session, *(f"{session}{number}" for number in range(9)))
    turns.take()
    turns.add("d", "d0")
    assert turns.before("d") == 3  # b, c, and a's second
    assert [turns.take() for _ in range(4)] == ["b0", "c0", "a1", "d0"]


def test_the_teachers_worlds_are_before_all():
    turns = Turns()
    turns.add("a", "a1", "a2")
    turns.add(TEACHER, "t1", "t2")
    assert turns.before("a") == 2
    assert taken(turns) == ["t1", "t2", "a1", "a2"]


def test_what_is_dropped_is_not_run():
    turns = Turns()
    turns.add("a", "a1")
    turns.drop("a")
    assert turns.before("a") == 0
    assert turns.take() is None


def test_the_same_world_is_run_once_whoever_asks_and_when():
    desk, ran = Desk(), []
    desk.want("a", [world("x"), world("y")])
    desk.want("b", [world("x")])
    first = desk.take()
    desk.want("c", [first])  # while it is under way
    desk.came(first, Came({"n": 1.0}))
    ran.append(first.digest)
    desk.want("d", [world("x")])  # when it is done
    last = desk.take()
    desk.came(last, Came({"n": 2.0}))
    ran.append(last.digest)
    assert sorted(ran) == ["x", "y"]
    assert desk.runs == 2
    assert desk.numbers([world("x"), world("y")]) == [{"n": 1.0}, {"n": 2.0}]


def test_a_failed_world_tells_its_fault_and_is_tried_again_when_asked_again():
    desk = Desk()
    desk.want("a", [world("x")])
    desk.came(desk.take(), Came({}, "ValueError: no"))
    assert desk.numbers([world("x")]) == [None]
    assert desk.faults([world("x")]) == ["ValueError: no"]
    desk.want("a", [world("x")])
    assert desk.faults([world("x")]) == []
    desk.came(desk.take(), Came({"n": 1.0}))
    assert desk.numbers([world("x")]) == [{"n": 1.0}]


@pytest.mark.parametrize("late", [False, True])
def test_a_closed_desk_gives_nothing(late):
    desk = Desk()
    if late:
        desk.want("a", [world("x")])
    desk.close()
    assert desk.take() is None
