"""Who comes in again and again without a cookie keeps nobody out; a class behind one address comes in at once."""

import pytest

from classrooms import NAME
from liancun_sim.app.classroom.entries import ADDRESSES_MOST, AT_ONCE, AWAY, EVERY, PAGE_OPENS, UNSEEN, Entries
from liancun_sim.app.classroom.room import STUDENTS_MOST, Full, Gone

CLASS = 40


@pytest.fixture
def clock(klass):
    """Seconds that pass when they are told to."""
    seconds = [100.0]
    klass.room.clock = lambda: seconds[0]
    return seconds


def filled(klass, looks=False):
    entries = [klass.room.enter("") for _ in range(STUDENTS_MOST)]
    for one in entries if looks else ():
        klass.room.told_to_student(one)
    return entries


def test_a_class_behind_one_address_comes_in_at_once_and_a_flood_from_it_does_not(klass, clock):
    came = [klass.browser().post("/enter", json={"token": klass.doors.code}) for _ in range(3 * CLASS)]
    assert [one.status_code for one in came] == [200] * AT_ONCE + [429] * (3 * CLASS - AT_ONCE)
    assert AT_ONCE >= CLASS
    for language, said in (("en", "try again"), ("zh-Hans", "请过几秒再试")):
        sent = {"token": klass.doors.code, "language": language}
        assert said in klass.browser().post("/enter", json=sent).json()["faults"][0]
    clock[0] += EVERY
    student = klass.student()
    assert student.post("/enter", json={"token": klass.doors.code}).status_code == 200  # has come in already
    assert klass.browser().post("/enter", json={"token": klass.doors.code}).status_code == 429
    assert klass.browser(klass.doors.teacher).get("/teacher").status_code == 200


def test_those_who_are_gone_are_not_counted_in_the_room(klass, clock):
    stays, guesses, leaves = (klass.room.enter("") for _ in range(3))
    klass.room.choose("who_counts")
    for one in (stays, guesses, leaves):
        klass.room.told_to_student(one)
    klass.room.guess(guesses, 40)
    klass.room.enter("")  # never looks
    assert klass.room.told_to_teacher()["students"] == 4
    clock[0] += UNSEEN + 1
    klass.room.told_to_student(stays)
    told = klass.room.told_to_teacher()
    assert (told["students"], told["gone"], told["guessed"]) == (1, 1, 1)
    klass.room.told_to_student(guesses)  # is back
    assert [klass.room.told_to_teacher()[key] for key in ("students", "gone")] == [2, 0]


def test_addresses_are_counted_apart_and_so_many_of_them():
    entries = Entries()
    assert [entries.admits("one", 0.0) for _ in range(AT_ONCE + 1)][-2:] == [True, False]
    assert entries.admits("two", 0.0)
    for number in range(ADDRESSES_MOST + 5):
        entries.admits(str(number), 0.0)
    assert len(entries._used) == ADDRESSES_MOST


def test_entries_without_a_page_give_way_to_students(klass, clock):
    filled(klass)
    with pytest.raises(Full):
        klass.room.enter("")  # their pages may still be opening
    clock[0] += PAGE_OPENS + 1
    students = [klass.room.enter("") for _ in range(CLASS)]
    for one in students:
        klass.room.told_to_student(one)
    for _ in range(5):  # whoever floods the room now takes the places of entries, not of students
        clock[0] += PAGE_OPENS + 1
        for _ in range(STUDENTS_MOST - CLASS):
            klass.room.enter("")
        for one in students:
            klass.room.told_to_student(one)
    assert len({klass.room.told_to_student(one)["number"] for one in students}) == CLASS
    assert len(klass.room.students) == STUDENTS_MOST


def test_who_left_gives_way_but_a_guess_and_a_plan_stay(klass, clock, land):
    klass.teacher.post("/room/choose", json={"lesson": "planning"})
    first, second, third, *others = filled(klass, looks=True)
    klass.room.guess(first, 30)
    klass.room.plan(second, [{"members": list(land.edges[0])}])
    clock[0] += AWAY - 1
    for one in others:
        klass.room.told_to_student(one)
    with pytest.raises(Full):
        klass.room.enter("")
    clock[0] += 2
    klass.room.enter("")
    assert third not in klass.room.students
    assert {first, second, *others} < {*klass.room.students}
    with pytest.raises(Full):
        klass.room.enter("")


def test_who_gave_way_is_sent_to_the_door_and_comes_in_anew(klass, clock):
    student = klass.student()
    assert student.get("/room/student").json()["number"] == 1
    clock[0] += AWAY + 1
    filled(klass)
    assert student.get("/room/student").status_code == 403
    with pytest.raises(Gone):
        klass.room.told_to_student(student.cookies["student"])
    assert student.get("/student", headers={"host": NAME}).headers["location"] == "/"
    clock[0] += PAGE_OPENS + 1
    assert student.post("/enter", json={"token": klass.doors.code}).status_code == 200
    assert student.get("/room/student").json()["number"] > STUDENTS_MOST
