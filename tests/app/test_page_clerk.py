"""What knows counties lives beside the server: its death costs nobody an answer, tables half read included."""

import json
import threading
from multiprocessing import active_children
from pathlib import Path

import pytest
from test_opening import answered, sent

from liancun_sim.app.clerk import Clerk
from liancun_sim.vocabulary import BadInput
from village_tables import villages, xlsx

QUESTION = {"scenarios": [], "months": 2, "replications": 1, "language": "en"}


def kill_clerks():
    clerks = [one for one in active_children() if one.name == "clerk"]
    assert clerks
    for one in clerks:
        one.kill()
        one.join(20)


def test_a_table_half_answered_is_read_on_by_the_next_clerk(served):
    asked = sent(served, xlsx(villages(income=14000)))[1]
    kill_clerks()
    status, told = answered(served, asked["table"], doubt=asked["doubts"][0]["name"], way=0, value="2012")
    assert (status, told["doubts"], told["options"]) == (200, [], ["--year 2012"])
    kill_clerks()
    ids = ["城关镇-东庄", "城关镇-西庄"]
    question = QUESTION | {"county": told["county"], "unions": [{"members": ids}]}
    status, _, text = served.ask("POST", "/questions", question)
    assert status == 200
    kill_clerks()
    assert ids[0] in served.ask("GET", f"/scenarios/{json.loads(text)['id']}/scenario.yaml")[2]
    kill_clerks()
    assert json.loads(served.ask("GET", "/assumptions")[2])["parts"]


def test_what_nests_deeply_is_told_and_the_next_question_is_answered(served):
    for depth in (500, 900, 5_000, 20_000):
        body = b'{"scenarios": ' + b"[" * depth + b"]" * depth + b"}"
        status, _, text = served.ask("POST", "/questions", body)
        assert (status, bool(json.loads(text)["faults"])) == (400, True)
    assert served.ask("POST", "/questions", QUESTION | {"scenarios": ["strong_weak_pairing"]})[0] == 200


class Slow:
    """Waits for a file; says which process it is asked in."""

    def wait(self, path):
        import time

        while not Path(path).exists():
            time.sleep(0.01)

    def fall(self):
        import os

        os._exit(1)

    def say(self):
        import os

        return os.getpid()


@pytest.fixture
def clerk():
    made = Clerk(Slow, imported=("liancun_sim.app.office",), most=2)
    yield made
    made.close()


def test_a_clerk_at_long_work_holds_nobody_up(clerk, tmp_path):
    first = clerk.ask("say")
    assert clerk.ask("say") == first  # one does while one suffices
    long = threading.Thread(target=clerk.ask, args=("wait", str(tmp_path / "over")))
    long.start()
    while clerk._free.qsize() > 1:
        pass
    assert clerk.ask("say") != first
    (tmp_path / "over").touch()
    long.join(20)


def test_what_kills_every_clerk_is_told_and_the_next_question_is_answered(clerk):
    before = clerk.ask("say")
    with pytest.raises(BadInput, match="went wrong"):
        clerk.ask("fall")
    assert clerk.ask("say") != before
