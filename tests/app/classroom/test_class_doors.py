"""Who gets in, as what, and what each role may do."""

import pytest

from classrooms import ADDRESS
from liancun_sim.app.refusals import BODY_MOST

TEACHERS = ("choose", "run")
STUDENTS = ("guess", "plan")


def test_a_token_is_exchanged_for_a_cookie_no_script_reads(klass):
    answer = klass.browser().post("/enter", json={"token": klass.doors.teacher})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert klass.doors.teacher.lower() not in cookie
    assert answer.json() == {"page": "/teacher"}


@pytest.mark.parametrize("token", ["", "wrong", None, 7, [], {"a": 1}, "é" * 8, "x" * 5000])
def test_a_wrong_token_lets_nobody_in(klass, token):
    answer = klass.browser().post("/enter", json={"token": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_code_may_be_typed_as_it_is_shown(klass):
    code = klass.doors.code
    for typed in (code, code.upper(), f"{code[:4]}-{code[4:]}", f" {code[:4]} {code[4:]} "):
        assert klass.browser().post("/enter", json={"token": typed}).json() == {"page": "/student"}


def test_who_comes_in_again_stays_who_they_are(klass):
    student = klass.student()
    klass.student()
    student.post("/enter", json={"token": klass.doors.code})
    assert student.get("/room/student").json()["number"] == 1
    assert len(klass.room.students) == 2


def test_without_a_cookie_one_is_sent_to_the_door_and_told_nothing(klass):
    stranger = klass.browser()
    for role in ("teacher", "student"):
        assert stranger.get(f"/{role}").headers["location"] == "/"
        assert stranger.get(f"/room/{role}").status_code == 403
    for act in (*TEACHERS, *STUDENTS):
        answer = stranger.post(f"/room/{act}", json={}, headers={"accept-language": "zh-CN,en"})
        assert (answer.status_code, answer.json()["faults"][0][-5:]) == (403, "进入课堂。")


def test_a_role_does_what_is_its_own_alone(klass):
    student = klass.student()
    for act in TEACHERS:
        assert student.post(f"/room/{act}", json={"lesson": "who_counts"}).status_code == 403
    assert student.get("/room/teacher").status_code == 403
    assert student.get("/teacher").status_code == 303
    for act in STUDENTS:
        assert klass.teacher.post(f"/room/{act}", json={"guess": 50}).status_code == 403
    assert klass.room.lecture is None


@pytest.mark.parametrize("value", ["", "teacher", "é", "x" * 3000])
def test_a_made_up_cookie_is_none(klass, value):
    stranger = klass.browser()
    header = {"cookie": f"teacher={value}; student={value}".encode("latin-1")}
    assert stranger.get("/room/teacher", headers=header).status_code == 403
    assert stranger.get("/room/student", headers=header).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"{ADDRESS}0", ""])
def test_another_pages_post_is_refused_cookie_or_not(klass, origin):
    answer = klass.teacher.post("/room/choose", json={"lesson": "who_counts"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert klass.room.lecture is None


def test_a_foreign_host_is_refused(klass):
    assert klass.teacher.get("/teacher", headers={"host": "evil.example"}).status_code == 421


def test_a_long_body_is_refused(klass):
    header = {"content-type": "application/json"}
    assert klass.teacher.post("/room/choose", content=b"[" * (BODY_MOST + 1), headers=header).status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 5000, b"null", b"[]", b'"x"', b"\xff"])
def test_what_is_no_object_is_told_so(klass, body):
    header = {"content-type": "application/json"}
    for client, act in ((klass.teacher, "choose"), (klass.student(), "guess")):
        answer = client.post(f"/room/{act}", content=body, headers=header)
        assert (answer.status_code, "expected a JSON object" in answer.text) == (400, True)
    assert klass.browser().post("/enter", content=body, headers=header).status_code == 403


@pytest.mark.parametrize("path", ["/", "/teacher", "/student", "/room/teacher", "/modules/teach.js", "/class.css"])
def test_every_answer_says_that_it_may_do_nothing_else(klass, path):
    headers = klass.teacher.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"].split("script-src")[1].split(";")[0]
    assert headers["cache-control"] == "no-store"


def test_no_page_of_a_student_holds_what_lets_teachers_in(klass):
    student = klass.student()
    for path in ("/", "/student", "/room/student"):
        text = student.get(path).text
        assert klass.doors.teacher not in text
        assert klass.doors.teaching not in text
    assert klass.doors.teacher not in klass.teacher.get("/teacher").text  # it may stand on a projector


@pytest.mark.parametrize("path", ["/page/../../etc/passwd.css", "/modules/../x.js", "/%2e%2e/pyproject.css", "/x.css",
                                  "/questions", "/answers/x/report.html"])  # fmt: skip
def test_no_path_reaches_the_disk(klass, path):
    assert klass.teacher.get(path).status_code == 404
