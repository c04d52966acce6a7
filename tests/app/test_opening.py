"""A table sent to the page: read as ``county import`` reads it, doubts answered by its options, nothing left behind."""

import io
import json
import zipfile

import pytest

from liancun_sim.app.office import Office
from liancun_sim.app.opening import UPLOADS
from liancun_sim.app.tables import OPEN_MOST, Tables, plain_name
from liancun_sim.county import load_county, save_county
from liancun_sim.county.importing import import_county
from liancun_sim.county.spreadsheet import Answers
from liancun_sim.running.common.provenance import county_digest
from village_tables import csv, villages, xlsx

FILE = "application/octet-stream"
ADDRESS = "/tables?name=v.xlsx&language=en"


def sent(served, content, address=ADDRESS, **headers):
    status, _, text = served.ask("POST", address, content, Content_Type=FILE, **headers)
    return status, json.loads(text) if text.startswith("{") else text


def answered(served, table, **body):
    status, _, text = served.ask("POST", f"/tables/{table}", body | {"language": "en"})
    return status, json.loads(text)


def imported(tmp_path, rows, **answers):
    """The digest `county import` comes to."""
    path = tmp_path / "v.xlsx"
    path.write_bytes(xlsx(rows))
    save_county(import_county(path, answers=Answers(**answers)).county, tmp_path / "v")
    return county_digest(load_county(tmp_path / "v"))


def test_a_table_without_a_doubt_is_the_county_that_import_makes_of_it(served, tmp_path):
    status, told = sent(served, xlsx(villages()))
    assert (status, told["faults"], told["doubts"]) == (200, [], [])
    assert told["county"] == imported(tmp_path, villages())
    columns = {one["header"]: one for one in told["told"]["columns"]}
    assert columns["人均纯收入（元）"]["span"] == ["3,900", "4,175", "4,450"]
    assert columns["户数"]["field"][1] == "户数"
    assert told["county"] in served.ask("GET", f"/?county={told['county']}")[2]


def test_a_doubt_has_the_ways_of_import_and_its_answer_gives_the_same_county(served, tmp_path):
    rows = villages(income=14000)
    doubts = sent(served, xlsx(rows))[1]
    (doubt,) = doubts["doubts"]
    assert "no year is named" in doubt["text"]
    assert [way["value"] for way in doubt["ways"]] == ["year", ""]
    status, told = answered(served, doubts["table"], doubt=doubt["name"], way=0, value="2012")
    assert (status, told["doubts"], told["options"]) == (200, [], ["--year 2012"])
    assert told["county"] == imported(tmp_path, rows, year=2012)
    _, again = answered(served, doubts["table"], back=True)
    assert [one["name"] for one in again["doubts"]] == [doubt["name"]]


@pytest.mark.parametrize(
    "answer", [{"doubt": "nothing", "way": 0}, {"way": 7}, {"way": -1}, {"way": "0"}, {"way": 0, "value": "no year"},
               {"way": 0, "value": {"a": 1}}, {"way": 0}],
)  # fmt: skip
def test_what_is_no_answer_is_told_so_and_the_doubt_stays(served, answer):
    table = sent(served, xlsx(villages(income=14000)))[1]
    status, told = answered(served, table["table"], **({"doubt": table["doubts"][0]["name"]} | answer))
    assert (status, len(told["faults"])) == (400, 1)
    assert answered(served, table["table"])[1]["doubts"] == table["doubts"]


def test_neighbours_are_made_up_only_when_asked_for(served, tmp_path):
    rows = villages(places=False)
    asked = sent(served, csv(rows), "/tables?name=v.csv&language=en")[1]
    assert [one["name"] for one in asked["doubts"]] == ["neighbours"]
    told = answered(served, asked["table"], doubt="neighbours", way=0)[1]
    assert told["options"] == ["--adjacency synthetic"]
    path = tmp_path / "v.csv"
    path.write_bytes(csv(rows))
    assert told["county"] == county_digest(import_county(path, synthetic_adjacency=True).county)


