"""What the page's server refuses, and that it goes on afterwards."""

import json
import socket

import pytest
from starlette.datastructures import Headers

from liancun_sim.app.refusals import BODY_MOST, spoken_by
from liancun_sim.app.server import HOST
from liancun_sim.vocabulary import say
from liancun_sim.vocabulary.language import speaking

QUESTION = {"scenarios": ["strong_weak_pairing"], "months": 3, "replications": 1}


def say_in(language, key, **fields):
    return speaking(language, lambda: say(key, **fields))


def alive(served):
    return served.ask("GET", "/")[0] == 200


@pytest.mark.parametrize("name", ["evil.example", "evil.example:80", "127.0.0.1", ""])
def test_a_foreign_name_is_refused(served, name):
    assert served.ask("GET", "/", Host=name)[0] == 421
    assert alive(served)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", None])
def test_a_question_from_another_page_is_refused(served, origin):
    assert served.ask("POST", "/questions", QUESTION, Origin=origin)[0] == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_form_is_no_question(served, kind):
    assert served.ask("POST", "/questions", QUESTION, Content_Type=kind)[0] == 415


def test_a_long_body_is_refused_by_what_it_says_and_by_what_it_sends(served):
    assert served.ask("POST", "/questions", b"[" * (BODY_MOST + 1))[0] == 413
    head = (f"POST /questions HTTP/1.1\r\nHost: {HOST}:{served.port}\r\nOrigin: http://{HOST}:{served.port}\r\n"
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")  # fmt: skip
    with socket.create_connection((HOST, served.port), timeout=20) as line:
        line.sendall(head.encode())
        try:
            for _ in range(40):
                line.sendall(b"1000\r\n" + b"[" * 0x1000 + b"\r\n")
        except OSError:
            pass  # refused while sending
        assert b" 413 " in line.recv(200)
    assert alive(served)


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 5000, b"null", b"[]", b'"x"', b"\xff"])
def test_what_is_no_question_is_told_so(served, body):
    status, _, text = served.ask("POST", "/questions", body)
    assert (status, "faults" in text) == (400, True)


@pytest.mark.parametrize(
    "change",
    [
        {"scenarios": ["../../etc/passwd"]},
        {"scenarios": ["/etc/passwd"]},
        {"scenarios": [{"extends": "/etc/passwd"}]},
        {"scenarios": []},
        {"scenarios": ["baseline"] * 99},
        {"months": 1_000_000},
        {"months": True},
        {"replications": 10**9},
        {"seed": -1},
        {"sets": {"county": "/etc"}},
        {"sets": {"strong_weak_pairing.pairs": "1\n2"}},
        {"sets": {"strong_weak_pairing.pairs": {"a": 1}}},
        {"sets": {"strong_weak_pairing.tecnicians": 3}},
        {"sets": {"a b": "1"}},
        {"unions": [{"members": ["nobody", "no one"]}]},
        {"unions": [{"members": ["T01V001"]}]},
        {"unions": "all"},
    ],
)
def test_nothing_but_shipped_scenarios_their_settings_and_villages_is_taken(served, change):
    status, _, text = served.ask("POST", "/questions", QUESTION | change)
    assert status == 400
    assert "root:" not in text


@pytest.mark.parametrize(
    "path",
    ["/modules/../../pyproject.js", "/modules/%2e%2e%2fbundle.js", "/answers/x/report.html",
     "/answers/x/../../etc/passwd", "/scenarios/x/baseline.yaml", "/questions/x", "/modules/nothing.js",
     "/..%2f..%2fetc/passwd"],
)  # fmt: skip
def test_no_path_reaches_the_disk(served, path):
    status, _, text = served.ask("GET", path)
    assert (status, text) == (404, say_in("zh-Hans", "serve.nothing_here"))


def test_every_answer_says_that_it_may_do_nothing_else(served):
    for path in ("/", "/modules/ask.js", "/page.css", "/nothing"):
        headers = served.ask("GET", path)[1]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"].split("script-src")[1].split(";")[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


@pytest.mark.parametrize(
    ("told", "language"),
    [("en-GB,en;q=0.9", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-HK"),
     ("fr-FR,fr;q=0.9,en;q=0.5", "en"), ("fr", "zh-Hans"), ("", "zh-Hans"), (";;,,-", "zh-Hans")],
)  # fmt: skip
def test_a_browsers_language_is_spoken_or_else_the_servers(told, language):
    assert spoken_by(Headers({"accept-language": told}), "zh-Hans") == language


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_refusal_is_a_sentence_in_the_visitors_language(served, language):
    address, spoken = f"http://{HOST}:{served.port}/", {"Accept_Language": language}
    for (method, path, body, more), status, key in (
        (("GET", "/", None, {"Host": "evil.example"}), 421, "another_name"),
        (("PUT", "/", None, {}), 405, "no_such_method"),
        (("POST", "/page.css", {}, {}), 405, "no_such_method"),
        (("POST", "/questions", {}, {"Origin": "http://evil.example"}), 403, "another_page"),
        (("POST", "/questions", {}, {"Content_Type": "text/plain"}), 415, "json_wanted"),
        (("POST", "/questions", b"{", {}), 400, "json_wanted"),
        (("POST", "/questions", b"[" * (BODY_MOST + 1), {}), 413, "too_long"),
        (("GET", "/nothing", None, {}), 404, "nothing_here"),
    ):
        said, _, text = served.ask(method, path, body, **spoken, **more)
        wanted = say_in(language, f"serve.{key}", address=address, most=BODY_MOST // 1000)
        assert (said, json.loads(text)["faults"] if method == "POST" else [text]) == (status, [wanted])


@pytest.mark.parametrize(
    "change",
    [{"unions": 0}, {"unions": True}, {"largest": 9}, {"aim": "fame"}, {"aim": ["a"]}, {"yuan": -1}, {"yuan": "much"},
     {"locked": ["nobody"]}, {"locked": "all"}, {"horizon": 10**9}, {"seed": 1.5}],
)  # fmt: skip
def test_a_plan_is_asked_for_within_bounds(served, change):
    status, _, text = served.ask("POST", "/questions", {"plan": change})
    assert (status, "faults" in text) == (400, True)


def test_a_plan_is_asked_for_with_an_object(served):
    assert served.ask("POST", "/questions", {"plan": [1]})[0] == 400
