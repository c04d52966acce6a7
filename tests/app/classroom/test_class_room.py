"""A lesson from the question to the discussion, as its browsers are told of it."""

import pytest

from classrooms import ONE
from liancun_sim.app.classroom.lessons import LESSONS, PLANNING, PRESET
from liancun_sim.app.classroom.room import PLAN_DRAWS, PLAN_UNIONS_MOST, STUDENTS_MOST


def do(client, act, **sent):
    return client.post(f"/room/{act}", json=sent)


def shown(told):
    return told["phase"] == "shown"


def neighbours(land, count=3):
    """Pairs of adjacent villages, none in two of them."""
    used, found = set(), []
    for one, other in land.edges:
        if len(found) < count and not {one, other} & used:
            used |= {one, other}
            found.append([one, other])
    return found


def test_a_lesson_is_guessed_run_and_shown(klass):
    one, two = klass.student(), klass.student()
    assert one.get("/room/student").json()["phase"] == "choosing"
    do(klass.teacher, "choose", lesson="who_counts")
    assert do(one, "guess", guess=40).json()["guess"] == 40
    assert do(two, "guess", guess=85.5).json()["number"] == 2
    assert do(one, "guess", guess=10).json()["guess"] == 10  # it may be changed
    told = klass.teacher.get("/room/teacher").json()
    assert (told["phase"], told["students"], told["guessed"], told["middle"]) == ("guessing", 2, 2, 47.75)
    assert told["guesses"] == [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    assert "bars" not in told
    assert "guesses" not in one.get("/room/student").json()  # bars are the teacher's to show
    do(klass.teacher, "run")
    assert do(one, "guess", guess=30).status_code == 400  # guessing is over
    told = klass.until(one, shown)
    assert told["bars"][0] == ["openly", 30.0]  # 3 of 10 in every world
    assert told["guesses"] == [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    assert told["guess"] == 10


@pytest.mark.parametrize("key", [key for key in LESSONS if key not in (PLANNING, PRESET)])
def test_every_lesson_says_what_came_out_between_0_and_100(klass, key):
    do(klass.teacher, "choose", lesson=key)
    do(klass.teacher, "run")
    told = klass.until(klass.teacher, shown, "teacher")
    assert told["total"] == sum(map(len, klass.room.lecture.worlds.values()))
    assert all(0 <= value <= 100 for _, value in told["bars"])


def test_one_preset_is_run_once_however_often_it_is_asked(klass):
    for _ in range(3):
        do(klass.teacher, "choose", lesson=PRESET, scenario="strong_weak_pairing")
        do(klass.teacher, "run")
        told = klass.until(klass.teacher, shown, "teacher")
    assert [(key, round(value, 6)) for key, value in told["bars"]] == [("stated", 75.0), ("private", 55.0)]
    assert len(klass.ran) == LESSONS[PRESET].replications


def test_a_failing_lesson_tells_its_fault_and_the_next_one_works(klass):
    klass.comes = lambda world: "ValueError: no"
    do(klass.teacher, "choose", lesson="by_itself")
    do(klass.teacher, "run")
    told = klass.until(klass.teacher, lambda told: told["faults"], "teacher")
    assert (told["phase"], told["faults"]) == ("running", ["ValueError: no"])
    klass.comes = lambda world: ONE
    do(klass.teacher, "choose", lesson="what_is_assessed")
    do(klass.teacher, "run")
    assert klass.until(klass.teacher, shown, "teacher")["bars"]
    do(klass.teacher, "choose", lesson="by_itself")
    do(klass.teacher, "run")
    assert klass.until(klass.teacher, shown, "teacher")["lesson"] == "by_itself"  # what failed is not kept


def test_plans_come_together_on_one_map_and_by_every_measure(klass, land):
    pairs = neighbours(land)
    do(klass.teacher, "choose", lesson=PLANNING)

    def comes(world):
        policies = world.scenario.document.get("policies", ())
        size = len(policies[0]["planned_unions"]["unions"]) if policies else 0
        return {**ONE, "unions_formed": size, "dissolved_unions": 0.0, "income_mean": 5000.0 + size,
                "public_yuan": 1000.0 * size}  # fmt: skip

    klass.comes = comes
    students = [klass.student() for _ in range(3)]
    for size, student in enumerate(students[:2], start=1):
        plan = [{"members": pair, "form": "strong_weak", "month": 0} for pair in pairs[:size]]
        told = do(student, "plan", unions=plan).json()
        assert (told["unions"], told["plan_total"]) == (size, PLAN_DRAWS)
        klass.until(student, lambda told: told["plan_done"] == told["plan_total"])
    do(students[2], "guess", guess=50)
    do(klass.teacher, "run")
    told = klass.until(klass.teacher, shown, "teacher")
    assert told["plans"] == 2
    assert told["bars"] == [["drawn_lasting", 100.0]]  # (1 + 2) of 1 + 2
    one, two = told["ranking"]
    assert (one["income"], two["income"], one["cost"]) == (1.0, 2.0, 1000.0)
    assert (one["ranks"]["cost"], one["ranks"]["lasting"]) == (1, 2)  # nobody wins everything
    assert (two["ranks"]["cost"], two["ranks"]["lasting"]) == (2, 1)
    rows = {name: row for row, name in enumerate(land.villages.index)}
    first, second = (tuple(rows[name] for name in pair) for pair in pairs[:2])
    assert dict(told["villages"]) == dict.fromkeys(first, 2) | dict.fromkeys(second, 1)
    assert sorted(map(tuple, told["ties"])) == sorted([(*first, 2), (*second, 1)])


def test_the_same_plan_of_two_students_is_run_once(klass, land):
    do(klass.teacher, "choose", lesson=PLANNING)
    plan = [{"members": pair} for pair in neighbours(land, 2)]
    students = [klass.student() for _ in range(2)]
    for student in students:
        do(student, "plan", unions=plan)
    for student in students:
        klass.until(student, lambda told: told["plan_done"] == PLAN_DRAWS)
    assert len(klass.ran) == 2 * PLAN_DRAWS  # the plan, and the same draws without any


def test_a_plan_that_fails_is_its_own_affair(klass, land):
    do(klass.teacher, "choose", lesson=PLANNING)
    good, bad = klass.student(), klass.student()
    pairs = neighbours(land, 2)
    broken = {pairs[1][0]}
    klass.comes = lambda world: "ValueError: no" if broken & _named(world) else ONE
    do(good, "plan", unions=[{"members": pairs[0]}])
    do(bad, "plan", unions=[{"members": pairs[1]}])
    assert klass.until(bad, lambda told: told["plan_faults"])["plan_faults"] == ["ValueError: no"]
    do(klass.teacher, "run")
    told = klass.until(klass.teacher, shown, "teacher")
    assert [row["student"] for row in told["ranking"]] == [1]


def _named(world):
    policies = world.scenario.document.get("policies", ())
    return {name for one in policies for union in one["planned_unions"]["unions"] for name in union["members"]}


@pytest.mark.parametrize("guess", [-1, 101, True, "50", None, [50], 1e400])
def test_what_is_no_guess_is_told_so(klass, guess):
    do(klass.teacher, "choose", lesson="who_counts")
    body = b'{"guess": 1e400}' if guess == 1e400 else None
    student = klass.student()
    answer = student.post("/room/guess", content=body, headers={"content-type": "application/json"}) if body else do(
        student, "guess", guess=guess)  # fmt: skip
    assert (answer.status_code, "from 0 to 100" in answer.text) == (400, True)


@pytest.mark.parametrize(
    "unions",
    [None, [], "all", [{"members": ["nobody", "no one"]}], [{"members": ["T01V001"]}], [{}],
     [{"members": ["/etc/passwd", "../x"]}], [{"form": "none"}]],
)  # fmt: skip
def test_what_is_no_plan_is_told_so(klass, unions):
    do(klass.teacher, "choose", lesson=PLANNING)
    answer = do(klass.student(), "plan", unions=unions)
    assert (answer.status_code, bool(answer.json()["faults"])) == (400, True)


@pytest.mark.parametrize(("sent", "said"), [({}, "missing"), ({"unions": "all"}, "expected a list of unions")])
def test_a_plan_without_unions_is_told_what_is_wrong(klass, sent, said):
    do(klass.teacher, "choose", lesson=PLANNING)
    answer = do(klass.student(), "plan", **sent)
    assert said in answer.text and "200" not in answer.text


def test_a_plan_has_at_most_so_many_unions(klass, land):
    do(klass.teacher, "choose", lesson=PLANNING)
    plan = [{"members": list(land.edges[0])}] * (PLAN_UNIONS_MOST + 1)
    assert str(PLAN_UNIONS_MOST) in do(klass.student(), "plan", unions=plan).text


@pytest.mark.parametrize("sent", [{}, {"lesson": "none"}, {"lesson": ["x"]}, {"lesson": PRESET},
                                  {"lesson": PRESET, "scenario": "../../etc/passwd"}])  # fmt: skip
def test_only_lessons_and_shipped_presets_are_chosen(klass, sent):
    assert do(klass.teacher, "choose", **sent).status_code == 400
    assert klass.room.lecture is None


def test_a_plan_is_taken_while_planning_is_on_alone(klass, land):
    student, plan = klass.student(), [{"members": list(land.edges[0])}]
    assert do(student, "plan", unions=plan).status_code == 400
    do(klass.teacher, "choose", lesson="who_counts")
    assert do(student, "plan", unions=plan).status_code == 400


def test_the_room_is_full_at_its_number(klass):
    for _ in range(STUDENTS_MOST):
        klass.room.enter("")
    assert klass.browser().post("/enter", json={"token": klass.doors.code}).status_code == 429