def test_questions_keep_their_buttons_beside_each_other_and_beside_faults(served, tmp_path):
    rows = villages(income=14000, places=False)
    asked = sent(served, xlsx(rows))[1]
    assert (asked["faults"], [len(one["ways"]) for one in asked["doubts"]]) == ([], [2, 1])
    assert not any("--" in one["text"] for one in asked["doubts"])
    told = answered(served, asked["table"], doubt="neighbours", way=0)[1]
    (year,) = told["doubts"]
    told = answered(served, asked["table"], doubt=year["name"], way=0, value="2012")[1]
    assert told["options"] == ["--adjacency synthetic", "--year 2012"]
    path = tmp_path / "v.xlsx"
    path.write_bytes(xlsx(rows))
    found = import_county(path, synthetic_adjacency=True, answers=Answers(year=2012))
    assert told["county"] == county_digest(found.county)
    rows[1][2] = "-5"
    faulty = sent(served, xlsx(rows))[1]
    assert faulty["faults"] and not any("neighbours" in one or "--year" in one for one in faulty["faults"])
    assert "neighbours" in [one["name"] for one in faulty["doubts"]]


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 5000, b"%PDF-1.7 not a table", b"PK\x03\x04 broken", b"<html>", b"\xff\xfe\x00", bomb()]
)
def test_what_is_no_table_is_told_so_and_the_next_one_is_read(served, content):
    status, told = sent(served, content)
    assert (status, bool(told["faults"]), told.get("county")) == (200, True, None)
    assert sent(served, xlsx(villages()))[1]["county"]


def test_a_file_that_is_too_long_is_refused_while_it_comes(served):
    assert sent(served, b"1" * (UPLOADS["/tables"] + 1))[0] == 413
    assert served.ask("POST", "/questions", b"[" * 100_000)[0] == 413  # a question is no file
    assert served.ask("POST", ADDRESS, {"a": 1})[0] == 415
    assert sent(served, b"1", Origin="http://evil.example")[0] == 403


def test_a_table_is_answered_only_by_who_opened_it(served):
    table = sent(served, xlsx(villages(income=14000)), Cookie="session=one")[1]["table"]
    assert served.ask("POST", f"/tables/{table}", {}, Cookie="session=other")[0] == 404
    assert served.ask("POST", f"/tables/{table}", {}, Cookie="session=one")[0] == 200


def test_the_scenario_of_ones_own_county_names_its_digest(served):
    county = sent(served, xlsx(villages()))[1]["county"]
    ids = ["城关镇-东庄", "城关镇-西庄"]
    question = {"county": county, "scenarios": [], "unions": [{"members": ids}], "months": 2, "replications": 1}
    asked = json.loads(served.ask("POST", "/questions", question | {"language": "en"})[2])
    text = served.ask("GET", f"/scenarios/{asked['id']}/scenario.yaml")[2]
    assert f"(digest {county})" in text.splitlines()[0] and ids[0] in text
    assert "not open here" in served.ask("POST", "/questions", question | {"county": "0" * 24, "language": "en"})[2]
    assert served.ask("POST", "/questions", question | {"county": None})[0] == 400  # the villages are another county's


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("a/b\\各村.xlsx", "各村.xlsx"), ("..", "table"), ("", "table"), (".xlsx", "xlsx"),
     ("\x00\n<b>.csv", "b.csv"), ("长" * 300 + ".xlsx", "长" * 60 + ".xlsx")],
)  # fmt: skip
def test_a_name_is_no_path(given, kept):
    assert plain_name(given) == kept


def test_files_go_when_others_are_opened_after_them(tmp_path):
    tables = Tables(Office(), tmp_path)
    keys = [tables.take("v.csv", b"x", "one") for _ in range(OPEN_MOST + 3)]
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(keys[-OPEN_MOST:])
    assert not tables.holds(keys[0], "one") and tables.holds(keys[-1], "one")
